package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/money"
)

// CreditToSetUp asks the operator to set up an approved credit in its billing
// system.
type CreditToSetUp struct {
	Case
	Amount money.Amount    `json:"amount"`          // how much
	Target string          `json:"target,omitzero"` // the account that it is for
	Failed string          `json:"failed,omitzero"` // why it failed the last time
	Due    calendar.Moment `json:"due,omitzero"`    // by when
}

func (l CreditToSetUp) write(d *draft) {
	d.theirs(l.Case)
	d.money("Amount", l.Amount)
	d.name("Target", l.Target)
	d.moment("Due", l.Due)
	d.say("happened")
	d.quote(l.Failed, "failed")
	d.say("next", "next-open")
	d.rows("Partner", "Benefit", "Amount", "Target", "Due", "Reference")
}

func (CreditToSetUp) samples() []Content {
	return []Content{
		CreditToSetUp{Case: sampleCase("spo"), Amount: sampleAmount, Target: "contoso-test-drive", Due: sampleDue},
		CreditToSetUp{Case: sampleCase("spo"), Amount: sampleAmount, Target: "contoso-test-drive", Failed: "The account is closed."},
	}
}
