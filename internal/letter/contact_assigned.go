package letter

// ContactAssigned tells somebody that they are a marketing contact now.
type ContactAssigned struct {
	Partner string `json:"partner"` // the partner's name
	By      string `json:"by"`      // who named the contact
}

func (l ContactAssigned) write(d *draft) {
	d.name("Partner", l.Partner)
	d.name("By", l.By)
	d.say("happened")
	d.say("means")
	d.say("next")
	d.say("unexpected")
	d.open("contacts", pathContacts)
}

func (ContactAssigned) samples() []Content {
	return []Content{ContactAssigned{Partner: samplePartner, By: sampleAdmin}}
}
