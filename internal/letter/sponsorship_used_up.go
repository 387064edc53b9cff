package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/money"
)

// SponsorshipUsedUp tells a partner that nothing is left of a credit, and who
// pays from now on.
type SponsorshipUsedUp struct {
	Case
	Worth   money.Amount    `json:"worth"`            // how much there was
	On      calendar.Moment `json:"on"`               // since when
	Overage Payer           `json:"overage,omitzero"` // who pays for what is used beyond it
}

func (l SponsorshipUsedUp) write(d *draft) {
	d.yours(l.Case)
	d.money("Worth", l.Worth)
	d.moment("On", l.On)
	d.say("happened")
	d.overage(l.Overage)
	d.say("next")
	d.rows("Partner", "Benefit", "Worth", "On", "Reference")
	d.open("benefits", pathBenefits)
}

func (SponsorshipUsedUp) samples() []Content {
	return []Content{
		SponsorshipUsedUp{Case: sampleCase("spo"), Worth: sampleAmount, On: sampleNow, Overage: PartnerPays},
		SponsorshipUsedUp{Case: sampleCase("spo"), Worth: sampleAmount, On: sampleNow, Overage: OperatorPays},
	}
}
