package letter

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/locale"
)

// TierUp tells a partner that it has reached a tier.
type TierUp struct {
	Partner  string          `json:"partner"`            // the partner's name
	Program  label.Text      `json:"program"`            // what the program is called
	From     label.Text      `json:"from,omitzero"`      // the tier before; empty for none
	To       label.Text      `json:"to"`                 // the tier reached
	On       calendar.Moment `json:"on"`                 // since when
	Reasons  []string        `json:"reasons,omitempty"`  // sentences of the explanation, in the language that Language names
	Benefits []Benefit       `json:"benefits,omitempty"` // what it unlocks
}

func (l TierUp) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Program", l.Program)
	d.tier("From", l.From)
	d.tier("To", l.To)
	d.moment("On", l.On)
	d.say("happened")
	d.sentences(l.Reasons, "why")
	d.list(d.benefits(l.Benefits), "unlocks")
	d.say("next")
	d.open("benefits", pathBenefits)
}

// tier sets a tier in words: tier 50K, or no tier.
func (d *draft) tier(arg string, tier label.Text) {
	if name := oneLine(tier.In(d.locale.Language)); name != "" {
		d.args[arg] = d.put("tier.named", locale.Args{"Tier": name})
		return
	}
	d.args[arg] = d.put("tier.nothing", nil)
}

func (TierUp) samples() []Content {
	return []Content{
		TierUp{Partner: samplePartner, Program: sampleProgram, From: sampleTiers[0], To: sampleTiers[1], On: sampleDay, Benefits: sampleBenefits,
			Reasons: []string{"Billed sales: 52,410 USD; at least 50,000 USD is needed. Met."}},
		TierUp{Partner: samplePartner, Program: sampleProgram, To: sampleTiers[0], On: sampleDay},
	}
}
