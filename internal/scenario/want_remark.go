package scenario

import (
	"slices"

	"laurel/internal/standing"
)

// wantRisk is at risk [LADDER[KEY]], or not at risk.
type wantRisk struct {
	at     word
	ladder ladderWord
	not    bool
}

func (a *asking) atRisk() want {
	w := &wantRisk{at: a.at, not: a.denied}
	a.expect("risk", "at risk")
	w.ladder = a.optionalLadder(isOneOf())
	return w
}

func (w *wantRisk) bind(n *names) { n.bindLadder(&w.ladder, w.at) }

func (w *wantRisk) check(v *view) finding {
	e := v.find(w.ladder)
	if e == nil {
		return finding{found: v.nothing(w.ladder)}
	}
	found := "at risk"
	if !e.AtRisk {
		found = "not at risk"
	}
	return finding{held: e.AtRisk != w.not, found: found + "; " + forecastText(v, e.Next)}
}

// wantProvisional is provisional [LADDER[KEY]] [because source, rate or period],
// or not provisional.
type wantProvisional struct {
	at      word
	ladder  ladderWord
	because string
	not     bool
}

func (a *asking) provisional() want {
	w := &wantProvisional{at: a.at, not: a.denied}
	w.ladder = a.optionalLadder(isOneOf("because"))
	if a.accept("because") {
		w.because = a.oneOf("a reason", []string{standing.ProvisionalSource, standing.ProvisionalRate, standing.ProvisionalPeriod})
	}
	return w
}

func (w *wantProvisional) bind(n *names) {
	if w.ladder.name != "" {
		n.bindLadder(&w.ladder, w.at)
	}
}

func (w *wantProvisional) check(v *view) finding {
	why := v.provisional(w.ladder)
	f := finding{found: "not provisional"}
	if len(why) > 0 {
		f.found = "provisional because " + listed(why)
	}
	so := len(why) > 0 && w.because == "" || slices.Contains(why, w.because)
	f.held = so != w.not
	return f
}

// provisional lists why what is judged may still change: in one ladder, or in
// any; or any metric, where the program has no ladders.
func (v *view) provisional(l ladderWord) []string {
	if r := v.release(); r != nil && len(r.Ladders) == 0 {
		return v.timeline.Provisional(v.measured(""), v.at)
	}
	var why []string
	if e := v.find(l); e != nil {
		return e.Provisional
	}
	for i := range v.explained {
		for _, each := range v.explained[i].Provisional {
			if !slices.Contains(why, each) {
				why = append(why, each)
			}
		}
	}
	return why
}

// wantVersion is version NAME, or no version: the one in force.
type wantVersion struct {
	version string
}

func (a *asking) version() want {
	if a.denied {
		return &wantVersion{}
	}
	return &wantVersion{version: a.a("The name of a version").text}
}

func (w *wantVersion) bind(*names) {}

func (w *wantVersion) check(v *view) finding {
	r := v.release()
	if r == nil {
		return finding{held: w.version == "", found: "no version is in force"}
	}
	return finding{held: r.Version == w.version, found: "version " + r.Version}
}

// wantOverride is override [LADDER[KEY]] because WORDS [operators WORDS], or no
// override: why a person set or holds the tier.
type wantOverride struct {
	at     word
	ladder ladderWord
	said   saidWords
	none   bool
}

func (a *asking) override() want {
	w := &wantOverride{at: a.at, none: a.denied}
	w.ladder = a.optionalLadder(isOneOf("because", "operators"))
	if next := a.peek(); !w.none && !next.is("operators") && !next.is("because") {
		a.expect("because", `override because "appeal of May"`)
	}
	if !w.none {
		w.said = a.saidWords()
	}
	return w
}

func (w *wantOverride) bind(n *names) { n.bindLadder(&w.ladder, w.at) }

func (w *wantOverride) check(v *view) finding {
	e := v.find(w.ladder)
	switch {
	case e == nil:
		return finding{found: v.nothing(w.ladder)}
	case e.Override.IsZero():
		return finding{held: w.none, found: "no override"}
	default:
		return finding{held: !w.none && w.said.in(e.Override.Because, e.Override.Private),
			found: "override " + saidText(e.Override.Because, e.Override.Private)}
	}
}
