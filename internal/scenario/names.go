package scenario

import (
	"slices"
	"strings"

	"laurel/internal/fact"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/yamlfile"
)

// names is what the versions of a program call their things: the words that a
// story may use.
type names struct {
	story    *story
	history  program.History
	mistakes *problem.Mistakes
	facts    []fact.Fact // of the story, without those of single cases
	words    *vocabulary // collected on first use
	held     *keys       // collected on first use
}

func (n *names) wrong(at word, hint, format string, args ...any) {
	n.mistakes.AddWithHint(n.story.place(at), hint, format, args...)
}

// each lists what every version has, each name once, in the order of the
// programs.
func (n *names) each(of func(*program.Program) []string) []string {
	var out []string
	for i := range n.history {
		for _, name := range of(n.history[i].Program) {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

func rowNames[T any](t yamlfile.Table[T]) []string {
	out := make([]string, len(t))
	for i := range t {
		out[i] = t[i].Name
	}
	return out
}

func (n *names) ladders() []string {
	return n.each(func(p *program.Program) []string { return rowNames(p.Ladders) })
}

func (n *names) metrics() []string {
	return n.each(func(p *program.Program) []string { return rowNames(p.Metrics) })
}

func (n *names) benefits() []string {
	return n.each(func(p *program.Program) []string { return rowNames(p.Benefits) })
}

func (n *names) tiers(ladder string) []string {
	return n.each(func(p *program.Program) []string {
		l, ok := p.Ladder(ladder)
		if !ok {
			return nil
		}
		out := make([]string, len(l.Tiers))
		for i := range l.Tiers {
			out[i] = l.Tiers[i].ID
		}
		return out
	})
}

// ladder finds a ladder by name in the newest version that has it.
func (n *names) ladder(name string) *program.Ladder {
	for _, r := range slices.Backward(n.history) {
		if l, ok := r.Ladder(name); ok {
			return l
		}
	}
	return nil
}

// factMetrics lists the metrics that count facts or subjects themselves.
func (n *names) factMetrics() []string {
	return n.each(func(p *program.Program) (out []string) {
		for i := range p.Metrics {
			d := &p.Metrics[i].Value
			if _, subjects := d.CountsSubjects(); subjects || len(d.Of) > 0 {
				out = append(out, d.Name)
			}
		}
		return out
	})
}

// known refuses a name that no version has.
func (n *names) known(w word, text, what string, all []string) {
	if text != "" && !slices.Contains(all, text) {
		n.wrong(w, suggestion(text, all), "The program has no %s %q.", what, text)
	}
}

// bindLadder fills in the ladder where the program has only one, and asks for
// a key where a ladder has keys.
func (n *names) bindLadder(l *ladderWord, at word) {
	all := n.ladders()
	switch {
	case l.name != "":
		n.known(l.at, l.name, "ladder", all)
	case len(all) == 1:
		l.name, l.at = all[0], at
	case len(all) > 1:
		n.wrong(at, "Name one of "+yamlfile.Listed(all, "and")+" in front.", "The program has several ladders, and the line does not say which one is meant.")
		return
	default:
		n.wrong(at, "", "The program has no ladder.")
		return
	}
	n.bindKey(l)
}

func (n *names) bindKey(l *ladderWord) {
	ladder := n.ladder(l.name)
	if ladder == nil {
		return
	}
	keyed := !ladder.For.IsZero()
	switch {
	case keyed && l.key == "":
		n.wrong(l.at, "Name one, like "+l.name+"["+exampleKey(ladder)+"].", "The ladder %q is held once for each %s.", l.name, strings.TrimPrefix(ladder.For.String(), "partner by "))
	case !keyed && l.key != "":
		n.wrong(l.at, "Leave ["+l.key+"] out.", "The ladder %q is held by the partner as a whole.", l.name)
	case keyed:
		n.bindKnown(*l, n.keys().of(ladder))
	}
}

func exampleKey(l *program.Ladder) string {
	if l.For.Dimension != "" {
		return "US"
	}
	return "shop"
}

// bindTier checks a tier of a ladder.
func (n *names) bindTier(w word, ladder string) {
	if n.ladder(ladder) != nil {
		n.known(w, w.text, "tier of "+ladder, n.tiers(ladder))
	}
}
