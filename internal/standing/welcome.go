package standing

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/program"
)

// welcomed is a partner whose grants were taken over on a day.
type welcomed struct {
	partner string
	day     calendar.Day
}

// welcome takes over the grants of partners that become part of this one today:
// those in force on the day before, with their terms and clocks.
func (b *grantBook) welcome(w *walk) error {
	me := b.history.in.Partner.ID
	for _, gone := range b.history.members.merged() {
		m := b.history.members
		if gone == me || m.into(gone, w.day) != me || m.into(gone, w.day-1) == me || w.day <= b.history.releases[0].Effective {
			continue
		}
		in := b.history.in
		in.Partner = Partner{ID: gone}
		line, err := evaluateThrough(in, w.day-1, w.daily)
		if err != nil {
			return err
		}
		b.welcomed = append(b.welcomed, welcomed{gone, w.day})
		for _, g := range line.InForce(w.day - 1) {
			b.bring(w, *g, gone)
		}
	}
	return nil
}

func (b *grantBook) bring(w *walk, g Grant, from string) {
	if g.from == "" {
		g.from = from
	}
	benefit := g.benefit
	if now, ok := w.segment.release.Benefit(g.Benefit); ok {
		benefit = now
	}
	c := b.claim(benefit, g.Key)
	b.add(c, &g)
	if g.size().Cmp(c.level) > 0 {
		c.level, c.levelAt = g.size(), g.Tier
	}
}

// told reports whether a fact became part of what a welcomed partner brought.
func (b *grantBook) told(e *fact.Entry) bool {
	return slices.ContainsFunc(b.welcomed, func(w welcomed) bool {
		return e.Day < w.day && b.history.members.counts(e, w.partner, w.day-1, program.CountedToo)
	})
}

// separate ends the grants of partners that are on their own again.
func (b *grantBook) separate(day calendar.Day) {
	for _, g := range b.list {
		if g.from != "" && b.history.members.into(g.from, day) != b.history.in.Partner.ID {
			g.end(day, Separated)
		}
	}
}
