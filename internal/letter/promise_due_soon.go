package letter

import "laurel/internal/calendar"

// PromiseDueSoon reminds whoever has a case of what is due.
type PromiseDueSoon struct {
	Case
	Promise string          `json:"promise"`          // the clock: contact, deliver …
	Due     calendar.Moment `json:"due"`              // by when
	Contact Person          `json:"contact,omitzero"` // whom to contact
}

func (l PromiseDueSoon) write(d *draft) {
	d.theirs(l.Case)
	d.promise(l.Promise, l.Due)
	d.contact(l.Contact)
	d.say("happened")
	d.say("next")
	d.contactRows("Due")
}

func (PromiseDueSoon) samples() []Content {
	all := []Content{PromiseDueSoon{Case: sampleCase("act"), Promise: "contact", Due: sampleDue, Contact: sampleContact}}
	for _, clock := range []string{"decide", "deliver", "complete", "answer", "resolve", "unknown"} {
		all = append(all, PromiseDueSoon{Case: sampleCase("req"), Promise: clock, Due: sampleDue})
	}
	return all
}
