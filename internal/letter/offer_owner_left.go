package letter

// OfferOwnerLeft asks a partner to name a new owner of an offer.
type OfferOwnerLeft struct {
	Partner string `json:"partner"`        // the partner's name
	Offer   Offer  `json:"offer"`          // the offer
	Owner   string `json:"owner,omitzero"` // who has left; empty when nobody was ever named
}

func (l OfferOwnerLeft) write(d *draft) {
	d.name("Partner", l.Partner)
	d.offer(l.Offer)
	d.name("Owner", l.Owner)
	d.say("happened", "happened-nobody")
	d.say("means")
	d.say("next")
}

func (OfferOwnerLeft) samples() []Content {
	offer := Offer{ID: "contoso.data-loader", Name: sampleOffer}
	return []Content{OfferOwnerLeft{Partner: samplePartner, Offer: offer, Owner: "Tom Berg"}, OfferOwnerLeft{Partner: samplePartner, Offer: offer}}
}
