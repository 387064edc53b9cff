package api

import (
	"context"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// PartnerInput names a partner.
type PartnerInput struct {
	Partner string `path:"partner"` // the id of the partner
}

// one is a single answer.
type one[T any] struct{ Body T }

// partnersInput asks for partners.
type partnersInput struct {
	PageInput
	Words string `query:"words" maxLength:"200"` // only those with the words in their name, id, a publisher, an offer, an external id or an e-mail address
}

func (d *door) partners(ctx context.Context, who people.Who, in *partnersInput) (*list[standing.Partner], error) {
	page, err := in.PageInput.partners(ctx)
	if err != nil {
		return nil, err
	}
	page.Words = in.Words
	seen, last, err := d.App.PartnersSeen(ctx, who, people.SeePartner, page)
	if err != nil {
		return nil, err
	}
	items := make([]standing.Partner, len(seen))
	for i, p := range seen {
		items[i] = standing.Partner(p.Partner)
	}
	return upTo(ctx, items, last), nil
}

func (d *door) partner(ctx context.Context, _ people.Who, in *PartnerInput) (*one[standing.Partner], error) {
	p, err := d.App.Partner(ctx, in.Partner)
	return &one[standing.Partner]{standing.Partner(p)}, err
}

// standingsInput asks where one partner stands.
type standingsInput struct {
	PartnerInput
	ViewInput
}

func (d *door) partnerStandings(ctx context.Context, _ people.Who, in *standingsInput) (*list[answer.Standing], error) {
	v, err := in.view()
	if err != nil {
		return nil, err
	}
	found, err := d.App.StandingsOf(ctx, app.PartnerView{View: v, Partner: in.Partner})
	if err != nil {
		return nil, err
	}
	return whole(found), nil
}

// explanationInput asks why one partner stands where it does.
type explanationInput struct {
	PartnerInput
	ViewInput
	ReaderInput
	EveryTier bool `query:"every_tier"`                                     // give every tier its reasons, not only the one held and the next
	Facts     int  `query:"facts" minimum:"1" maximum:"1000" default:"100"` // list at most so many facts of each metric
}

func (d *door) explanation(ctx context.Context, who people.Who, in *explanationInput) (*list[answer.Explanation], error) {
	reader, err := d.reader(ctx, who, in.Partner, in.ReaderInput)
	if err != nil {
		return nil, err
	}
	timelines, err := d.timelines(ctx, in.PartnerInput, in.ViewInput)
	if err != nil {
		return nil, err
	}
	var items []answer.Explanation
	for _, t := range timelines {
		teller := sentence.For(reader, t.Partner, t.Programs(t.At)...)
		for _, x := range t.Explain(t.At) {
			lines := teller.Explain(&x, sentence.Ask{Through: t.Through, EveryTier: in.EveryTier, Facts: in.Facts})
			items = append(items, answer.NewExplanation(&x, lines))
		}
	}
	return whole(items), nil
}

func (d *door) timeline(ctx context.Context, _ people.Who, in *standingsInput) (*list[answer.Span], error) {
	timelines, err := d.timelines(ctx, in.PartnerInput, in.ViewInput)
	if err != nil {
		return nil, err
	}
	var items []answer.Span
	for _, t := range timelines {
		for _, c := range t.Courses {
			for i := range c.Spans {
				items = append(items, answer.NewSpan(t, c, &c.Spans[i]))
			}
		}
	}
	return whole(items), nil
}

// timelines evaluates one partner. Of whom nothing was known yet there is
// nothing to tell.
func (d *door) timelines(ctx context.Context, who PartnerInput, of ViewInput) ([]*standing.Timeline, error) {
	v, err := of.view()
	if err != nil {
		return nil, err
	}
	return d.App.Timelines(ctx, app.PartnerView{View: v, Partner: who.Partner})
}

// whatIfInput is what is assumed to happen.
type whatIfInput struct {
	PartnerInput
	ReaderInput
	Program string `query:"program"` // only this program; every program where it is left out
	Body    struct {
		Assumed []Assumed `json:"assumed"` // what happens beside what is known
	}
}

// Assumed is something that is assumed to happen.
type Assumed struct {
	Program  string `json:"program,omitempty"`  // whose metric is meant; the first that has it where it is left out
	Metric   string `json:"metric"`             // a metric that tiers read, or a kind of fact that such a metric reads, like sale
	When     string `json:"when"`               // a month, as 2026-12, for its last day; or a day
	Amount   string `json:"amount"`             // how much, below nothing for a refund; or how many of what is counted
	Currency string `json:"currency,omitempty"` // of an amount of money; the metric's own where it is left out
	For      string `json:"for,omitempty"`      // the offer or region that it is about, where these have tiers
}

func (d *door) whatIf(ctx context.Context, who people.Who, in *whatIfInput) (*one[answer.WhatIf], error) {
	reader, err := d.reader(ctx, who, in.Partner, in.ReaderInput)
	if err != nil {
		return nil, err
	}
	asked := app.WhatIfInput{Partner: in.Partner, Program: in.Program}
	for _, each := range in.Body.Assumed {
		asked.Assumed = append(asked.Assumed, app.Assumed(each))
	}
	found, err := d.App.WhatIf(ctx, who, asked)
	if err != nil {
		return nil, err
	}
	return &one[answer.WhatIf]{answer.NewWhatIf(reader, found.Outlooks, found.Reckoned)}, nil
}

// evidenceInput asks for the facts that counted for a metric.
type evidenceInput struct {
	PartnerInput
	ViewInput
	ReaderInput
	Metric string `path:"metric"`                                          // the metric, as the program names it
	After  string `query:"after"`                                          // go on after this place, as next of the list's last line says
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"100"` // how many facts at most
}

func (d *door) evidence(ctx context.Context, who people.Who, in *evidenceInput) (*list[sentence.Line], error) {
	reader, err := d.reader(ctx, who, in.Partner, in.ReaderInput)
	if err != nil {
		return nil, err
	}
	timelines, err := d.timelines(ctx, in.PartnerInput, in.ViewInput)
	if err != nil {
		return nil, err
	}
	var items []sentence.Line
	for _, t := range timelines {
		teller := sentence.For(reader, t.Partner, t.Programs(t.At)...)
		for _, x := range t.Explain(t.At) {
			for i := range x.Metrics {
				if x.Metrics[i].Metric.Name != in.Metric {
					continue
				}
				line, err := teller.Evidence(&x.Metrics[i], sentence.Page{After: in.After, Limit: in.Limit})
				if err != nil {
					return nil, at("query.after", err)
				}
				items = append(items, line)
			}
		}
	}
	if items == nil {
		return nil, problem.New(problem.NotFound, "No program that is in force has a metric %q.", problem.Excerpt(in.Metric)).WithHint("The explanation names those that there are.")
	}
	return whole(items), nil
}
