package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// TierAtRisk warns a partner that what its tier needs is no longer there.
type TierAtRisk struct {
	Partner string          `json:"partner"`           // the partner's name
	Program label.Text      `json:"program"`           // what the program is called
	Tier    label.Text      `json:"tier"`              // the tier held
	Until   calendar.Moment `json:"until,omitzero"`    // how long it is kept; empty while that is not known
	Missing []string        `json:"missing,omitempty"` // sentences: what keeps it, in the language that Language names
}

func (l TierAtRisk) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Program", l.Program)
	d.tier("Tier", l.Tier)
	d.moment("Until", l.Until)
	d.say("happened")
	d.say("means", "means-open")
	d.sentences(l.Missing, "missing")
	d.say("next")
	d.open("standing", pathStanding)
}

func (TierAtRisk) samples() []Content {
	return []Content{
		TierAtRisk{Partner: samplePartner, Program: sampleProgram, Tier: sampleTiers[1], Until: sampleDay,
			Missing: []string{"8,800 USD more in “Billed sales” reaches tier 50K."}},
		TierAtRisk{Partner: samplePartner, Program: sampleProgram, Tier: sampleTiers[1]},
	}
}
