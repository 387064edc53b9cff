package standing

import (
	"cmp"
	"maps"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/program"
)

// membership is who belongs to whom, and when: publishers to partners, and
// partners merged into others.
type membership struct {
	publishers map[string][]belonging // by publisher, in the order in which they began
	merges     map[string][]belonging // by the partner that was merged
}

// belonging says that something is part of a partner on the days of a span.
type belonging struct {
	partner string
	span    calendar.Span
	said    calendar.Moment
}

func membershipOf(entries []fact.Entry) membership {
	m := membership{publishers: map[string][]belonging{}, merges: map[string][]belonging{}}
	for i := range entries {
		e := &entries[i]
		b := belonging{partner: e.Subject.Partner, span: calendar.Span{From: e.Day, Until: e.Ends + 1}, said: e.Recorded}
		switch e.Kind {
		case fact.Membership:
			m.publishers[e.Subject.Publisher] = append(m.publishers[e.Subject.Publisher], b)
		case fact.Merge:
			gone := e.Attribute("merged").String()
			m.merges[gone] = append(m.merges[gone], b)
		}
	}
	for _, list := range m.publishers {
		slices.SortStableFunc(list, func(a, b belonging) int {
			return cmp.Or(cmp.Compare(a.span.From, b.span.From), a.said.Compare(b.said))
		})
	}
	return m
}

// owner is the partner that a publisher belongs to on a day, after mergers;
// empty for none. Nothing counts for two: of several memberships the one that
// began last holds, and of those the one that was recorded last.
func (m membership) owner(publisher string, on, mergedBy calendar.Day) string {
	for _, b := range slices.Backward(m.publishers[publisher]) {
		if b.span.Has(on) {
			return m.into(b.partner, mergedBy)
		}
	}
	return ""
}

// into is the partner that another belongs to on a day: the one it was merged
// into, or itself. Merges follow one another; a circle ends where it began.
func (m membership) into(partner string, day calendar.Day) string {
	for range m.merges {
		next := partner
		for _, b := range m.merges[partner] {
			if b.span.Has(day) {
				next = b.partner
			}
		}
		if next == partner {
			break
		}
		partner = next
	}
	return partner
}

// partOf lists the partners that another is part of on a day: the one it was
// merged into, the one that this was merged into, and so on.
func (m membership) partOf(partner string, day calendar.Day) []belonging {
	var out []belonging
	for range m.merges {
		next := belonging{partner: partner}
		for _, b := range m.merges[partner] {
			if b.span.Has(day) {
				next = b
			}
		}
		if next.partner == partner {
			break
		}
		out, partner = append(out, next), next.partner
	}
	return out
}

// merged lists the partners that were ever merged into another, sorted.
func (m membership) merged() []string { return slices.Sorted(maps.Keys(m.merges)) }

// counts reports whether a fact counts for a partner from a day on: its holder
// belongs to the partner on that day, and a publisher's fact is not older than
// its membership unless the program counts such facts too.
func (m membership) counts(e *fact.Entry, partner string, day calendar.Day, rule program.HistoryRule) bool {
	if e.Subject.Publisher == "" {
		return e.Subject.Partner == "" || m.into(e.Subject.Partner, day) == partner
	}
	if len(m.publishers[e.Subject.Publisher]) == 0 {
		return e.Subject.Partner != "" && m.into(e.Subject.Partner, day) == partner
	}
	return m.owner(e.Subject.Publisher, e.Day, day) == partner ||
		rule == program.CountedToo && m.owner(e.Subject.Publisher, day, day) == partner
}

// share adds to others what counts of a fact for a partner as it is composed on a
// day. What a state says goes with its publisher: it counts on the days on which
// the publisher belonged to the partner.
func (m membership) share(to []fact.Entry, e *fact.Entry, partner string, day calendar.Day, rule program.HistoryRule) []fact.Entry {
	publisher := e.Subject.Publisher
	whole := !e.State || len(m.publishers[publisher]) == 0 || rule == program.CountedToo && m.owner(publisher, day, day) == partner
	switch {
	case whole && m.counts(e, partner, day, rule):
		return append(to, *e)
	case whole:
		return to
	}
	for from := e.Day; from <= e.Ends; {
		until := m.nextMove(publisher, from)
		if m.owner(publisher, from, day) == partner {
			to = lengthen(to, e, calendar.Span{From: from, Until: min(until, e.Ends+1)})
		}
		from = until
	}
	return to
}

// nextMove is the next day after one on which a publisher may come to another
// partner.
func (m membership) nextMove(publisher string, after calendar.Day) calendar.Day {
	next := calendar.LastDay + 1
	for _, b := range m.publishers[publisher] {
		for _, day := range []calendar.Day{b.span.From, b.span.Until} {
			if day > after {
				next = min(next, day)
			}
		}
	}
	return next
}

// lengthen adds some days of a state to those before them.
func lengthen(to []fact.Entry, e *fact.Entry, span calendar.Span) []fact.Entry {
	if n := len(to); n > 0 && to[n-1].Fact == e.Fact && to[n-1].Ends+1 == span.From {
		to[n-1].Ends = span.Last()
		return to
	}
	part := *e
	part.Day, part.Ends = span.From, span.Last()
	return append(to, part)
}

// edges are the days on which merges begin or end, or publishers join under a
// rule that looks at the day asked about: a new segment begins there.
func (m membership) edges(rules program.History) []calendar.Day {
	var days []calendar.Day
	add := func(b belonging) { days = append(days, b.span.From, b.span.Until) }
	for _, list := range m.merges {
		for _, b := range list {
			add(b)
		}
	}
	for _, r := range rules {
		if r.History != program.CountedToo {
			continue
		}
		for _, list := range m.publishers {
			for _, b := range list {
				add(b)
			}
		}
	}
	return days
}
