package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/program"
	"laurel/internal/standing"
)

// Grant says what a granted benefit is on the day, and below it what it is
// worth, until when, and what must be done first.
func (t *Teller) Grant(ladder string, g *standing.GrantStanding) Line {
	return t.grant(t.benefit(g.Benefit), ladder, g)
}

// GrantHere is Grant where the name of the benefit stands above it.
func (t *Teller) GrantHere(ladder string, g *standing.GrantStanding) Line {
	return t.grant("", ladder, g)
}

func (t *Teller) grant(benefit, ladder string, g *standing.GrantStanding) Line {
	l := t.reader.Locale
	a := args{"Activated": l.Day(g.Activated), "Completed": l.Day(g.Completed), "Ends": l.Day(g.Ends)}
	says, line := t.grantState(g), Line{About: About{AboutGrant, g.ID}}
	switch g.State {
	case standing.Expired, standing.Over:
		says = endings[g.By]
	default:
		line.Lines = t.clocks(g)
	}
	line.Text = t.named(t.grantName(benefit, g), t.say(says, a))
	line.Lines = append(line.Lines, t.used(g)...)
	line.Lines = append(line.Lines, t.reviewed(g)...)
	if g.State == standing.Locked {
		line.Lines = append(line.Lines, t.needs(g)...)
	}
	line.Lines = append(line.Lines, t.origin(ladder, g)...)
	if b := t.benefitOf(g.Benefit); b != nil {
		line.Lines = append(line.Lines, t.notes(b.Note, b.Private)...)
	}
	return line
}

// grantState is the sentence for how a grant stands. A benefit that nobody activates
// is there.
func (t *Teller) grantState(g *standing.GrantStanding) string {
	if b := t.benefitOf(g.Benefit); g.State == standing.Available && b != nil && !b.IsActivated() {
		return t.voice("grant.here-you", "grant.here-partner")
	}
	return grantStates[g.State]
}

// named is a sentence behind the name of what it is about; alone where there is no
// name.
func (t *Teller) named(name, says string) string {
	if name == "" {
		first, size := utf8.DecodeRuneInString(says)
		return string(unicode.ToUpper(first)) + says[size:]
	}
	return t.say("grant.named", args{"Benefit": name, "Says": says})
}

// reviewed is why a person let a grant stay that was under review, or ended it.
func (t *Teller) reviewed(g *standing.GrantStanding) []Line {
	switch {
	case g.Decided.IsZero():
		return nil
	case g.By == standing.Revoked && g.State == standing.Over:
		return []Line{t.line("grant.review-revoked", args{"Why": t.said(g.Decided)})}
	default:
		return []Line{t.line("grant.review-kept", args{"Why": t.said(g.Decided)})}
	}
}

var grantStates = map[standing.GrantState]string{
	standing.Available: "grant.available", standing.Locked: "grant.locked", standing.Resting: "grant.resting",
	standing.InUse: "grant.in-use", standing.Done: "grant.completed", standing.UsedUp: "grant.used-up", standing.InReview: "grant.in-review",
	standing.Expired: "grant.ended", standing.Over: "grant.ended",
}

// endings are the sentences for why a grant ended.
var endings = map[standing.EndCause]string{
	"": "grant.ended", standing.Replaced: "grant.replaced", standing.Refreshed: "grant.refreshed", standing.Downgraded: "grant.downgraded",
	standing.RuleChanged: "grant.rule-changed", standing.Corrected: "grant.corrected", standing.Revoked: "grant.revoked", standing.Separated: "grant.ended",
	standing.ActivateBy: "grant.not-activated", standing.UseBy: "grant.not-used", standing.CompleteBy: "grant.not-completed", standing.Term: "grant.term-over",
}

// grantName is the benefit with what it is worth and for which offer; those alone
// where the benefit is named already.
func (t *Teller) grantName(name string, g *standing.GrantStanding) string {
	worth := t.reader.Locale.Money(g.Amount)
	switch {
	case !g.Amount.IsZero() && name == "":
		name = worth
	case !g.Amount.IsZero():
		name = t.say("grant.worth", args{"Benefit": name, "Worth": worth})
	case g.Quantity.Sign() > 0:
		name = strings.TrimSpace(t.say("grant.quantity", args{"Benefit": name, "Quantity": t.reader.Locale.Number(g.Quantity)}))
	}
	switch {
	case g.Key.IsZero():
		return name
	case name == "":
		return t.named("", t.say("grant.for-it", args{"Offer": t.key(g.Key)}))
	default:
		return t.say("grant.for", args{"Benefit": name, "Offer": t.key(g.Key)})
	}
}

