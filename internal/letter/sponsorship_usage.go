package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/money"
)

// SponsorshipUsage warns a partner before a credit is used up.
type SponsorshipUsage struct {
	Case
	Percent int             `json:"percent"`          // how much of it is used, in whole percent
	Worth   money.Amount    `json:"worth"`            // how much there was
	Left    money.Amount    `json:"left"`             // how much there is
	Until   calendar.Moment `json:"until,omitzero"`   // the last day to use it
	Overage Payer           `json:"overage,omitzero"` // who pays for what is used beyond it
}

func (l SponsorshipUsage) write(d *draft) {
	d.yours(l.Case)
	d.args["Percent"] = d.locale.Percent(d.locale.Int(l.Percent))
	d.money("Worth", l.Worth)
	d.money("Left", l.Left)
	d.moment("Until", l.Until)
	d.say("happened", "happened-open")
	d.overage(l.Overage)
	d.say("next")
	d.rows("Partner", "Benefit", "Worth", "Left", "Until", "Reference")
}

func (SponsorshipUsage) samples() []Content {
	return []Content{
		SponsorshipUsage{Case: sampleCase("spo"), Percent: 80, Worth: sampleAmount, Left: sampleLeft, Until: sampleDay, Overage: PartnerPays},
		SponsorshipUsage{Case: sampleCase("spo"), Percent: 80, Worth: sampleAmount, Left: sampleLeft},
	}
}
