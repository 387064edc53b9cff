package scenario

import (
	"fmt"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
)

// Past is what happened to one partner, to be written down as a story.
type Past struct {
	About    []string                // what the comment at the top says
	Releases []NamedRelease          // every version that was known, under the names of their files
	Rates    []money.Quote           // for one unit of Base
	Base     string                  // the currency of the rates; empty without any
	Facts    []fact.Entry            // of the partner, as they are known
	Complete map[string]calendar.Day // up to which day each source has told everything
	Timeline *standing.Timeline      // where it stands
}

// NamedRelease is a version with the name of its file.
type NamedRelease struct {
	program.Release
	File string
}

// Write writes a story of the past that holds as it is written: what was known, and
// where the partner stands then. It refuses what a story cannot say.
func (p Past) Write(file string) ([]byte, error) {
	if len(p.Facts) > mostFacts {
		return nil, problem.New(problem.Conflict, "%d facts are known of the partner, and a scenario may have at most %d.", len(p.Facts), mostFacts).WithHint("Read them page by page, as a list of facts.")
	}
	w := &pastWriter{Past: p, names: map[fact.ID]string{}, taken: map[string]bool{}}
	w.write()
	text := []byte(w.out.String())
	report := Run(file, text, p.open)
	if !report.Passed() {
		return nil, problem.New(problem.Conflict, "The history of the partner has something that scenario files cannot say: %s", firstOf(&report)).WithHint("Read the facts as a list, and the explanation as it is.")
	}
	return text, nil
}

// firstOf is the first thing that does not hold.
func firstOf(r *Report) string {
	if len(r.Mistakes) > 0 {
		return r.Mistakes[0].String()
	}
	for _, c := range r.Checks {
		if !c.Held {
			return c.Said + "."
		}
	}
	return "nothing could be checked."
}

func (p Past) open(name string) ([]byte, error) {
	i := slices.IndexFunc(p.Releases, func(r NamedRelease) bool { return r.File == name })
	if i < 0 {
		return nil, problem.New(problem.NotFound, "There is no file %s.", name)
	}
	return p.Releases[i].Text, nil
}

// pastWriter writes one story.
type pastWriter struct {
	Past
	out   strings.Builder
	names map[fact.ID]string
	taken map[string]bool
}

func (w *pastWriter) line(parts ...string) {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	w.out.WriteString(strings.Join(parts, " ") + "\n")
}

func (w *pastWriter) write() {
	for _, text := range w.About {
		w.line("#", text)
	}
	for _, r := range w.Releases {
		w.line("program", quoted(r.File), "applied", r.Applied.String())
	}
	for _, q := range w.Rates {
		w.line("rate 1", w.Base, "=", q.Units.String(), q.Currency, "on", q.Day.String())
	}
	for _, source := range sortedKeys(w.Complete) {
		w.line("complete", quoted(source), "through", w.Complete[source].String())
	}
	w.line()
	w.partner()
	for i := range w.Facts {
		w.fact(&w.Facts[i])
	}
	w.line()
	w.stands()
}

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for key := range m {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}

// partner begins the block of the partner, with its attributes and its publishers.
func (w *pastWriter) partner() {
	words := []string{"partner", quoted(w.Timeline.Partner.ID)}
	given := map[string]bool{"name": true}
	for i := range slices.Backward(w.Facts) {
		if e := &w.Facts[i]; e.Kind == string(fact.Partner) && e.Ends == calendar.LastDay {
			words = append(words, attributesOf(e, given)...)
		}
	}
	w.line(words...)
	joined := map[string]bool{}
	for i := range w.Facts {
		e := &w.Facts[i]
		if e.Kind != fact.Membership || joined[e.Subject.Publisher] {
			continue
		}
		joined[e.Subject.Publisher] = true
		words := []string{"  publisher", quoted(e.Subject.Publisher), "joined", e.Day.String()}
		if e.Ends < calendar.LastDay {
			words = append(words, "left", e.Ends.String())
		}
		w.line(append(words, "learned", min(e.Learned, e.Day).String())...)
	}
}

