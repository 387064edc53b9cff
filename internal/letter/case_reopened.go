package letter

import "laurel/internal/calendar"

// CaseReopened tells whoever has a case that the partner says it is not done.
type CaseReopened struct {
	Case
	By     string          `json:"by"`           // who says so
	Reason string          `json:"reason"`       // in their words
	Due    calendar.Moment `json:"due,omitzero"` // what is due next
}

func (l CaseReopened) write(d *draft) {
	d.theirs(l.Case)
	d.name("By", l.By)
	d.moment("Due", l.Due)
	d.quote(l.Reason, "happened")
	d.say("means", "means-open")
	d.rows("Partner", "Benefit", "Offer", "Due", "Reference")
}

func (CaseReopened) samples() []Content {
	return []Content{
		CaseReopened{Case: sampleCase("act"), By: sampleContact.Name, Reason: "The article names the wrong offer.", Due: sampleDue},
		CaseReopened{Case: sampleCase("tic"), By: sampleContact.Name, Reason: "The sale is still missing."},
	}
}
