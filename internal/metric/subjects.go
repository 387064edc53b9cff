package metric

import (
	"sort"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/number"
)

// selection chooses subjects: of a domain, by attributes, by a condition inside
// each, and the top ones only.
type selection struct {
	of      domain
	where   Filter
	without Filter
	when    *Condition
	top     *Top
}

// members lists the subjects chosen in a frame, sorted.
func (s *selection) members(f *Frame) []Key {
	var out []Key
	for _, id := range f.reader.book.ids(s.of, f.view.scope, f.day) {
		if key := s.of.key(id); s.chosen(f, key) {
			out = append(out, key)
		}
	}
	return s.best(f, out)
}

func (s *selection) chosen(f *Frame, key Key) bool {
	get := f.profile(key)
	if !s.where.Match(get) || !s.without.IsZero() && s.without.Match(get) {
		return false
	}
	return s.when == nil || f.inside(key).Check(s.when) == Holds
}

// profile finds a subject's attributes on the frame's day. The word for what it
// is (offer) stands for its id, unless it has such an attribute. A value of a
// dimension has one attribute: itself, under the dimension's name.
func (f *Frame) profile(key Key) Lookup {
	if key.Dimension != "" {
		return func(n *Name) fact.Value {
			if n.text == key.Dimension || n.text == "key" {
				return fact.ParseValue(key.ID)
			}
			return fact.Value{}
		}
	}
	book, day := f.reader.book, f.day
	states := book.profiles[profileKey{key.Level, key.ID}]
	return func(n *Name) fact.Value {
		v := book.described(states, key.Level, n, day)
		if v.IsNothing() && n.text == string(key.Level) {
			return fact.Text(key.ID)
		}
		return v
	}
}

// inside is the frame of the same day narrowed to one subject.
func (f *Frame) inside(key Key) *Frame { return f.reader.Frame(f.view.scope.Within(key), f.day) }

// best keeps the top subjects by an attribute; whoever ties with the last stays.
func (s *selection) best(f *Frame, keys []Key) []Key {
	if s.top == nil || len(keys) <= s.top.N {
		return keys
	}
	by := NameOf(s.top.By)
	size := func(k Key) number.Number {
		n, _ := f.profile(k)(&by).Number()
		return n
	}
	ranked := append([]Key(nil), keys...)
	sort.SliceStable(ranked, func(i, j int) bool { return size(ranked[i]).Cmp(size(ranked[j])) > 0 })
	limit := size(ranked[s.top.N-1])
	var out []Key
	for _, k := range keys {
		if size(k).Cmp(limit) >= 0 {
			out = append(out, k)
		}
	}
	return out
}

// next is when the choice may change.
func (s *selection) next(f *Frame) calendar.Day {
	day := min(f.reader.book.nextProfileChange(f.day), s.of.next(f))
	if s.when != nil {
		for _, id := range f.reader.book.ids(s.of, f.view.scope, f.day) {
			day = min(day, f.reader.Next(s.when, f.view.scope.Within(s.of.key(id)), f.day))
		}
	}
	return day
}

// next is when the domain may get a new member.
func (d domain) next(f *Frame) calendar.Day {
	if d.level != "" && f.view.scope.IsZero() {
		return f.reader.book.nextSubject(d.level, f.day)
	}
	return f.reader.book.nextFact(f.day)
}

// nextFact is the next day after one on which any fact happened or began.
func (b *Book) nextFact(after calendar.Day) calendar.Day {
	i := sort.Search(len(b.entries), func(i int) bool { return b.entries[i].Day > after })
	if i == len(b.entries) {
		return calendar.LastDay
	}
	return b.entries[i].Day
}

// subjectCount is a metric that counts subjects.
type subjectCount struct {
	def    *Definition
	choice selection
}

func subjectCountReading(_ *Reader, def *Definition, _ Scope) reading {
	return &subjectCount{def: def, choice: selection{of: domainOf(def.Count), where: def.Where, when: def.When}}
}

