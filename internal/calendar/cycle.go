package calendar

import "sort"

// Cycle is a named calendar: it cuts time into periods. Either every period has
// one length and they are counted from Start, without gaps (months from the
// first of a month, years from 1 March, weeks from a Monday), or Periods lists
// them. The zero Cycle is the calendar month.
type Cycle struct {
	Name    string
	Every   Length   // one period; 1 month when zero
	Start   Day      // the first day of any one period; 1970-01-01 when zero
	Periods []Period // in order and without overlaps; there may be gaps
}

// Period is one listed period with its name, such as FY24-P03.
type Period struct {
	Name string
	Span Span
}

// Period is the span that contains d. A list of periods answers false for a
// day that it does not cover. The last period of all ends with LastDay, which
// stands for never and has no period of its own.
func (c Cycle) Period(d Day) (Span, bool) { return c.Shift(d, 0) }

// Shift is the period n after (or before, when negative) the one that contains
// d. A list of periods answers false beyond its ends; elsewhere a period out of
// bounds is empty.
func (c Cycle) Shift(d Day, n int) (Span, bool) {
	if len(c.Periods) > 0 {
		return c.listed(d, n)
	}
	every, k := c.every(), c.index(d)+n
	return Span{From: every.Times(c.Start, k), Until: every.Times(c.Start, k+1)}, true
}

func (c Cycle) every() Length {
	if c.Every.IsZero() {
		return Length{N: 1, Unit: Months}
	}
	return c.Every
}

// index counts the periods from Start to the one that contains d.
func (c Cycle) index(d Day) int {
	every := c.every()
	k := c.estimate(d)
	for every.times(c.Start, k) > int64(d) {
		k--
	}
	return k
}

// estimate is the index of d or at most two more: days of the month are left
// out of account, and what lies before Start is cut towards it.
func (c Cycle) estimate(d Day) int {
	every := c.every()
	if m := every.Unit.months(); m > 0 {
		fromYear, fromMonth, _ := c.Start.Civil()
		year, month, _ := d.Civil()
		return ((year-fromYear)*12 + int(month-fromMonth)) / (m * every.N)
	}
	return int(d-c.Start) / (every.Unit.days() * every.N)
}

// listed is the listed period n after the one that contains d.
func (c Cycle) listed(d Day, n int) (Span, bool) {
	i := sort.Search(len(c.Periods), func(i int) bool { return c.Periods[i].Span.Until > d })
	if i == len(c.Periods) || !c.Periods[i].Span.Has(d) || i+n < 0 || i+n >= len(c.Periods) {
		return Span{}, false
	}
	return c.Periods[i+n].Span, true
}
