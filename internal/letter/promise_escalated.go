package letter

import "laurel/internal/calendar"

// PromiseEscalated tells others that a promise is late, or cannot wait.
type PromiseEscalated struct {
	Case
	Promise  string          `json:"promise,omitzero"`  // the clock: contact, deliver …; empty when somebody escalated by hand
	Due      calendar.Moment `json:"due,omitzero"`      // by when it was due
	Now      calendar.Moment `json:"now,omitzero"`      // when the letter is written
	Assignee string          `json:"assignee,omitzero"` // who has the case; empty for nobody
	By       string          `json:"by,omitzero"`       // who escalated it by hand
	Reason   string          `json:"reason,omitzero"`   // in their words
	Contact  Person          `json:"contact,omitzero"`  // whom of the partner to contact
}

func (l PromiseEscalated) write(d *draft) {
	d.theirs(l.Case)
	if l.By == "" {
		d.promise(l.Promise, l.Due)
		d.late(l.Due, l.Now)
	}
	d.name("By", l.By)
	d.name("Assignee", l.Assignee)
	d.contact(l.Contact)
	d.say("happened-by", "happened", "happened-now")
	d.quote(l.Reason, "frame.reason")
	d.say("who", "who-nobody")
	d.say("next")
	d.contactRows("Due")
}

func (PromiseEscalated) samples() []Content {
	return []Content{
		PromiseEscalated{Case: sampleCase("act"), Promise: "contact", Due: sampleNow, Now: sampleDue, Assignee: sampleManager.Name, Contact: sampleContact},
		PromiseEscalated{Case: sampleCase("tic"), Promise: "answer", Due: sampleNow, Now: sampleNow},
		PromiseEscalated{Case: sampleCase("act"), By: sampleManager.Name, Reason: "The launch is on Friday.", Assignee: sampleManager.Name},
	}
}