// clocks says what must be done by when.
func (t *Teller) clocks(g *standing.GrantStanding) []Line {
	var lines []Line
	if id, ok := clocks[g.By]; ok && g.Ends < calendar.LastDay {
		lines = append(lines, t.line(id, args{"Day": t.reader.Locale.Day(g.Ends)}))
	}
	if g.Then != 0 {
		lines = append(lines, t.line(forecasts[g.Why], args{"Day": t.reader.Locale.Day(g.Then)}))
	}
	return lines
}

// forecasts are the sentences for what ends a grant if nothing more happens.
var forecasts = map[standing.EndCause]string{
	standing.Replaced: "clock.replaced", standing.Refreshed: "clock.refreshed", standing.Downgraded: "clock.downgraded",
	standing.RuleChanged: "clock.rule-changed", standing.Corrected: "clock.corrected", standing.Revoked: "clock.revoked", standing.Separated: "clock.separated",
}

var clocks = map[standing.EndCause]string{standing.ActivateBy: "clock.activate-by", standing.UseBy: "clock.use-by",
	standing.CompleteBy: "clock.complete-by", standing.Term: "clock.term"}

// used is what was used of an amount or a quantity and what is left, and what
// a cap took away.
func (t *Teller) used(g *standing.GrantStanding) []Line {
	var lines []Line
	a := args{"Used": t.measure(g, g.Used), "Left": t.measure(g, g.Left()), "Worth": t.measure(g, g.Size())}
	switch {
	case g.Used.Sign() <= 0 || g.Size().Sign() == 0:
	case g.Used.Cmp(g.Size()) > 0:
		lines = append(lines, t.line("grant.overused", a))
	default:
		lines = append(lines, t.line("grant.used", a))
	}
	if n := len(g.Unmatched); n > 0 {
		lines = append(lines, t.line("grant.unmatched", args{"Count": n}))
	}
	if !g.Full.IsZero() {
		lines = append(lines, t.line("grant.cut", args{"Full": t.reader.Locale.Money(g.Full), "Cap": readable(g.Cap)}))
	}
	return lines
}

// measure is a part of what a grant is worth, in its unit.
func (t *Teller) measure(g *standing.GrantStanding, n number.Number) string {
	return t.brief(metric.Value{Number: n, Currency: g.Amount.Currency}, false)
}

// needs tells what must be done first: what is missing, with what is done
// already.
func (t *Teller) needs(g *standing.GrantStanding) []Line {
	lines := make([]Line, len(g.Needs))
	for i := range g.Needs {
		lines[i] = t.Reason(&g.Needs[i])
	}
	return lines
}

// origin says when and why the benefit was granted, and to operators under
// which version.
func (t *Teller) origin(ladder string, g *standing.GrantStanding) []Line {
	a := args{"Day": t.reader.Locale.Day(g.Granted), "Tier": t.tier(ladder, g.Tier), "Version": g.Version}
	var lines []Line
	switch {
	case g.ByHand:
		lines = append(lines, t.given(g, a)...)
	case g.Tier != "":
		lines = append(lines, t.line("grant.granted-at", a))
	default:
		lines = append(lines, t.line("grant.granted", a))
	}
	if t.reader.Audience == ForOperator {
		lines = append(lines, t.line("grant.version", a))
	}
	return lines
}

// given says that a person gave the grant, in which role and why; until when is one
// of its clocks.
func (t *Teller) given(g *standing.GrantStanding, a args) []Line {
	key := "grant.by-hand"
	if role := givers[g.Given.By]; role != "" {
		key, a["Role"] = "grant.by-hand-of", t.say(role, nil)
	}
	lines := []Line{t.line(key, a)}
	if g.Given.Because != "" {
		lines = append(lines, t.line("grant.because", args{"Why": g.Given.Because}))
	}
	return lines
}

// givers are the words for the roles that give grants by hand.
var givers = map[people.Role]string{people.RewardsAgent: "giver.rewards-agent", people.EngagementManager: "giver.engagement-manager",
	people.ProgramOwner: "giver.program-owner"}

