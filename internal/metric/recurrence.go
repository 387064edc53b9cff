package metric

import (
	"sort"

	"laurel/internal/calendar"
)

// past remembers on which days a condition changed its outcome, so that "on any
// day of the last half year" does not ask every day again.
type past struct {
	condition *Condition
	scope     Scope
	from      calendar.Day
	through   calendar.Day
	changes   []change // the first is at from
}

type change struct {
	day calendar.Day
	met bool
}

type pastKey struct {
	condition *Condition
	scope     Scope
}

// pastOf is the outcome of a condition on every day from one day through
// another.
func (r *Reader) pastOf(c *Condition, s Scope, from, through calendar.Day) *past {
	key := pastKey{c, s}
	p := r.pasts[key]
	if p == nil || from < p.from {
		p = &past{condition: c, scope: s, from: from, through: from - 1}
		r.pasts[key] = p
	}
	p.extend(r, through)
	return p
}

func (p *past) extend(r *Reader, through calendar.Day) {
	day := p.through + 1
	if len(p.changes) > 0 && p.through >= p.from {
		day = r.Next(p.condition, p.scope, p.through)
	}
	for day <= through {
		met := r.Frame(p.scope, day).Check(p.condition).Met()
		if n := len(p.changes); n == 0 || p.changes[n-1].met != met {
			p.changes = append(p.changes, change{day, met})
		}
		p.through = day
		day = r.Next(p.condition, p.scope, day)
	}
	p.through = max(p.through, min(through, day-1))
}

// days counts the days of a span on which the condition held and finds the
// first and the last of them.
func (p *past) days(span calendar.Span) (met int, first, last calendar.Day) {
	for i, c := range p.changes {
		if !c.met {
			continue
		}
		until := p.through + 1
		if i+1 < len(p.changes) {
			until = p.changes[i+1].day
		}
		part := calendar.Span{From: c.day, Until: until}.Overlap(span)
		if part.Empty() {
			continue
		}
		if met == 0 {
			first = part.From
		}
		met += int(part.Until - part.From)
		last = part.Last()
	}
	return met, first, last
}

// recurring asks a condition on several days.
func (f *Frame) recurring(t *Recurrence, rec *Reason) Truth {
	if t.Mode == Periods {
		return f.inPeriods(t, rec)
	}
	span, ok := t.Window.span(f)
	span.Until = min(span.Until, f.day+1)
	if !ok || span.Empty() {
		return Fails
	}
	span.From = max(span.From, f.reader.book.begins()-1)
	met, first, last := f.reader.pastOf(t.Holds, f.scope, span.From, f.day).days(span)
	of := int(span.Until - span.From)
	truth := truthOf(met > 0)
	if t.Mode == OnEveryDay {
		truth = truthOf(met == of)
	}
	if rec != nil {
		rec.Span, rec.Met, rec.Of = span, met, of
		f.recordDay(t, telling(t.Mode, truth, first, last, span), rec)
	}
	return truth
}

// telling is the day that shows best why: the last on which it held, or else
// the day asked about.
func telling(mode RecurrenceMode, truth Truth, _, last calendar.Day, span calendar.Span) calendar.Day {
	if mode == OnAnyDay && truth == Holds {
		return last
	}
	return span.Last()
}

func (f *Frame) recordDay(t *Recurrence, day calendar.Day, rec *Reason) {
	child := f.reader.Frame(f.scope, day).Explain(t.Holds)
	child.Day = day
	rec.Children = append(rec.Children, child)
}

// inPeriods asks at the close of each of the last N full periods.
func (f *Frame) inPeriods(t *Recurrence, rec *Reason) Truth {
	met, of := 0, 0
	for _, day := range t.closes(f.day) {
		of++
		if f.reader.Frame(f.scope, day).Check(t.Holds).Met() {
			met++
		}
		if rec != nil {
			f.recordDay(t, day, rec)
		}
	}
	if rec != nil {
		rec.Met, rec.Of = met, of
	}
	return truthOf(met >= t.K)
}

// closes lists the last days of the last N full periods, oldest first. A period
// that ends with the day itself is full.
func (t *Recurrence) closes(day calendar.Day) []calendar.Day {
	cycle := t.Cycle.Cycle
	back := 1
	if running, ok := cycle.Period(day); ok && running.Last() == day {
		back = 0
	}
	var days []calendar.Day
	for i := t.N - 1 + back; i >= back; i-- {
		if period, ok := cycle.Shift(day, -i); ok {
			days = append(days, period.Last())
		}
	}
	return days
}

// nextRecurring is when a recurrence may change.
func (r *Reader) nextRecurring(t *Recurrence, f *Frame) calendar.Day {
	if t.Mode == Periods {
		w := Window{In: t.Cycle.Name, cycle: t.Cycle.Cycle}
		return w.boundary(f)
	}
	next := r.Next(t.Holds, f.scope, f.day)
	if !t.Window.gliding() {
		return min(next, t.Window.boundary(f))
	}
	span := t.Window.spanOn(f, f.day)
	p := r.pastOf(t.Holds, f.scope, max(span.From, r.book.begins()-1), f.day)
	i := sort.Search(len(p.changes), func(i int) bool { return p.changes[i].day > span.From })
	if i < len(p.changes) {
		target := p.changes[i].day - 1
		next = min(next, firstDay(f.day+1, target+t.Window.reach(), func(d calendar.Day) bool { return t.Window.spanOn(f, d).From > target }))
	}
	return next
}

// begins is the day of the first fact; LastDay of an empty book.
func (b *Book) begins() calendar.Day {
	if len(b.entries) == 0 {
		return calendar.LastDay
	}
	return b.entries[0].Day
}
