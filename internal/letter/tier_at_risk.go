package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// TierAtRisk warns a partner that what its tier needs is no longer there.
type TierAtRisk struct {
	Held
	Tier    label.Text      `json:"tier"`              // the tier held
	Until   calendar.Moment `json:"until,omitzero"`    // how long it is kept; empty while that is not known
	Missing []label.Text    `json:"missing,omitempty"` // sentences: what keeps it
}

func (l TierAtRisk) write(d *draft) {
	d.held(l.Held)
	d.tier("Tier", l.Tier)
	d.moment("Until", l.Until)
	d.say("happened")
	d.say("means", "means-open")
	d.sentences(l.Missing, "missing")
	d.say("next")
	d.holderRows()
	d.open("standing", pathStanding)
}

func (TierAtRisk) samples() []Content {
	return []Content{
		TierAtRisk{Held: sampleHeld, Tier: sampleTiers[1], Until: sampleDay,
			Missing: sampleMissing},
		TierAtRisk{Held: Held{Partner: samplePartner, Program: sampleProgram, Ladder: label.Text{"en": "Offer quality", "zh-CN": "产品质量"}, Key: sampleOffer}, Tier: sampleTiers[1]},
	}
}
