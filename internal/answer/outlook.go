package answer

import (
	"laurel/internal/calendar"
	"laurel/internal/number"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// WhatIf is where a partner would stand if more happened.
type WhatIf struct {
	Outlooks []Outlook  `json:"outlooks"` // one for each standing
	Assumed  []Reckoned `json:"assumed"`  // what becomes of what was assumed, in the order in which it was sent
}

// Outlook is how one standing would go, beside how it goes.
type Outlook struct {
	Partner string          `json:"partner"`       // the id of the partner
	Name    string          `json:"name"`          // its name
	Program string          `json:"program"`       // the program
	Ladder  string          `json:"ladder"`        // the ladder
	Key     string          `json:"key,omitempty"` // the offer or region that holds the tier
	Now     *string         `json:"now"`           // the tier held today; null for none
	Day     calendar.Day    `json:"day"`           // the day that is looked at: when the best tier is reached, or the last on which something is assumed
	Tier    *string         `json:"tier"`          // the tier that would be held then; null for none
	Differs []Instead       `json:"differs"`       // the days, from today on, whose tier would be another
	Gaps    []Gap           `json:"missing"`       // what would still be missing on that day to each higher tier
	Next    *Change         `json:"forecast"`      // the change of tier after that day; null when none is foreseen
	Gained  []GrantOutlook  `json:"gained"`        // benefits in force on that day that would not be without it
	Lost    []GrantOutlook  `json:"lost"`          // benefits that would be in force on that day without it
	Reasons []sentence.Line `json:"reasons"`       // the same in sentences, for the reader asked for
}

// Instead is a stretch of days whose tier would be another.
type Instead struct {
	From    calendar.Day `json:"from"`    // the first day
	Until   calendar.Day `json:"until"`   // the last day
	Without *string      `json:"without"` // the tier as things are; null for none
	With    *string      `json:"with"`    // the tier that would be held; null for none
}

// GrantOutlook is a benefit that there would be.
type GrantOutlook struct {
	Benefit  string         `json:"benefit"`            // the benefit
	Key      string         `json:"key,omitempty"`      // the offer; missing when it is the partner's
	Granted  calendar.Day   `json:"granted"`            // the day of the grant
	Amount   *number.Number `json:"amount,omitempty"`   // how much money it is worth
	Currency string         `json:"currency,omitempty"` // its currency
}

// Reckoned is what becomes of something that is assumed.
type Reckoned struct {
	Metric   string         `json:"metric,omitempty"`   // the metric that it is for
	Day      calendar.Day   `json:"day"`                // the day on which it was asked
	Counts   bool           `json:"counts"`             // whether the metric counts it then
	Value    *number.Number `json:"value,omitempty"`    // how much of it counts, where that is a number
	Currency string         `json:"currency,omitempty"` // the currency of that
	Says     string         `json:"says"`               // the same as a sentence
}

// NewOutlook is an outlook with its sentences, which are for one reader.
func NewOutlook(o *standing.Outlook, lines []sentence.Line) Outlook {
	out := Outlook{Partner: o.Partner.ID, Name: o.Partner.Name, Program: o.Program, Ladder: o.Ladder, Key: o.Key.ID, Now: OrNull(o.Now), Day: o.Day,
		Differs: []Instead{}, Gaps: []Gap{}, Gained: grantOutlooks(o.Gained), Lost: grantOutlooks(o.Lost), Reasons: lines}
	for _, d := range o.Differs {
		out.Differs = append(out.Differs, Instead{d.Span.From, d.Span.Last(), OrNull(d.Before), OrNull(d.After)})
	}
	if o.Then == nil {
		return out
	}
	out.Tier = OrNull(o.Then.Tier)
	for i := range o.Then.Gaps {
		out.Gaps = append(out.Gaps, NewGap(&o.Then.Gaps[i]))
	}
	if o.Then.Next != nil {
		out.Next = newChange(o.Then.Next)
	}
	return out
}

func grantOutlooks(list []*standing.Grant) []GrantOutlook {
	out := []GrantOutlook{}
	for _, g := range list {
		each := GrantOutlook{Benefit: g.Benefit, Key: g.Key.ID, Granted: g.Granted}
		if !g.Amount.IsZero() {
			each.Amount, each.Currency = &g.Amount.Value, g.Amount.Currency
		}
		out = append(out, each)
	}
	return out
}

// NewReckoned is what becomes of something that is assumed, with the sentence for it.
func NewReckoned(f *standing.Reckoned, says string) Reckoned {
	out := Reckoned{Day: f.Day, Counts: f.Counts, Says: says}
	if f.Metric != nil {
		out.Metric = f.Metric.Name
	}
	if f.As.Number.Sign() != 0 {
		out.Value, out.Currency = &f.As.Number, f.As.Currency
	}
	return out
}

// NewWhatIf puts into words where a partner would stand.
func NewWhatIf(reader sentence.Reader, outlooks []standing.Outlook, reckoned []standing.Reckoned) WhatIf {
	out := WhatIf{Outlooks: []Outlook{}, Assumed: []Reckoned{}}
	for i := range outlooks {
		o := &outlooks[i]
		out.Outlooks = append(out.Outlooks, NewOutlook(o, sentence.For(reader, o.Partner, o.Programs...).Outlook(o)))
	}
	for i := range reckoned {
		f := &reckoned[i]
		out.Assumed = append(out.Assumed, NewReckoned(f, sentence.For(reader, standing.Partner{}, f.Programs...).Reckoned(f).Text))
	}
	return out
}
