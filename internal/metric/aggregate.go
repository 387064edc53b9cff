package metric

import (
	"slices"
	"sort"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
)

// item is one fact as a metric counts it.
type item struct {
	entry  *fact.Entry
	order  int          // its place among the items, for "latest" and "first"
	day    calendar.Day // the day it is dated by
	ends   calendar.Day // the last day it can be counted on
	counts calendar.Day // the day from which it counts, where that is later: points may be pending
	number number.Number
	weight number.Number
	code   string // currency of number
	key    string // for distinct and caps
	match  bool   // for shares
	rate   *money.Conversion
}

// countsOn reports whether an item counts as seen from a day: its points are
// pending no more, and what lies ahead had been learned by then.
func (it *item) countsOn(day calendar.Day) bool {
	return it.counts <= day && (it.day <= day || it.entry.Learned <= day)
}

// aggregate adds facts up while a window moves over them: whatever was added
// can be removed again, so that a long history is walked once.
type aggregate interface {
	add(*item)
	remove(*item)
	value() Value
	// sample is the size that a small-sample rule looks at.
	sample() number.Number
}

// counting is the number of facts; it is part of the other aggregates.
type counting struct{ n int64 }

func (c *counting) add(*item)             { c.n++ }
func (c *counting) remove(*item)          { c.n-- }
func (c *counting) value() Value          { return Num(number.FromInt(c.n)) }
func (c *counting) sample() number.Number { return number.FromInt(c.n) }

// existing is whether there is a fact at all.
type existing struct{ counting }

func (e *existing) value() Value { return yesNo(e.n > 0) }

// summing adds numbers of one unit.
type summing struct {
	counting
	sum  number.Number
	code string
}

func (s *summing) add(it *item)    { s.n++; s.sum = s.sum.Add(it.number) }
func (s *summing) remove(it *item) { s.n--; s.sum = s.sum.Sub(it.number) }
func (s *summing) value() Value    { return Value{Number: s.sum, Currency: s.code} }

// basketing adds amounts apart for each currency.
type basketing struct {
	counting
	sums   map[string]number.Number
	counts map[string]int
}

func (b *basketing) add(it *item) {
	b.n++
	b.sums[it.code] = b.sums[it.code].Add(it.number)
	b.counts[it.code]++
}

func (b *basketing) remove(it *item) {
	b.n--
	b.sums[it.code] = b.sums[it.code].Sub(it.number)
	b.counts[it.code]--
}

func (b *basketing) value() Value {
	basket := []money.Amount{}
	for code, sum := range b.sums {
		if b.counts[code] > 0 {
			basket = append(basket, money.Amount{Value: sum, Currency: code})
		}
	}
	sort.Slice(basket, func(i, j int) bool { return basket[i].Currency < basket[j].Currency })
	return Value{Basket: basket}
}

// distinguishingKeys counts different keys.
type distinguishingKeys struct {
	counting
	keys map[string]int
}

func (d *distinguishingKeys) add(it *item) {
	d.n++
	d.keys[it.key]++
}

func (d *distinguishingKeys) remove(it *item) {
	d.n--
	if d.keys[it.key]--; d.keys[it.key] == 0 {
		delete(d.keys, it.key)
	}
}

func (d *distinguishingKeys) value() Value { return Num(number.FromInt(int64(len(d.keys)))) }

// averaging divides a sum by its weights; each fact weighs 1 unless a metric
// says by what.
type averaging struct {
	counting
	sum, weight number.Number
	code        string
	weighted    bool
}

func (a *averaging) add(it *item) {
	a.n++
	a.sum, a.weight = a.sum.Add(it.number.Mul(it.weight)), a.weight.Add(it.weight)
}

func (a *averaging) remove(it *item) {
	a.n--
	a.sum, a.weight = a.sum.Sub(it.number.Mul(it.weight)), a.weight.Sub(it.weight)
}

func (a *averaging) value() Value {
	if a.weight.Sign() == 0 {
		return None
	}
	return Value{Number: a.sum.Quo(a.weight), Currency: a.code}
}

// sharing is the part that matches.
type sharing struct {
	counting
	matched, all number.Number
}

func (s *sharing) add(it *item) {
	s.n++
	s.all = s.all.Add(it.number)
	if it.match {
		s.matched = s.matched.Add(it.number)
	}
}

func (s *sharing) remove(it *item) {
	s.n--
	s.all = s.all.Sub(it.number)
	if it.match {
		s.matched = s.matched.Sub(it.number)
	}
}

func (s *sharing) sample() number.Number { return s.all }

func (s *sharing) value() Value {
	if s.all.Sign() == 0 {
		return None
	}
	return Num(s.matched.Quo(s.all))
}

// ranking keeps numbers in order for minimum, maximum and median.
type ranking struct {
	sorted []number.Number
	code   string
	pick   func(sorted []number.Number) number.Number
}

func (r *ranking) place(n number.Number) int {
	return sort.Search(len(r.sorted), func(i int) bool { return r.sorted[i].Cmp(n) >= 0 })
}

func (r *ranking) add(it *item) {
	r.sorted = slices.Insert(r.sorted, r.place(it.number), it.number)
}

func (r *ranking) remove(it *item) {
	i := r.place(it.number)
	r.sorted = slices.Delete(r.sorted, i, i+1)
}

func (r *ranking) sample() number.Number { return number.FromInt(int64(len(r.sorted))) }

func (r *ranking) value() Value {
	if len(r.sorted) == 0 {
		return None
	}
	return Value{Number: r.pick(r.sorted), Currency: r.code}
}

func smallest(sorted []number.Number) number.Number { return sorted[0] }
func largest(sorted []number.Number) number.Number  { return sorted[len(sorted)-1] }

// middle is the median: the mean of the two middle numbers of an even count.
func middle(sorted []number.Number) number.Number {
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return sorted[half-1].Add(sorted[half]).Quo(number.FromInt(2))
}

// sequencing keeps items in the order they happened, for the latest and the
// first.
type sequencing struct {
	active []*item
	code   string
	last   bool
}

func (s *sequencing) place(it *item) int {
	return sort.Search(len(s.active), func(i int) bool { return s.active[i].order >= it.order })
}

func (s *sequencing) add(it *item) { s.active = slices.Insert(s.active, s.place(it), it) }

func (s *sequencing) remove(it *item) {
	i := s.place(it)
	s.active = slices.Delete(s.active, i, i+1)
}

func (s *sequencing) sample() number.Number { return number.FromInt(int64(len(s.active))) }

func (s *sequencing) value() Value {
	if len(s.active) == 0 {
		return None
	}
	it := s.active[0]
	if s.last {
		it = s.active[len(s.active)-1]
	}
	return Value{Number: it.number, Currency: it.code}
}
