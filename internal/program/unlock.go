package program

import (
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Unlock is when a benefit is unlocked: everything given must hold.
type Unlock struct {
	Place     problem.Place `yaml:"-"`
	Everybody bool          `yaml:"-"` // the word everybody: no tier and no milestone is asked for

	Tier string            `yaml:"tier"` // a tier, or ladder.tier, and every higher one
	When *metric.Condition `yaml:"when"` // a milestone

	Ladder   string `yaml:"-"` // from Tier
	TierName string `yaml:"-"`
}

// everybody is the word for a benefit that asks for no tier and no milestone.
const everybody = "everybody"

type unlockFields Unlock

// DecodeYAML reads the word everybody, or a map with tier, when or both.
func (u *Unlock) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	defer func() { u.Place = n.Place() }()
	if n.Kind() == yamlfile.Scalar {
		u.Everybody = n.Text() == everybody
		if !u.Everybody {
			m.AddWithHint(n.Place(), "Write {tier: "+n.Text()+"} for a tier, {when: …} for a milestone, or everybody.", "%q does not say what unlocks the benefit.", n.Text())
		}
		return
	}
	yamlfile.Decode(n, (*unlockFields)(u), m)
	if n.Kind() == yamlfile.Map && len(n.Entries()) == 0 && !n.Damaged() {
		m.AddWithHint(n.Place(), "Write {tier: …}, {when: …} or everybody.", "Nothing says what unlocks the benefit.")
	}
}

// IsZero reports whether nothing was said about unlocking.
func (u *Unlock) IsZero() bool { return !u.Everybody && u.Tier == "" && u.When == nil }

// LadderOf is the ladder whose tiers decide about a benefit: the one that
// unlocks it, or the one that its amounts name. Nil when no ladder does.
func (p *Program) LadderOf(b *Benefit) *Ladder {
	if l, ok := p.Ladder(b.Unlock.Ladder); ok {
		return l
	}
	for i := range p.Ladders {
		l := &p.Ladders[i].Value
		for _, tier := range b.tiersNamed() {
			if l.Rank(tier) > 0 {
				return l
			}
		}
	}
	return nil
}

func (b *Benefit) tiersNamed() []string {
	var names []string
	if b.Amount != nil {
		for _, row := range b.Amount.ByTier {
			names = append(names, row.Name)
		}
	}
	if b.Quantity != nil {
		for _, row := range b.Quantity.ByTier {
			names = append(names, row.Name)
		}
	}
	return names
}
