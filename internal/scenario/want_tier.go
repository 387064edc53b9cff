package scenario

import (
	"cmp"

	"laurel/internal/standing"
)

// wantTier is tier [LADDER[KEY]] TIER, or no tier [LADDER[KEY]].
type wantTier struct {
	at     word
	ladder ladderWord
	tier   word
	none   bool
}

func (a *asking) tier() want {
	w := &wantTier{at: a.at, none: a.denied}
	if w.none {
		w.ladder = a.optionalLadder(isOneOf())
		return w
	}
	w.tier = a.a("The name of a tier")
	if a.more() {
		w.ladder = a.ladderWord(w.tier)
		w.tier = a.a("The name of a tier")
	}
	return w
}

func (w *wantTier) bind(n *names) {
	n.bindLadder(&w.ladder, w.at)
	if !w.none {
		n.bindTier(w.tier, w.ladder.name)
	}
}

func (w *wantTier) check(v *view) finding {
	e := v.find(w.ladder)
	if e == nil {
		several := v.several(w.ladder)
		return finding{held: w.none && len(several) == 0, found: cmp.Or(several, v.nothing(w.ladder))}
	}
	f := finding{held: e.Tier == w.tier.text, found: heldText(e)}
	if !f.held {
		f.reasons = v.whyTier(e, w.tier.text)
	}
	return f
}

// heldText is a standing in the words of a story.
func heldText(e *standing.Explanation) string {
	text := "no tier"
	if e.Tier != "" {
		text = "tier " + e.Tier
	}
	text += " since " + e.Since.String()
	if e.State != standing.Active {
		text += ", " + string(e.State)
	}
	if !e.Override.IsZero() {
		text += ", because " + e.Override.Because
	}
	return text
}
