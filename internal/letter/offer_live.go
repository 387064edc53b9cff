package letter

import "laurel/internal/calendar"

// OfferLive is the first letter about an offer that went live: what can be done
// at once, what it unlocks, and who gets in touch.
type OfferLive struct {
	Partner      string          `json:"partner"`                // the partner's name
	Offer        Offer           `json:"offer"`                  // the offer
	Manager      Person          `json:"manager,omitzero"`       // who gets in touch; empty while nobody is assigned
	FirstContact calendar.Moment `json:"first_contact,omitzero"` // by when; empty when nobody does
	Ideas        []Resource      `json:"ideas,omitempty"`        // what could be better about the listing
	Practices    []Resource      `json:"practices,omitempty"`    // what to read
	Benefits     []Benefit       `json:"benefits,omitempty"`     // what the offer unlocks
}

func (l OfferLive) write(d *draft) {
	d.name("Partner", l.Partner)
	d.offer(l.Offer)
	d.manager(l.Manager)
	d.moment("FirstContact", l.FirstContact)
	d.say("happened")
	if !l.FirstContact.IsZero() {
		d.say("owed", "owed-unassigned")
	}
	d.list(d.benefits(l.Benefits), "unlocks")
	d.list(resources(l.Ideas), "ideas")
	d.list(resources(l.Practices), "practices")
	d.say("next")
}

func (OfferLive) samples() []Content {
	offer := Offer{ID: "contoso.data-loader", Name: sampleOffer}
	return []Content{
		OfferLive{Partner: samplePartner, Offer: offer, Manager: sampleManager, FirstContact: sampleDue, Benefits: sampleBenefits[:1],
			Ideas:     []Resource{{Text: "The summary is 240 characters long; customers see the first 100."}, {Text: "There is no video.", URL: "https://docs.fabrikam.example/listing/video"}},
			Practices: []Resource{{Text: "What a good listing has", URL: "https://docs.fabrikam.example/listing"}}},
		OfferLive{Partner: samplePartner, Offer: offer, FirstContact: sampleDue},
		OfferLive{Partner: samplePartner, Offer: offer},
	}
}
