package metric

import (
	"slices"
	"sort"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
)

// Evidence is what a value was made of. For metrics over facts the facts that
// counted and those left out; for counts of subjects the subjects; for metrics
// over metrics the parts.
type Evidence struct {
	Span        calendar.Span // the window's days
	Bounded     bool          // the span has a beginning that means something
	Count       int           // how many facts or subjects counted
	Facts       []Counted     // in the order they happened, credits among them
	Credits     []Counted     // what persons added to the value
	LeftOut     []LeftOut
	Subjects    []string
	Values      []string // of a distinct count: what was counted once each, sorted
	Parts       []Measured
	Provisional calendar.Day // the last day of which a rate is not final that converted some amount; 0 when all are
}

// Counted is one fact in the evidence.
type Counted struct {
	Fact     *fact.Fact
	Day      calendar.Day
	Number   number.Number // as it counted: converted, or in points
	Currency string
	Rate     *RateUsed // when it was converted
}

// RateUsed is the conversion of one amount.
type RateUsed struct {
	Rate        number.Number
	Day         calendar.Day
	Base        string        // the currency that the quotes are for one unit of
	Quotes      []money.Quote // as published
	Provisional bool
}

// LeftOut is one fact or subject that did not count, with the reason.
type LeftOut struct {
	Counted
	Subject   string
	Exclusion *Exclusion // a class of the program …
	Barred    *Barred    // … or a person's decision …
	NoRate    bool       // … or a missing rate of exchange
}

// Measured is a metric's value with its evidence.
type Measured struct {
	Metric   *Definition
	Subject  string // the subject it was measured for, inside a quantifier or a total
	Day      calendar.Day
	Value    Value
	Evidence Evidence
}

// ClosesOn is the day on which everything about the figures has been told: so
// long after the last day of the window, and of the day itself where the window
// goes on. FirstDay when the metric does not say, or measures no day.
func (m *Measured) ClosesOn() calendar.Day {
	if m.Metric.ClosesAfter == nil || m.Evidence.Span.Empty() {
		return calendar.FirstDay
	}
	return m.Metric.ClosesAfter.After(m.LastDay())
}

// LastDay is the last day that was looked at: of the window where it is over, and
// else the day itself.
func (m *Measured) LastDay() calendar.Day {
	if m.Evidence.Span.Empty() {
		return m.Day
	}
	return min(m.Day, m.Evidence.Span.Last())
}

// Measure is a metric in a frame with everything it was made of. Those who ask
// share the evidence and must not change it.
func (r *Reader) Measure(index int, f *Frame) Measured {
	def := r.set.Definitions[index]
	if def.pinned() && !f.view.scope.IsZero() {
		f = r.Frame(Scope{}, f.day)
	}
	slot := &f.slots[index]
	if slot.measured == nil {
		slot.measured = &Measured{Metric: def, Day: f.day, Value: *f.metric(index), Evidence: r.reading(index, f.view).evidence(f)}
	}
	return *slot.measured
}

// MeasureOn is Measure for a scope and a day.
func (r *Reader) MeasureOn(index int, s Scope, day calendar.Day) Measured {
	return r.Measure(index, r.Frame(s, day))
}

// Brought is what the facts from a day on bring to the value.
func (m *Measured) Brought(from calendar.Day) number.Number {
	sum := number.Zero
	for _, f := range slices.Backward(m.Evidence.Facts) {
		if f.Day < from {
			break
		}
		sum = sum.Add(f.Number)
	}
	return sum
}

func (s *series) evidence(f *Frame) Evidence {
	w := s.def.Window
	if w != nil && w.If != nil {
		w = w.chosen(f)
	}
	if w != nil && w.BestOf != nil {
		w, _ = s.best(f, w)
	}
	if w != s.def.Window {
		return f.reader.readingIn(w, s.def, f.view).evidence(f)
	}
	span, ok := s.window(f)
	if !ok {
		return Evidence{}
	}
	return s.evidenceIn(span, f.day)
}

func (s *series) evidenceIn(span calendar.Span, day calendar.Day) Evidence {
	e := Evidence{Span: span, Bounded: s.def.Window != nil && span.From > calendar.FirstDay}
	if s.def.Window == nil {
		e.Span.From = calendar.FirstDay
	}
	for i := range s.items {
		if s.items[i].countsOn(day) && s.items[i].within(span) {
			e.Facts = append(e.Facts, s.items[i].counted())
			if r := s.items[i].rate; r != nil && r.Provisional {
				e.Provisional = max(e.Provisional, r.Wanted)
			}
		}
	}
	for i := range s.left {
		if s.left[i].countsOn(day) && s.left[i].within(span) {
			e.LeftOut = append(e.LeftOut, s.left[i].told(s.def))
		}
	}
	sort.SliceStable(e.LeftOut, func(i, j int) bool { return e.LeftOut[i].Day < e.LeftOut[j].Day })
	e.Count = len(e.Facts)
	if s.def.Distinct != "" {
		e.Values = s.keysIn(span, day)
	}
	return e
}

// keysIn lists the different keys of the items that count.
func (s *series) keysIn(span calendar.Span, day calendar.Day) []string {
	var keys []string
	for i := range s.items {
		if s.items[i].countsOn(day) && s.items[i].within(span) {
			keys = append(keys, s.items[i].key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (it *item) within(span calendar.Span) bool { return it.day < span.Until && it.ends >= span.From }

func (it *item) counted() Counted {
	c := Counted{Fact: it.entry.Fact, Day: it.day, Number: it.number, Currency: it.code}
	if it.rate != nil {
		c.Rate = &RateUsed{Rate: it.rate.Rate, Day: it.rate.Day, Base: it.rate.Base, Quotes: it.rate.Quotes, Provisional: it.rate.Provisional}
	}
	return c
}

func (l *leftOut) told(def *Definition) LeftOut {
	out := LeftOut{Counted: l.counted(), NoRate: l.missing}
	switch {
	case l.exclusion >= 0:
		out.Exclusion = &def.Without[l.exclusion]
	case !l.missing:
		out.Barred = &l.barred
	}
	return out
}
