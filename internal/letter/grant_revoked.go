package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// GrantRevoked tells a partner that a grant was taken back, and why.
type GrantRevoked struct {
	Partner string          `json:"partner"`        // the partner's name
	Benefit label.Text      `json:"benefit"`        // what was granted
	Offer   string          `json:"offer,omitzero"` // the offer's name; empty when it is for the partner as a whole
	Reason  string          `json:"reason"`         // why, as partners may read it
	On      calendar.Moment `json:"on"`             // since when
}

func (l GrantRevoked) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Benefit", l.Benefit)
	d.name("Offer", l.Offer)
	d.moment("On", l.On)
	d.say("happened")
	d.quote(l.Reason, "frame.reason")
	d.say("means")
	d.say("next")
	d.rows("Benefit", "Offer", "On")
	d.open("benefits", pathBenefits)
}

func (GrantRevoked) samples() []Content {
	return []Content{GrantRevoked{Partner: samplePartner, Benefit: sampleBlog, Offer: sampleOffer, Reason: "The offer was delisted.", On: sampleDay}}
}
