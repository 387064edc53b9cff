package calendar

import "sort"

// Cycle is a named calendar: it cuts time into periods without gaps. Either
// every period has one length and they are counted from Start (months from the
// first of a month, years from 1 March, weeks from a Monday), or Periods lists
// them. The zero Cycle is the calendar month.
type Cycle struct {
	Name    string
	Every   Length // one period; 1 month when zero
	Start   Day    // the first day of any one period; 1970-01-01 when zero
	Periods []Period
}

// Period is one listed period with its name, such as FY24-P03.
type Period struct {
	Name string
	Span Span
}

// Period is the span that contains d. A list of periods answers false for a
// day that it does not cover.
func (c Cycle) Period(d Day) (Span, bool) {
	if len(c.Periods) > 0 {
		return c.listed(d)
	}
	k := c.index(d)
	return Span{From: c.every().Times(c.Start, k), Until: c.every().Times(c.Start, k+1)}, true
}

// Shift is the period n after (or before, when negative) the one that contains d.
func (c Cycle) Shift(d Day, n int) (Span, bool) {
	if len(c.Periods) > 0 {
		i := c.find(d)
		if i < 0 || i+n < 0 || i+n >= len(c.Periods) {
			return Span{}, false
		}
		return c.Periods[i+n].Span, true
	}
	k := c.index(d) + n
	return Span{From: c.every().Times(c.Start, k), Until: c.every().Times(c.Start, k+1)}, true
}

func (c Cycle) every() Length {
	if c.Every.IsZero() {
		return Length{N: 1, Unit: Months}
	}
	return c.Every
}

// index counts the periods from Start to the one that contains d: a first
// estimate by average length, then single steps.
func (c Cycle) index(d Day) int {
	every := c.every()
	k := c.estimate(d)
	for every.Times(c.Start, k) > d {
		k--
	}
	for every.Times(c.Start, k+1) <= d {
		k++
	}
	return k
}

func (c Cycle) estimate(d Day) int {
	every := c.every()
	if m := every.Unit.months(); m > 0 {
		fromYear, fromMonth, _ := c.Start.Civil()
		year, month, _ := d.Civil()
		return ((year-fromYear)*12 + int(month-fromMonth)) / (m * every.N)
	}
	return int(d-c.Start) / (every.Unit.days() * every.N)
}

func (c Cycle) listed(d Day) (Span, bool) {
	if i := c.find(d); i >= 0 {
		return c.Periods[i].Span, true
	}
	return Span{}, false
}

// find is the index of the listed period that contains d, −1 when none does.
func (c Cycle) find(d Day) int {
	i := sort.Search(len(c.Periods), func(i int) bool { return c.Periods[i].Span.Until > d })
	if i < len(c.Periods) && c.Periods[i].Span.Has(d) {
		return i
	}
	return -1
}
