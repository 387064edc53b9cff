package metric

import (
	"regexp"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Filter fills in the named lists of a filter and refuses one that nothing can
// pass.
func (b *Binder) Filter(f *Filter) {
	for i := range f.Tests {
		t := &f.Tests[i]
		if t.List == "" {
			continue
		}
		if _, ok := b.Names.Lists[t.List]; !ok {
			b.Unknown(t.Place, "list", t.List, keys(b.Names.Lists))
		}
		t.all = b.list(t.List)
		t.Is = t.all.values
	}
	for i := range f.Any {
		b.Filter(&f.Any[i])
	}
	b.Set.number(f)
	b.possible(f)
}

// list is a list of the program, arranged once however many filters name it.
func (b *Binder) list(name string) *values {
	found := b.lists[name]
	if found == nil {
		found = newValues(b.Names.Lists[name])
		if b.lists == nil {
			b.lists = map[string]*values{}
		}
		b.lists[name] = found
	}
	return found
}

// number remembers the attributes of which a filter wants a certain number, as
// in where: {step: 2}. Such a number says which thing a fact is about.
func (s *Set) number(f *Filter) {
	for i := range f.Tests {
		if t := &f.Tests[i]; t.all != nil && t.all.numbers || t.all == nil && anyNumber(t.Is) {
			s.tellApart(t.Name)
		}
	}
}

func (s *Set) tellApart(name string) {
	if s.numbered == nil {
		s.numbered = map[string]bool{}
	}
	s.numbered[name] = true
}

// possible refuses two tests of one attribute that exclude each other.
func (b *Binder) possible(f *Filter) {
	before := map[string][]*Test{}
	for i := range f.Tests {
		t := &f.Tests[i]
		for _, s := range before[t.Name] {
			if s.excludes(t) {
				b.Mistakes.AddWithHint(t.Place, "Leave one of them out, or write alternatives under any.", "Nothing can pass this filter: %s and %s.", s, t)
			}
		}
		before[t.Name] = append(before[t.Name], t)
	}
}

func (t *Test) excludes(u *Test) bool {
	switch {
	case t.Op != "" && u.Op != "":
		return Bound{Op: t.Op, Value: Num(t.Bound)}.excludes(Bound{Op: u.Op, Value: Num(u.Bound)})
	case len(t.Is) > 0 && len(u.Is) > 0:
		return t.setsApart(u)
	default:
		return false
	}
}

func (t *Test) setsApart(u *Test) bool {
	if t.Not {
		t, u = u, t
	}
	return !t.Not && len(t.Is) <= mostMeant && !slices.ContainsFunc(t.Is, u.match)
}

func (b *Binder) exclusions(x Exclusions) {
	for i := range x {
		b.Filter(&x[i].Where)
		if x[i].Because.IsZero() && !x[i].Operators.IsZero() {
			b.Mistakes.AddWithHint(x[i].Place, "Add because: with what the partner may read, like \"under review\".",
				"The exclusion has a reason for operators but none for the partner.")
		}
	}
}

// Exclusions fills in the named lists of exclusions.
func (b *Binder) Exclusions(x Exclusions) { b.exclusions(x) }

// builtinCycles are the calendars that every program has.
var builtinCycles = map[string]calendar.Cycle{
	"day":     {Every: calendar.Length{N: 1, Unit: calendar.Days}},
	"week":    {Every: calendar.Length{N: 1, Unit: calendar.Weeks}, Start: -3}, // a Monday
	"month":   {Every: calendar.Length{N: 1, Unit: calendar.Months}},
	"quarter": {Every: calendar.Length{N: 1, Unit: calendar.Quarters}},
	"half":    {Every: calendar.Length{N: 1, Unit: calendar.Halves}},
	"year":    {Every: calendar.Length{N: 1, Unit: calendar.Years}},
}

// plurals of the built-in calendars.
var cyclePlurals = map[string]string{"days": "day", "weeks": "week", "months": "month", "quarters": "quarter", "halves": "half", "years": "year"}

// IsBuiltinCycle reports whether a name belongs to a calendar that every
// program has: month, or months.
func IsBuiltinCycle(name string) bool {
	_, one := builtinCycles[name]
	_, many := cyclePlurals[name]
	return one || many
}

// Cycle is a calendar of the program, or a built-in one, by name.
func (b *Binder) Cycle(at problem.Place, name string) calendar.Cycle {
	if one, ok := cyclePlurals[name]; ok {
		name = one
	}
	if c, ok := b.Names.Calendars[name]; ok {
		return c
	}
	c, ok := builtinCycles[name]
	if !ok && name != "" {
		b.Unknown(at, "calendar", name, append(keys(b.Names.Calendars), keys(builtinCycles)...))
	}
	return c
}

// Anchor checks what a moment names.
func (b *Binder) Anchor(a *Anchor) {
	if a == nil {
		return
	}
	b.Filter(&a.Where)
	b.kind(b.at(a.Place, "first"), a.First)
	b.kind(b.at(a.Place, "last"), a.Last)
	switch ladder, tier, dotted := strings.Cut(a.Tier, "."); {
	case a.Tier == "":
	case !dotted:
		b.Mistakes.AddWithHint(b.at(a.Place, "tier"), "Write the ladder, a point and the tier, like transact.usd_500.", "%q does not say of which ladder the tier is.", a.Tier)
	default:
		b.tier(b.at(a.Place, "tier"), ladder, tier)
	}
	if _, ok := b.Names.Ladders[a.ChangeOf]; !ok && a.ChangeOf != "" {
		b.Unknown(b.at(a.Place, "change-of"), "ladder", a.ChangeOf, keys(b.Names.Ladders))
	}
	for _, inner := range slices.Concat(a.LaterOf, a.EarlierOf) {
		b.Anchor(inner)
	}
}

func (b *Binder) tier(at problem.Place, ladder, tier string) {
	tiers, ok := b.Names.Ladders[ladder]
	switch {
	case ladder == "" || tier == "":
	case !ok:
		b.Unknown(at, "ladder", ladder, keys(b.Names.Ladders))
	case !slices.Contains(tiers, tier):
		b.Unknown(at, "tier of "+ladder, tier, tiers)
	}
}

// Benefit reports a benefit that does not exist.
func (b *Binder) Benefit(at problem.Place, name string) {
	if !slices.Contains(b.Names.Benefits, name) {
		b.Unknown(at, "benefit", name, b.Names.Benefits)
	}
}

func (b *Binder) metric(at problem.Place, name string) int {
	index, ok := b.Set.byName[name]
	if !ok {
		b.Unknown(at, "metric", name, b.metricNames())
	}
	return index
}

// metricNames lists the metrics in the order of the file.
func (b *Binder) metricNames() []string {
	if b.called == nil {
		b.called = make([]string, len(b.Set.Definitions))
		for i, d := range b.Set.Definitions {
			b.called[i] = d.Name
		}
	}
	return b.called
}

// names checks the words by which a metric refers to facts and attributes.
func (b *Binder) names(d *Definition) {
	for _, kind := range d.Of {
		b.kind(b.at(d.Place, "of"), kind)
	}
	for _, f := range []struct{ key, name string }{
		{"sum", d.Sum}, {"min", d.Min}, {"max", d.Max}, {"average", d.Average}, {"median", d.Median}, {"latest", d.Latest},
		{"first", d.First}, {"distinct", d.Distinct}, {"dated-by", d.DatedBy},
	} {
		b.attribute(b.at(d.Place, f.key), f.name)
	}
	if d.Count != factsWord {
		b.plural(b.at(d.Place, "count"), d.Count)
	}
	b.Set.tellApart(d.Distinct)
	b.Set.tellApart(d.Count)
	switch {
	case d.Share != nil:
		b.attribute(b.at(d.Share.Place, "by"), d.Share.By)
	case d.Weighted != nil:
		b.attribute(b.at(d.Weighted.Place, "value"), d.Weighted.Value)
		b.attribute(b.at(d.Weighted.Place, "by"), d.Weighted.By)
	case d.Total != nil:
		b.plural(b.at(d.Total.Place, "over"), d.Total.Over)
	case d.Earned != nil:
		b.earnedNames(d.Earned)
	}
}

func (b *Binder) earnedNames(e *Earned) {
	b.attribute(b.at(e.Place, "field"), e.Field)
	if e.MaxPer != nil {
		b.attribute(b.at(e.MaxPer.Place, "by"), e.MaxPer.By)
	}
	for i := range e.Times {
		b.attribute(b.at(e.Times[i].Place, "by"), e.Times[i].By)
	}
}

// kindPattern is what the kind of a fact looks like.
var kindPattern = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

func (b *Binder) kind(at problem.Place, name string) {
	if name != "" && !kindPattern.MatchString(name) {
		b.Mistakes.AddWithHint(at, "Kinds are lower-case words with underscores, like sale or teams_mau.", "%q is not a kind of fact.", name)
	}
}

// attribute refuses a word that no attribute can have as its name.
func (b *Binder) attribute(at problem.Place, name string) {
	level, plural := fact.LevelOfPlural(name)
	switch {
	case plural:
		b.Mistakes.AddWithHint(at, "Write "+string(level)+".", "%q is many; the attribute that names one is %s.", name, level)
	case name != "" && !IsAttribute(name):
		b.Mistakes.AddWithHint(at, attributeHint, "%q is not the name of an attribute.", name)
	}
}

// plural wants the word for many subjects, or the name of a dimension.
func (b *Binder) plural(at problem.Place, word string) {
	if fact.Level(word).Is() {
		b.Mistakes.AddWithHint(at, "Write "+fact.Level(word).Plural()+".", "%q is one; here the word for many is expected.", word)
	} else if _, ok := fact.LevelOfPlural(word); !ok {
		b.attribute(at, word)
	}
}

// What bounds the search for what was meant: how many names a hint lists, among
// how many it looks, and after how many unknown names there are no more hints.
const (
	mostNamed   = 12
	mostMeant   = 1000
	mostUnknown = 200
)

// Unknown notes a name that is not among those known, with the one that was
// probably meant.
func (b *Binder) Unknown(at problem.Place, what, name string, known []string) {
	b.unknowns++
	hint := "There is no " + what + " yet."
	switch {
	case len(known) > 0 && b.unknowns > mostUnknown:
		hint = ""
	case len(known) > 0:
		hint = meant(name, known)
	}
	b.Mistakes.AddWithHint(at, hint, "%q is not a %s.", name, what)
}

func meant(name string, known []string) string {
	if near := yamlfile.Suggest(name, known[:min(len(known), mostMeant)]); near != "" {
		return "Did you mean " + near + "?"
	}
	listed := known
	if len(listed) > mostNamed {
		listed = append(slices.Clone(listed[:mostNamed]), "others")
	}
	return "There are: " + yamlfile.Listed(listed, "and") + "."
}

func keys[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	return sorted(names)
}

func sorted(words []string) []string {
	words = slices.Clone(words)
	slices.Sort(words)
	return words
}
