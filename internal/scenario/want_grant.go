package scenario

import (
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/standing"
)

// wantGrant is grant BENEFIT and what must be true of it, in any order: an
// amount or a number, a state, granted DATE, ends DATE, by CAUSE, remaining
// AMOUNT, version NAME, for OFFER. no grant BENEFIT says that there is none such,
// with because CAUSE if wanted.
type wantGrant struct {
	at      word
	benefit word
	tests   []grantTest
	states  []string // empty for any that is in force
	offer   word
	none    bool
	because string
}

// grantTest is one thing that must be true of a grant.
type grantTest func(v *view, g *standing.GrantStanding) bool

var grantStates = []string{string(standing.Available), string(standing.Locked), string(standing.Resting), string(standing.InUse), string(standing.Done),
	string(standing.UsedUp), string(standing.InReview), string(standing.Expired), string(standing.Over)}

var endCauses = []string{string(standing.Replaced), string(standing.Refreshed), string(standing.Downgraded), string(standing.RuleChanged), string(standing.Corrected),
	string(standing.Revoked), string(standing.Separated), string(standing.ActivateBy), string(standing.UseBy), string(standing.CompleteBy), string(standing.Term)}

var withheldCauses = []string{string(standing.NoTier), string(standing.OnAppeal), string(standing.OnHold), string(standing.NoMilestone), string(standing.NotForYou), string(standing.NoOffer),
	string(standing.Exclusive), string(standing.TooLate), string(standing.LimitOrCap)}

// grantWords are what may follow the name of a benefit, beside an amount and a
// state.
var grantWords = []string{"granted", "ends", "by", "remaining", "version", "for", "because"}

func (a *asking) grant() want {
	w := &wantGrant{at: a.at, none: a.denied, benefit: a.a("The name of a benefit")}
	for a.more() {
		a.grantDetail(w)
	}
	return w
}

func (a *asking) grantDetail(w *wantGrant) {
	next := a.peek()
	switch {
	case startsNumber(next.text):
		w.tests = append(w.tests, worth(a.figure("The amount")))
	case slices.Contains(grantStates, next.text):
		w.states = append(w.states, a.take().text)
	case a.accept("granted"):
		day := a.day("The day it was granted")
		w.tests = append(w.tests, func(_ *view, g *standing.GrantStanding) bool { return g.Granted == day })
	case a.accept("ends"):
		w.tests = append(w.tests, a.grantEnds())
	case a.accept("by"):
		cause := a.oneOf("a cause why a grant ends", endCauses)
		w.tests = append(w.tests, func(_ *view, g *standing.GrantStanding) bool { return string(g.By) == cause || string(g.Why) == cause })
	case a.accept("remaining"):
		left := a.figure("The amount that is left")
		w.tests = append(w.tests, func(_ *view, g *standing.GrantStanding) bool { return remainingText(g.Grant) == left.String() })
	case a.accept("version"):
		version := a.a("The name of a version").text
		w.tests = append(w.tests, func(_ *view, g *standing.GrantStanding) bool { return g.Version == version })
	case a.accept("for"):
		w.offer = a.a("The name of an offer")
	case a.accept("because"):
		a.grantCause(w)
	default:
		a.fail(next, suggestion(next.text, slices.Concat(grantStates, grantWords)), "`%s` says nothing about a grant.", shorten(next.text))
	}
}

// grantEnds takes the day on which a grant ends, or never.
func (a *asking) grantEnds() grantTest {
	if a.accept("never") {
		return func(_ *view, g *standing.GrantStanding) bool { return g.Ends >= calendar.LastDay && g.Then == 0 }
	}
	day := a.day("The day it ends")
	return func(_ *view, g *standing.GrantStanding) bool { return g.Ends == day || g.Then == day }
}

// grantCause takes why a benefit is not granted, or what a locked one waits for.
func (a *asking) grantCause(w *wantGrant) {
	if w.none {
		w.because = a.oneOf("a cause why a benefit is not granted", withheldCauses)
		return
	}
	needs := a.reasonText()
	w.tests = append(w.tests, func(_ *view, g *standing.GrantStanding) bool {
		for i := range g.Needs {
			if !g.Needs[i].Truth.Met() && mentions(g.Needs[i].Condition.String(), needs) {
				return true
			}
		}
		return false
	})
}

