package program

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/locale"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Change is one difference between two versions of a program.
type Change struct {
	Path     string `json:"path"`             // where: ladders.transact.tiers.usd_5m.attain
	Before   string `json:"before,omitempty"` // what the one says; empty when it says nothing
	After    string `json:"after,omitempty"`  // what the other says; empty when it says nothing
	Sentence string `json:"sentence"`         // the change for a reader
	said     problem.Sentence
}

// In is the change in another language: say tells its sentence. What authors wrote
// stays as it is.
func (c Change) In(say func(problem.Sentence) string) string { return say(c.said) }

// written is what stands in a program file, which no language says otherwise.
type written struct{ text string }

func (w written) String() string { return w.text }

// Diff lists what differs between two versions of a program, in the order of
// the program file: what stands in both in the order of the first, then what is
// new. How a file is written makes no difference.
func Diff(a, b *Program) []Change {
	d := &diff{}
	d.part("", problem.Say("The program"), a.header(), b.header())
	compareRows(d, "calendars", "The calendar %s", a.Calendars, b.Calendars)
	compareRows(d, "lists", "The list %s", a.Lists, b.Lists)
	compareRows(d, "metrics", "The metric %s", a.Metrics, b.Metrics)
	compareRows(d, "ladders", "The ladder %s", a.Ladders, b.Ladders)
	compareRows(d, "benefits", "The benefit %s", a.Benefits, b.Benefits)
	compareRows(d, "caps", "The cap %s", a.Caps, b.Caps)
	compareRows(d, "budgets", "The budget %s", a.Budgets, b.Budgets)
	compareRows(d, "deliveries", "The delivery %s", a.Deliveries, b.Deliveries)
	d.part("transition", problem.Say("The transition"), statements(a.Transition), statements(b.Transition))
	return d.changes
}

// header is what the program says about itself as a whole.
func (p *Program) header() []statement {
	whole := *p
	whole.Version = ""
	whole.Calendars, whole.Lists, whole.Metrics, whole.Ladders, whole.Benefits, whole.Caps, whole.Transition = nil, nil, nil, nil, nil, nil, nil
	whole.Budgets, whole.Deliveries = nil, nil
	return statements(&whole)
}

// diff collects changes.
type diff struct{ changes []Change }

func (d *diff) add(path, before, after string, said problem.Sentence) {
	d.changes = append(d.changes, Change{Path: path, Before: before, After: after, Sentence: said.String(), said: said})
}

// compareRows compares two tables row by row.
// What a row is called names the row first, and then what it is in.
func compareRows[T any](d *diff, section, called string, a, b yamlfile.Table[T], in ...any) {
	name := func(row string) problem.Sentence { return problem.Say(called, append([]any{written{row}}, in...)...) }
	for i := range a {
		path, name := join(section, a[i].Name), name(a[i].Name)
		if now, ok := b.Get(a[i].Name); ok {
			d.row(path, name, &a[i].Value, now)
		} else {
			d.add(path, summary(&a[i].Value), "", problem.Say("%s is gone.", name))
		}
	}
	for i := range b {
		if _, ok := a.Get(b[i].Name); !ok {
			text := summary(&b[i].Value)
			d.add(join(section, b[i].Name), "", text, problem.Say("%s is new: %s.", name(b[i].Name), written{text}))
		}
	}
}

// row compares one row, and the tiers in it where it is a ladder.
func (d *diff) row(path string, name problem.Sentence, a, b any) {
	d.part(path, name, statements(a), statements(b))
	if before, ok := a.(*Ladder); ok {
		d.tiers(path, before, b.(*Ladder))
	}
}

func (d *diff) tiers(path string, a, b *Ladder) {
	before, after := a.tierIDs(b), b.tierIDs(a)
	if !slices.Equal(before, after) {
		was, is := strings.Join(before, ", "), strings.Join(after, ", ")
		d.add(join(path, "tiers"), was, is, problem.Say("The tiers of the ladder %s stood in the order %s and now stand in the order %s.", written{a.Name}, written{was}, written{is}))
	}
	compareRows(d, join(path, "tiers"), "The tier %s of the ladder %s", a.tierRows(), b.tierRows(), written{a.Name})
}

// tierIDs lists the tiers that another ladder has too, from the lowest.
func (l *Ladder) tierIDs(other *Ladder) []string {
	var ids []string
	for i := range l.Tiers {
		if other.Rank(l.Tiers[i].ID) > 0 {
			ids = append(ids, l.Tiers[i].ID)
		}
	}
	return ids
}

