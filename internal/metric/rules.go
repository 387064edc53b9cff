package metric

import (
	"slices"

	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// rules checks what single kinds of metrics promise.
func (b *Binder) rules(d *Definition) {
	b.sample(d)
	b.rounding(d)
	if d.Ratio == nil && !b.allKnown(d.reads()) {
		return
	}
	switch {
	case d.Ratio != nil:
		b.ratio(d)
	case d.Growth != nil:
		b.noNative(d, d.Growth.Of)
	case d.Bands != nil:
		b.bands(d)
	case d.Points != nil:
		b.points(d)
	case d.Earned != nil:
		b.earned(d)
	case d.Total != nil:
		b.total(d)
	case d.Tiers != nil:
		b.tiers(d)
	}
}

// allKnown reports whether metrics are there and have nothing wrong in them.
func (b *Binder) allKnown(names []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		i, ok := b.Set.byName[name]
		return !ok || b.Set.unsound[i]
	})
}

// sample insists on a policy wherever a number is divided by a sample.
func (b *Binder) sample(d *Definition) {
	switch {
	case d.SmallSample == nil && d.kind.sampled:
		b.Mistakes.AddWithHint(d.Place, "Add small-sample: {under: 1, then: fail}; then is one of pass, fail, zero and ignore.",
			"The metric %q does not say what an empty or a small sample means.", d.Name)
	case d.SmallSample != nil && d.SmallSample.Under != nil && b.sound(d.SmallSample.Under.root):
		have, want := b.Set.unitOfTerm(d.SmallSample.Under.root), b.sampleUnit(d)
		if have != want && !want.Native && b.allKnown(d.reads()) && (d.Ratio == nil || len(d.Ratio) == 2) {
			b.Mistakes.AddWithHint(d.SmallSample.Under.Place, unitOnly(want), "The sample of %q is %s, but %s is %s.", d.Name, want, d.SmallSample.Under, have)
		}
	}
}

// unitOnly says how a threshold in a unit is written.
func unitOnly(u Unit) string {
	if u.Currency != "" {
		return "Write the currency too, like 1 " + u.Currency + "."
	}
	return "Write a plain number."
}

// sampleUnit is what the sample of a metric is counted in.
func (b *Binder) sampleUnit(d *Definition) Unit {
	switch {
	case len(d.Ratio) == 2:
		return b.Set.unitNamed(d.Ratio[1])
	case d.Growth != nil:
		return b.Set.unitNamed(d.Growth.Of)
	case d.Share != nil:
		return fieldUnit(d, b.Set)
	default:
		return Unit{}
	}
}

func (b *Binder) rounding(d *Definition) {
	if d.Round != nil && (d.Round.To < 0 || d.Round.To > 18) {
		b.Mistakes.AddWithHint(b.at(d.Round.Place, "to"), "Write a number from 0 to 18.", "A number is rounded to 0 to 18 places, not to %d.", d.Round.To)
	}
}

func (b *Binder) ratio(d *Definition) {
	if len(d.Ratio) != 2 {
		b.Mistakes.AddWithHint(b.at(d.Place, "ratio"), "Write ratio: [above, below].", "A ratio is made of two metrics, not of %d.", len(d.Ratio))
		return
	}
	b.noNative(d, d.Ratio...)
	above, below := b.Set.unitNamed(d.Ratio[0]), b.Set.unitNamed(d.Ratio[1])
	if above.Currency != "" && below.Currency != "" && above != below {
		b.Mistakes.AddWithHint(b.at(d.Place, "ratio"), "Convert one of them with currency:.", "The ratio %q divides %s by %s.", d.Name, above, below)
	}
}

// noNative refuses arithmetic over money that was not converted.
func (b *Binder) noNative(d *Definition, names ...string) {
	for _, name := range names {
		if b.Set.unitNamed(name).Native {
			b.Mistakes.AddWithHint(b.readsAt(d), "Leave currency: native out of "+name+", or compare it by itself.",
				"The metric %q cannot be made from %s, which is money in its own currency.", d.Name, name)
		}
	}
}

