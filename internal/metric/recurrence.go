package metric

import (
	"laurel/internal/calendar"
)

// recurring asks a condition on several days. Days on which it is left out
// neither help nor hurt.
func (f *Frame) recurring(t *Recurrence, rec *Reason) Truth {
	if t.Mode == Periods {
		return f.inPeriods(t, rec)
	}
	span, ok := t.days(f)
	if !ok {
		return Fails
	}
	held, ignored, last := f.pastOf(t.Holds, span.From).days(span)
	of := int(span.Until-span.From) - ignored
	truth := atLeast(1, held, of)
	if t.Mode == OnEveryDay {
		truth = atLeast(of, held, of)
	}
	if rec != nil {
		rec.Span, rec.Met, rec.Of = span, held, of
		if t.Mode == OnEveryDay || truth != Holds {
			last = span.Last()
		}
		f.recordDay(t, last, rec)
	}
	return truth
}

// atLeast wants k of so many things that are asked, or all where there are
// fewer. Where nothing is asked, the outcome is left out itself.
func atLeast(k, held, of int) Truth {
	if of == 0 {
		return Ignored
	}
	return truthOf(held >= min(k, of))
}

// days are the days of the window up to the frame's. A window without a
// beginning begins on the day before the first fact: all earlier days are like
// that one.
func (t *Recurrence) days(f *Frame) (calendar.Span, bool) {
	span, ok := t.Window.span(f)
	span.Until = min(span.Until, f.day+1)
	if span.From == calendar.FirstDay {
		span.From = min(f.reader.book.begins()-1, span.Last())
	}
	return span, ok && !span.Empty()
}

func (f *Frame) recordDay(t *Recurrence, day calendar.Day, rec *Reason) {
	child := f.reader.Frame(f.view.scope, day).Explain(t.Holds)
	child.Day = day
	rec.Children = append(rec.Children, child)
}

// inPeriods asks at the close of each of the last N full periods.
func (f *Frame) inPeriods(t *Recurrence, rec *Reason) Truth {
	held, of := 0, 0
	for _, day := range t.closes(f.day) {
		truth := f.reader.Frame(f.view.scope, day).Check(t.Holds)
		if truth != Ignored {
			of++
		}
		if truth == Holds {
			held++
		}
		if rec != nil {
			f.recordDay(t, day, rec)
		}
	}
	if rec != nil {
		rec.Met, rec.Of = held, of
	}
	return atLeast(t.K, held, of)
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

// nextRecurring is when a recurrence may change: the condition changes, or a
// day on which it changed enters or leaves the window.
func (r *Reader) nextRecurring(t *Recurrence, f *Frame) calendar.Day {
	if t.Mode == Periods {
		return edge(t.Cycle.Cycle, f.day)
	}
	w := t.Window
	next := min(r.Next(t.Holds, f.view.scope, f.day), w.boundary(f))
	span, ok := t.days(f)
	if !ok {
		return next
	}
	p := f.pastOf(t.Holds, span.From)
	if _, today := p.after(f.day - 1); today && w.EndingYesterday {
		return f.day + 1
	}
	if change, leaving := p.after(span.From); leaving && w.gliding() {
		next = min(next, firstDay(f.day+1, change+w.reach(), func(d calendar.Day) bool { return w.spanOn(f, d).From >= change }))
	}
	return next
}

// begins is the day of the first fact that has not been so for ever; LastDay
// when there is none.
func (b *Book) begins() calendar.Day { return b.nextFact(calendar.FirstDay) }