func (l *Ladder) tierRows() yamlfile.Table[Tier] {
	rows := make(yamlfile.Table[Tier], len(l.Tiers))
	for i := range l.Tiers {
		rows[i] = yamlfile.Row[Tier]{Name: l.Tiers[i].ID, Value: l.Tiers[i]}
		rows[i].Value.ID = ""
	}
	return rows
}

// summary is everything that a part says, on one line.
func summary(part any) string {
	list := statements(part)
	if l, ok := part.(*Ladder); ok {
		for i := range l.Tiers {
			list = append(list, statement{path: "tier", text: l.Tiers[i].ID})
		}
	}
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = strings.TrimSpace(s.words() + " " + s.quoted().text)
	}
	return strings.Join(texts, "; ")
}

// part compares what two versions say about one thing.
func (d *diff) part(path string, name problem.Sentence, before, after []statement) {
	for _, was := range before {
		at := join(path, was.path)
		i := slices.IndexFunc(after, func(s statement) bool { return s.path == was.path })
		switch {
		case i < 0:
			d.add(at, was.text, "", problem.Say("%s was %s and is gone.", was.subject(name), was.quoted()))
		case was.same(after[i]):
		case was.condition != nil && after[i].condition != nil:
			d.condition(at, name, was, after[i])
		default:
			d.add(at, was.text, after[i].text, problem.Say("%s was %s and becomes %s.", was.subject(name), was.quoted(), after[i].quoted()))
		}
	}
	for _, is := range after {
		if !slices.ContainsFunc(before, func(s statement) bool { return s.path == is.path }) {
			d.add(join(path, is.path), "", is.text, problem.Say("%s is new: %s.", is.subject(name), is.quoted()))
		}
	}
}

// condition compares two conditions: threshold by threshold where only those
// differ, and else as a whole.
func (d *diff) condition(path string, name problem.Sentence, was, is statement) {
	low, high := thresholdsOf(was.condition), thresholdsOf(is.condition)
	if !sameButNumbers(was, is, low, high) {
		d.add(path, was.text, is.text, problem.Say("%s was %s and becomes %s.", was.subject(name), was.quoted(), is.quoted()))
		return
	}
	for i := range low {
		if low[i].leaf.String() != high[i].leaf.String() && !low[i].equal(high[i]) {
			d.add(path, low[i].leaf.String(), high[i].leaf.String(), problem.Say("%s asks for %s instead of %s.", was.subject(name), written{figures(high[i].leaf.String())}, written{figures(low[i].leaf.String())}))
		}
	}
}

// sameButNumbers reports whether two conditions differ in thresholds only.
func sameButNumbers(was, is statement, low, high []threshold) bool {
	if len(low) == 0 || len(low) != len(high) {
		return false
	}
	for i := range low {
		if low[i].path != high[i].path || low[i].bound.Of != high[i].bound.Of || low[i].bound.Op != high[i].bound.Op {
			return false
		}
	}
	return without(was.text, low) == without(is.text, high)
}

// without is a condition with its thresholds left open.
func without(text string, list []threshold) string {
	for _, t := range list {
		text = strings.Replace(text, t.leaf.String(), "…", 1)
	}
	return text
}

func (t threshold) equal(u threshold) bool {
	return t.bound.Value.Same(u.bound.Value)
}

// subject is what a statement is about, for a sentence.
func (s statement) subject(name problem.Sentence) problem.Sentence {
	if s.path == "" {
		return name
	}
	return problem.Say("%s: %s", name, written{s.words()})
}

// words is the path as it is said.
func (s statement) words() string {
	if s.said != "" {
		return s.said
	}
	return strings.ReplaceAll(s.path, ".", " ")
}

// quoted is the text as a sentence can hold it: in quotes when it is sentences
// itself, and with its figures as readers write them.
func (s statement) quoted() written {
	switch {
	case strings.ContainsAny(s.text[len(s.text)-1:], ".?!") || strings.Contains(s.text, ". "):
		return written{strconv.Quote(s.text)}
	case s.authors:
		return written{s.text}
	default:
		return written{figures(s.text)}
	}
}

// figure is an amount, or a number that is long enough for thousands.
var figure = regexp.MustCompile(`\b([0-9][0-9_]*(?:\.[0-9]+)?) ([A-Z]{3})\b|\b[0-9][0-9_]{4,}(?:\.[0-9]+)?\b`)

// figures writes what a program says with its amounts and numbers as they are
// shown everywhere else: 4_000_000 USD is 4,000,000 USD.
func figures(text string) string {
	english := locale.Match("en")
	return figure.ReplaceAllStringFunc(text, func(found string) string {
		digits, currency, _ := strings.Cut(found, " ")
		n, err := number.Parse(digits)
		switch {
		case err != nil:
			return found
		case currency != "":
			return english.Money(money.New(n, currency))
		default:
			return english.Number(n)
		}
	})
}
