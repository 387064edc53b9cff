package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// ContactMissing tells a partner that a benefit could not be activated because
// nobody would get the instructions.
type ContactMissing struct {
	Partner    string          `json:"partner"`              // the partner's name
	Benefit    label.Text      `json:"benefit"`              // what was to be activated
	By         string          `json:"by"`                   // who tried
	Unverified bool            `json:"unverified,omitzero"`  // there is a contact whose address is not confirmed yet
	ActivateBy calendar.Moment `json:"activate_by,omitzero"` // the last day; empty for none
}

func (l ContactMissing) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Benefit", l.Benefit)
	d.name("By", l.By)
	d.moment("ActivateBy", l.ActivateBy)
	d.say("happened")
	if l.Unverified {
		d.say("means-unverified")
		d.say("next-unverified")
	} else {
		d.say("means")
		d.say("next")
	}
	d.say("kept", "kept-open")
	d.open("contacts", pathContacts)
}

func (ContactMissing) samples() []Content {
	return []Content{
		ContactMissing{Partner: samplePartner, Benefit: sampleBlog, By: sampleAdmin, ActivateBy: sampleDay},
		ContactMissing{Partner: samplePartner, Benefit: sampleBlog, By: sampleAdmin, Unverified: true},
	}
}
