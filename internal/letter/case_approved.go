package letter

import "laurel/internal/calendar"

// CaseApproved tells a partner that its case goes ahead, and who gets in touch.
type CaseApproved struct {
	Case
	Manager      Person          `json:"manager,omitzero"`       // who gets in touch; empty while nobody is assigned
	FirstContact calendar.Moment `json:"first_contact,omitzero"` // by when
	Note         string          `json:"note,omitzero"`          // what the approver wrote
}

func (l CaseApproved) write(d *draft) {
	d.yours(l.Case)
	d.manager(l.Manager)
	d.moment("FirstContact", l.FirstContact)
	d.say("happened")
	d.quote(l.Note, "note")
	d.owed()
	d.rows("Partner", "Benefit", "Offer", "FirstContact", "Reference")
}

func (CaseApproved) samples() []Content {
	return []Content{
		CaseApproved{Case: sampleCase("act"), Manager: sampleManager, FirstContact: sampleDue, Note: "Nice pictures. We would like one more of the import page."},
		CaseApproved{Case: sampleCase("req"), FirstContact: sampleDue},
		CaseApproved{Case: sampleCase("spo"), Manager: Person{Name: sampleManager.Name}},
	}
}
