package sentence

import (
	"laurel/internal/fact"
	"laurel/internal/metric"
)

// Reason is a condition with what it found: for a leaf what was found, what is
// needed and whether it is there, and below it what the figures were made of;
// for a tree its parts.
func (t *Teller) Reason(r *metric.Reason) Line { return t.reason(r, false) }

// reason tells a condition, or that it must not hold. What must not hold is told
// as what must: "not more than 3" as "at most 3".
func (t *Teller) reason(r *metric.Reason, negated bool) Line {
	c := r.Condition
	if c.Not != nil {
		return t.reason(&r.Children[0], !negated)
	}
	outcome := outcomeOf(r.Truth, negated)
	line := t.condition(r, negated, outcome)
	line.Outcome, line.Place = outcome, t.place(r.Place)
	return line
}

func (t *Teller) condition(r *metric.Reason, negated bool, outcome Outcome) Line {
	c := r.Condition
	switch {
	case c.Compare != nil:
		return t.comparison(r, negated, outcome)
	case c.Tier != nil:
		return t.tierHeld(c.Tier, negated, outcome)
	case c.Deed != nil:
		return t.deed(c.Deed, negated, outcome)
	case c.Over != nil:
		return t.quantified(r, negated, outcome)
	case c.Time != nil:
		return t.recurring(r, negated, outcome)
	default:
		return t.together(r, negated, outcome)
	}
}

func outcomeOf(truth metric.Truth, negated bool) Outcome {
	switch {
	case truth == metric.Ignored:
		return Ignored
	case (truth == metric.Holds) != negated:
		return Met
	default:
		return Unmet
	}
}

var outcomes = map[Outcome]string{Met: "outcome.met", Unmet: "outcome.unmet", Ignored: "outcome.ignored"}

func (t *Teller) outcome(o Outcome) string { return t.say(outcomes[o], nil) }

// sides is a comparison read with what was measured on the left: 500 USD <=
// billed_sales says the same as billed_sales >= 500 USD.
type sides struct {
	left, right   *metric.Expression
	op            metric.Op
	found, wanted metric.Value
}

var turned = map[metric.Op]metric.Op{metric.AtLeast: metric.AtMost, metric.AtMost: metric.AtLeast, metric.Over: metric.Under,
	metric.Under: metric.Over, metric.EqualTo: metric.EqualTo, metric.NotEqual: metric.NotEqual}

var opposite = map[metric.Op]metric.Op{metric.AtLeast: metric.Under, metric.Under: metric.AtLeast, metric.Over: metric.AtMost,
	metric.AtMost: metric.Over, metric.EqualTo: metric.NotEqual, metric.NotEqual: metric.EqualTo}

func sidesOf(r *metric.Reason, negated bool) sides {
	c := r.Condition.Compare
	s := sides{left: c.Left, right: c.Right, op: c.Op, found: r.Found, wanted: r.Wanted}
	if _, constant := c.Left.Literal(); constant {
		s = sides{left: c.Right, right: c.Left, op: turned[c.Op], found: r.Wanted, wanted: r.Found}
	}
	if negated {
		s.op = opposite[s.op]
	}
	return s
}

// comparison is a leaf: billed sales, 64,210 USD, at least 50,000 USD.
func (t *Teller) comparison(r *metric.Reason, negated bool, outcome Outcome) Line {
	s := sidesOf(r, negated)
	found, wanted := t.sides(r, s)
	a := args{"What": t.expression(s.left), "Found": found, "Wanted": wanted, "Outcome": t.outcome(outcome)}
	line := Line{Lines: t.measured(r.Measured)}
	if len(r.Measured) == 1 {
		line.About = About{AboutMetric, r.Measured[0].Metric.Name}
	}
	switch presence := worse(s.found.Presence, s.wanted.Presence); {
	case !r.Waived.IsZero():
		a["Why"] = t.said(r.Waived)
		line.Text = t.say("reason.waived", a)
	case presence == metric.Present && s.wanted.Yes:
		a["Wanted"] = t.answerWanted(s)
		line.Text = t.say("reason.answer", a)
	default:
		line.Text = t.say(presences[presence], a)
	}
	return line
}

