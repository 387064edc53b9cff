package letter

import "laurel/internal/calendar"

// PromiseOverdue tells whoever has a case that a promise is late.
type PromiseOverdue struct {
	Case
	Promise string          `json:"promise"`          // the clock: contact, deliver …
	Due     calendar.Moment `json:"due"`              // by when it was due
	Now     calendar.Moment `json:"now"`              // when the letter is written
	Contact Person          `json:"contact,omitzero"` // whom to contact
}

func (l PromiseOverdue) write(d *draft) {
	d.theirs(l.Case)
	d.promise(l.Promise, l.Due)
	d.late(l.Due, l.Now)
	d.contact(l.Contact)
	d.say("happened", "happened-now")
	d.say("next")
	d.contactRows("Due")
}

func (PromiseOverdue) samples() []Content {
	return []Content{
		PromiseOverdue{Case: sampleCase("act"), Promise: "contact", Due: sampleNow, Now: sampleDue, Contact: sampleContact},
		PromiseOverdue{Case: sampleCase("act"), Promise: "deliver", Due: sampleNow, Now: moment("2026-03-03T11:30:00Z")},
		PromiseOverdue{Case: sampleCase("tic"), Promise: "answer", Due: sampleNow, Now: sampleNow},
	}
}
