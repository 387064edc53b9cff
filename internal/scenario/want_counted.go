package scenario

import (
	"slices"
	"strings"

	"laurel/internal/metric"
)

// wantCounted is counted NAME … [for METRIC], or counted nothing: exactly these
// facts or subjects counted.
type wantCounted struct {
	at     word
	named  []word
	metric ladderWord
}

func (a *asking) counted() want {
	w := &wantCounted{at: a.at}
	if !a.accept("nothing") {
		w.named = a.namesOfFacts()
	}
	w.metric = a.forMetric()
	return w
}

// namesOfFacts takes names up to a word of the language.
func (a *asking) namesOfFacts() []word {
	list := []word{a.a("The name of a fact")}
	for a.more() && !isOneOf("for", "because", "operators")(a.peek()) {
		list = append(list, a.take())
	}
	return list
}

func (a *asking) forMetric() ladderWord {
	if a.accept("for") {
		return a.ladderWord(a.a("The name of a metric"))
	}
	return ladderWord{}
}

func (w *wantCounted) bind(n *names) {
	n.bindMetric(&w.metric, w.at)
	n.bindFacts(w.named)
}

// bindMetric fills in the metric where the program has only one that reads
// facts.
func (n *names) bindMetric(m *ladderWord, at word) {
	if m.name != "" {
		n.known(m.at, m.name, "metric", n.metrics())
		return
	}
	all := n.factMetrics()
	if len(all) != 1 {
		n.wrong(at, "Add for and the metric, like for billed_sales.", "The program has several metrics, and the line does not say which one is meant.")
		return
	}
	m.name, m.at = all[0], at
}

// bindFacts refuses names that nothing in the story has.
func (n *names) bindFacts(named []word) {
	all := n.story.factNames()
	for _, w := range named {
		switch {
		case slices.Contains(all, w.text) || n.story.tells(w.text):
		case strings.Trim(w.text, "[](){}") != w.text, w.is("and"):
			n.wrong(w, "Write only the names, one after another: s1 s2.", "`%s` is not the name of a fact.", shorten(w.text))
		default:
			n.wrong(w, suggestion(w.text, all), "Nothing in the story is named %s.", w.text)
		}
	}
}

// factNames lists what facts, offers, customers, people and deals are called.
func (s *story) factNames() []string {
	var all []string
	for _, p := range s.partners {
		all = append(append(all, p.offerNames()...), p.unread...)
		for _, t := range p.told {
			all = append(all, t.name.text, t.fact.Subject.Customer, t.fact.Subject.Person, t.fact.Subject.Deal)
		}
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(name string) bool { return name == "" })
}

// tells reports whether a fact has the value in an attribute, which may be what
// is counted: counted US for best.
func (s *story) tells(value string) bool {
	for _, p := range s.partners {
		for _, t := range p.told {
			for _, a := range t.fact.Attributes {
				if a.Value.String() == value {
					return true
				}
			}
		}
	}
	return false
}

func (w *wantCounted) check(v *view) finding {
	m := v.measure(w.metric)
	if m == nil {
		return finding{found: v.nothing(w.metric)}
	}
	found := v.countedNames(m)
	slices.Sort(found)
	found = slices.Compact(found)
	wanted := make([]string, len(w.named))
	for i, each := range w.named {
		wanted[i] = each.text
	}
	slices.Sort(wanted)
	f := finding{held: slices.Equal(found, slices.Compact(wanted)), found: "counted " + orNothing(found) + " for " + w.metric.name}
	if !f.held {
		f.reasons = v.evidence(m)
	}
	return f
}

func orNothing(words []string) string {
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, " ")
}

// countedNames lists what counted for a metric, or for the metrics it is made
// from.
func (v *view) countedNames(m *metric.Measured) []string {
	var out []string
	for i := range m.Evidence.Facts {
		out = append(out, v.name(m.Evidence.Facts[i].Fact.ID))
	}
	for _, id := range m.Evidence.Subjects {
		out = append(out, offerName(id))
	}
	for i := range m.Evidence.Parts {
		out = append(out, v.countedNames(&m.Evidence.Parts[i])...)
	}
	return out
}
