package scenario

import (
	"slices"
	"strings"

	"laurel/internal/standing"
)

// wantForecast is forecast [LADDER[KEY]] TIER on DATE [because …], or no
// forecast: the next change of tier when nothing more happens.
type wantForecast struct {
	at      word
	ladder  ladderWord
	tier    word // empty text for no tier
	none    bool
	day     string
	leaves  []word // these leave the window
	because string // the cause
}

// forecastCauses are the words for why a tier changes.
var forecastCauses = []string{string(standing.Attained), string(standing.Fell), string(standing.GraceOver),
	string(standing.Overridden), string(standing.NewVersion), string(standing.MergedAway)}

func (a *asking) forecast() want {
	w := &wantForecast{at: a.at, none: a.denied}
	if w.none {
		w.ladder = a.optionalLadder(isOneOf())
		return w
	}
	a.forecastTier(w)
	a.expect("on", "forecast t1 on 2025-03-05")
	w.day = a.day("The day of the change").String()
	if !a.accept("because") {
		return w
	}
	if !strings.HasPrefix(a.words[len(a.words)-1].text, "window") {
		w.because = a.oneOf("a cause", forecastCauses)
		return w
	}
	for a.more() && !a.peek().is("leaves") && !a.peek().is("leave") {
		if !a.accept("and") {
			w.leaves = append(w.leaves, a.take())
		}
	}
	a.take()
	a.expect("the", "because s1 leaves the window")
	a.expect("window", "because s1 leaves the window")
	return w
}

func (a *asking) forecastTier(w *wantForecast) {
	first := a.a("The name of a tier")
	if !a.peek().is("on") {
		w.ladder = a.ladderWord(first)
		first = a.a("The name of a tier")
		if first.is("no") {
			a.expect("tier", "forecast transact no tier on 2025-03-05")
			return
		}
	}
	if first.is("tier") && w.ladder.name == "no" {
		w.ladder, first = ladderWord{}, word{}
	}
	w.tier = first
}

func (w *wantForecast) bind(n *names) {
	n.bindLadder(&w.ladder, w.at)
	if w.tier.text != "" {
		n.bindTier(w.tier, w.ladder.name)
	}
	n.bindFacts(w.leaves)
}

func (w *wantForecast) check(v *view) finding {
	e := v.find(w.ladder)
	if e == nil {
		return finding{found: v.nothing(w.ladder)}
	}
	f := finding{found: forecastText(v, e.Next)}
	switch c := e.Next; {
	case c == nil:
		f.held = w.none
	case !w.none:
		left := v.leavingNames(c)
		f.held = c.To == w.tier.text && c.Day.String() == w.day && (w.because == "" || string(c.Because) == w.because) &&
			!slices.ContainsFunc(w.leaves, func(name word) bool { return !slices.Contains(left, name.text) })
	}
	return f
}

func (v *view) leavingNames(c *standing.Change) []string {
	var out []string
	for i := range c.Leaving {
		for j := range c.Leaving[i].Facts {
			if name := v.name(c.Leaving[i].Facts[j].Fact.ID); !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

func forecastText(v *view, c *standing.Change) string {
	if c == nil {
		return "no forecast"
	}
	tier := c.To
	if tier == "" {
		tier = "no tier"
	}
	text := "forecast " + tier + " on " + c.Day.String() + " because " + string(c.Because)
	if left := v.leavingNames(c); len(left) > 0 {
		text += " (" + strings.Join(left, " and ") + " leaving the window)"
	}
	return text
}
