package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// TierDown tells a partner that it holds a lower tier, why, and what ends.
type TierDown struct {
	Held
	From    label.Text      `json:"from"`              // the tier before
	To      label.Text      `json:"to,omitzero"`       // the tier now; empty for none
	On      calendar.Moment `json:"on"`                // since when
	Reasons []string        `json:"reasons,omitempty"` // sentences of the explanation, in the language that Language names
	Ended   []Benefit       `json:"ended,omitempty"`   // what ends because of it
	Missing []string        `json:"missing,omitempty"` // sentences: what reaches the tier again
}

func (l TierDown) write(d *draft) {
	d.held(l.Held)
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
	d.holderRows()
	d.open("standing", pathStanding)
}

func (TierDown) samples() []Content {
	return []Content{
		TierDown{Held: sampleHeld, From: sampleTiers[1], To: sampleTiers[0], On: sampleDay, Ended: []Benefit{{Label: sampleBlog, Offer: sampleOffer}},
			Reasons: []string{"Billed sales: 41,200 USD; at least 50,000 USD is needed. Not met."},
			Missing: []string{"8,800 USD more in “Billed sales” reaches tier 50K."}},
		TierDown{Held: sampleHeld, From: sampleTiers[0], On: sampleDay},
	}
}
