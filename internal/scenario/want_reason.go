package scenario

import (
	"slices"

	"laurel/internal/metric"
)

// wantReason is reason CONDITION holds, fails, is ignored or is waived: what
// came of one of the program's conditions.
type wantReason struct {
	condition conditionWord
	verdict   string
}

var verdicts = []string{"holds", "fails", "ignored", "waived"}

func (a *asking) reason() want {
	w := &wantReason{}
	last := len(a.words) - 1
	if !a.more() || last <= a.pos {
		a.fail(a.peek(), "Write it like reason billed_sales >= 25_000 USD fails.", "A condition and what came of it are missing here.")
		return w
	}
	w.condition = conditionWord{at: a.peek(), text: written(a.words[a.pos:last])}
	if w.verdict = a.words[last].text; !slices.Contains(verdicts, w.verdict) {
		a.fail(a.words[last], suggestion(w.verdict, verdicts), "`%s` does not say what came of the condition.", shorten(w.verdict))
	}
	a.pos = len(a.words)
	return w
}

func (w *wantReason) bind(n *names) { n.bindCondition(&w.condition) }

func (w *wantReason) check(v *view) finding {
	var found []metric.Reason
	for i := range v.explained {
		for _, r := range rootReasons(&v.explained[i]) {
			eachReason(r, func(r *metric.Reason) {
				if r.Condition != nil && r.Condition.Same(w.condition.is) {
					found = append(found, *r)
				}
			})
		}
	}
	f := finding{found: "not asked"}
	for i := range found {
		verdict := verdictOf(&found[i])
		f.found = w.condition.text + " " + verdict
		if f.held = verdict == w.verdict || verdict == "waived" && w.verdict == "holds"; f.held {
			return f
		}
	}
	if len(found) > 0 {
		f.reasons = []string{v.leafText(&found[0])}
	}
	return f
}

func verdictOf(r *metric.Reason) string {
	if !r.Waived.IsZero() {
		return "waived"
	}
	return r.Truth.String()
}
