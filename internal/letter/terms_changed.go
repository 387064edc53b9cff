package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// TermsChanged asks a partner to accept new terms, of a program or of one of its
// benefits.
type TermsChanged struct {
	Partner string          `json:"partner"`          // the partner's name
	Program label.Text      `json:"program"`          // what the program is called
	Benefit label.Text      `json:"benefit,omitzero"` // whose terms they are; empty for those of the program
	Terms   string          `json:"terms"`            // the new version
	From    calendar.Moment `json:"from"`             // since when they are asked for
}

func (l TermsChanged) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Program", l.Program)
	d.label("Benefit", l.Benefit)
	d.name("Terms", l.Terms)
	d.moment("From", l.From)
	d.say("happened-benefit", "happened")
	d.say("means")
	d.say("next")
	d.open("terms", pathTerms)
}

func (TermsChanged) samples() []Content {
	return []Content{
		TermsChanged{Partner: samplePartner, Program: sampleProgram, Terms: "2027-01", From: sampleDay},
		TermsChanged{Partner: samplePartner, Program: sampleProgram, Benefit: sampleCredit, Terms: "2027-01", From: sampleDay},
	}
}
