package letter

import "laurel/internal/calendar"

// OfferSilent tells the people of an offer that it has been live for long
// without a contact, and what to do.
type OfferSilent struct {
	Partner string          `json:"partner"`          // the partner's name
	Offer   Offer           `json:"offer"`            // the offer
	Days    int             `json:"days"`             // how long it has been live
	Owner   string          `json:"owner,omitzero"`   // who should have got the message
	Others  []string        `json:"others,omitempty"` // who else may have
	Due     calendar.Moment `json:"due,omitzero"`     // by when somebody gets in touch now
}

func (l OfferSilent) write(d *draft) {
	d.name("Partner", l.Partner)
	d.offer(l.Offer)
	d.count(l.Days)
	d.name("Owner", l.Owner)
	d.moment("Due", l.Due)
	d.say("happened")
	d.say("owed", "owed-open")
	d.say("look", "look-open")
	d.people(l.Others, "others")
	d.say("next")
}

func (OfferSilent) samples() []Content {
	offer := Offer{ID: "contoso.data-loader", Name: sampleOffer}
	return []Content{
		OfferSilent{Partner: samplePartner, Offer: offer, Days: 28, Owner: "Tom Berg", Others: []string{sampleContact.Name, "Sofia Marques"}, Due: sampleDue},
		OfferSilent{Partner: samplePartner, Offer: offer, Days: 28},
	}
}