// told elsewhere in the story, or not about standings.
var apart = []string{string(fact.Partner), fact.Membership, fact.Merge, fact.ExternalID, fact.Complete}

func (w *pastWriter) fact(e *fact.Entry) {
	of := e.Attribute("program").String()
	switch {
	case slices.Contains(apart, e.Kind) || e.ID.Source == fact.Laurel && of != "" && of != w.Timeline.Program:
	case e.Kind == fact.Override:
		w.override(e)
	case fact.TellsOfBenefit(e.Kind):
		w.deed(e)
	case e.State:
		w.line(append([]string{"  state", e.Kind, w.name(e), span(e), value(e)}, w.tail(e, map[string]bool{"value": value(e) != ""})...)...)
	default:
		w.line(append([]string{"  event", e.Kind, w.name(e), e.Happened.String(), figureText(e)}, w.tail(e, nil)...)...)
	}
}

// deedWords are the words for what became of a benefit.
var deedWords = map[string]string{fact.Grant: "granted", fact.Activation: "activated", fact.Completion: "completed", fact.Use: "used",
	fact.Cancellation: "cancelled", fact.Revocation: "revoked"}

func (w *pastWriter) deed(e *fact.Entry) {
	w.line(append([]string{"  " + deedWords[e.Kind], quoted(e.Attribute("benefit").String()), e.Happened.String(), figureText(e)}, w.tail(e, map[string]bool{"benefit": true})...)...)
}

// override writes a person's decision.
func (w *pastWriter) override(e *fact.Entry) {
	text := func(name string) string { return e.Attribute(name).String() }
	object, ladder := "", text("ladder")
	switch act := standing.Act(text("act")); act {
	case standing.SetTier, standing.HoldTier:
		if object = text("tier"); ladder != "" {
			object = ladder + bracketed(text("key")) + "." + object
		}
	case standing.Waive:
		object = text("metric")
	case standing.Credit:
		object = text("metric") + " " + figureText(e)
	case standing.Exclude:
		for id, name := range w.names {
			if id.String() == text("fact") {
				object = name
			}
		}
	case standing.Freeze:
		object = ladder
	case standing.KeepGrant, standing.RevokeGrant:
		object = text("benefit")
	}
	words := []string{"  override", text("act"), object, span(e), "because", `"` + spoken(text("because")) + `"`}
	if private := text("private"); private != "" {
		words = append(words, "operators", `"`+spoken(private)+`"`)
	}
	said := map[string]bool{"act": true, "tier": true, "ladder": true, "metric": true, "fact": true, "benefit": true, "because": true, "private": true, "program": true}
	w.line(append(words, w.tail(e, said)...)...)
}

func bracketed(key string) string {
	if key == "" {
		return ""
	}
	return "[" + key + "]"
}

// tail is what stands behind the date: attributes, what the fact is about, from
// which feed it came, and when it was learned.
func (w *pastWriter) tail(e *fact.Entry, said map[string]bool) []string {
	words := attributesOf(e, said)
	s := e.Subject
	for _, about := range []struct{ name, id string }{{"publisher", s.Publisher}, {"offer", s.Offer}, {"plan", s.Plan}, {"customer", s.Customer}, {"deal", s.Deal}, {"person", s.Person}} {
		if about.id != "" {
			words = append(words, about.name+`="`+about.id+`"`)
		}
	}
	if e.ID.Source != fact.Laurel {
		words = append(words, `source="`+e.ID.Source+`"`)
	}
	return append(words, "learned", w.learned(e))
}

// learned is when a fact, or what it corrects, was learned; the time of it where
// the story would else know it sooner.
func (w *pastWriter) learned(e *fact.Entry) string { return e.Learned.String() }

// attributesOf are the attributes of a fact, with its marks, that are not said
// elsewhere.
func attributesOf(e *fact.Entry, said map[string]bool) []string {
	given := map[string]bool{}
	var words []string
	add := func(list fact.Attributes) {
		for _, a := range list {
			if !said[a.Name] && !given[a.Name] {
				given[a.Name] = true
				words = append(words, attribute(a.Name, e.Attribute(a.Name)))
			}
		}
	}
	add(e.Attributes)
	for _, m := range e.Marks {
		add(m.Attributes)
	}
	return words
}

