package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// TierWillFall tells a partner in time that it will lose its tier.
type TierWillFall struct {
	Held
	From    label.Text      `json:"from"`              // the tier held
	To      label.Text      `json:"to,omitzero"`       // the tier afterwards; empty for none
	On      calendar.Moment `json:"on"`                // when
	Reasons []label.Text    `json:"reasons,omitempty"` // sentences of the forecast
	Missing []label.Text    `json:"missing,omitempty"` // sentences: what prevents it
}

func (l TierWillFall) write(d *draft) {
	d.held(l.Held)
	d.tier("From", l.From)
	d.tier("To", l.To)
	d.moment("On", l.On)
	d.say("happened")
	d.sentences(l.Reasons, "why")
	d.sentences(l.Missing, "missing")
	d.say("next")
	d.holderRows()
	d.open("standing", pathStanding)
}

func (TierWillFall) samples() []Content {
	return []Content{TierWillFall{Held: sampleHeld, From: sampleTiers[1], To: sampleTiers[0], On: sampleDay,
		Reasons: []label.Text{{"en": "41,200 USD in Billed sales of 31 August 2025 leaves the window.", "zh-CN": "2025年8月31日的“账单销售额”41,200 USD 将移出统计期。"}},
		Missing: sampleMissing}}
}
