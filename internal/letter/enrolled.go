package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// Enrolled confirms that a partner takes part, and which terms were accepted.
type Enrolled struct {
	Partner string          `json:"partner"`        // the partner's name
	Program label.Text      `json:"program"`        // what the program is called
	By      string          `json:"by"`             // who accepted
	Terms   string          `json:"terms,omitzero"` // the version of the terms; empty when there are none
	On      calendar.Moment `json:"on"`             // when
}

func (l Enrolled) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Program", l.Program)
	d.name("By", l.By)
	d.name("Terms", l.Terms)
	d.moment("On", l.On)
	d.say("happened", "happened-plain")
	d.say("means")
	d.say("next")
	d.say("leaving")
	d.open("contacts", pathContacts)
}

func (Enrolled) samples() []Content {
	return []Content{
		Enrolled{Partner: samplePartner, Program: sampleProgram, By: sampleAdmin, Terms: "2026-01", On: sampleNow},
		Enrolled{Partner: samplePartner, Program: sampleProgram, By: sampleAdmin, On: sampleNow},
	}
}
