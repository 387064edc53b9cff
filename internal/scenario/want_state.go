package scenario

import (
	"laurel/internal/calendar"
	"laurel/internal/problem"
	"laurel/internal/standing"
)

// wantState is state [LADDER[KEY]] STATE.
type wantState struct {
	at     word
	ladder ladderWord
	state  string
}

var states = []string{string(standing.Active), string(standing.Protected), string(standing.InGrace), string(standing.Suspended),
	string(standing.Frozen), string(standing.Waiting), string(standing.Ended)}

func (a *asking) state() want {
	w := &wantState{at: a.at}
	if len(a.words)-a.pos > 1 {
		w.ladder = a.optionalLadder(isOneOf())
	}
	w.state = a.oneOf("a state", states)
	return w
}

func (w *wantState) bind(n *names) { n.bindLadder(&w.ladder, w.at) }

func (w *wantState) check(v *view) finding {
	e := v.find(w.ladder)
	if e == nil {
		return finding{found: v.nothing(w.ladder)}
	}
	return finding{held: string(e.State) == w.state, found: "state " + string(e.State) + " (" + heldText(e) + ")"}
}

// wantDay is one of the days that a standing bears: since, evaluated, safe
// until and grace until, each with [LADDER[KEY]] DATE.
type wantDay struct {
	at     word
	ladder ladderWord
	day    calendar.Day // 0 for none
	words  string       // how it reads: safe until
	of     func(*standing.Explanation) calendar.Day
}

func (a *asking) since() want {
	return a.standingDay("since", func(e *standing.Explanation) calendar.Day { return e.Since })
}

func (a *asking) safe() want {
	return a.standingDay("safe until", func(e *standing.Explanation) calendar.Day { return e.SafeUntil })
}

func (a *asking) grace() want {
	return a.standingDay("grace until", func(e *standing.Explanation) calendar.Day { return e.GraceUntil })
}

// evaluated reads evaluated DATE, or not evaluated because WORDS.
func (a *asking) evaluated() want {
	if a.denied {
		a.expect("because", "not evaluated because rate for GBP")
		return &wantNoEvaluation{because: a.reasonText()}
	}
	return a.standingDay("evaluated", func(e *standing.Explanation) calendar.Day { return e.Evaluated })
}

func (a *asking) standingDay(words string, of func(*standing.Explanation) calendar.Day) want {
	w := &wantDay{at: a.at, words: words, of: of}
	until := words != "since" && words != "evaluated"
	w.ladder = a.optionalLadder(func(next word) bool { return startsWithDigit(next) || next.is("until") })
	if a.denied {
		return w
	}
	if until {
		a.expect("until", words+" 2025-02-28")
	}
	w.day = a.day("The day")
	return w
}

func (w *wantDay) bind(n *names) { n.bindLadder(&w.ladder, w.at) }

func (w *wantDay) check(v *view) finding {
	e := v.find(w.ladder)
	if e == nil {
		return finding{found: v.nothing(w.ladder)}
	}
	found := w.of(e)
	text := w.words + " " + found.String()
	if found == 0 {
		text = map[string]string{"safe until": "not safe", "grace until": "no grace"}[w.words]
	}
	return finding{held: found == w.day, found: text + " (" + heldText(e) + ")"}
}

// wantNoEvaluation is not evaluated because WORDS: the standing cannot be worked
// out, for example because a rate of exchange is missing.
type wantNoEvaluation struct{ because string }

func (w *wantNoEvaluation) bind(*names) {}

func (w *wantNoEvaluation) check(v *view) finding {
	if v.err == nil {
		return finding{found: "evaluated without a problem"}
	}
	return finding{held: mentions(v.err.Error(), w.because), found: "not evaluated because " + problem.Of(v.err).Message}
}
