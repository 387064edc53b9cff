package metric

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/number"
)

// derived is a reading made from other metrics in the same frame.
type derived struct {
	reader *Reader
	reads  []int // the metrics it reads
	when   []*Condition
	value  func(f *Frame) Value
}

func (d *derived) at(f *Frame) Value { return d.value(f) }

func (d *derived) next(f *Frame) calendar.Day {
	day := calendar.LastDay
	for _, index := range d.reads {
		day = min(day, d.reader.nextOf(index, f))
	}
	for _, c := range d.when {
		day = min(day, d.reader.Next(c, f.view.scope, f.day))
	}
	return day
}

func (d *derived) evidence(f *Frame) Evidence {
	var e Evidence
	for _, index := range d.reads {
		e.Parts = append(e.Parts, d.reader.Measure(index, f))
	}
	return e
}

// expressionReading is a metric that is arithmetic over others.
func expressionReading(r *Reader, def *Definition, _ Scope) reading {
	return &derived{reader: r, reads: def.Value.indexes(), value: func(f *Frame) Value {
		return def.judged(def.Value.root.eval(f), number.One, f)
	}}
}

func (e *Expression) indexes() []int {
	var out []int
	e.root.visit(func(t *term) {
		if t.op == reference && !slices.Contains(out, t.index) {
			out = append(out, t.index)
		}
	})
	return out
}

// ratioReading divides one metric by another. The sample is the divisor.
func ratioReading(r *Reader, def *Definition, _ Scope) reading {
	above, below := r.set.byName[def.Ratio[0]], r.set.byName[def.Ratio[1]]
	return &derived{reader: r, reads: []int{above, below}, value: func(f *Frame) Value {
		a, b := *f.metric(above), *f.metric(below)
		switch {
		case !b.Is():
			return def.judged(None, number.Zero, f)
		case !a.Is():
			return def.judged(None, b.Number, f)
		default:
			return def.judged(quotient(a.Number, b.Number), b.Number, f)
		}
	}}
}

// quotient is None when there is nothing to divide by; the sample policy, which
// every ratio has, decides before that matters.
func quotient(a, b number.Number) Value {
	if b.Sign() == 0 {
		return None
	}
	return Num(a.Quo(b))
}

// shifted is a reading of another metric at an earlier day.
type shifted struct {
	reader *Reader
	index  int
	ago    calendar.Length
	value  func(f *Frame, then Value) Value
	now    bool // the value today is read too
}

func pastReading(r *Reader, def *Definition, _ Scope) reading {
	return &shifted{reader: r, index: r.set.byName[def.Past.Metric], ago: def.Past.Ago,
		value: func(f *Frame, then Value) Value { return def.judged(then, number.One, f) }}
}

func growthReading(r *Reader, def *Definition, _ Scope) reading {
	index := r.set.byName[def.Growth.Of]
	return &shifted{reader: r, index: index, ago: def.Growth.Ago, now: true, value: func(f *Frame, then Value) Value {
		now := *f.metric(index)
		if !now.Is() || !then.Is() {
			return def.judged(None, number.Zero, f)
		}
		return def.judged(quotient(now.Number.Sub(then.Number), then.Number), then.Number, f)
	}}
}

func (s *shifted) then(f *Frame) *Frame { return s.reader.Frame(f.view.scope, s.ago.Before(f.day)) }

func (s *shifted) at(f *Frame) Value { return s.value(f, *s.then(f).metric(s.index)) }

func (s *shifted) next(f *Frame) calendar.Day {
	day := calendar.LastDay
	if change := s.reader.nextOf(s.index, s.then(f)); change < calendar.LastDay {
		day = firstDay(f.day+1, s.ago.After(change), func(d calendar.Day) bool { return s.ago.Before(d) >= change })
	}
	if s.now {
		day = min(day, s.reader.nextOf(s.index, f))
	}
	return day
}

func (s *shifted) evidence(f *Frame) Evidence {
	parts := []Measured{s.reader.Measure(s.index, s.then(f))}
	if s.now {
		parts = append(parts, s.reader.Measure(s.index, f))
	}
	return Evidence{Parts: parts}
}

// pointsReading gives so many points for each unit of a metric.
func pointsReading(r *Reader, def *Definition, _ Scope) reading {
	rule, index := def.Points, r.set.byName[def.Points.Per]
	d := &derived{reader: r, reads: []int{index}}
	if rule.OnlyIf != nil {
		d.when = []*Condition{rule.OnlyIf}
	}
	d.value = func(f *Frame) Value {
		if rule.OnlyIf != nil && !f.Check(rule.OnlyIf).Met() {
			return def.judged(Num(number.Zero), number.One, f)
		}
		return def.judged(rule.points(*f.metric(index)), number.One, f)
	}
	return d
}

func (p *Points) points(v Value) Value {
	if !v.Is() {
		return Num(number.Zero)
	}
	units := v.Number
	if p.Unit != nil {
		units = units.Quo(constant(p.Unit))
	}
	if p.Whole {
		units = units.Whole()
	}
	points := units.Mul(constant(p.Each))
	if p.Max != nil {
		points = number.Lowest(points, *p.Max)
	}
	return Num(number.Highest(points, p.least()))
}

// least is the fewest points there can be.
func (p *Points) least() number.Number {
	if p.Min == nil {
		return number.Zero
	}
	return *p.Min
}

// bandsReading looks a metric up in a table of bands.
func bandsReading(r *Reader, def *Definition, _ Scope) reading {
	index := r.set.byName[def.Bands.Of]
	return &derived{reader: r, reads: []int{index}, value: func(f *Frame) Value {
		return def.judged(def.Bands.value(*f.metric(index)), number.One, f)
	}}
}

func (b *Bands) value(v Value) Value {
	if !v.Is() {
		return v
	}
	found := number.Zero
	if b.Otherwise != nil {
		found = *b.Otherwise
	}
	for i := range b.Table {
		if v.Number.Cmp(constant(b.Table[i].From)) >= 0 {
			found = constant(b.Table[i].Gives)
		}
	}
	return Num(found)
}

// daysReading counts the days since a moment.
type daysReading struct {
	def    *Definition
	reader *Reader
}

func (d *daysReading) at(f *Frame) Value {
	since, ok := d.def.Days.resolve(f)
	if !ok || since > f.day {
		return None
	}
	return Num(number.FromInt(int64(f.day - since)))
}

// next looks only at the thresholds that the number of days is compared with:
// on every other day the count grows and nothing changes.
func (d *daysReading) next(f *Frame) calendar.Day {
	next := d.def.Days.next(f)
	since, ok := d.def.Days.resolve(f)
	switch {
	case !ok:
		return next
	case d.def.daily:
		return f.day + 1
	}
	for _, days := range d.reader.set.dayThresholds {
		for _, day := range []calendar.Day{since + days, since + days + 1} {
			if day > f.day {
				next = min(next, day)
			}
		}
	}
	return next
}

func (d *daysReading) evidence(f *Frame) Evidence {
	since, ok := d.def.Days.resolve(f)
	if !ok {
		return Evidence{}
	}
	return Evidence{Span: calendar.Span{From: since, Until: f.day + 1}, Bounded: true}
}
