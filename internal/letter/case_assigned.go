package letter

import "laurel/internal/calendar"

// CaseAssigned tells somebody of the operator that a case is theirs now.
type CaseAssigned struct {
	Case
	By           string          `json:"by,omitzero"`            // who assigned it; empty for a rule
	Contact      Person          `json:"contact,omitzero"`       // whom to contact
	FirstContact calendar.Moment `json:"first_contact,omitzero"` // by when; empty when no contact is owed
}

func (l CaseAssigned) write(d *draft) {
	d.theirs(l.Case)
	d.name("By", l.By)
	d.contact(l.Contact)
	d.moment("FirstContact", l.FirstContact)
	d.say("happened", "happened-rule")
	d.say("next", "next-unnamed", "next-open")
	d.say("means")
	d.contactRows("FirstContact")
}

func (CaseAssigned) samples() []Content {
	return []Content{
		CaseAssigned{Case: sampleCase("act"), By: "Jo Park", Contact: sampleContact, FirstContact: sampleDue},
		CaseAssigned{Case: sampleCase("out"), FirstContact: sampleDue},
		CaseAssigned{Case: sampleCase("req"), By: "Jo Park"},
		CaseAssigned{Case: sampleCase("spo"), By: "Jo Park"},
		CaseAssigned{Case: sampleCase("tic"), By: "Jo Park"},
		CaseAssigned{Case: Case{ID: "act_01j9z3k7q9", Partner: samplePartner, Benefit: sampleBlog}},
		CaseAssigned{Case: Case{ID: "req_01j9z3k7q9", Partner: samplePartner}},
		CaseAssigned{Case: Case{ID: "spo_01j9z3k7q9", Partner: samplePartner}},
		CaseAssigned{Case: Case{ID: "out_01j9z3k7q9", Partner: samplePartner}},
		CaseAssigned{Case: Case{ID: "tic_01j9z3k7q9", Partner: samplePartner}},
	}
}