// attribute is name=value. A text stands in quotes where it would be read as
// something else.
func attribute(name string, v fact.Value) string {
	text := v.String()
	if again := fact.ParseValue(text); again == v && isPlain(text) {
		return name + "=" + text
	}
	return name + `="` + spoken(text) + `"`
}

func isPlain(text string) bool {
	return text != "" && !strings.ContainsAny(text, " \t,|#\"=")
}

// quoted is a name, in quotes where it is more than a word.
func quoted(name string) string {
	if isFactName(name) {
		return name
	}
	return `"` + name + `"`
}

// spoken is a text without what a quoted text cannot have.
func spoken(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, `"`, "'")), " ")
}

// name is what the story calls a fact: as its feed does, where that is a name.
func (w *pastWriter) name(e *fact.Entry) string {
	name := e.ID.Key
	for n := len(w.taken) + 1; !isFactName(name) || w.taken[name]; n++ {
		name = fmt.Sprintf("f%d", n)
	}
	w.taken[name], w.names[e.ID] = true, name
	return name
}

func span(e *fact.Entry) string {
	from, until := e.Happened.String(), ""
	if e.Day <= calendar.FirstDay {
		from = ""
	}
	if e.Ends < calendar.LastDay {
		until = e.Until.String()
	}
	return from + ".." + until
}

// figureText is the amount or the number of an event.
func figureText(e *fact.Entry) string {
	switch {
	case !e.Amount.IsZero():
		return e.Amount.Value.String() + " " + e.Amount.Currency
	case e.Counted:
		return e.Quantity.String()
	default:
		return ""
	}
}

// value is what a state says, where its number and its attribute are one.
func value(e *fact.Entry) string {
	if e.Counted && e.Attribute("value").String() == e.Quantity.String() {
		return "= " + e.Quantity.String()
	}
	return ""
}

// stands is what must be true: where the partner stands.
func (w *pastWriter) stands() {
	t := w.Timeline
	w.line("at", t.At.String()+",", "known", t.Known.String())
	if r := t.Release(t.At); r != nil {
		w.line("  version", quotedVersion(r.Version))
	}
	explained := t.Explain(t.At)
	ladders := map[string]bool{}
	for i := range explained {
		ladders[explained[i].Ladder] = true
	}
	for i := range explained {
		w.standing(&explained[i], len(ladders) > 1)
	}
	for _, m := range t.Metrics(metric.Key{}, t.At) {
		if text := measured(&m); text != "" {
			w.line("  "+m.Metric.Name, text)
		}
	}
	w.line("  grants", fmt.Sprint(len(t.InForce(t.At))))
	for _, g := range t.InForce(t.At) {
		if g.Key.IsZero() && !g.Amount.IsZero() {
			w.line("  grant", g.Benefit, figureOf(g.Amount))
		}
	}
}

func quotedVersion(v string) string {
	if isPlain(v) {
		return v
	}
	return `"` + v + `"`
}

func (w *pastWriter) standing(x *standing.Explanation, several bool) {
	ladder := ""
	if several || !x.Key.IsZero() {
		ladder = x.Ladder + bracketed(x.Key.ID)
	}
	if x.Tier == "" {
		w.line("  no tier", ladder)
		return
	}
	w.line("  tier", ladder, x.Tier)
	w.line("  since", ladder, x.Since.String())
}

// measured is the value of a metric as a story writes it; empty where it cannot.
func measured(m *metric.Measured) string {
	switch v := m.Value; {
	case !v.Is():
		return "no value"
	case v.Basket != nil:
		return ""
	case v.Yes:
		return map[bool]string{true: "yes", false: "no"}[v.Number.Sign() != 0]
	default:
		return strings.TrimSpace(v.Number.String() + " " + v.Currency)
	}
}

func figureOf(a money.Amount) string { return a.Value.String() + " " + a.Currency }
