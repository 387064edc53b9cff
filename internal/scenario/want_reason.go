package scenario

import (
	"slices"

	"laurel/internal/metric"
	"laurel/internal/problem"
)

// wantReason is reason CONDITION holds, fails, is ignored or is waived: what
// came of a leaf of the program's conditions.
type wantReason struct {
	at      word
	text    string
	leaf    *metric.Condition
	verdict string
}

var verdicts = []string{"holds", "fails", "ignored", "waived"}

func (a *asking) reason() want {
	w := &wantReason{at: a.peek()}
	last := len(a.words) - 1
	if !a.more() || last <= a.pos {
		a.fail(a.peek(), "Write it like reason billed_sales >= 25_000 USD fails.", "A condition and what came of it are missing here.")
		return w
	}
	w.text, w.verdict = written(a.words[a.pos:last]), a.words[last].text
	if a.pos = last; !slices.Contains(verdicts, w.verdict) {
		a.fail(a.words[last], suggestion(w.verdict, verdicts), "`%s` does not say what came of the condition.", shorten(w.verdict))
		return w
	}
	a.pos = len(a.words)
	leaf, err := metric.ParseCondition(w.text)
	if err != nil {
		a.fail(w.at, problem.Of(err).Hint, "%s", problem.Of(err).Message)
	}
	w.leaf = leaf
	return w
}

func (w *wantReason) bind(n *names) {
	var all []string
	for i := range n.history {
		for j := range n.history[i].Ladders {
			for _, c := range n.history[i].Ladders[j].Value.Conditions() {
				c.Visit(func(leaf *metric.Condition) {
					if leaf.Text != "" {
						all = append(all, leaf.String())
					}
				})
			}
		}
	}
	for _, text := range all {
		if c, err := metric.ParseCondition(text); err == nil && c.Same(w.leaf) {
			return
		}
	}
	n.wrong(w.at, suggestion(w.text, all), "No tier of the program has the condition `%s`.", shorten(w.text))
}

func (w *wantReason) check(v *view) finding {
	var found []metric.Reason
	for i := range v.explained {
		for _, r := range rootReasons(&v.explained[i]) {
			eachLeaf(r, func(leaf *metric.Reason) {
				if leaf.Condition != nil && leaf.Condition.Same(w.leaf) {
					found = append(found, *leaf)
				}
			})
		}
	}
	f := finding{found: "not asked"}
	for i := range found {
		verdict := verdictOf(&found[i])
		f.found = w.text + " " + verdict
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
