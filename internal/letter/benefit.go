package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/locale"
	"laurel/internal/money"
)

// Benefit is one of several in a list.
type Benefit struct {
	Label      label.Text      `json:"label"`                // what the program calls it
	Offer      string          `json:"offer,omitzero"`       // the offer's name; empty when it is for the partner as a whole
	Worth      money.Amount    `json:"worth,omitzero"`       // of a credit
	ActivateBy calendar.Moment `json:"activate_by,omitzero"` // the last day to begin; empty for none
	UseBy      calendar.Moment `json:"use_by,omitzero"`      // the last day to use it; empty for none
}

// benefits are the lines of a list: Blog feature, for Data Loader; activate by ….
func (d *draft) benefits(all []Benefit) []link {
	items := make([]link, len(all))
	for i, b := range all {
		text := oneLine(b.Label.In(d.locale.Language))
		if !b.Worth.IsZero() {
			text = d.put("item.worth", locale.Args{"Item": text, "Worth": d.locale.Money(b.Worth)})
		}
		if offer := oneLine(b.Offer); offer != "" {
			text = d.put("item.offer", locale.Args{"Item": text, "Offer": offer})
		}
		if !b.ActivateBy.IsZero() {
			text = d.put("item.activate-by", locale.Args{"Item": text, "Day": d.locale.Moment(b.ActivateBy, d.zone())})
		}
		if !b.UseBy.IsZero() {
			text = d.put("item.use-by", locale.Args{"Item": text, "Day": d.locale.Moment(b.UseBy, d.zone())})
		}
		items[i] = link{Text: text}
	}
	return items
}
