package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// TierUp tells a partner that it has reached a tier.
type TierUp struct {
	Held
	From     label.Text      `json:"from,omitzero"`      // the tier before; empty for none
	To       label.Text      `json:"to"`                 // the tier reached
	On       calendar.Moment `json:"on"`                 // since when
	Reasons  []label.Text    `json:"reasons,omitempty"`  // sentences of the explanation
	Benefits []Benefit       `json:"benefits,omitempty"` // what it unlocks
}

func (l TierUp) write(d *draft) {
	d.held(l.Held)
	d.tier("From", l.From)
	d.tier("To", l.To)
	d.moment("On", l.On)
	d.say("happened")
	d.sentences(l.Reasons, "why")
	d.list(d.benefits(l.Benefits), "unlocks")
	if len(l.Benefits) > 0 {
		d.begun(l.Benefits)
	}
	d.holderRows()
	d.open("benefits", pathBenefits)
}

func (TierUp) samples() []Content {
	return []Content{
		TierUp{Held: sampleHeld, From: sampleTiers[0], To: sampleTiers[1], On: sampleDay, Benefits: sampleBenefits,
			Reasons: []label.Text{{"en": "Billed sales: 52,410 USD; at least 50,000 USD is needed. Met.", "zh-CN": "账单销售额：52,410 USD，要求至少 50,000 USD。已满足。"}}},
		TierUp{Held: sampleHeld, To: sampleTiers[0], On: sampleDay},
		TierUp{Held: sampleHeld, To: sampleTiers[0], On: sampleDay, Benefits: []Benefit{{Label: sampleBlog, Here: true}}},
	}
}
