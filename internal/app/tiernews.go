package app

import (
	"context"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/label"
	"laurel/internal/letter"
	"laurel/internal/locale"
	"laurel/internal/metric"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
	"laurel/internal/store"
)

// tierNews is what a letter about a tier says: where it is held, and every
// sentence in each language.
type tierNews struct {
	outlook
	ctx    context.Context
	tx     *store.Tx
	ladder *program.Ladder
	key    metric.Key
	on     calendar.Day // the day of a change
}

// tellTiers writes to the admins which tier was reached or lost, and why. A
// partner whose standing is worked out for the first time is told nothing: nothing
// changed. It returns those of the grants that no letter about a tier lists.
func (o outlook) tellTiers(ctx context.Context, tx *store.Tx, before []store.Standing, issued []*standing.Grant) ([]*standing.Grant, error) {
	for _, now := range o.timeline.Standings(o.setting.at) {
		i := slices.IndexFunc(before, func(s store.Standing) bool {
			return s.Program == now.Program && s.Ladder == now.Ladder && s.Holder == now.Key.ID
		})
		ladder, ok := o.release.Ladder(now.Ladder)
		if i < 0 || !ok || before[i].Tier == now.Tier {
			continue
		}
		n, from := tierNews{outlook: o, ctx: ctx, tx: tx, ladder: ladder, key: now.Key, on: now.Since}, before[i].Tier
		if now.Since < before[i].Day { // what was known of a day before is corrected
			n.on = o.setting.at
		}
		if !o.isNews(n.on) {
			continue
		}
		falls, same := n.direction(from, &now)
		if same {
			continue
		}
		content := n.up(from, &now, issued)
		if falls {
			content = n.down(from, &now)
		} else {
			issued = slices.DeleteFunc(issued, func(g *standing.Grant) bool { return n.unlocks(now.Tier, g) })
		}
		event := "tier " + o.release.ID + " " + now.Ladder + " " + now.Key.ID + " " + from + " " + now.Tier + " " + n.on.String()
		if err := o.app.tellAdmins(ctx, tx, o.partner.ID, event, content); err != nil {
			return issued, err
		}
	}
	return issued, nil
}

// unlocks reports whether a grant is told together with a tier. A credit has a
// letter of its own, which says how it is used.
func (n tierNews) unlocks(tier string, g *standing.Grant) bool {
	return g.Tier == tier && g.Amount.IsZero() && n.isNews(g.Granted)
}

// direction tells whether a tier was lost, or only has another name in a new
// version of the program.
func (n tierNews) direction(from string, now *standing.Standing) (falls, same bool) {
	c := n.timeline.NextChange(now.Ladder, now.Key, now.Since-1)
	if c != nil && c.Day == now.Since && c.From == from {
		return c.Falls, c.Same
	}
	return n.ladder.Rank(now.Tier) < n.ladder.Rank(from), false
}

// up is that a tier was reached: what counted, and what it unlocks.
func (n tierNews) up(from string, now *standing.Standing, issued []*standing.Grant) letter.Content {
	content := letter.TierUp{Held: n.held(), From: tierLabel(n.ladder, from), To: tierLabel(n.ladder, now.Tier), On: calendar.On(n.on),
		Reasons: n.why(now.Tier, n.on, sentence.Met)}
	for _, g := range issued {
		if n.unlocks(now.Tier, g) {
			content.Benefits = append(content.Benefits, n.benefit(n.ctx, n.tx, g))
		}
	}
	return content
}

// endedWithTier are the causes that end a grant when its tier is lost.
var endedWithTier = []standing.EndCause{standing.Downgraded, standing.RuleChanged, standing.Corrected}

// down is that a tier was lost: why, what ended with it, and what reaches it again.
func (n tierNews) down(from string, now *standing.Standing) letter.Content {
	content := letter.TierDown{Held: n.held(), From: tierLabel(n.ladder, from), To: tierLabel(n.ladder, now.Tier), On: calendar.On(n.on),
		Reasons: n.why(from, n.on, sentence.Unmet), Missing: n.missing(from, n.setting.at)}
	for _, g := range n.timeline.GrantsOn(n.setting.at) {
		if g.Ended >= now.Since && slices.Contains(endedWithTier, g.EndedBy) {
			content.Ended = append(content.Ended, letter.Benefit{Label: n.label(g.Benefit), Offer: n.app.offerTitle(n.ctx, &n.tx.Reader, g.Key.ID), Worth: g.Amount})
		}
	}
	return content
}

