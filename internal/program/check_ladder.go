package program

import (
	"fmt"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// bindLadder resolves the calendars and conditions of a ladder.
func (c *checker) bindLadder(l *Ladder) {
	c.binder.Filter(&l.Where)
	c.binder.Keyed = !l.For.IsZero()
	for _, condition := range l.Conditions() {
		c.binder.Condition(condition)
	}
	c.binder.Keyed = false
	c.bindSchedule(&l.Evaluate.Up)
	l.Evaluate.Down.cycle = l.Evaluate.Up.cycle
	if l.Evaluate.Down.Place != l.Evaluate.Up.Place {
		c.bindSchedule(&l.Evaluate.Down)
	}
	l.Effect.Up.cycle = c.cycle(l.Effect.Up.Place, "on-first-of", l.Effect.Up.OnFirstOf)
	l.Effect.Down.cycle = l.Effect.Up.cycle
	if l.Effect.Down.Place != l.Effect.Up.Place {
		l.Effect.Down.cycle = c.cycle(l.Effect.Down.Place, "on-first-of", l.Effect.Down.OnFirstOf)
	}
	if v := l.Validity; v != nil {
		v.cycle = c.cycle(v.Place, "rest-of", v.RestOf)
	}
	if g := l.Grace; g != nil {
		g.cycle = c.cycle(g.Place, "once-per", g.OncePer)
	}
}

// cycle finds the calendar that a key names; the month when it names none.
func (c *checker) cycle(within problem.Place, key, name string) calendar.Cycle {
	return c.binder.Cycle(c.at(within, key), name)
}

func (c *checker) bindSchedule(s *Schedule) {
	s.cycle = c.cycle(s.Place, "each", s.Each)
	c.binder.Anchor(s.Anniversary)
	if s.Each == "" || s.On == 0 {
		return
	}
	if longest := longestPeriod(s.cycle); int(s.On) > longest {
		c.wrong(c.at(s.Place, "on"), "Write last-day, or a number that its periods have.", "The calendar %q has no period with %d days.", s.Each, s.On)
	}
}

// longestPeriod is how many days the longest period of a calendar has.
func longestPeriod(k calendar.Cycle) int {
	longest := 0
	for _, p := range k.Periods {
		longest = max(longest, int(p.Span.Until-p.Span.From))
	}
	if len(k.Periods) > 0 {
		return longest
	}
	every := k.Every
	if every.IsZero() {
		every = calendar.Length{N: 1, Unit: calendar.Months}
	}
	for year := 0; year < 8; year++ {
		for month := 0; month < 12; month++ {
			from := calendar.Date(2000+year, 1, 1).AddMonths(month)
			longest = max(longest, int(every.After(from)-from))
		}
	}
	return longest
}

func (c *checker) ladders() {
	for i := range c.Ladders {
		row := &c.Ladders[i]
		c.word(row.Place, "ladder", row.Name)
		c.tiers(&row.Value)
		c.standing(&row.Value)
		c.tracks(&row.Value, !c.doubts.about(row.Place))
		c.rise(&row.Value)
		if !c.doubts.about(row.Place) {
			c.reachable(&row.Value)
		}
	}
}

// tiers checks how the tiers are called.
func (c *checker) tiers(l *Ladder) {
	ids := make([]string, len(l.Tiers))
	for i := range l.Tiers {
		t := &l.Tiers[i]
		ids[i] = t.ID
		if t.ID != "" {
			c.word(c.at(t.Place, "id"), "tier", t.ID)
		}
	}
	for _, i := range twice(ids) {
		if ids[i] != "" {
			c.wrong(c.at(l.Tiers[i].Place, "id"), "Give each tier its own id.", "The ladder %q has two tiers called %q.", l.Name, ids[i])
		}
	}
	if l.Tiers != nil && len(l.Tiers) == 0 {
		c.wrong(c.at(l.Place, "tiers"), "Write tiers such as {id: gold, attain: sales >= 100_000 USD}, the lowest first.", "The ladder %q has no tier.", l.Name)
	}
}

// standing checks what keeps a tier and what takes it away.
func (c *checker) standing(l *Ladder) {
	if !l.Where.IsZero() && l.For.IsZero() {
		c.wrong(c.at(l.Place, "where"), "Add for: offer, or put the filter into the metrics.", "The tiers of %q are held by the partner itself, so `where` has nothing to choose from.", l.Name)
	}
	if l.Fall != nil && l.Fall.Floor != "" {
		c.named(c.at(l.Fall.Place, "floor"), "tier of "+l.Name, l.Fall.Floor, c.binder.Names.Ladders[l.Name])
	}
	lost := l.FallRule() != NoFall && (l.Validity == nil || !l.Validity.ForEver)
	switch {
	case l.Grace != nil && !lost:
		c.wrong(c.at(l.Place, "grace"), "Leave it out.", "The tiers of %q are never lost, so there is no grace.", l.Name)
	case l.Grace != nil && l.Grace.From == FromExpiry && l.Validity == nil:
		c.wrong(c.at(l.Grace.Place, "from"), "Add holds: to the ladder, or write from: detection.", "Grace cannot begin when the time of a tier is over: the tiers of %q hold for no time.", l.Name)
	}
	if l.FallRule() == OneAtATime && l.Evaluate.Down.OnChange && l.Effect.Down.AtOnce() && l.Grace == nil {
		c.wrong(c.at(l.Fall.Place, "how"), "Give evaluate: a schedule for falling, or the tiers time to recover with grace:.",
			"With on-change every day is an evaluation, so the tiers of %q would fall by one on each day.", l.Name)
	}
	for i := range l.Tiers {
		if l.Tiers[i].Retain != nil && !lost {
			c.wrong(c.at(l.Tiers[i].Place, "retain"), "Leave it out.", "The tiers of %q are never lost, so nothing is asked for keeping one.", l.Name)
		}
	}
}

// tracks checks that alternative rules name tiers.
func (c *checker) tracks(l *Ladder, whole bool) {
	for i := range l.Tracks {
		row := &l.Tracks[i]
		c.word(row.Place, "track", row.Name)
		c.trackTiers(l, row.Value.Attain, whole)
		c.trackTiers(l, row.Value.Retain, whole)
	}
}

// reachable wants a way to every tier.
func (c *checker) reachable(l *Ladder) {
	for i := range l.Tiers {
		if len(l.AttainConditions(i+1)) == 0 {
			c.wrong(l.Tiers[i].Place, "Add attain: with a condition.", "Nobody can reach the tier %q: nothing says what must hold.", l.Tiers[i].ID)
		}
	}
}

func (c *checker) trackTiers(l *Ladder, table yamlfile.Table[*metric.Condition], whole bool) {
	for _, row := range table {
		c.named(row.Place, "tier of "+l.Name, row.Name, c.binder.Names.Ladders[l.Name])
		if whole && row.Value == nil {
			c.wrong(row.Place, "Write a condition, or leave the tier out.", "The track does not say what must hold for %q.", row.Name)
		}
	}
}

// tiersCounted refuses to count the keys of a ladder that has none.
func (c *checker) tiersCounted(i int) {
	rule := c.Metrics[i].Value.Tiers
	if rule == nil {
		return
	}
	if l, ok := c.Ladder(rule.Ladder); ok && l.For.IsZero() {
		c.wrong(c.at(rule.Place, "ladder"), fmt.Sprintf("Ask for it in a condition: holds %s.%s.", rule.Ladder, rule.AtLeast),
			"The tiers of %q are held by the partner itself, so there is nothing to count.", rule.Ladder)
	}
}
