package metric

import (
	"strings"

	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// noKind explains a metric that is computed in no way, or in several.
func (b *Binder) noKind(d *Definition) {
	var given []string
	for i := range kinds {
		if kinds[i].given(d) {
			given = append(given, kinds[i].name)
		}
	}
	if len(given) == 0 {
		b.Mistakes.AddWithHint(d.Place, "Give one of "+strings.Join(Kinds(), ", ")+".", "The metric %q does not say how it is computed.", d.Name)
		return
	}
	b.Mistakes.AddWithHint(d.Place, "Make several metrics of it.", "The metric %q cannot be computed in %d ways: %s.", d.Name, len(given), yamlfile.Listed(given, "and"))
}

// facts checks `of` and everything that only metrics over facts have.
func (b *Binder) facts(d *Definition) {
	switch {
	case d.kind.facts && len(d.Of) == 0:
		b.Mistakes.AddWithHint(d.Place, "Add of: with a kind of fact, like of: sale.", "The metric %q does not say which facts it reads.", d.Name)
	case !d.kind.facts && len(d.Of) > 0:
		b.Mistakes.AddWithHint(b.at(d.Place, "of"), "Leave it out.", "The metric %q is computed from other things than facts, so `of` means nothing here.", d.Name)
	case !d.kind.facts && d.Window != nil:
		b.Mistakes.AddWithHint(b.at(d.Place, "window"), "Give the window to the metrics it is made from.", "The metric %q does not read facts itself, so a window means nothing here.", d.Name)
	}
	if d.Exists != "" && d.Exists != factsWord {
		b.Mistakes.AddWithHint(b.at(d.Place, "exists"), "Write exists: facts with of: and where:.", "`exists` asks for facts, not for %q.", d.Exists)
	}
	if d.Earned == nil && d.field() == factsWord {
		b.Mistakes.AddWithHint(d.Place, "Write count: facts.", "Facts are counted, not added up.")
	}
	b.level(d)
	b.currency(d)
}

func (b *Binder) level(d *Definition) {
	if d.For != "" && d.For != fact.Partner {
		b.Mistakes.AddWithHint(b.at(d.Place, "for"), "Leave it out, or write for: partner.", "A metric is for the whole partner or follows the ladder that reads it; %q is neither.", d.For)
	}
}

func (b *Binder) currency(d *Definition) {
	if d.Currency == "" {
		return
	}
	if d.Currency == Native {
		if d.Sum != "amount" {
			b.Mistakes.AddWithHint(b.at(d.Place, "currency"), "Only sum: amount can be counted in its own currency.", "`currency: native` means nothing for the metric %q.", d.Name)
		}
		return
	}
	if _, err := money.ParseCurrency(d.Currency); err != nil {
		wrong := problem.Of(err)
		b.Mistakes.AddWithHint(b.at(d.Place, "currency"), wrong.Hint, "%s", wrong.Message)
	}
	if d.field() != "amount" {
		b.Mistakes.AddWithHint(b.at(d.Place, "currency"), "Leave it out.", "The metric %q adds up no amounts, so a currency means nothing here.", d.Name)
	}
}

// fields refuses what this kind of metric does not read.
func (b *Binder) fields(d *Definition) {
	subjects := d.kind.name == "count" && !d.kind.facts
	chooses := d.kind.facts || subjects || d.Total != nil
	for _, f := range []struct {
		name        string
		given, read bool
	}{
		{"where", !d.Where.IsZero(), chooses},
		{"without", d.Without != nil, d.kind.facts || subjects},
		{"when", d.When != nil, subjects || d.Total != nil},
		{"dated-by", d.DatedBy != "", d.kind.facts},
		{"closes-after", d.ClosesAfter != nil, d.kind.facts},
		{"round", d.Round != nil, d.Days == nil && d.Exists == "" && d.Currency != Native},
		{"small-sample", d.SmallSample != nil, chooses || d.kind.sampled || d.Tiers != nil},
	} {
		if f.given && !f.read {
			b.Mistakes.AddWithHint(b.at(d.Place, f.name), "Leave it out.", "`%s` means nothing for the metric %q, which is computed with `%s`.", f.name, d.Name, d.kind.name)
		}
	}
}
