package letter

// ContactNeeded asks a partner for a successor of a marketing contact.
type ContactNeeded struct {
	Partner string `json:"partner"`          // the partner's name
	Contact string `json:"contact"`          // who cannot be reached
	Left    bool   `json:"left,omitzero"`    // the person has left; otherwise letters come back
	Waiting int    `json:"waiting,omitzero"` // how many cases wait for a contact
	Others  int    `json:"others,omitzero"`  // how many other contacts there are, who get the instructions meanwhile
}

func (l ContactNeeded) write(d *draft) {
	d.name("Partner", l.Partner)
	d.name("Contact", l.Contact)
	if l.Left {
		d.say("happened-left")
	} else {
		d.say("happened")
	}
	switch {
	case l.Others > 0:
		d.say("means-others")
	case l.Waiting > 0:
		d.say("means")
		d.count(l.Waiting)
		d.say("waiting")
	default:
		d.say("means")
	}
	d.say("next")
	d.open("contacts", pathContacts)
}

func (ContactNeeded) samples() []Content {
	return []Content{
		ContactNeeded{Partner: samplePartner, Contact: "Tom Berg", Waiting: 2},
		ContactNeeded{Partner: samplePartner, Contact: "Tom Berg", Left: true, Waiting: 1},
		ContactNeeded{Partner: samplePartner, Contact: "Tom Berg"},
		ContactNeeded{Partner: samplePartner, Contact: "Tom Berg", Waiting: 2, Others: 1},
	}
}
