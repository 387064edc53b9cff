package letter

import (
	"laurel/internal/label"
	"laurel/internal/locale"
)

// Held is where a tier is held that a letter is about.
type Held struct {
	Partner string     `json:"partner"`         // the partner's name
	Program label.Text `json:"program"`         // what the program is called
	Ladder  label.Text `json:"ladder,omitzero"` // the ladder, where the program has several
	Key     string     `json:"key,omitzero"`    // the offer or the region that holds the tier; empty for the partner as a whole
}

func (d *draft) held(h Held) {
	d.name("Partner", h.Partner)
	d.label("Program", h.Program)
	d.label("Ladder", h.Ladder)
	d.name("Key", h.Key)
}

// tier sets a tier in words: tier 50K, or no tier.
func (d *draft) tier(arg string, tier label.Text) {
	d.args[arg] = d.put("tier.nothing", nil)
	if name := oneLine(tier.In(d.locale.Language)); name != "" {
		d.args[arg] = d.put("tier.named", locale.Args{"Tier": name})
	}
}

// holderRows show where the tier is held.
func (d *draft) holderRows() { d.rows("Partner", "Program", "Ladder", "Key") }
