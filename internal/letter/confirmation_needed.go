package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/money"
)

// ConfirmationNeeded asks those who may confirm what a person decided about a grant.
type ConfirmationNeeded struct {
	ID        string          `json:"id"`                  // of the proposal
	Partner   string          `json:"partner"`             // the partner's name
	Benefit   label.Text      `json:"benefit"`             // what is granted or revoked
	Offer     string          `json:"offer,omitzero"`      // the offer's name; empty when it is for the partner as a whole
	Amount    money.Amount    `json:"amount,omitzero"`     // that is given; empty when the program says
	Revoked   bool            `json:"revoked,omitzero"`    // the grant is taken back, and not given
	By        string          `json:"by"`                  // who decided it
	Reason    string          `json:"reason,omitzero"`     // in their words
	ConfirmBy calendar.Moment `json:"confirm_by,omitzero"` // empty when the program has no time for it
	Late      bool            `json:"late,omitzero"`       // that is over
}

func (l ConfirmationNeeded) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Benefit", l.Benefit)
	d.name("Offer", l.Offer)
	d.money("Amount", l.Amount)
	d.name("By", l.By)
	d.name("Reference", l.ID)
	d.moment("ConfirmBy", l.ConfirmBy)
	if l.Revoked {
		d.say("happened-revoked")
	} else {
		d.say("happened")
	}
	d.quote(l.Reason, "frame.reason")
	if l.Late {
		d.say("late")
	}
	d.say("means")
	if l.Late {
		d.say("next-open")
	} else {
		d.say("next", "next-open")
	}
	d.rows("Partner", "Benefit", "Offer", "Amount", "By", "ConfirmBy", "Reference")
	d.open("reviews", pathOfProposal(l.ID))
}

func (ConfirmationNeeded) samples() []Content {
	return []Content{
		ConfirmationNeeded{ID: "pro_7k2m", Partner: samplePartner, Benefit: sampleCredit, Amount: sampleAmount, By: sampleManager.Name, Reason: "The launch was ours to move.", ConfirmBy: sampleDue},
		ConfirmationNeeded{ID: "pro_7k2m", Partner: samplePartner, Benefit: sampleBlog, Offer: sampleOffer, Revoked: true, By: sampleManager.Name, Reason: "It was given twice."},
		ConfirmationNeeded{ID: "pro_7k2m", Partner: samplePartner, Benefit: sampleBlog, Offer: sampleOffer, By: sampleManager.Name, ConfirmBy: sampleNow, Late: true},
	}
}
