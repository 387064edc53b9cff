package letter

import "laurel/internal/calendar"

// CaseDelivered asks a partner to confirm that what was promised has arrived.
type CaseDelivered struct {
	Case
	Manager   Person          `json:"manager,omitzero"`    // who delivered it
	On        calendar.Moment `json:"on"`                  // when
	Note      string          `json:"note,omitzero"`       // what was delivered, and where it is
	ConfirmBy calendar.Moment `json:"confirm_by,omitzero"` // then it counts as confirmed; empty when it never does
}

func (l CaseDelivered) write(d *draft) {
	d.yours(l.Case)
	d.manager(l.Manager)
	d.moment("On", l.On)
	d.moment("ConfirmBy", l.ConfirmBy)
	d.say("happened")
	d.quote(l.Note, "note")
	d.say("next", "next-open")
	d.say("wrong")
	d.rows("Partner", "Benefit", "Offer", "ConfirmBy", "Reference")
}

func (CaseDelivered) samples() []Content {
	return []Content{
		CaseDelivered{Case: sampleCase("act"), Manager: sampleManager, On: sampleNow, Note: "The article is on the blog since this morning.", ConfirmBy: sampleDue},
		CaseDelivered{Case: sampleCase("req"), On: sampleNow},
	}
}
