package letter

import "laurel/internal/calendar"

// CaseContacted tells a partner what was agreed when somebody got in touch, and
// by when it is delivered.
type CaseContacted struct {
	Case
	Manager   Person          `json:"manager,omitzero"`    // who got in touch
	On        calendar.Moment `json:"on"`                  // when
	DeliverBy calendar.Moment `json:"deliver_by,omitzero"` // by when it is delivered; empty when nothing is promised
	Note      string          `json:"note,omitzero"`       // what was agreed
}

func (l CaseContacted) write(d *draft) {
	d.yours(l.Case)
	d.manager(l.Manager)
	d.moment("On", l.On)
	d.moment("DeliverBy", l.DeliverBy)
	d.say("happened", "happened-open")
	d.quote(l.Note, "note")
	d.say("owed", "owed-open")
	d.say("next")
	d.rows("Partner", "Benefit", "Offer", "DeliverBy", "Reference")
}

func (CaseContacted) samples() []Content {
	return []Content{
		CaseContacted{Case: sampleCase("act"), Manager: sampleManager, On: sampleNow, DeliverBy: sampleDue, Note: "The text is ready; the pictures follow on Thursday."},
		CaseContacted{Case: sampleCase("out"), Manager: sampleManager, On: sampleNow},
		CaseContacted{Case: Case{ID: "out_01j9z3k7q9", Partner: samplePartner}, On: sampleNow},
	}
}
