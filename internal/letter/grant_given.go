package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/money"
)

// GrantGiven tells a partner that somebody granted it a benefit by hand.
type GrantGiven struct {
	Partner    string          `json:"partner"`              // the partner's name
	Benefit    label.Text      `json:"benefit"`              // what was granted
	Offer      string          `json:"offer,omitzero"`       // the offer's name; empty when it is for the partner as a whole
	Worth      money.Amount    `json:"worth,omitzero"`       // of a credit
	Reason     string          `json:"reason,omitzero"`      // why, as partners may read it
	ActivateBy calendar.Moment `json:"activate_by,omitzero"` // the last day to begin
	UseBy      calendar.Moment `json:"use_by,omitzero"`      // the last day to use it
}

func (l GrantGiven) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Benefit", l.Benefit)
	d.name("Offer", l.Offer)
	d.money("Worth", l.Worth)
	d.moment("ActivateBy", l.ActivateBy)
	d.moment("UseBy", l.UseBy)
	d.say("happened")
	d.quote(l.Reason, "reason")
	d.say("next", "next-open")
	d.rows("Benefit", "Offer", "Worth", "ActivateBy", "UseBy")
	d.open("benefits", pathBenefits)
}

func (GrantGiven) samples() []Content {
	return []Content{
		GrantGiven{Partner: samplePartner, Benefit: sampleCredit, Worth: sampleAmount, Reason: "The test drive could not be reached for two weeks in January.", ActivateBy: sampleDay},
		GrantGiven{Partner: samplePartner, Benefit: sampleBlog, Offer: sampleOffer, UseBy: sampleDay},
	}
}
