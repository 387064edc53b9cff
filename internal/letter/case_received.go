package letter

import "laurel/internal/calendar"

// CaseReceived confirms to whoever asked that a case has begun.
type CaseReceived struct {
	Case
	DecideBy calendar.Moment `json:"decide_by,omitzero"` // by when it is approved or not; empty when nothing is promised
}

func (l CaseReceived) write(d *draft) {
	d.yours(l.Case)
	d.moment("DecideBy", l.DecideBy)
	d.say("happened")
	d.say("owed", "owed-open")
	d.say("next")
	d.rows("Partner", "Benefit", "Offer", "DecideBy", "Reference")
}

func (CaseReceived) samples() []Content {
	return []Content{
		CaseReceived{Case: sampleCase("req"), DecideBy: sampleDue},
		CaseReceived{Case: Case{ID: "act_01j9z3k7q9", Partner: samplePartner, Benefit: sampleBlog}},
		CaseReceived{Case: Case{ID: "req_01j9z3k7q9", Partner: samplePartner}},
		CaseReceived{Case: Case{ID: "spo_01j9z3k7q9", Partner: samplePartner}},
	}
}