// warnTiers tells that a tier will be lost, or that what it needs is gone while it
// is still held: each once for as long as it is held.
func (o outlook) warnTiers(ctx context.Context, tx *store.Tx) error {
	for _, x := range o.timeline.Explain(o.setting.at) {
		ladder, ok := o.release.Ladder(x.Ladder)
		if !ok || x.Tier == "" {
			continue
		}
		event, content := tierNews{outlook: o, ctx: ctx, tx: tx, ladder: ladder, key: x.Key}.warning(&x)
		if content == nil {
			continue
		}
		event += " " + o.release.ID + " " + x.Ladder + " " + x.Key.ID + " " + x.Tier + " " + x.Since.String()
		if err := o.app.tellAdmins(ctx, tx, o.partner.ID, event, content); err != nil {
			return err
		}
	}
	return nil
}

// warning is what is to be told of a tier that is held; nil when nothing is.
func (n tierNews) warning(x *standing.Explanation) (event string, content letter.Content) {
	tier := tierLabel(n.ladder, x.Tier)
	switch {
	case x.State == standing.Protected || x.State == standing.InGrace:
		until, since := max(x.SafeUntil, x.GraceUntil), n.timeline.Course(x.Ladder, x.Key).On(x.At).Span.From
		if !n.isNews(since) {
			return "", nil
		}
		return "kept until " + until.String(), letter.TierAtRisk{Held: n.held(), Tier: tier, Until: calendar.On(until), Missing: n.why(x.Tier, x.At, sentence.Unmet)}
	case x.AtRisk:
		return "falls on " + x.Next.Day.String(), letter.TierWillFall{Held: n.held(), From: tier, To: tierLabel(n.ladder, x.Next.To), On: calendar.On(x.Next.Day),
			Reasons: n.told(func(t *sentence.Teller) []sentence.Line { return t.Because(x.Next) }), Missing: n.missing(x.Tier, x.Next.Day)}
	default:
		return "", nil
	}
}

// why is what decided about a tier on a day: who or what turned it where figures
// did not, and the conditions with an outcome.
func (n tierNews) why(tier string, day calendar.Day, outcome sentence.Outcome) []label.Text {
	x := n.explanation(day)
	if x == nil {
		return nil
	}
	return n.told(func(t *sentence.Teller) []sentence.Line {
		lines := t.Turned(n.timeline.Course(x.Ladder, x.Key), day)
		for i := range x.Tiers {
			if x.Tiers[i].Tier == tier {
				lines = append(lines, t.Deciding(&x.Tiers[i], outcome)...)
			}
		}
		return lines
	})
}

// missing is what reaches a tier, as things stand on a day.
func (n tierNews) missing(tier string, day calendar.Day) []label.Text {
	x := n.explanation(day)
	if x == nil {
		return nil
	}
	return n.told(func(t *sentence.Teller) []sentence.Line {
		for i := range x.Gaps {
			if x.Gaps[i].Tier == tier {
				return sentence.Plainly([]sentence.Line{t.Gap(x.Ladder, &x.Gaps[i])})
			}
		}
		return nil
	})
}

// explanation is that of the ladder on a day; nil when there is none.
func (n tierNews) explanation(day calendar.Day) *standing.Explanation {
	for _, x := range n.timeline.Explain(day) {
		if x.Ladder == n.ladder.Name && x.Key == n.key {
			return &x
		}
	}
	return nil
}

// told are sentences in every language in which letters are written.
func (n tierNews) told(tell func(*sentence.Teller) []sentence.Line) []label.Text {
	var out []label.Text
	for _, language := range letter.Languages() {
		reader := sentence.Reader{Locale: locale.Match(language), Audience: sentence.ForPartner, Name: n.nameOfKey}
		for i, line := range tell(sentence.For(reader, n.timeline.Partner, n.timeline.Programs(n.setting.at)...)) {
			if i == len(out) {
				out = append(out, label.Text{})
			}
			out[i][language] = line.Text
		}
	}
	return out
}

// nameOfKey is what readers call an offer.
func (n tierNews) nameOfKey(k metric.Key) string {
	if k.Level == fact.Offer {
		return n.app.offerTitle(n.ctx, &n.tx.Reader, k.ID)
	}
	return ""
}

// held is where a tier is held, as letters name it.
func (n tierNews) held() letter.Held {
	h := letter.Held{Partner: n.partner.Name, Program: programLabel(n.release.Program)}
	if len(n.release.Ladders) > 1 {
		h.Ladder = labelOr(n.ladder.Label, n.ladder.Name)
	}
	switch n.key.Level {
	case fact.Partner:
	case fact.Offer:
		h.Key = n.nameOfKey(n.key)
	default:
		h.Key = n.key.ID
	}
	return h
}

// tierLabel is what a program calls a tier; nothing for none.
func tierLabel(l *program.Ladder, id string) label.Text {
	t := l.TierAt(l.Rank(id))
	switch {
	case id == "":
		return nil
	case t == nil:
		return label.Of(id)
	default:
		return labelOr(t.Label, id)
	}
}