func worth(f figure) grantTest {
	return func(_ *view, g *standing.GrantStanding) bool {
		if f.currency != "" {
			return g.Amount.String() == f.amount().String()
		}
		return g.Amount.IsZero() && g.Quantity.Equal(f.number)
	}
}

func (w *wantGrant) bind(n *names) {
	n.known(w.benefit, w.benefit.text, "benefit", n.benefits())
	n.bindOffer(w.offer)
}

// bindOffer refuses an offer that no partner has.
func (n *names) bindOffer(w word) {
	if w.text == "" || strings.Contains(w.text, "/") {
		return
	}
	var all []string
	for _, p := range n.story.partners {
		all = append(all, p.offerNames()...)
	}
	if len(all) > 0 && !slices.Contains(all, w.text) {
		n.wrong(w, suggestion(w.text, all), "There is no offer %q in the story.", w.text)
	}
}

func (w *wantGrant) check(v *view) finding {
	if v.release() == nil {
		return finding{held: w.none, found: v.nothing(ladderWord{})}
	}
	var texts []string
	fits := 0
	for _, g := range v.timeline.GrantsOn(v.at) {
		if g.Benefit != w.benefit.text {
			continue
		}
		texts = append(texts, v.grantText(&g))
		if w.fits(v, &g) {
			fits++
		}
	}
	f := finding{held: (fits > 0) != w.none, found: strings.Join(texts, "; ")}
	why := v.withheld(w.benefit.text, w.offer.text)
	if f.found == "" {
		f.found = "no grant " + w.benefit.text + why.text
	}
	if w.because != "" && f.held {
		f.held = slices.Contains(why.causes, w.because)
		f.found = "no grant " + w.benefit.text + why.text
	}
	f.reasons = why.reasons
	return f
}

func (w *wantGrant) fits(v *view, g *standing.GrantStanding) bool {
	if len(w.states) == 0 && !inForce(g.State) || len(w.states) > 0 && !slices.Contains(w.states, string(g.State)) {
		return false
	}
	if w.offer.text != "" && offerName(g.Key.ID) != w.offer.text && g.Key.ID != w.offer.text {
		return false
	}
	for _, test := range w.tests {
		if !test(v, g) {
			return false
		}
	}
	return true
}

// inForce reports whether a grant in a state still stands.
func inForce(s standing.GrantState) bool {
	return s != standing.Expired && s != standing.Over
}

func remainingText(g *standing.Grant) string {
	if !g.Amount.IsZero() {
		return g.Remaining().String()
	}
	return g.Left().String()
}

// grantText is a grant in the words of a story.
func (v *view) grantText(g *standing.GrantStanding) string {
	text := "grant " + g.Benefit
	switch {
	case !g.Amount.IsZero():
		text += " " + g.Amount.String()
	case g.Quantity.Sign() != 0:
		text += " " + g.Quantity.String()
	}
	text += " " + string(g.State) + " granted " + g.Granted.String()
	if g.Used.Sign() != 0 {
		text += " remaining " + remainingText(g.Grant)
	}
	if g.Ends < calendar.LastDay {
		text += " ends " + g.Ends.String() + " by " + string(g.By)
	}
	if !g.Key.IsZero() {
		text += " for " + offerName(g.Key.ID)
	}
	return text
}

// withholding is why a benefit is not granted, in every ladder that says so.
type withholding struct {
	causes  []string
	text    string
	reasons []string
}

func (v *view) withheld(benefit, offer string) withholding {
	about := func(key metric.Key) bool { return offer == key.ID || offer == offerName(key.ID) }
	var out withholding
	for i := range v.explained {
		for _, w := range v.explained[i].Withheld {
			if w.Benefit != benefit || slices.Contains(out.causes, string(w.Why)) ||
				offer != "" && len(w.Offers) > 0 && !slices.ContainsFunc(w.Offers, about) {
				continue
			}
			out.causes = append(out.causes, string(w.Why))
			if w.Reason != nil {
				eachLeaf(w.Reason, func(leaf *metricReason) { out.reasons = append(out.reasons, v.leafText(leaf)) })
			}
		}
	}
	if len(out.causes) > 0 {
		out.text = " because " + listed(out.causes)
	}
	return out
}
