package letter

import (
	"slices"

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
	Here       bool            `json:"here,omitzero"`        // it is there, and nobody activates it
}

// begun says what to do with benefits: activate those that are activated.
func (d *draft) begun(all []Benefit) bool {
	some := slices.ContainsFunc(all, func(b Benefit) bool { return !b.Here })
	if some {
		d.say("next")
	} else {
		d.say("next-here")
	}
	return some
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
		if b.Here {
			text = d.put("item.here", locale.Args{"Item": text})
		}
		items[i] = link{Text: text}
	}
	return items
}