// bands must rise: then they have neither gaps nor overlaps.
func (b *Binder) bands(d *Definition) {
	t := d.Bands
	b.noNative(d, t.Of)
	if len(t.Table) == 0 {
		b.Mistakes.AddWithHint(b.at(t.Place, "table"), "Write lines such as {from: 100, gives: 10}.", "The table of bands is empty.")
	}
	for i := range t.Table {
		band := &t.Table[i]
		b.constant("from", band.From, b.Set.unitNamed(t.Of))
		b.constant("gives", band.Gives, Unit{})
		if i > 0 && isConstant(band.From) && constant(band.From).Cmp(constant(t.Table[i-1].From)) <= 0 {
			b.Mistakes.AddWithHint(band.Place, "Write bands from the lowest to the highest; each reaches to the next.",
				"This band begins at %s, not above the one before it (%s).", band.From, t.Table[i-1].From)
		}
	}
}

func (b *Binder) points(d *Definition) {
	p := d.Points
	b.noNative(d, p.Per)
	b.constant("each", p.Each, Unit{})
	b.constant("unit", p.Unit, b.Set.unitNamed(p.Per))
	b.positive(p.Unit)
	if p.Max != nil && p.Max.Cmp(p.least()) < 0 {
		b.Mistakes.AddWithHint(b.at(p.Place, "max"), "Write a max above the min.", "At most %s points and at least %s cannot both be.", p.Max, p.least())
	}
	if p.Unit == nil && b.Set.unitNamed(p.Per).Currency != "" {
		b.Mistakes.AddWithHint(p.Place, "Add unit:, like unit: 100 "+b.Set.unitNamed(p.Per).Currency+".", "The points do not say for how much money each is given.")
	}
}

func (b *Binder) total(d *Definition) {
	t := d.Total
	b.noNative(d, t.Metric)
	b.constant("each-at-most", t.AtMost, b.Set.unitNamed(t.Metric))
	if i, ok := b.Set.byName[t.Metric]; ok && b.Set.Definitions[i].pinned() {
		b.Mistakes.AddWithHint(b.at(t.Place, "metric"), "Leave for: partner out of "+t.Metric+".", "The metric %q is the same for each of the %s, so adding it up counts it many times.", t.Metric, t.Over)
	}
	if t.Top < 0 {
		b.Mistakes.AddWithHint(b.at(t.Place, "top"), "Write a number from 1.", "The top %d are none.", t.Top)
	}
}

func (b *Binder) tiers(d *Definition) {
	for _, key := range d.Tiers.Keys {
		if slices.Contains(d.Tiers.Not, key) {
			b.Mistakes.AddWithHint(d.Tiers.Place, "Write it in one of them.", "%q stands in keys and in not.", key)
		}
	}
}

// constant insists that an expression is a plain number, or an amount where the
// unit is money.
func (b *Binder) constant(what string, e *Expression, unit Unit) {
	if e == nil || e.root == nil {
		return
	}
	v, ok := e.Literal()
	have := b.Set.unitOfTerm(e.root)
	switch {
	case !ok:
		b.Mistakes.AddWithHint(e.Place, "Write a number such as 100 or 40/6.", "`%s` must be a number, not %q.", what, e)
	case v.Basket != nil || have != unit && v.Number.Sign() != 0:
		b.Mistakes.AddWithHint(e.Place, unitOnly(unit), "`%s` must be %s, but %s is %s.", what, unit, e, have)
	}
}

func isConstant(e *Expression) bool {
	_, ok := e.Literal()
	return ok
}

func (b *Binder) positive(e *Expression) {
	if v, ok := e.Literal(); ok && v.Basket == nil && v.Number.Sign() <= 0 {
		b.Mistakes.AddWithHint(e.Place, "Write how much makes one unit, like 100.", "A unit must be more than zero, not %s.", e)
	}
	for _, amount := range basketOf(e) {
		if amount.Value.Sign() <= 0 {
			b.Mistakes.AddWithHint(e.Place, "Write how much makes one unit, like 100 USD or 75 EUR.", "A unit must be more than zero, not %s.", amount)
		}
	}
}

// sampleRules are what a small sample can do.
var sampleRules = []SampleRule{ThenPass, ThenFail, ThenZero, ThenIgnore}

// DecodeYAML reads one of the rules for a small sample.
func (r *SampleRule) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, r, m, sampleRules...)
}

// DecodeYAML reads one of the policies for a missing rate.
func (r *MissingRate) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, r, m, RefuseMissing, SkipMissing)
}

// zeroOrMore refuses limits below zero.
func (b *Binder) zeroOrMore(at problem.Place, what string, n *number.Number) {
	if n != nil && n.Sign() < 0 {
		b.Mistakes.AddWithHint(b.at(at, what), "Write a number from 0.", "`%s` cannot be %s.", what, n)
	}
}
