package scenario

import (
	"slices"
	"strings"

	"laurel/internal/metric"
)

// wantExcluded is excluded NAME … [for METRIC] [because WORDS] [operators
// WORDS]: a metric leaves the facts out and shows them as left out.
type wantExcluded struct {
	named  []word
	metric ladderWord
	said   saidWords
}

func (a *asking) excluded() want {
	return &wantExcluded{named: a.namesOfFacts(), metric: a.forMetric(), said: a.saidWords()}
}

func (w *wantExcluded) bind(n *names) {
	n.known(w.metric.at, w.metric.name, "metric", n.metrics())
	n.bindFacts(w.named)
}

func (w *wantExcluded) check(v *view) finding {
	left := v.leftOut(w.metric)
	f := finding{held: true, found: "excluded nothing"}
	for _, each := range w.named {
		fits := func(l leftOut) bool { return l.name == each.text && w.said.in(l.because, l.operators) }
		f.held = f.held && slices.ContainsFunc(left, fits)
	}
	var texts []string
	for _, l := range left {
		if text := l.name + " " + saidText(l.because, l.operators); !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	if len(texts) > 0 {
		f.found = "excluded " + strings.Join(texts, "; ")
	}
	return f
}

// leftOut is one thing that a metric left out, with every way of saying why.
type leftOut struct{ name, because, operators string }

// leftOut lists what a metric, or any metric, leaves out.
func (v *view) leftOut(of ladderWord) []leftOut {
	var out []leftOut
	for _, m := range v.measured(of.key) {
		if of.name == "" || m.Metric.Name == of.name {
			out = append(out, v.leftOutOf(&m)...)
		}
	}
	return out
}

func (v *view) leftOutOf(m *metric.Measured) []leftOut {
	var out []leftOut
	for i := range m.Evidence.LeftOut {
		l := &m.Evidence.LeftOut[i]
		name := offerName(l.Subject)
		if l.Fact != nil {
			name = v.name(l.Fact.ID)
		}
		out = append(out, leftOut{name, leftOutText(l), forOperators(l)})
	}
	for i := range m.Evidence.Parts {
		out = append(out, v.leftOutOf(&m.Evidence.Parts[i])...)
	}
	return out
}

// leftOutText is why something was left out: the program's reason with the
// attributes that it looks at, a person's, or a missing rate.
func leftOutText(l *metric.LeftOut) string {
	switch {
	case l.Exclusion != nil && !l.Exclusion.Because.IsZero():
		return l.Exclusion.Because.In("en") + " (" + l.Exclusion.Where.String() + ")"
	case l.Exclusion != nil:
		return l.Exclusion.Where.String()
	case l.Barred != nil:
		return l.Barred.Because
	default:
		return "no rate of exchange"
	}
}

// forOperators is what only operators read about something left out: the
// program's own reason for them, or a person's.
func forOperators(l *metric.LeftOut) string {
	switch {
	case l.Exclusion != nil:
		return l.Exclusion.Operators.In("en")
	case l.Barred != nil:
		return l.Barred.Private
	default:
		return ""
	}
}
