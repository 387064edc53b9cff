package program

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Ladder is an ordered list of tiers. The tiers are judged independently of
// one another and the highest that passes is held, unless Nested.
type Ladder struct {
	Place   problem.Place `yaml:"-"`
	Name    string        `yaml:"-"`
	Label   label.Text    `yaml:"label"`          // the name that readers see
	Note    label.Text    `yaml:"note"`           // for everybody
	Private label.Text    `yaml:"operators-note"` // for operators only

	For      Keying            `yaml:"for"`             // who holds a tier; the partner when empty
	Where    metric.Filter     `yaml:"where"`           // which offers (or other subjects) take part
	Nested   bool              `yaml:"nested"`          // a tier counts only above a lower tier that passes too
	Evaluate Evaluate          `yaml:"evaluate"`        // on which days tiers are decided; on every change when empty
	Effect   Effects           `yaml:"takes-effect"`    // when a decision takes effect; at once when empty
	Validity *Validity         `yaml:"holds"`           // how long a tier cannot be lost
	Fall     *Fall             `yaml:"fall"`            // how a tier is lost
	Grace    *Grace            `yaml:"grace"`           // time to recover before a tier is lost
	Suspend  *metric.Condition `yaml:"suspended-while"` // the tier stays, benefits rest
	AtRisk   *AtRisk           `yaml:"at-risk"`         // when a partner is warned

	Tiers  []Tier                `yaml:"tiers,required"` // the tiers, the lowest first
	Tracks yamlfile.Table[Track] `yaml:"tracks"`         // alternative rules for the same tiers

	ways     []ways // by rank, from the lowest tier
	watch    *metric.Watch
	compared []string
	reads    bool // conditions look at other ladders
}

// Tier is one rung. Attain says what must hold to reach it, Retain what must
// hold to keep it where that differs.
type Tier struct {
	Place  problem.Place     `yaml:"-"`
	ID     string            `yaml:"id,required"` // its name in the program
	Label  label.Text        `yaml:"label"`       // the name that readers see
	Attain *metric.Condition `yaml:"attain"`      // what must hold to reach it
	Retain *metric.Condition `yaml:"retain"`      // what is enough to keep it, beside reaching it again
}

// Track is an alternative set of rules for the same tiers. The best result
// over all tracks that apply wins.
type Track struct {
	Place  problem.Place                     `yaml:"-"`
	Label  label.Text                        `yaml:"label"`           // the name that readers see
	When   *metric.Condition                 `yaml:"when"`            // to whom the track applies; everybody when empty
	Attain yamlfile.Table[*metric.Condition] `yaml:"attain,required"` // by tier
	Retain yamlfile.Table[*metric.Condition] `yaml:"retain"`          // by tier: what is enough to keep it
}

// Rank is the place of a tier from 1 up; 0 when the ladder has no such tier,
// and for the empty name.
func (l *Ladder) Rank(tier string) int {
	for i := range l.Tiers {
		if l.Tiers[i].ID == tier {
			return i + 1
		}
	}
	return 0
}

// TierAt is the tier of a rank; nil for rank 0.
func (l *Ladder) TierAt(rank int) *Tier {
	if rank < 1 || rank > len(l.Tiers) {
		return nil
	}
	return &l.Tiers[rank-1]
}

// Fall says how a tier is lost.
type Fall struct {
	Place problem.Place `yaml:"-"`
	How   FallRule      `yaml:"how"`   // recalculate when empty
	Floor string        `yaml:"floor"` // never below this tier once it was held
}

// FallRule is how far a fall goes.
type FallRule string

// The fall rules.
const (
	Recalculate FallRule = "recalculate"   // to the highest tier whose conditions hold
	OneAtATime  FallRule = "one-at-a-time" // by one tier at each evaluation
	NoFall      FallRule = "never"         // a tier, once attained, stays
)

// Grace is time to recover before a fall. Its days begin when the fall is
// found, or when the tier's validity was over.
type Grace struct {
	Place   problem.Place   `yaml:"-"`
	For     calendar.Length `yaml:"for,required"` // how long
	From    GraceFrom       `yaml:"from"`         // detection (the default) or expiry
	OncePer string          `yaml:"once-per"`     // a calendar: granted once in each of its periods

	cycle calendar.Cycle
}

// AtRisk says when a partner is told that a tier is in danger.
type AtRisk struct {
	Place  problem.Place     `yaml:"-"`
	Within calendar.Length   `yaml:"within,required"`   // the forecast falls within this time …
	Pace   *calendar.Length  `yaml:"and-below-pace-of"` // … and would also if sales went on as in this time
	When   *metric.Condition `yaml:"when"`              // and this holds
}

// GraceFrom is when the days of grace begin.
type GraceFrom string

// The two beginnings of grace.
const (
	FromDetection GraceFrom = "detection" // when the fall is found: the default
	FromExpiry    GraceFrom = "expiry"    // when the validity was over
)

// UsedUp reports whether grace was already granted in the running period.
func (g *Grace) UsedUp(last, day calendar.Day) bool {
	if g.OncePer == "" || last == 0 {
		return false
	}
	period, ok := g.cycle.Period(day)
	return ok && period.Has(last)
}

// FallRule is how far a fall goes.
func (l *Ladder) FallRule() FallRule {
	if l.Fall == nil || l.Fall.How == "" {
		return Recalculate
	}
	return l.Fall.How
}

// Floor is the rank under which nobody falls who ever held it; 0 for none.
func (l *Ladder) Floor() int {
	if l.Fall == nil {
		return 0
	}
	return l.Rank(l.Fall.Floor)
}

// Option is one way to a tier: the condition, on a track that applies when When
// holds. The ladder's own conditions have no track.
type Option struct {
	Track     *yamlfile.Row[Track]
	When      *metric.Condition
	Condition *metric.Condition
}

// AttainConditions lists the ways to reach a tier: one of them is enough.
func (l *Ladder) AttainConditions(rank int) []Option { return l.waysTo(rank).attain }

// RetainConditions lists the ways to keep a tier beside reaching it again.
func (l *Ladder) RetainConditions(rank int) []Option { return l.waysTo(rank).retain }

// TierAfter is what a tier of the version before becomes.
func (t *Transition) TierAfter(ladder, old string) (string, bool) {
	tiers, ok := t.Tiers.Get(ladder)
	if !ok {
		return "", false
	}
	now, ok := tiers.Get(old)
	if !ok {
		return "", false
	}
	return *now, true
}
