package standing

import (
	"laurel/internal/metric"
	"laurel/internal/number"
)

// Gap is what is missing to a tier: each Way alone would be enough.
type Gap struct {
	Tier string
	Ways []Way
}

// Way is one way of reaching a tier: everything in it is missing.
type Way []Missing

// Missing is a condition that does not hold. Where one metric must come to a
// number and can rise to it step by step, More is how much of it is missing.
type Missing struct {
	Reason *metric.Reason
	Track  string
	More   *metric.Value // exact; nil when no amount can be named
	Beyond bool          // more than More is needed, not exactly More
}

// maxWays bounds how many ways a gap lists; the first ones of the file stay.
const maxWays = 12

func gapOf(t *TierReasons) Gap {
	g := Gap{Tier: t.Tier}
	for i := range t.Attain {
		r := &t.Attain[i]
		ways := waysOf(&r.Reason, r.Track)
		if r.Applies != nil && !r.Applies.Truth.Met() {
			ways = cross(ways, waysOf(r.Applies, r.Track))
		}
		g.Ways = append(g.Ways, ways...)
	}
	if len(g.Ways) > maxWays {
		g.Ways = g.Ways[:maxWays]
	}
	return g
}

// waysOf turns a reason into the ways of making it hold.
func waysOf(r *metric.Reason, track string) []Way {
	if r.Truth.Met() {
		return []Way{nil}
	}
	c := r.Condition
	switch {
	case c.All != nil:
		ways := []Way{nil}
		for i := range r.Children {
			ways = cross(ways, waysOf(&r.Children[i], track))
		}
		return ways
	case c.Any != nil:
		var ways []Way
		for i := range r.Children {
			ways = append(ways, waysOf(&r.Children[i], track)...)
		}
		return bounded(ways)
	default:
		return []Way{{missing(r, track)}}
	}
}

// cross joins every way of one condition with every way of another.
func cross(a, b []Way) []Way {
	var out []Way
	for _, x := range a {
		for _, y := range b {
			out = append(out, append(append(Way(nil), x...), y...))
		}
	}
	return bounded(out)
}

func bounded(ways []Way) []Way { return ways[:min(len(ways), maxWays)] }

func missing(r *metric.Reason, track string) Missing {
	m := Missing{Reason: r, Track: track}
	bound, ok := r.Condition.Bound()
	if !ok || !bound.Rising() || len(r.Measured) != 1 {
		return m
	}
	found, measured := r.Found, r.Condition.Compare.Left
	if measured.Metric() == "" {
		found, measured = r.Wanted, r.Condition.Compare.Right
	}
	d := r.Measured[0].Metric
	if found.Presence == metric.Absent && d.Additive() {
		found = metric.Value{Number: number.Zero, Currency: bound.Value.Currency}
	}
	if measured.Metric() == "" || !d.Gathers() || !found.Is() || found.Basket != nil || found.Yes {
		return m
	}
	more := metric.Value{Number: bound.Value.Number.Sub(found.Number), Currency: bound.Value.Currency}
	m.More, m.Beyond = &more, bound.Op == metric.Over
	return m
}
