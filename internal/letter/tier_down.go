package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// TierDown tells a partner that it holds a lower tier, why, and what ends.
type TierDown struct {
	Partner string          `json:"partner"`           // the partner's name
	Program label.Text      `json:"program"`           // what the program is called
	From    label.Text      `json:"from"`              // the tier before
	To      label.Text      `json:"to,omitzero"`       // the tier now; empty for none
	On      calendar.Moment `json:"on"`                // since when
	Reasons []string        `json:"reasons,omitempty"` // sentences of the explanation, in the language that Language names
	Ended   []Benefit       `json:"ended,omitempty"`   // what ends because of it
	Missing []string        `json:"missing,omitempty"` // sentences: what reaches the tier again
}

func (l TierDown) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Program", l.Program)
	d.tier("From", l.From)
	d.tier("To", l.To)
	d.moment("On", l.On)
	d.say("happened")
	d.sentences(l.Reasons, "why")
	if len(l.Ended) == 0 {
		d.say("nothing-ends")
	}
	d.list(d.benefits(l.Ended), "ends")
	d.sentences(l.Missing, "missing")
	d.say("next")
	d.open("standing", pathStanding)
}

func (TierDown) samples() []Content {
	return []Content{
		TierDown{Partner: samplePartner, Program: sampleProgram, From: sampleTiers[1], To: sampleTiers[0], On: sampleDay, Ended: []Benefit{{Label: sampleBlog, Offer: sampleOffer}},
			Reasons: []string{"Billed sales: 41,200 USD; at least 50,000 USD is needed. Not met."},
			Missing: []string{"8,800 USD more in “Billed sales” reaches tier 50K."}},
		TierDown{Partner: samplePartner, Program: sampleProgram, From: sampleTiers[0], On: sampleDay},
	}
}