// presences are the sentences for what the figures are: there, not there, or of
// too small a sample.
var presences = map[metric.Presence]string{metric.Present: "reason.compared", metric.Absent: "reason.nothing",
	metric.SmallPass: "reason.small-pass", metric.SmallFail: "reason.small-fail", metric.SmallIgnore: "reason.small-ignored"}

// worse is the presence that decided, in the order in which conditions ask.
func worse(a, b metric.Presence) metric.Presence {
	for _, p := range []metric.Presence{metric.Absent, metric.SmallFail, metric.SmallIgnore, metric.SmallPass} {
		if a == p || b == p {
			return p
		}
	}
	return metric.Present
}

// sides writes what was found, and what is needed as "at least so much".
func (t *Teller) sides(r *metric.Reason, s sides) (found, wanted string) {
	left, right := t.compared(s.found, s.wanted, t.percentIn(r))
	if _, constant := s.right.Literal(); !constant {
		right = t.say("wanted.computed", args{"Value": right, "From": t.expression(s.right)})
	}
	return left, t.bound(s.op, right)
}

// answerWanted is yes or no.
func (t *Teller) answerWanted(s sides) string {
	if (s.op == metric.EqualTo) == (s.wanted.Number.Sign() != 0) {
		return t.say("value.positive", nil)
	}
	return t.say("value.negative", nil)
}

func (t *Teller) percentIn(r *metric.Reason) bool {
	for i := range r.Measured {
		if t.isPercent(r.Measured[i].Metric) {
			return true
		}
	}
	return false
}

func (t *Teller) tierHeld(c *metric.TierHeld, negated bool, outcome Outcome) Line {
	id := "reason.holds"
	if negated {
		id = "reason.holds-not"
	}
	line := t.line(id, args{"Tier": t.tier(c.Ladder, c.Tier), "Ladder": t.ladder(c.Ladder), "Outcome": t.outcome(outcome)})
	line.About = About{AboutTier, c.Tier}
	return line
}

// deeds are the sentences for what must have become of a benefit, and for what
// must not.
var deeds = map[string][2]string{fact.Grant: {"reason.granted", "reason.granted-not"}, fact.Activation: {"reason.activated", "reason.activated-not"},
	fact.Completion: {"reason.completed", "reason.completed-not"}}

func (t *Teller) deed(c *metric.Deed, negated bool, outcome Outcome) Line {
	id := deeds[c.Done][0]
	if negated {
		id = deeds[c.Done][1]
	}
	line := t.line(id, args{"Benefit": t.benefit(c.Benefit), "Outcome": t.outcome(outcome)})
	line.About = About{AboutBenefit, c.Benefit}
	return line
}

// together is a tree: all of its parts, one of them, or several.
func (t *Teller) together(r *metric.Reason, negated bool, outcome Outcome) Line {
	c := r.Condition
	var line Line
	switch {
	case c.AtLeast != nil:
		id := "reason.several"
		if negated {
			id = "reason.several-not"
		}
		return Line{Text: t.say(id, args{"K": t.reader.Locale.Int(c.AtLeast.K), "Of": t.reader.Locale.Int(r.Of),
			"Met": t.reader.Locale.Int(r.Met), "Outcome": t.outcome(outcome)}), Lines: t.parts(r, false)}
	case (c.All != nil) != negated:
		line = t.line("reason.all", args{"Outcome": t.outcome(outcome)})
	default:
		line = t.line("reason.any", args{"Outcome": t.outcome(outcome)})
	}
	line.Lines = t.parts(r, negated)
	return line
}

func (t *Teller) parts(r *metric.Reason, negated bool) []Line {
	lines := make([]Line, len(r.Children))
	for i := range r.Children {
		lines[i] = t.reason(&r.Children[i], negated)
	}
	return lines
}
