package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// TermsChanged asks a partner to accept the new terms of a program. Those of a
// benefit are accepted with what it is used for.
type TermsChanged struct {
	Partner string          `json:"partner"` // the partner's name
	Program label.Text      `json:"program"` // what the program is called
	Terms   string          `json:"terms"`   // the new version
	From    calendar.Moment `json:"from"`    // since when they are asked for
}

func (l TermsChanged) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Program", l.Program)
	d.name("Terms", l.Terms)
	d.moment("From", l.From)
	d.say("happened")
	d.say("means")
	d.say("next")
	d.open("terms", pathTerms)
}

func (TermsChanged) samples() []Content {
	return []Content{TermsChanged{Partner: samplePartner, Program: sampleProgram, Terms: "2027-01", From: sampleDay}}
}
