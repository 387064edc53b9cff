package standing

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/number"
	"laurel/internal/program"
)

// limited reports whether the benefit was granted as often as it may be.
func (b *grantBook) limited(w *walk, c *claim) bool {
	limit := c.benefit.Limit
	if limit == nil {
		return false
	}
	n := 0
	for _, g := range b.list {
		same := g.Benefit == c.benefit.Name && (limit.Per != program.PerOffer || g.Key == c.key)
		if same && g.takesRoom(limit.In, w.day) {
			n++
		}
	}
	return n >= limit.Grants
}

// takesRoom reports whether a grant counts for a limit or a cap in the time up to
// a day: what another took the place of, or what had no cause, does not.
func (g *Grant) takesRoom(in *calendar.Length, day calendar.Day) bool {
	return g.EndedBy != Replaced && g.EndedBy != Corrected && within(g.Granted, in, day)
}

// within reports whether a day lies in the time up to another.
func within(granted calendar.Day, in *calendar.Length, day calendar.Day) bool {
	return in == nil || granted >= in.Before(day+1)
}

// capped lowers an amount to what the caps leave, and names the one that leaves
// the least; false when nothing is left.
func (b *grantBook) capped(w *walk, c *claim, t terms) (terms, string, bool) {
	cut := ""
	for i := range w.segment.release.Caps {
		rule := &w.segment.release.Caps[i].Value
		if t.amount.IsZero() || !slices.Contains(rule.Benefits, c.benefit.Name) {
			continue
		}
		left := rule.Amount.Value.Sub(b.spent(w, rule))
		if left.Cmp(t.amount.Value) < 0 {
			t.amount.Value, cut = left, w.segment.release.Caps[i].Name
		}
		if t.amount.Value.Sign() <= 0 {
			return t, cut, false
		}
	}
	return t, cut, true
}

// spent is what was granted under a cap in its time.
func (b *grantBook) spent(w *walk, rule *program.Cap) number.Number {
	sum := number.Zero
	for _, g := range b.list {
		if slices.Contains(rule.Benefits, g.Benefit) && g.takesRoom(rule.In, w.day) {
			sum = sum.Add(g.Amount.Value)
		}
	}
	return sum
}

// nextRoom tells when a limit or a cap may let the benefit be granted again, or
// more of it.
func (b *grantBook) nextRoom(w *walk, c *claim, sooner func(calendar.Day)) {
	spans := []*calendar.Length{}
	if c.benefit.Limit != nil {
		spans = append(spans, c.benefit.Limit.In)
	}
	for i := range w.segment.release.Caps {
		if rule := &w.segment.release.Caps[i].Value; slices.Contains(rule.Benefits, c.benefit.Name) {
			spans = append(spans, rule.In)
		}
	}
	for _, in := range spans {
		for _, g := range b.list {
			if in != nil && within(g.Granted, in, w.day) {
				sooner(max(in.After(g.Granted), w.day+1))
			}
		}
	}
}
