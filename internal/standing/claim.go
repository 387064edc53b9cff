package standing

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/program"
)

// claim is one benefit for the partner or for one offer, over time: whether it
// is unlocked now, and what has been granted for it.
type claim struct {
	benefit *program.Benefit
	key     metric.Key
	grants  []*Grant

	fits     bool          // the partner and an offer are of the kind that the benefit is for
	unlocked bool          // everything that the benefit asks for holds
	rests    bool          // nothing is granted, changed or lost: suspended, or frozen by an appeal
	outdone  bool          // a better benefit of the exclusive group takes its place
	eligible bool          // to be granted now: unlocked, and neither at rest nor outdone
	tier     string        // the tier that unlocks it now
	level    number.Number // the amount or quantity reached in this period
	levelAt  string        // the tier of that level
	renewed  calendar.Day  // when this period began by a refresh
	skipped  bool          // a limit or a cap let nothing be granted at that refresh: nothing is until the next
	rebase   bool          // a new version came: its amounts do not touch what was granted
}

// terms are what a grant would be worth now.
type terms struct {
	amount   money.Amount
	quantity number.Number
}

// size is the number that rises with the tier.
func (t terms) size() number.Number {
	if t.amount.IsZero() {
		return t.quantity
	}
	return t.amount.Value
}

func (c *claim) terms(tier string, l *program.Ladder) terms {
	return terms{amount: c.benefit.Amount.At(tier, l), quantity: c.benefit.Quantity.At(tier, l)}
}

// live is the newest grant of the running period that the rules did not take back;
// a grant that expired, was used up or was revoked by a person still stands for its
// period, until the benefit is lost and unlocked anew. What a person gave stands for none: what the
// rules give comes beside it.
func (c *claim) live(day calendar.Day) *Grant {
	for i := len(c.grants) - 1; i >= 0; i-- {
		g := c.grants[i]
		if g.ByHand || g.lapsed && g.Granted >= c.renewed {
			continue
		}
		if g.Granted < c.renewed {
			return nil
		}
		if g.Ended == 0 || g.Ended > day || g.EndedBy == Replaced || g.EndedBy == Revoked {
			return g
		}
	}
	return nil
}

// unlock notes whether the benefit is unlocked today. Unlocked anew, it may be
// granted anew where nothing is left of what was granted before.
func (c *claim) unlock(now bool, day calendar.Day) {
	if now && !c.unlocked {
		for _, g := range c.grants {
			g.lapsed = g.lapsed || !g.InForce(day)
		}
		c.skipped = false
	}
	c.unlocked = now
}

// match finds the grant that a fact is about: the one that it names, and no other;
// of a fact that names none, the oldest in force that does not have what the fact
// says yet. On the last day of a clock a grant still takes what is done.
func (c *claim) match(id string, day calendar.Day, lacks func(*Grant) bool) *Grant {
	i := slices.IndexFunc(c.grants, func(g *Grant) bool {
		if id != "" {
			return g.ID == id || g.alias == id
		}
		return g.open(day) && lacks(g)
	})
	if i < 0 {
		return nil
	}
	return c.grants[i]
}

// unissued is the grant that a fact records which issues one: the one that it names,
// else the oldest in force that is not recorded yet. Nil when that is recorded.
func (c *claim) unissued(id string, day calendar.Day) *Grant {
	lacks := func(g *Grant) bool { return g.Issued.IsZero() }
	g := c.match(id, day, lacks)
	if g == nil {
		g = c.match("", day, lacks)
	}
	if g == nil || !lacks(g) {
		return nil
	}
	return g
}

// grantID follows from what makes the grant, so that the same grant has the
// same id however often it is worked out.
func grantID(programID, partner string, c *claim, day calendar.Day, t terms) string {
	return fact.Opaque("grt_", programID, c.benefit.Name, partner, c.key.ID, day.String(), t.amount.String(), t.quantity.String())
}
