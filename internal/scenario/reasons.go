package scenario

import (
	"fmt"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/standing"
)

// mostReasons and mostNamed bound what a report says about one line.
const (
	mostReasons = 20
	mostNamed   = 5 // facts in one reason
)

// rootReasons lists the conditions of every tier of a ladder.
func rootReasons(e *standing.Explanation) []*metric.Reason {
	var out []*metric.Reason
	for i := range e.Tiers {
		for _, ways := range [][]standing.TrackReason{e.Tiers[i].Attain, e.Tiers[i].Retain} {
			for j := range ways {
				if ways[j].Applies != nil {
					out = append(out, ways[j].Applies)
				}
				out = append(out, &ways[j].Reason)
			}
		}
	}
	return out
}

// eachReason visits a reason and all that it is made of.
func eachReason(r *metric.Reason, do func(*metric.Reason)) {
	do(r)
	for i := range r.Children {
		eachReason(&r.Children[i], do)
	}
}

// eachLeaf visits the leaves of a reason, and what asks its leaves of several
// subjects or days.
func eachLeaf(r *metric.Reason, do func(*metric.Reason)) {
	eachReason(r, func(r *metric.Reason) {
		if c := r.Condition; c == nil || c.Text != "" || c.Over != nil || c.Time != nil {
			do(r)
		}
	})
}

// whyTier is why the tier that was wanted, and the one that is held, pass or
// not.
func (v *view) whyTier(e *standing.Explanation, wanted string) []string {
	var out []string
	for i := range e.Tiers {
		t := &e.Tiers[i]
		if t.Tier != wanted && t.Tier != e.Tier {
			continue
		}
		verdict := "does not pass"
		switch {
		case t.Passes:
			verdict = "passes"
		case t.Keeps:
			verdict = "does not pass, but would be kept"
		}
		out = append(out, t.Tier+" "+verdict)
		for _, ways := range [][]standing.TrackReason{t.Attain, t.Retain} {
			for j := range ways {
				eachLeaf(&ways[j].Reason, func(leaf *metric.Reason) { out = append(out, "  "+v.leafText(leaf)) })
			}
		}
	}
	return out[:min(len(out), mostReasons)]
}

// leafText is a condition with what it found and where the program says so.
func (v *view) leafText(r *metric.Reason) string {
	text := verdictOf(r)
	if c := r.Condition; c != nil {
		text = "`" + c.String() + "` " + text
		if c.Over != nil || c.Time != nil {
			text += fmt.Sprintf(", %d of %d", r.Met, r.Of)
		}
	}
	if !r.Key.IsZero() {
		text = offerName(r.Key.ID) + ": " + text
	}
	if r.Day != 0 {
		text = "on " + r.Day.String() + ": " + text
	}
	if !r.Waived.IsZero() {
		text += " because " + r.Waived.Because
	}
	if at := r.Place.String(); at != "" {
		text += " (" + at + ")"
	}
	for i := range r.Measured {
		text += "; " + strings.Join(v.evidence(&r.Measured[i]), "; ")
	}
	return text
}

// evidence is what a metric's value was made of.
func (v *view) evidence(m *metric.Measured) []string {
	e := &m.Evidence
	head := m.Metric.Name + " is " + m.Value.String()
	if e.Bounded {
		head += fmt.Sprintf(" from %s to %s", e.Span.From, e.Span.Last())
	}
	out := []string{head}
	if counted := v.countedTexts(e); len(counted) > 0 {
		out = append(out, "counted "+some(counted))
	}
	if left := v.leftOutTexts(e); len(left) > 0 {
		out = append(out, "left out "+some(left))
	}
	for i := range e.Parts {
		out = append(out, v.evidence(&e.Parts[i])...)
	}
	return out[:min(len(out), mostReasons)]
}

func (v *view) countedTexts(e *metric.Evidence) []string {
	var out []string
	for i := range e.Facts {
		c := &e.Facts[i]
		text := v.name(c.Fact.ID) + " " + strings.TrimSpace(c.Number.String()+" "+c.Currency) + " on " + c.Day.String()
		switch {
		case c.Rate != nil && c.Rate.Day <= calendar.FirstDay:
			text += " at the program's own rate"
		case c.Rate != nil:
			text += " at the rate of " + c.Rate.Day.String()
		}
		out = append(out, text)
	}
	for _, id := range e.Subjects {
		out = append(out, offerName(id))
	}
	return out
}

func (v *view) leftOutTexts(e *metric.Evidence) []string {
	var out []string
	for i := range e.LeftOut {
		l := &e.LeftOut[i]
		name := offerName(l.Subject)
		if l.Fact != nil {
			name = v.name(l.Fact.ID)
		}
		out = append(out, name+" because "+leftOutText(l))
	}
	return out
}

// some names the first of many.
func some(texts []string) string {
	if n := len(texts) - mostNamed; n > 0 {
		return strings.Join(texts[:mostNamed], ", ") + fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(texts, ", ")
}
