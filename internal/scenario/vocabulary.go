package scenario

import (
	"slices"
	"strings"

	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
)

// vocabulary is the words that a program reads in facts: kinds and attributes.
// A word of a story that is nearly one of them is a slip; any other word is the
// story's own business.
type vocabulary struct{ kinds, attributes []string }

// vocabulary collects the words of every version.
func (n *names) vocabulary() *vocabulary {
	v := &vocabulary{attributes: []string{"listing", "status", "value"}}
	for i := range n.history {
		v.program(n.history[i].Program)
	}
	for _, list := range []*[]string{&v.kinds, &v.attributes} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return v
}

func (v *vocabulary) program(p *program.Program) {
	for i := range p.Metrics {
		v.metric(&p.Metrics[i].Value)
	}
	for i := range p.Ladders {
		l := &p.Ladders[i].Value
		v.filter(l.Where)
		v.word(l.For.Dimension)
		for _, c := range l.Conditions() {
			v.condition(c)
		}
	}
	for i := range p.Benefits {
		v.benefit(&p.Benefits[i].Value)
	}
}

func (v *vocabulary) benefit(b *program.Benefit) {
	v.filter(b.Partner)
	for _, c := range append(slices.Clone(b.Needs), b.Unlock.When) {
		v.condition(c)
	}
	if b.Offers == nil {
		return
	}
	v.filter(b.Offers.Where)
	v.exclusions(b.Offers.Without)
	if twin := b.Offers.Twin; twin != nil {
		v.filter(twin.For)
		v.filter(twin.Where)
		v.word(twin.Same)
	}
}

func (v *vocabulary) metric(d *metric.Definition) {
	v.kinds = append(v.kinds, d.Of...)
	v.filter(d.Where)
	v.exclusions(d.Without)
	for _, word := range []string{d.Sum, d.Distinct, d.Min, d.Max, d.Average, d.Median, d.Latest, d.First, d.DatedBy} {
		v.word(word)
	}
	if d.Share != nil {
		v.filter(d.Share.Where)
		v.word(d.Share.By)
	}
	if d.Weighted != nil {
		v.word(d.Weighted.Value)
		v.word(d.Weighted.By)
	}
	if d.Earned != nil {
		v.earned(d.Earned)
	}
	for _, a := range d.Anchors() {
		v.kinds = append(v.kinds, a.First, a.Last)
		v.filter(a.Where)
	}
	for _, c := range d.Conditions() {
		v.condition(c)
	}
}

func (v *vocabulary) earned(e *metric.Earned) {
	v.word(e.Field)
	for i := range e.Rates {
		v.filter(e.Rates[i].Where)
	}
	for i := range e.Times {
		v.filter(e.Times[i].Where)
		v.word(e.Times[i].By)
	}
	if e.MaxPer != nil {
		v.word(e.MaxPer.By)
	}
}

func (v *vocabulary) condition(c *metric.Condition) {
	c.Visit(func(c *metric.Condition) {
		if q := c.Over; q != nil {
			for _, f := range []metric.Filter{q.Where, q.Without, q.Has} {
				v.filter(f)
			}
			v.word(q.Over)
			if q.Top != nil {
				v.word(q.Top.By)
			}
		}
	})
}

func (v *vocabulary) exclusions(x metric.Exclusions) {
	for i := range x {
		v.filter(x[i].Where)
	}
}

func (v *vocabulary) filter(f metric.Filter) {
	for i := range f.Tests {
		v.word(f.Tests[i].Name)
	}
	for _, alternative := range f.Any {
		v.filter(alternative)
	}
}

// word takes in an attribute's name. Of offer.hosting both parts may be written:
// hosting as an attribute of an offer, or as the kind of a state about one.
func (v *vocabulary) word(name string) {
	for _, part := range strings.Split(name, ".") {
		if !fact.Level(part).Is() && part != "" {
			v.attributes = append(v.attributes, part)
			v.kinds = append(v.kinds, part)
		}
	}
}

// bindTold checks the words of facts.
func (n *names) bindTold(list []*told) {
	for _, t := range list {
		n.bindWords(t)
	}
}

// bindWords checks the words of one fact: its kind and attributes, the benefit
// it is about, and what an override names.
func (n *names) bindWords(t *told) {
	if n.words == nil {
		n.words = n.vocabulary()
	}
	n.known(t.benefit, t.benefit.text, "benefit", n.benefits())
	n.bindObjects(&t.objects)
	n.bindCredit(t)
	if t.fact.Kind == fact.Override || t.fact.Kind == string(fact.Offer) {
		return
	}
	if near := slip(t.fact.Kind, n.words.kinds); near != "" && t.benefit.text == "" && !t.verbatim {
		n.wrong(t.at, "Did you mean `"+near+"`? Otherwise write event in front of it.", "Nothing in the program reads facts of the kind `%s`.", t.fact.Kind)
	}
	for _, w := range t.attributes {
		if near := slip(w.name, n.words.attributes); near != "" {
			n.wrong(w, "Did you mean `"+near+"`?", "Nothing in the program reads the attribute `%s`.", w.name)
		}
	}
}

// bindCredit refuses a credit that no version could add to its metric.
func (n *names) bindCredit(t *told) {
	if t.fact.Attributes.Get("act").String() != string(standing.Credit) {
		return
	}
	var refused error
	for _, r := range n.history {
		if index, ok := r.Set.Index(t.objects.metric.text); ok {
			err := r.Set.CheckCredit(index, t.fact.Amount)
			if err == nil {
				return
			}
			refused = err
		}
	}
	if refused != nil {
		found := problem.Of(refused)
		n.wrong(t.objects.metric, found.Hint, "%s", found.Message)
	}
}

// slip is the known word that was probably meant: one letter is wrong, missing,
// too many, or swapped with its neighbour. Empty when the word is known, or like
// none.
func slip(word string, known []string) string {
	if word == "" || slices.Contains(known, word) {
		return ""
	}
	i := slices.IndexFunc(known, func(k string) bool { return oneSlip(word, k) })
	if i < 0 {
		return ""
	}
	return known[i]
}

func oneSlip(a, b string) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	swapped := len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
	return swapped || len(a) <= 1 && len(b) <= 1
}

// bindObjects checks what an override is about.
func (n *names) bindObjects(o *objects) {
	n.known(o.metric, o.metric.text, "metric", n.metrics())
	ladder := &o.tier.ladder
	switch {
	case o.tier.tier != "":
		n.bindLadder(ladder, o.tier.at)
		if n.ladder(ladder.name) != nil {
			n.known(o.tier.at, o.tier.tier, "tier of "+ladder.name, n.tiers(ladder.name))
		}
	case ladder.name != "":
		n.known(ladder.at, ladder.name, "ladder", n.ladders())
	}
}
