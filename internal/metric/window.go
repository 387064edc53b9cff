package metric

import (
	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// Window says which stretch of time a metric looks at from a given day. Its
// span is half-open and always ends with the close of a day; the span's dates
// are part of every explanation. Exactly one kind of window is given.
type Window struct {
	Place problem.Place `yaml:"-"`

	// Lifetime counts everything up to the day; the word alone is enough.
	Lifetime bool `yaml:"-"`
	// Trailing is a length that ends with the day, or with the day before.
	Trailing        *calendar.Length `yaml:"trailing"`
	EndingYesterday bool             `yaml:"ending-yesterday"` // the day itself does not count yet
	// Full is the last N periods that are over, and with AndCurrent the running one too.
	Full       *CycleRef `yaml:"full"`
	AndCurrent bool      `yaml:"and-current"` // the running period counts too, as far as it has come
	// In is the running period of a calendar, Back so many periods earlier.
	In   string `yaml:"in"`
	Back int    `yaml:"back"` // so many periods earlier; then the period is complete
	// Anniversary is the running year (or Every) since a moment, Back earlier.
	Anniversary *Anchor          `yaml:"anniversary"`
	Every       *calendar.Length `yaml:"every"` // from one anniversary to the next; 1 year when empty
	// Since is everything since a moment: a date, a first fact, the last change of tier.
	Since *Anchor `yaml:"since"`
	// From and Until are fixed days, both included.
	From  *calendar.Day `yaml:"from"`
	Until *calendar.Day `yaml:"until"` // the last day; open when empty
	// Ahead is a length that lies before us, from tomorrow or from the next period of Of.
	Ahead *calendar.Length `yaml:"ahead"`
	Next  string           `yaml:"from-next"` // it begins with the next period of a calendar; tomorrow when empty
	// BestOf reads the metric in several windows and takes the highest value.
	BestOf []*Window `yaml:"best-of"`
	// If chooses between two windows by a condition.
	If   *Condition `yaml:"if"`
	Then *Window    `yaml:"then"` // the window when it holds
	Else *Window    `yaml:"else"` // the window when it does not

	cycle calendar.Cycle // the calendar of Full, In or Next, once bound
}

// Visit calls do for the window and every window inside it.
func (w *Window) Visit(do func(*Window)) {
	if w == nil {
		return
	}
	do(w)
	for _, inner := range append([]*Window{w.Then, w.Else}, w.BestOf...) {
		inner.Visit(do)
	}
}

// span is the window as seen from the close of a day; false when it has not
// begun: no anniversary yet, no period that covers the day.
func (w *Window) span(f *Frame) (calendar.Span, bool) {
	day := f.day
	end := day + 1
	switch {
	case w.Trailing != nil:
		if w.EndingYesterday {
			end = day
		}
		return calendar.Span{From: w.Trailing.Before(end), Until: end}, true
	case w.Full != nil:
		return w.fullSpan(day)
	case w.In != "":
		return upTo(w.cycle.Shift(day, -w.Back))(end, w.Back)
	case w.Anniversary != nil:
		return w.anniversarySpan(f)
	case w.Since != nil:
		from, ok := w.Since.opens(f)
		return calendar.Span{From: from, Until: end}, ok && from < end
	case w.From != nil:
		return w.fixedSpan(end)
	case w.Ahead != nil:
		return w.aheadSpan(day)
	default:
		return calendar.Span{From: calendar.FirstDay, Until: end}, true
	}
}

// upTo cuts a running period at the day asked about; an earlier period is
// complete.
func upTo(s calendar.Span, ok bool) func(end calendar.Day, back int) (calendar.Span, bool) {
	return func(end calendar.Day, back int) (calendar.Span, bool) {
		if back == 0 {
			s.Until = min(s.Until, end)
		}
		return s, ok
	}
}

func (w *Window) fullSpan(day calendar.Day) (calendar.Span, bool) {
	first, okFirst := w.cycle.Shift(day, -w.Full.N)
	last, okLast := w.cycle.Shift(day, -1)
	if w.lastDayCloses(day) {
		first, okFirst = w.cycle.Shift(day, -w.Full.N+1)
		last, okLast = w.cycle.Shift(day, 0)
	}
	until := last.Until
	if w.AndCurrent {
		first, okFirst = w.cycle.Shift(day, -w.Full.N)
		until = day + 1
	}
	return calendar.Span{From: first.From, Until: until}, okFirst && okLast
}

// lastDayCloses reports whether the period is over with this day: a day means
// its close, so on 30 April the month of April is full.
func (w *Window) lastDayCloses(day calendar.Day) bool {
	running, ok := w.cycle.Period(day)
	return ok && running.Last() == day
}

func (w *Window) anniversarySpan(f *Frame) (calendar.Span, bool) {
	anchor, ok := w.Anniversary.resolve(f)
	if !ok || anchor > f.day {
		return calendar.Span{}, false
	}
	return upTo(w.years(anchor).Shift(f.day, -w.Back))(f.day+1, w.Back)
}

// years are the periods that anniversaries of a day cut time into.
func (w *Window) years(began calendar.Day) calendar.Cycle {
	every := calendar.Length{N: 1, Unit: calendar.Years}
	if w.Every != nil {
		every = *w.Every
	}
	return calendar.Cycle{Every: every, Start: began}
}

func (w *Window) fixedSpan(end calendar.Day) (calendar.Span, bool) {
	s := calendar.Span{From: *w.From, Until: end}
	if w.Until != nil {
		s.Until = min(end, *w.Until+1)
	}
	return s, s.From < end
}

func (w *Window) aheadSpan(day calendar.Day) (calendar.Span, bool) {
	from, ok := day+1, true
	if w.Next != "" {
		var next calendar.Span
		next, ok = w.cycle.Shift(day, 1)
		from = next.From
	}
	return calendar.Span{From: from, Until: w.Ahead.After(from)}, ok
}

// gliding reports whether the beginning of the span moves with every day, so
// that single facts leave it. Any other window jumps at its own boundaries.
func (w *Window) gliding() bool {
	return w.Trailing != nil || w.Ahead != nil && w.Next == ""
}

// boundary is the next day on which a window that does not glide may begin
// elsewhere or jump; LastDay when it never does.
func (w *Window) boundary(f *Frame) calendar.Day {
	switch {
	case w.Since != nil:
		return w.Since.next(f)
	case w.Anniversary != nil:
		return w.anniversaryBoundary(f)
	case w.From != nil && *w.From > f.day:
		return *w.From
	case w.Full != nil, w.In != "", w.Next != "":
		return edge(w.cycle, f.day)
	default:
		return calendar.LastDay
	}
}

func (w *Window) anniversaryBoundary(f *Frame) calendar.Day {
	next := w.Anniversary.next(f)
	if began, ok := w.Anniversary.resolve(f); ok && began <= f.day {
		next = min(next, edge(w.years(began), f.day))
	}
	return next
}

// edge is the next day on which the running period is full, or on which another
// one begins.
func edge(c calendar.Cycle, day calendar.Day) calendar.Day {
	running, ok := c.Period(day)
	switch {
	case !ok:
		return nextListed(c, day)
	case running.Last() > day:
		return running.Last()
	default:
		return running.Until
	}
}

// nextListed is the beginning of the next period of a list.
func nextListed(c calendar.Cycle, day calendar.Day) calendar.Day {
	for _, p := range c.Periods {
		if p.Span.From > day {
			return p.Span.From
		}
	}
	return calendar.LastDay
}
