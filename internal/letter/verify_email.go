package letter

import "laurel/internal/calendar"

// VerifyEmail asks a marketing contact to confirm an address.
type VerifyEmail struct {
	Partner    string          `json:"partner"`     // the partner's name
	By         string          `json:"by"`          // who named the contact
	Link       string          `json:"link"`        // a path, with the token
	ValidUntil calendar.Moment `json:"valid_until"` // of the link
}

func (l VerifyEmail) write(d *draft) {
	d.name("Partner", l.Partner)
	d.name("By", l.By)
	d.moment("ValidUntil", l.ValidUntil)
	d.say("happened")
	d.say("means")
	d.say("next")
	d.say("unexpected")
	d.open("verify", l.Link)
}

func (VerifyEmail) samples() []Content {
	return []Content{VerifyEmail{Partner: samplePartner, By: sampleAdmin, Link: "/verify/2n8b", ValidUntil: sampleDue}}
}
