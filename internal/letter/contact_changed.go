package letter

// ContactChanged tells those who answer for a partner that its marketing
// contacts are others now.
type ContactChanged struct {
	Partner string `json:"partner"`         // the partner's name
	By      string `json:"by"`              // who did it
	Before  string `json:"before,omitzero"` // who was a contact; empty when one was added
	After   string `json:"after,omitzero"`  // who is one; empty when one was taken away
}

func (l ContactChanged) write(d *draft) {
	d.name("Partner", l.Partner)
	d.name("By", l.By)
	d.name("Before", l.Before)
	d.name("After", l.After)
	d.say("happened", "happened-added", "happened-removed")
	d.say("means", "means-removed")
	d.say("next")
	d.open("contacts", pathContacts)
}

func (ContactChanged) samples() []Content {
	return []Content{
		ContactChanged{Partner: samplePartner, By: sampleAdmin, Before: "Tom Berg", After: sampleContact.Name},
		ContactChanged{Partner: samplePartner, By: sampleAdmin, After: sampleContact.Name},
		ContactChanged{Partner: samplePartner, By: sampleAdmin, Before: "Tom Berg"},
	}
}
