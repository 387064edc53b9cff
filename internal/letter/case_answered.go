package letter

import "laurel/internal/calendar"

// CaseAnswered tells whoever has a case that the partner answered, so that the
// clock runs again.
type CaseAnswered struct {
	Case
	By     string          `json:"by"`           // who answered
	Answer string          `json:"answer"`       // in their words
	Due    calendar.Moment `json:"due,omitzero"` // what is due next
}

func (l CaseAnswered) write(d *draft) {
	d.theirs(l.Case)
	d.name("By", l.By)
	d.moment("Due", l.Due)
	d.quote(l.Answer, "happened")
	d.say("means", "means-open")
	d.rows("Partner", "Benefit", "Offer", "Due", "Reference")
}

func (CaseAnswered) samples() []Content {
	return []Content{
		CaseAnswered{Case: sampleCase("act"), By: sampleContact.Name, Answer: "The first picture, please.", Due: sampleDue},
		CaseAnswered{Case: sampleCase("tic"), By: sampleContact.Name, Answer: "It is INV-2291."},
	}
}
