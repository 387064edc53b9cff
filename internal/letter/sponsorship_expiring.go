package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/money"
)

// SponsorshipExpiring warns a partner before what is left of a credit ends.
type SponsorshipExpiring struct {
	Case
	Left    money.Amount    `json:"left"`             // how much there is
	Until   calendar.Moment `json:"until"`            // the last day to use it
	Overage Payer           `json:"overage,omitzero"` // who pays for what is used afterwards
}

func (l SponsorshipExpiring) write(d *draft) {
	d.yours(l.Case)
	d.money("Left", l.Left)
	d.moment("Until", l.Until)
	d.say("happened")
	d.say("means")
	d.overage(l.Overage)
	d.rows("Partner", "Benefit", "Left", "Until", "Reference")
}

func (SponsorshipExpiring) samples() []Content {
	return []Content{SponsorshipExpiring{Case: sampleCase("spo"), Left: sampleLeft, Until: sampleDay, Overage: PartnerPays}}
}
