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
	Reasons []label.Text    `json:"reasons,omitempty"` // sentences of the explanation
	Ended   []Benefit       `json:"ended,omitempty"`   // what ends because of it
	Missing []label.Text    `json:"missing,omitempty"` // sentences: what reaches the tier again
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
			Reasons: []label.Text{{"en": "Billed sales: 41,200 USD; at least 50,000 USD is needed. Not met.", "zh-CN": "账单销售额：41,200 USD，要求至少 50,000 USD。未满足。"}},
			Missing: sampleMissing},
		TierDown{Held: sampleHeld, From: sampleTiers[0], On: sampleDay},
	}
}
