package scenario

import (
	"slices"
	"strings"

	"laurel/internal/metric"
	"laurel/internal/standing"
)

// wantNext is next [LADDER[KEY]] TIER, missing WAY [or WAY …]: each way is one
// of those that would be enough. no next says that the highest tier is held.
type wantNext struct {
	at     word
	ladder ladderWord
	tier   word
	ways   [][]lack
	none   bool
}

// lack is one thing that is missing: so much of a metric, or a condition.
type lack struct {
	more      string // "870000 USD", "more than 0 USD"; empty for a condition
	value     metric.Value
	metric    word
	condition conditionWord
}

func (a *asking) next() want {
	w := &wantNext{at: a.at, none: a.denied}
	if w.none {
		w.ladder = a.optionalLadder(isOneOf())
		return w
	}
	w.tier = a.a("The name of a tier")
	if a.more() && !a.peek().is("missing") {
		w.ladder = a.ladderWord(w.tier)
		w.tier = a.a("The name of a tier")
	}
	if a.accept("missing") {
		w.ways = append(w.ways, a.way())
		for a.accept("or") {
			w.ways = append(w.ways, a.way())
		}
	}
	return w
}

// way takes what is missing together, joined by and.
func (a *asking) way() []lack {
	way := []lack{a.lack()}
	for a.accept("and") {
		way = append(way, a.lack())
	}
	return way
}

// lack takes [more than] AMOUNT [of METRIC], or a condition in quotes.
func (a *asking) lack() lack {
	if w := a.peek(); w.quoted {
		a.take()
		return lack{condition: conditionWord{at: w, text: w.text}}
	}
	prefix := ""
	if a.accept("more") {
		a.expect("than", "missing more than 0 USD")
		prefix = "more than "
	}
	if w := a.peek(); !startsNumber(w.text) {
		a.fail(w, "Write an amount, like 870_000 USD, or a condition in quotes.", "The line does not say what is missing%s.", insteadOf(w))
	}
	out := lack{}
	if !a.failed {
		out.value = a.value()
		out.more = prefix + out.value.String()
		a.unitless()
	}
	if a.accept("of") {
		out.metric = a.a("The name of a metric")
	}
	return out
}

func (w *wantNext) bind(n *names) {
	n.bindLadder(&w.ladder, w.at)
	if w.none {
		return
	}
	n.bindTier(w.tier, w.ladder.name)
	for _, way := range w.ways {
		for i := range way {
			way[i].bind(n)
		}
	}
}

func (l *lack) bind(n *names) {
	switch all := n.metrics(); {
	case l.more == "":
		n.bindCondition(&l.condition)
	case slices.Contains(all, l.metric.text):
		n.bindUnit(l.metric, l.metric.text, l.value)
	default:
		n.known(l.metric, l.metric.text, "metric", all)
	}
}

func (w *wantNext) check(v *view) finding {
	e := v.find(w.ladder)
	if e == nil {
		return finding{found: v.nothing(w.ladder)}
	}
	if len(e.Gaps) == 0 {
		return finding{held: w.none, found: "no next, " + heldText(e)}
	}
	if w.none {
		return finding{found: gapText(&e.Gaps[0])}
	}
	i := slices.IndexFunc(e.Gaps, func(g standing.Gap) bool { return g.Tier == w.tier.text })
	if i < 0 {
		return finding{found: heldText(e)}
	}
	return finding{held: w.among(&e.Gaps[i]), found: gapText(&e.Gaps[i])}
}

// among reports whether every way of the line is one of the gap's.
func (w *wantNext) among(g *standing.Gap) bool {
	for _, way := range w.ways {
		if !slices.ContainsFunc(g.Ways, func(found standing.Way) bool { return sameWay(way, found) }) {
			return false
		}
	}
	return true
}

func sameWay(wanted []lack, found standing.Way) bool {
	if len(wanted) != len(found) {
		return false
	}
	for _, each := range wanted {
		if !slices.ContainsFunc(found, each.is) {
			return false
		}
	}
	return true
}

func (l *lack) is(m standing.Missing) bool {
	if l.condition.is != nil {
		return m.Reason.Condition.Same(l.condition.is)
	}
	if m.More == nil || l.more != moreText(&m) {
		return false
	}
	return l.metric.text == "" || len(m.Reason.Measured) > 0 && m.Reason.Measured[0].Metric.Name == l.metric.text
}

func moreText(m *standing.Missing) string {
	if m.Beyond {
		return "more than " + m.More.String()
	}
	return m.More.String()
}

func gapText(g *standing.Gap) string {
	var ways []string
	for _, way := range g.Ways {
		var all []string
		for i := range way {
			all = append(all, missingText(&way[i]))
		}
		ways = append(ways, strings.Join(all, " and "))
	}
	return "next " + g.Tier + ", missing " + strings.Join(ways, " or ")
}

// foundText is the figure that must become another.
func foundText(r *metric.Reason) string {
	if len(r.Measured) != 1 {
		return ""
	}
	name, v := r.Measured[0].Metric.Name, r.Measured[0].Value
	if !v.Is() {
		return " (" + name + " has " + v.String() + ")"
	}
	return " (" + name + " is " + v.String() + ")"
}

func missingText(m *standing.Missing) string {
	if m.More == nil {
		return `"` + unquoted(m.Reason.Condition.String()) + `"` + foundText(m.Reason)
	}
	text := moreText(m)
	if len(m.Reason.Measured) > 0 {
		text += " of " + m.Reason.Measured[0].Metric.Name
	}
	return text
}
