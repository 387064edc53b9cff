package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/money"
)

// ApprovalNeeded asks those who may approve a stage of a case to decide.
type ApprovalNeeded struct {
	Case
	By       string          `json:"by,omitzero"`        // who asked for it
	Amount   money.Amount    `json:"amount,omitzero"`    // of a claim
	DecideBy calendar.Moment `json:"decide_by,omitzero"` // empty when nothing is promised
}

func (l ApprovalNeeded) write(d *draft) {
	d.theirs(l.Case)
	d.name("By", l.By)
	d.money("Amount", l.Amount)
	d.moment("DecideBy", l.DecideBy)
	d.say("happened")
	d.say("next", "next-open")
	d.rows("Partner", "Benefit", "Offer", "Amount", "By", "DecideBy", "Reference")
}

func (ApprovalNeeded) samples() []Content {
	return []Content{
		ApprovalNeeded{Case: sampleCase("spo"), By: sampleAdmin, Amount: sampleAmount, DecideBy: sampleDue},
		ApprovalNeeded{Case: sampleCase("act")},
	}
}
