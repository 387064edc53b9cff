package metric

import (
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// anchorFields is an Anchor as a map, without its own decoding.
type anchorFields Anchor

var anchorChoice = yamlfile.Choice{What: "a moment", Or: "a date, first benefit or tier change", Of: []yamlfile.Alternative{
	{Key: "first", Also: []string{"where"}},
	{Key: "last", Also: []string{"where"}},
	{Key: "tier"},
	{Key: "change-of"},
	{Key: "later-of"},
	{Key: "earlier-of"},
}}

// The two moments that are words.
const (
	firstBenefit = "first benefit"
	tierChange   = "tier change"
)

// DecodeYAML reads a date, "first benefit", "tier change", or a map with one of
// first, last, tier, change-of, later-of and earlier-of.
func (a *Anchor) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	defer func() { a.Place = n.Place() }()
	switch {
	case n.Kind() != yamlfile.Scalar:
		yamlfile.Decode(n, (*anchorFields)(a), m)
		anchorChoice.One(n, m)
		a.check(n, m)
	case n.Text() == firstBenefit:
		a.FirstBenefit = true
	case n.Text() == tierChange:
		a.TierChange = true
	default:
		day, err := calendar.ParseDay(n.Text())
		if err != nil {
			m.AddWithHint(n.Place(), "Write a date, first benefit, tier change, or a map such as {first: sale}.", "%q is not a moment.", n.Text())
			return
		}
		a.On = &day
	}
}

// check wants several moments to choose from.
func (a *Anchor) check(n *yamlfile.Node, m *problem.Mistakes) {
	for _, key := range []string{"later-of", "earlier-of"} {
		if n.Has(key) && fewerThanTwo(n.Get(key)) {
			m.AddWithHint(n.Place(), "Write two moments or more.", "The later or the earlier of one moment is that moment.")
		}
	}
}

// fewerThanTwo reports whether a list has not even two entries. One that could
// not be read counts, and one with null does not.
func fewerThanTwo(list *yamlfile.Node) bool {
	written := 0
	for _, item := range list.Items() {
		if item.Kind() != yamlfile.Null || item.Damaged() {
			written++
		}
	}
	return list.Kind() == yamlfile.List && (written < 2 || written < len(list.Items()))
}

// String is the moment in words: "2024-03-01", "first sale", "tier change".
func (a *Anchor) String() string {
	switch {
	case a.On != nil:
		return a.On.String()
	case a.FirstBenefit:
		return firstBenefit
	case a.TierChange:
		return tierChange
	case a.ChangeOf != "":
		return tierChange + " of " + a.ChangeOf
	case a.Tier != "":
		return "tier " + a.Tier
	case a.LaterOf != nil:
		return "the later of (" + anchorTexts(a.LaterOf) + ")"
	case a.EarlierOf != nil:
		return "the earlier of (" + anchorTexts(a.EarlierOf) + ")"
	default:
		return a.factText()
	}
}

func (a *Anchor) factText() string {
	text := "first " + a.First
	if a.First == "" {
		text = "last " + a.Last
	}
	if !a.Where.IsZero() {
		text += " where " + a.Where.String()
	}
	return text
}

func anchorTexts(list []*Anchor) string {
	texts := make([]string, len(list))
	for i, each := range list {
		texts[i] = each.String()
	}
	return strings.Join(texts, "; ")
}