// split separates the members from those that an exclusion leaves out.
func (s *subjectCount) split(f *Frame) (in []Key, out []LeftOut) {
	for _, key := range s.choice.members(f) {
		if i := s.def.Without.Find(f.profile(key)); i >= 0 {
			out = append(out, LeftOut{Subject: key.ID, Exclusion: &s.def.Without[i]})
		} else {
			in = append(in, key)
		}
	}
	return in, out
}

func (s *subjectCount) at(f *Frame) Value {
	in, _ := s.split(f)
	n := number.FromInt(int64(len(in)))
	return s.def.judged(Num(n), n, f)
}

func (s *subjectCount) next(f *Frame) calendar.Day { return s.choice.next(f) }

func (s *subjectCount) evidence(f *Frame) Evidence {
	in, out := s.split(f)
	e := Evidence{Count: len(in), LeftOut: out}
	for _, key := range in {
		e.Subjects = append(e.Subjects, key.ID)
	}
	return e
}

// total adds another metric up over subjects.
type total struct {
	reader *Reader
	def    *Definition
	choice selection
	index  int
}

func totalReading(r *Reader, def *Definition, _ Scope) reading {
	return &total{reader: r, def: def, index: r.set.byName[def.Total.Metric],
		choice: selection{of: domainOf(def.Total.Over), where: def.Where, when: def.When}}
}

// parts is the value of every member, capped, largest first when only the top
// ones count.
func (t *total) parts(f *Frame) []Value {
	var out []Value
	for _, key := range t.choice.members(f) {
		v := *f.inside(key).metric(t.index)
		if !v.Is() {
			continue
		}
		if t.def.Total.AtMost != nil {
			v.Number = number.Lowest(v.Number, constant(t.def.Total.AtMost))
		}
		out = append(out, v)
	}
	if top := t.def.Total.Top; top > 0 {
		sort.SliceStable(out, func(i, j int) bool { return out[i].Number.Cmp(out[j].Number) > 0 })
		out = out[:min(top, len(out))]
	}
	return out
}

func (t *total) at(f *Frame) Value {
	sum := Value{Currency: t.reader.set.unitOf(t.index).Currency}
	parts := t.parts(f)
	for _, v := range parts {
		sum.Number = sum.Number.Add(v.Number)
	}
	return t.def.judged(sum, number.FromInt(int64(len(parts))), f)
}

func (t *total) next(f *Frame) calendar.Day {
	day := t.choice.next(f)
	for _, id := range t.reader.book.ids(t.choice.of, f.view.scope, f.day) {
		day = min(day, t.reader.nextOf(t.index, f.inside(t.choice.of.key(id))))
	}
	return day
}

func (t *total) evidence(f *Frame) Evidence {
	var e Evidence
	for _, key := range t.choice.members(f) {
		part := t.reader.Measure(t.index, f.inside(key))
		part.Subject = key.ID
		e.Parts = append(e.Parts, part)
	}
	e.Count = len(e.Parts)
	return e
}

// tiersReading counts the keys of another ladder that hold a tier.
type tiersReading struct{ def *Definition }

func (t *tiersReading) keys(f *Frame) []string {
	rule := t.def.Tiers
	var out []string
	for _, key := range f.reader.env.HeldKeys(rule.Ladder, rule.AtLeast, f.day) {
		if (len(rule.Keys) == 0 || rule.among(rule.Keys, key)) && !rule.among(rule.Not, key) {
			out = append(out, key)
		}
	}
	return out
}

// among reports whether a key is listed; one of an offer in any way that a
// filter could write it.
func (t *TiersHeld) among(list []string, key string) bool {
	names := Test{Name: string(t.level)}
	for _, word := range list {
		names.Is = append(names.Is, fact.Text(word))
	}
	return names.among(fact.Text(key))
}

func (t *tiersReading) at(f *Frame) Value {
	n := number.FromInt(int64(len(t.keys(f))))
	return t.def.judged(Num(n), n, f)
}

func (t *tiersReading) next(f *Frame) calendar.Day { return f.reader.env.Next(f.day) }

func (t *tiersReading) evidence(f *Frame) Evidence {
	keys := t.keys(f)
	return Evidence{Count: len(keys), Subjects: keys}
}
