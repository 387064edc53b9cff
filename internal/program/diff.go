package program

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/locale"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/yamlfile"
)

// Change is one difference between two versions of a program.
type Change struct {
	Path     string `json:"path"`             // where: ladders.transact.tiers.usd_5m.attain
	Before   string `json:"before,omitempty"` // what the one says; empty when it says nothing
	After    string `json:"after,omitempty"`  // what the other says; empty when it says nothing
	Sentence string `json:"sentence"`         // the change for a reader
}

// Diff lists what differs between two versions of a program, in the order of
// the program file: what stands in both in the order of the first, then what is
// new. How a file is written makes no difference.
func Diff(a, b *Program) []Change {
	d := &diff{}
	d.part("", "The program", a.header(), b.header())
	compareRows(d, "calendars", "calendar", a.Calendars, b.Calendars)
	compareRows(d, "lists", "list", a.Lists, b.Lists)
	compareRows(d, "metrics", "metric", a.Metrics, b.Metrics)
	compareRows(d, "ladders", "ladder", a.Ladders, b.Ladders)
	compareRows(d, "benefits", "benefit", a.Benefits, b.Benefits)
	compareRows(d, "caps", "cap", a.Caps, b.Caps)
	compareRows(d, "budgets", "budget", a.Budgets, b.Budgets)
	compareRows(d, "deliveries", "delivery", a.Deliveries, b.Deliveries)
	d.part("transition", "The transition", statements(a.Transition), statements(b.Transition))
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

// diff collects changes. Inside a ladder its name stands behind that of a tier.
type diff struct {
	changes []Change
	within  string
}

func (d *diff) add(path, before, after, sentence string) {
	d.changes = append(d.changes, Change{Path: path, Before: before, After: after, Sentence: sentence})
}

// compareRows compares two tables row by row.
func compareRows[T any](d *diff, section, kind string, a, b yamlfile.Table[T]) {
	for i := range a {
		path, name := join(section, a[i].Name), "The "+kind+" "+a[i].Name+d.within
		if now, ok := b.Get(a[i].Name); ok {
			d.row(path, name, &a[i].Value, now)
		} else {
			d.add(path, summary(&a[i].Value), "", name+" is gone.")
		}
	}
	for i := range b {
		if _, ok := a.Get(b[i].Name); !ok {
			text := summary(&b[i].Value)
			d.add(join(section, b[i].Name), "", text, "The "+kind+" "+b[i].Name+d.within+" is new: "+text+".")
		}
	}
}

// row compares one row, and the tiers in it where it is a ladder.
func (d *diff) row(path, name string, a, b any) {
	d.part(path, name, statements(a), statements(b))
	if before, ok := a.(*Ladder); ok {
		d.tiers(path, before, b.(*Ladder))
	}
}

func (d *diff) tiers(path string, a, b *Ladder) {
	before, after := a.tierIDs(b), b.tierIDs(a)
	if !slices.Equal(before, after) {
		was, is := strings.Join(before, ", "), strings.Join(after, ", ")
		d.add(join(path, "tiers"), was, is, "The tiers of the ladder "+a.Name+" stood in the order "+was+" and now stand in the order "+is+".")
	}
	d.within = " of the ladder " + a.Name
	compareRows(d, join(path, "tiers"), "tier", a.tierRows(), b.tierRows())
	d.within = ""
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
		texts[i] = strings.TrimSpace(s.words() + " " + s.quoted())
	}
	return strings.Join(texts, "; ")
}

// part compares what two versions say about one thing.
func (d *diff) part(path, name string, before, after []statement) {
	for _, was := range before {
		at := join(path, was.path)
		i := slices.IndexFunc(after, func(s statement) bool { return s.path == was.path })
		switch {
		case i < 0:
			d.add(at, was.text, "", was.subject(name)+" was "+was.quoted()+" and is gone.")
		case was.same(after[i]):
		case was.condition != nil && after[i].condition != nil:
			d.condition(at, name, was, after[i])
		default:
			d.add(at, was.text, after[i].text, was.subject(name)+" was "+was.quoted()+" and becomes "+after[i].quoted()+".")
		}
	}
	for _, is := range after {
		if !slices.ContainsFunc(before, func(s statement) bool { return s.path == is.path }) {
			d.add(join(path, is.path), "", is.text, is.subject(name)+" is new: "+is.quoted()+".")
		}
	}
}

// condition compares two conditions: threshold by threshold where only those
// differ, and else as a whole.
func (d *diff) condition(path, name string, was, is statement) {
	low, high := thresholdsOf(was.condition), thresholdsOf(is.condition)
	if !sameButNumbers(was, is, low, high) {
		d.add(path, was.text, is.text, was.subject(name)+" was "+was.quoted()+" and becomes "+is.quoted()+".")
		return
	}
	for i := range low {
		if low[i].leaf.String() != high[i].leaf.String() && !low[i].equal(high[i]) {
			d.add(path, low[i].leaf.String(), high[i].leaf.String(), was.subject(name)+" asks for "+figures(high[i].leaf.String())+" instead of "+figures(low[i].leaf.String())+".")
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
func (s statement) subject(name string) string {
	if s.path == "" {
		return name
	}
	return name + ": " + s.words()
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
func (s statement) quoted() string {
	switch {
	case strings.ContainsAny(s.text[len(s.text)-1:], ".?!") || strings.Contains(s.text, ". "):
		return strconv.Quote(s.text)
	case s.authors:
		return s.text
	default:
		return figures(s.text)
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
