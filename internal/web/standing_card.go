package web

import (
	"cmp"
	"html/template"
	"slices"

	"laurel/internal/app"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/picture"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// standingCard is where the partner stands in one ladder, in sentences and as a
// picture.
type standingCard struct {
	ID       string // unique on the page
	Program  string // what the program is called
	Ladder   string // what the ladder is called
	Tier     string // what the tier is called; empty for none
	State    standing.State
	AtRisk   bool
	Stands   sentence.Line   // where, and since when
	Missing  *sentence.Line  // to the next tier; nil at the highest
	Next     []sentence.Line // what changes without new facts
	Wide     template.HTML   // the ladder as a picture
	Narrow   template.HTML
	Steps    []stepRow // the same as a table
	Address  string    // of the page that explains it
	Rules    string    // the path of the program's own page
	timeline *standing.Timeline
	about    *standing.Explanation
}

// stepRow is a tier as a row.
type stepRow struct {
	ID, Name, Asks string
	Held, Reached  bool
}

// timelines evaluates the partner, in all programs or in one. Of a program that is
// not in force on the day there is none. Those of today are asked for by several
// parts of a page, and do not change while it is only shown.
func (c *call) timelines(v app.View) ([]*standing.Timeline, error) {
	if v != (app.View{}) || c.form != nil {
		return c.evaluated(v)
	}
	var err error
	if c.today == nil {
		c.today, err = c.evaluated(v)
	}
	return c.today, err
}

func (c *call) evaluated(v app.View) ([]*standing.Timeline, error) {
	list, err := c.App.Timelines(c.ctx(), app.PartnerView{View: v, Partner: c.partner.ID})
	return slices.DeleteFunc(list, func(t *standing.Timeline) bool { return len(t.Programs(t.At)) == 0 }), err
}

// teller tells the partner about a timeline, whoever looks: the pages show what
// the partner sees, except for its file.
func (c *call) teller(t *standing.Timeline) *sentence.Teller {
	return sentence.For(sentence.Reader{Locale: c.locale, Audience: cmp.Or(c.audience, sentence.ForPartner)}, t.Partner, t.Programs(t.At)...)
}

// cards are all standings of the partner on the day of its timelines.
func (c *call) cards(timelines []*standing.Timeline) []standingCard {
	var out []standingCard
	for _, t := range timelines {
		for _, x := range t.Explain(t.At) {
			out = append(out, c.card(t, &x, len(out)))
		}
	}
	return out
}

func (c *call) card(t *standing.Timeline, x *standing.Explanation, n int) standingCard {
	p, teller := t.Programs(t.At)[0], c.teller(t)
	out := standingCard{ID: "standing-" + c.locale.Int(n+1), Program: p.Label.In(c.locale.Language), Ladder: x.Ladder, State: x.State, AtRisk: x.AtRisk,
		Stands: teller.Standing(&x.Standing), Next: teller.Forecast(x, t.Through), timeline: t, about: x,
		Address: partnerPath(c.partner.ID) + "/standing?program=" + t.Program, Rules: "/programs/" + t.Program}
	if l, ok := p.Ladder(x.Ladder); ok {
		out.Ladder = l.Label.In(c.locale.Language)
		if tier := l.TierAt(l.Rank(x.Tier)); tier != nil && x.Tier != "" {
			out.Tier = tier.Label.In(c.locale.Language)
		}
		c.draw(&out, l, x)
	}
	if len(x.Gaps) > 0 {
		line := teller.Gap(x.Ladder, &x.Gaps[0])
		out.Missing = &line
	}
	return out
}

// draw draws the ladder, where its tiers ask for more and more of one metric.
func (c *call) draw(card *standingCard, l *program.Ladder, x *standing.Explanation) {
	m, asks := climbed(x)
	if m == nil {
		return
	}
	pic := picture.Ladder{Text: picture.Text{ID: card.ID, Title: card.Ladder, Description: sentence.Line(card.Stands).Text}, Value: m.Value.Number, Here: c.amount(m.Value)}
	for _, r := range x.Tiers {
		wanted, ok := asks[r.Tier]
		tier := l.TierAt(l.Rank(r.Tier))
		if !ok || tier == nil {
			continue
		}
		name := tier.Label.In(c.locale.Language)
		pic.Steps = append(pic.Steps, picture.Step{Name: name, From: wanted.Number, Says: c.amount(wanted), Held: r.Tier == x.Tier})
		card.Steps = append(card.Steps, stepRow{r.Tier, name, c.amount(wanted), r.Tier == x.Tier, wanted.Number.Cmp(m.Value.Number) <= 0})
	}
	card.Wide, card.Narrow = template.HTML(pic.Draw(760)), ""
	pic.Text.ID += "-narrow"
	card.Narrow = template.HTML(pic.Draw(320))
}

// climbed is the metric of which most tiers ask for a number, with what each of
// them asks for; nil when there is none.
func climbed(x *standing.Explanation) (*metric.Measured, map[string]metric.Value) {
	type found struct {
		measured metric.Measured
		asks     map[string]metric.Value
	}
	all, order := map[string]*found{}, []string{}
	for _, r := range x.Tiers {
		for i := range r.Attain {
			for _, each := range comparisons(&r.Attain[i].Reason) {
				name := each.Measured[0].Metric.Name
				if all[name] == nil {
					all[name], order = &found{each.Measured[0], map[string]metric.Value{}}, append(order, name)
				}
				if _, has := all[name].asks[r.Tier]; !has {
					all[name].asks[r.Tier] = each.Wanted
				}
			}
		}
	}
	if len(order) == 0 {
		return nil, nil
	}
	most := slices.MaxFunc(order, func(a, b string) int { return len(all[a].asks) - len(all[b].asks) })
	return &all[most].measured, all[most].asks
}

// comparisons are the comparisons below a reason in which one metric must come to
// a number.
func comparisons(r *metric.Reason) []*metric.Reason {
	if cmp := r.Condition.Compare; cmp != nil {
		if len(r.Measured) == 1 && r.Measured[0].Value.Is() && r.Measured[0].Value.Basket == nil && r.Wanted.Is() && r.Wanted.Basket == nil && rises(cmp.Op) {
			return []*metric.Reason{r}
		}
		return nil
	}
	var out []*metric.Reason
	for i := range r.Children {
		out = append(out, comparisons(&r.Children[i])...)
	}
	return out
}

func rises(op metric.Op) bool { return op == metric.AtLeast || op == metric.Over }

// amount is a metric's value in words, short where it is money.
func (c *call) amount(v metric.Value) string {
	n := v.Number
	if v.Currency != "" {
		return c.locale.Fixed(n.Round(0, number.HalfEven), 0) + " " + v.Currency
	}
	return c.locale.Number(n)
}
