package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/money"
)

// GrantExpiring tells a partner in time that a grant ends by itself. One of its
// three days is set: that of the clock which ends it.
type GrantExpiring struct {
	Partner    string          `json:"partner"`              // the partner's name
	Benefit    label.Text      `json:"benefit"`              // what was granted
	Offer      string          `json:"offer,omitzero"`       // the offer's name; empty when it is for the partner as a whole
	Left       money.Amount    `json:"left,omitzero"`        // of a credit
	ActivateBy calendar.Moment `json:"activate_by,omitzero"` // the last day to begin
	UseBy      calendar.Moment `json:"use_by,omitzero"`      // the last day to use it
	CompleteBy calendar.Moment `json:"complete_by,omitzero"` // the last day to have it done
}

func (l GrantExpiring) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Benefit", l.Benefit)
	d.name("Offer", l.Offer)
	d.money("Left", l.Left)
	d.moment("ActivateBy", l.ActivateBy)
	d.moment("UseBy", l.UseBy)
	d.moment("CompleteBy", l.CompleteBy)
	d.say("happened", "happened-use", "happened-complete")
	d.say("left")
	d.say("means")
	d.rows("Benefit", "Offer", "Left", "ActivateBy", "UseBy", "CompleteBy")
	d.open("benefits", pathBenefits)
}

func (GrantExpiring) samples() []Content {
	return []Content{
		GrantExpiring{Partner: samplePartner, Benefit: sampleBlog, Offer: sampleOffer, ActivateBy: sampleDay},
		GrantExpiring{Partner: samplePartner, Benefit: sampleCredit, Left: sampleLeft, UseBy: sampleDay},
		GrantExpiring{Partner: samplePartner, Benefit: sampleBlog, CompleteBy: sampleDay},
	}
}
