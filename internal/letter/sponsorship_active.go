package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/money"
)

// SponsorshipActive tells a partner that a credit can be used now.
type SponsorshipActive struct {
	Case
	Worth   money.Amount    `json:"worth"`            // how much
	Credit  string          `json:"credit"`           // how the billing system knows it
	Until   calendar.Moment `json:"until,omitzero"`   // the last day to use it
	Overage Payer           `json:"overage,omitzero"` // who pays for what is used beyond it
}

func (l SponsorshipActive) write(d *draft) {
	d.yours(l.Case)
	d.money("Worth", l.Worth)
	d.name("Credit", l.Credit)
	d.moment("Until", l.Until)
	d.say("happened")
	d.say("next", "next-open")
	d.overage(l.Overage)
	d.say("owed")
	d.rows("Partner", "Benefit", "Worth", "Credit", "Until", "Reference")
}

func (SponsorshipActive) samples() []Content {
	return []Content{
		SponsorshipActive{Case: sampleCase("spo"), Worth: sampleAmount, Credit: "CR-2026-00417", Until: sampleDay, Overage: PartnerPays},
		SponsorshipActive{Case: sampleCase("spo"), Worth: sampleAmount, Credit: "CR-2026-00417"},
	}
}
