package letter

import "laurel/internal/calendar"

// CaseFailed tells a partner that something could not be done yet, and who sees
// to it.
type CaseFailed struct {
	Case
	Reason  string          `json:"reason,omitzero"`  // why, as partners may read it
	Manager Person          `json:"manager,omitzero"` // who sees to it
	Due     calendar.Moment `json:"due,omitzero"`     // by when
}

func (l CaseFailed) write(d *draft) {
	d.yours(l.Case)
	d.manager(l.Manager)
	d.moment("Due", l.Due)
	d.say("happened")
	d.quote(l.Reason, "frame.reason")
	d.say("owed", "owed-unassigned", "owed-open")
	d.say("means")
	d.rows("Partner", "Benefit", "Offer", "Due", "Reference")
}

func (CaseFailed) samples() []Content {
	return []Content{
		CaseFailed{Case: sampleCase("spo"), Reason: "The account is closed.", Manager: sampleManager, Due: sampleDue},
		CaseFailed{Case: sampleCase("act"), Due: sampleDue},
		CaseFailed{Case: sampleCase("req")},
	}
}
