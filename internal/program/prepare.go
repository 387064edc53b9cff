package program

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/yamlfile"
)

// prepared is what every evaluation asks of a program, worked out once when the
// program is read.
type prepared struct {
	order     []*Ladder
	reflexive bool
	working   calendar.Working
}

// InOrder lists the ladders so that each comes after those it reads.
func (p *Program) InOrder() []*Ladder { return p.prepared.order }

// Reflexive reports whether conditions or metrics look at tiers, at grants, or
// at when a tier changed: whether a standing depends on the standing before.
func (p *Program) Reflexive() bool { return p.prepared.reflexive }

// prepare works out what evaluations ask. The check has refused circles.
func (p *Program) prepare() {
	for i := range p.Ladders {
		l := &p.Ladders[i].Value
		l.reads, l.watch, l.compared = len(p.LaddersRead(l)) > 0, p.Set.NewWatch(l.Conditions()), p.comparedBy(l)
	}
	for i := range p.Ladders {
		p.putInOrder(p.Ladders[i].Name)
	}
	p.prepared.reflexive, p.prepared.working = p.readsStanding(), p.working()
}

func (p *Program) putInOrder(name string) {
	ladder, ok := p.Ladder(name)
	if !ok || slices.Contains(p.prepared.order, ladder) {
		return
	}
	for _, read := range p.LaddersRead(ladder) {
		if read != name {
			p.putInOrder(read)
		}
	}
	p.prepared.order = append(p.prepared.order, ladder)
}

// ways are the ways to one tier, and to keeping it.
type ways struct{ attain, retain []Option }

// Reads reports whether the ladder's conditions look at other ladders.
func (l *Ladder) Reads() bool { return l.reads }

// Compared lists the metrics that the ladder's conditions compare, and those that
// conditions inside the metrics do, each once.
func (l *Ladder) Compared() []string { return l.compared }

// Watch is what the ladder's conditions depend on.
func (l *Ladder) Watch() *metric.Watch { return l.watch }

func (l *Ladder) waysTo(rank int) ways {
	if l.TierAt(rank) == nil {
		return ways{}
	}
	return l.ways[rank-1]
}

// findWays lists the ways to each tier, on every track.
func (l *Ladder) findWays() {
	l.ways = make([]ways, len(l.Tiers))
	for i := range l.Tiers {
		t := &l.Tiers[i]
		l.ways[i] = ways{
			attain: l.options(t.ID, t.Attain, func(t *Track) yamlfile.Table[*metric.Condition] { return t.Attain }),
			retain: l.options(t.ID, t.Retain, func(t *Track) yamlfile.Table[*metric.Condition] { return t.Retain }),
		}
	}
}

func (l *Ladder) options(tier string, own *metric.Condition, ofTrack func(*Track) yamlfile.Table[*metric.Condition]) []Option {
	var out []Option
	if own != nil {
		out = append(out, Option{Condition: own})
	}
	for i := range l.Tracks {
		row := &l.Tracks[i]
		if c, ok := ofTrack(&row.Value).Get(tier); ok {
			out = append(out, Option{Track: row, When: row.Value.When, Condition: *c})
		}
	}
	return out
}
