package scenario

import (
	"slices"
	"strings"

	"laurel/internal/fact"
	"laurel/internal/program"
)

// keys are what the ladders and metrics of a story can be held by: offers and
// other subjects that a line names, and the values of attributes.
type keys struct {
	subjects map[fact.Level][]string
	values   map[string][]string // by attribute
	listed   []string            // by the lists of the programs, and where regions are counted
}

// keys collects what the facts of the story name, those of cases included.
func (n *names) keys() *keys {
	if n.held != nil {
		return n.held
	}
	k := &keys{subjects: map[fact.Level][]string{}, values: map[string][]string{}}
	for i := range n.facts {
		k.fact(&n.facts[i])
	}
	for _, t := range n.story.tables {
		for _, r := range t.rows {
			for _, told := range r.told {
				k.fact(&told.fact)
			}
		}
	}
	for i := range n.history {
		k.program(n.history[i].Program)
	}
	n.held = k
	return k
}

func (k *keys) fact(f *fact.Fact) {
	for _, l := range fact.Levels() {
		if id := f.Subject.ID(l); id != "" {
			k.subjects[l] = append(k.subjects[l], id)
			k.value(string(l), id)
		}
	}
	for _, a := range f.Attributes {
		k.value(a.Name, a.Value.String())
		if a.Name == "value" {
			k.value(f.Kind, a.Value.String())
		}
	}
	k.value("kind", f.Kind)
	k.value("source", f.ID.Source)
	k.value("currency", f.Amount.Currency)
}

func (k *keys) value(attribute, text string) {
	if text != "" {
		k.values[attribute] = append(k.values[attribute], text)
	}
}

func (k *keys) program(p *program.Program) {
	for _, row := range p.Lists {
		k.listed = append(k.listed, row.Value...)
	}
	for i := range p.Metrics {
		if t := p.Metrics[i].Value.Tiers; t != nil {
			k.listed = append(append(k.listed, t.Keys...), t.Not...)
		}
	}
}

// of lists what can stand in brackets behind a ladder.
func (k *keys) of(l *program.Ladder) []string {
	if d := l.For.Dimension; d != "" {
		return append(slices.Clone(k.values[d[strings.LastIndexByte(d, '.')+1:]]), k.listed...)
	}
	return k.subjects[l.For.Level]
}

// bindMetricKey refuses to measure a metric for what is neither an offer nor
// holds a tier.
func (n *names) bindMetricKey(m ladderWord) {
	if m.key == "" {
		return
	}
	known := slices.Clone(n.keys().subjects[fact.Offer])
	for _, name := range n.ladders() {
		if l := n.ladder(name); !l.For.IsZero() {
			known = append(known, n.keys().of(l)...)
		}
	}
	n.bindKnown(m, known)
}

// bindKnown refuses a key that nothing in the story knows. An offer may stand
// with its publisher in front, and a plan with both: contoso/shop/basic.
func (n *names) bindKnown(l ladderWord, known []string) {
	own := l.key[strings.LastIndexByte(l.key, '/')+1:]
	if l.key == "" || slices.Contains(known, l.key) || own != l.key && slices.Contains(known, own) {
		return
	}
	slices.Sort(known)
	hint := suggestion(own, slices.Compact(known))
	if hint == "" {
		hint = "A key is an offer, or what holds a tier of its own, written as the facts of the story do."
	}
	n.wrong(l.at, hint, "`%s` has no key `%s` in this story.", l.name, l.key)
}
