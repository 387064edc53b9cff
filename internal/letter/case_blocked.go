package letter

import "laurel/internal/calendar"

// CaseBlocked tells whoever has a case that somebody could not do it, and that it
// is still promised.
type CaseBlocked struct {
	Case
	By     string          `json:"by,omitzero"`     // who recorded it
	Reason string          `json:"reason,omitzero"` // in their words
	Due    calendar.Moment `json:"due,omitzero"`    // by when it is owed
}

func (l CaseBlocked) write(d *draft) {
	d.theirs(l.Case)
	d.name("By", l.By)
	d.moment("Due", l.Due)
	d.say("happened", "happened-open")
	d.quote(l.Reason, "frame.reason")
	d.say("means", "means-open")
	d.say("next")
	d.rows("Partner", "Benefit", "Offer", "Due", "Reference")
}

func (CaseBlocked) samples() []Content {
	return []Content{
		CaseBlocked{Case: sampleCase("spo"), By: sampleAdmin, Reason: "The account is closed.", Due: sampleDue},
		CaseBlocked{Case: sampleCase("act")},
	}
}
