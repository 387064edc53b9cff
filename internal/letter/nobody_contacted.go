package letter

import "laurel/internal/calendar"

// NobodyContacted tells whoever has a case that the partner says nobody got in
// touch: the promise is open again.
type NobodyContacted struct {
	Case
	By       string          `json:"by"`                // who says so
	Note     string          `json:"note,omitzero"`     // in their words
	Recorded calendar.Moment `json:"recorded,omitzero"` // when a contact was recorded; empty when none was
	Contact  Person          `json:"contact,omitzero"`  // whom to contact
	Due      calendar.Moment `json:"due,omitzero"`      // by when
}

func (l NobodyContacted) write(d *draft) {
	d.theirs(l.Case)
	d.name("By", l.By)
	d.moment("Recorded", l.Recorded)
	d.moment("Due", l.Due)
	d.contact(l.Contact)
	d.say("happened")
	d.quote(l.Note, "note")
	d.say("recorded", "recorded-nothing")
	d.say("next", "next-open")
	d.contactRows("Due")
}

func (NobodyContacted) samples() []Content {
	return []Content{
		NobodyContacted{Case: sampleCase("act"), By: sampleContact.Name, Note: "I was on leave until Monday.", Recorded: sampleNow, Contact: sampleContact, Due: sampleDue},
		NobodyContacted{Case: sampleCase("out"), By: sampleAdmin},
	}
}
