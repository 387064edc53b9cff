package metric

import (
	"sort"

	"laurel/internal/calendar"
)

// past remembers on which days a condition changed its outcome, so that "on any
// day of the last half year" does not ask every day again.
type past struct {
	condition *Condition
	from      calendar.Day
	through   calendar.Day
	changes   []outcome // the first is at from
}

// outcome is what a condition came to from a day on.
type outcome struct {
	day   calendar.Day
	truth Truth
}

// pastOf is the outcome of a condition on every day from one day through the
// frame's.
func (f *Frame) pastOf(c *Condition, from calendar.Day) *past {
	v := f.view
	p := v.pasts[c]
	if p == nil || from < p.from {
		p = &past{condition: c, from: from, through: from - 1}
		if v.pasts == nil {
			v.pasts = map[*Condition]*past{}
		}
		v.pasts[c] = p
	}
	p.extend(f.reader, v.scope, f.day)
	return p
}

func (p *past) extend(r *Reader, s Scope, through calendar.Day) {
	day := p.from
	if p.through >= p.from {
		day = r.Next(p.condition, s, p.through)
	}
	for ; day <= through; day = r.Next(p.condition, s, day) {
		truth := r.Frame(s, day).Check(p.condition)
		if n := len(p.changes); n == 0 || p.changes[n-1].truth != truth {
			p.changes = append(p.changes, outcome{day, truth})
		}
		p.through = day
	}
	p.through = max(p.through, through)
}

// days counts the days of a span on which the condition held and those on which
// it was left out, and finds the last on which it held.
func (p *past) days(span calendar.Span) (held, ignored int, last calendar.Day) {
	for i, c := range p.changes {
		part := calendar.Span{From: c.day, Until: p.until(i)}.Overlap(span)
		if part.Empty() {
			continue
		}
		switch c.truth {
		case Holds:
			held += int(part.Until - part.From)
			last = part.Last()
		case Ignored:
			ignored += int(part.Until - part.From)
		}
	}
	return held, ignored, last
}

func (p *past) until(i int) calendar.Day {
	if i+1 < len(p.changes) {
		return p.changes[i+1].day
	}
	return p.through + 1
}

// after is the first change later than a day; false when there is none.
func (p *past) after(day calendar.Day) (calendar.Day, bool) {
	i := sort.Search(len(p.changes), func(i int) bool { return p.changes[i].day > day })
	if i == len(p.changes) {
		return 0, false
	}
	return p.changes[i].day, true
}
