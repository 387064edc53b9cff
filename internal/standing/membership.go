package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/program"
)

// membership is who belongs to whom, and when: publishers to partners, and
// partners merged into others.
type membership struct {
	publishers map[string][]belonging // by publisher
	merges     map[string][]belonging // by the partner that was merged
}

// belonging says that something is part of a partner on the days of a span.
type belonging struct {
	partner string
	span    calendar.Span
}

func membershipOf(entries []fact.Entry) membership {
	m := membership{publishers: map[string][]belonging{}, merges: map[string][]belonging{}}
	for i := range entries {
		e := &entries[i]
		b := belonging{partner: e.Subject.Partner, span: calendar.Span{From: e.Day, Until: e.Ends + 1}}
		switch e.Kind {
		case fact.Membership:
			m.publishers[e.Subject.Publisher] = append(m.publishers[e.Subject.Publisher], b)
		case fact.Merge:
			gone := e.Attribute("merged").String()
			m.merges[gone] = append(m.merges[gone], b)
		}
	}
	return m
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

// counts reports whether a fact counts for a partner from a day on: its holder
// belongs to the partner on that day, and a publisher's fact is not older than
// its membership unless the program counts such facts too.
func (m membership) counts(e *fact.Entry, partner string, day calendar.Day, rule program.HistoryRule) bool {
	if e.Subject.Publisher == "" {
		return e.Subject.Partner == "" || m.into(e.Subject.Partner, day) == partner
	}
	mapped := false
	for _, b := range m.publishers[e.Subject.Publisher] {
		mapped = true
		if m.into(b.partner, day) == partner && (b.span.Has(e.Day) || rule == program.CountedToo && b.span.Has(day)) {
			return true
		}
	}
	return !mapped && e.Subject.Partner != "" && m.into(e.Subject.Partner, day) == partner
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
