package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
)

// ReviewNeeded asks the operator to decide about a grant whose cause is gone.
type ReviewNeeded struct {
	Partner  string          `json:"partner"`            // the partner's name
	Benefit  label.Text      `json:"benefit"`            // what was granted
	Offer    string          `json:"offer,omitzero"`     // the offer's name; empty when it is for the partner as a whole
	Cause    string          `json:"cause,omitzero"`     // what changed, as the group cause of the catalogs names it
	DecideBy calendar.Moment `json:"decide_by,omitzero"` // empty when nothing is promised
}

func (l ReviewNeeded) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Benefit", l.Benefit)
	d.name("Offer", l.Offer)
	d.moment("DecideBy", l.DecideBy)
	d.say("happened")
	if text := d.words("cause." + l.Cause); text != "" {
		d.list([]link{{Text: text}}, "why")
	}
	d.say("means")
	d.say("next", "next-open")
	d.rows("Partner", "Benefit", "Offer", "DecideBy")
	d.open("reviews", pathReviews)
}

func (ReviewNeeded) samples() []Content {
	return []Content{
		ReviewNeeded{Partner: samplePartner, Benefit: sampleCredit, Cause: "correction", DecideBy: sampleDue},
		ReviewNeeded{Partner: samplePartner, Benefit: sampleBlog, Offer: sampleOffer},
	}
}
