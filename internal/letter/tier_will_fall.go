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
	Reasons []string        `json:"reasons,omitempty"` // sentences of the forecast, in the language that Language names
	Missing []string        `json:"missing,omitempty"` // sentences: what prevents it
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
		Reasons: []string{"41,200 USD in “Billed sales” from August 2025 will have left the window."},
		Missing: []string{"35,790 USD more in “Billed sales” keeps tier 50K."}}}
}