// Withheld says why a benefit is not granted.
func (t *Teller) Withheld(w *standing.Withheld) Line { return t.withheldGrant(t.benefit(w.Benefit), w) }

// WithheldHere is Withheld where the name of the benefit stands above it.
func (t *Teller) WithheldHere(w *standing.Withheld) Line { return t.withheldGrant("", w) }

func (t *Teller) withheldGrant(benefit string, w *standing.Withheld) Line {
	line := Line{Text: t.whyWithheld(benefit, w), About: About{AboutBenefit, w.Benefit}}
	if w.Reason != nil {
		line.Lines = append(line.Lines, t.Reason(w.Reason))
	}
	if b := t.benefitOf(w.Benefit); b != nil {
		line.Place = t.place(b.Place)
		if w.Why == standing.NoOffer {
			line.Lines = append(line.Lines, t.unfit(b.Offers, w)...)
		}
		line.Lines = append(line.Lines, t.notes(b.Note, b.Private)...)
	}
	return line
}

func (t *Teller) whyWithheld(name string, w *standing.Withheld) string {
	if len(w.Offers) > 0 {
		offers := t.offers(w.Offers)
		switch {
		case w.Why == standing.NoOffer:
			return t.named(name, t.say("withheld.not-for", args{"Offers": offers}))
		case name == "":
			name = t.named("", t.say("grant.for-it", args{"Offer": offers}))
		default:
			name = t.say("withheld.for-offers", args{"Benefit": name, "Offers": offers})
		}
	}
	return t.named(name, t.withholding(w))
}

// withholding is why a benefit is withheld, without its name.
func (t *Teller) withholding(w *standing.Withheld) string {
	a, b := args{}, t.benefitOf(w.Benefit)
	switch {
	case b == nil:
	case w.Why == standing.NoTier && b.Unlock.TierName != "":
		a["Tier"] = t.tier(b.Unlock.Ladder, b.Unlock.TierName)
		return t.say("withheld.tier-named", a)
	case w.Why == standing.NotForYou && !b.Partner.IsZero():
		a["Filter"] = t.filter(b.Partner)
		return t.say("withheld.partner-with", a)
	case w.Why == standing.NoOffer && b.Offers != nil && !b.Offers.Where.IsZero() && len(w.LeftOut)+len(w.Alone) == 0:
		a["Filter"] = t.filter(b.Offers.Where)
		return t.say("withheld.offer-with", a)
	}
	return t.say(withholdings[w.Why], a)
}

// withholdings are the sentences for why a benefit is not granted.
var withholdings = map[standing.WithheldCause]string{standing.NoTier: "withheld.tier", standing.OnAppeal: "withheld.frozen",
	standing.OnHold: "withheld.suspended", standing.NoMilestone: "withheld.milestone",
	standing.NotForYou: "withheld.partner", standing.NoOffer: "withheld.offer", standing.Exclusive: "withheld.exclusive", standing.TooLate: "withheld.clock",
	standing.LimitOrCap: "withheld.limit"}

// unfit says which offers are left out of a benefit and why, which lack another
// beside them, and of what kind the rest are not.
func (t *Teller) unfit(rule *program.OfferRule, w *standing.Withheld) []Line {
	known := len(w.LeftOut) + len(w.Alone)
	if rule == nil || known == 0 && len(w.Offers) == 0 {
		return nil
	}
	offers := &metric.Measured{Metric: &metric.Definition{Count: fact.Offer.Plural()}, Evidence: metric.Evidence{LeftOut: w.LeftOut}}
	lines := t.leftOut(offers)
	if !rule.Where.IsZero() && known != len(w.Offers) {
		lines = append(lines, t.line("withheld.only-for", args{"Filter": t.filter(rule.Where)}))
	}
	if len(w.Alone) > 0 {
		lines = append(lines, t.line("withheld.alone", args{"Offers": t.offers(w.Alone), "Attribute": readable(rule.Twin.Same), "Filter": t.filter(rule.Twin.Where)}))
	}
	return lines
}

// offers names offers, the first few of many.
func (t *Teller) offers(keys []metric.Key) string {
	var names []string
	for i, key := range keys {
		if i == mostOffers {
			names = append(names, t.say("withheld.others", nil))
			break
		}
		names = append(names, t.key(key))
	}
	return t.reader.Locale.And(names)
}

const mostOffers = 5
