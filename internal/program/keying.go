package program

import (
	"strings"

	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Keying says who holds a tier: the partner, each subject of a level ("offers"),
// or the partner once for each value of a dimension ("partner by region").
type Keying struct {
	Level     fact.Level // empty for the partner
	Dimension string     // empty unless by a dimension
}

// partnerBy is what stands before the name of a dimension.
const partnerBy = "partner by "

// DecodeYAML reads partner, the word for one or for many subjects (offer,
// offers), or partner by with the name of an attribute.
func (k *Keying) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	word := n.Text()
	switch dimension, by := strings.CutPrefix(word, partnerBy); {
	case n.Kind() != yamlfile.Scalar:
		m.AddWithHint(n.Place(), keyingHint, "Who holds the tiers is expected here.")
	case by && metric.IsAttribute(dimension):
		k.Dimension = dimension
	case word != string(fact.Partner):
		k.decodeLevel(n, m)
	}
}

const keyingHint = "Write partner, offer, another subject, or partner by and an attribute, like partner by region."

func (k *Keying) decodeLevel(n *yamlfile.Node, m *problem.Mistakes) {
	level, plural := fact.LevelOfPlural(n.Text())
	if !plural {
		level = fact.Level(n.Text())
	}
	if level == fact.Partner || !level.Is() {
		m.AddWithHint(n.Place(), keyingHint, "%q does not say who holds the tiers.", n.Text())
		return
	}
	k.Level = level
}

// String is the keying as a program writes it.
func (k Keying) String() string {
	switch {
	case k.Dimension != "":
		return partnerBy + k.Dimension
	case k.Level != "":
		return string(k.Level)
	default:
		return string(fact.Partner)
	}
}

// IsZero reports whether the partner itself holds the tiers.
func (k Keying) IsZero() bool { return k == Keying{} }
