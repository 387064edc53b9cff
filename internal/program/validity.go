package program

import (
	"fmt"

	"laurel/internal/calendar"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Validity is how long a tier cannot be lost once it was attained or
// confirmed. Without one it can be lost at any evaluation for falling.
type Validity struct {
	Place   problem.Place    `yaml:"-"`
	ForEver bool             `yaml:"-"`        // the word for-ever
	RestOf  string           `yaml:"rest-of"`  // the running period of a calendar
	AndNext int              `yaml:"and-next"` // and so many more
	Plus    *calendar.Length `yaml:"plus"`     // and so long after the last of them
	For     *calendar.Length `yaml:"for"`      // so long from the day
	Until   *calendar.Day    `yaml:"until"`    // to this day, which is included

	cycle calendar.Cycle
}

// Last is the last day on which a tier attained or confirmed on a day is safe.
func (v *Validity) Last(day calendar.Day) calendar.Day {
	switch {
	case v.ForEver:
		return calendar.LastDay
	case v.Until != nil:
		return *v.Until
	case v.For != nil:
		return v.For.After(day) - 1
	default:
		return v.lastOfPeriod(day)
	}
}

func (v *Validity) lastOfPeriod(day calendar.Day) calendar.Day {
	period, ok := v.cycle.Shift(day, v.AndNext)
	if !ok {
		return day
	}
	if v.Plus != nil {
		return v.Plus.After(period.Until) - 1
	}
	return period.Last()
}

// forEver is the word for a tier that is never lost.
const forEver = "for-ever"

type validityFields Validity

var validityChoice = yamlfile.Choice{What: "a time that a tier holds", Or: "the word for-ever", Of: []yamlfile.Alternative{
	{Key: "rest-of", Also: []string{"and-next", "plus"}},
	{Key: "for"},
	{Key: "until"},
}}

// DecodeYAML reads the word for-ever, or a map with rest-of, for or until.
func (v *Validity) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	defer func() { v.Place = n.Place() }()
	if n.Kind() == yamlfile.Scalar {
		v.ForEver = n.Text() == forEver
		if !v.ForEver {
			m.AddWithHint(n.Place(), "Write for-ever, {rest-of: year}, {for: 12 months} or {until: 2025-12-31}.", "%q does not say how long a tier holds.", n.Text())
		}
		return
	}
	yamlfile.Decode(n, (*validityFields)(v), m)
	validityChoice.One(n, m)
	if v.AndNext < 0 {
		m.AddWithHint(n.Place(), "Write and-next: 1 for the period after the running one.", "A tier cannot hold for %d more periods.", v.AndNext)
	}
}

// String is the validity in words.
func (v *Validity) String() string {
	switch {
	case v.ForEver:
		return forEver
	case v.Until != nil:
		return "until " + v.Until.String()
	case v.For != nil:
		return "for " + v.For.String()
	}
	text := "rest of " + v.RestOf
	if v.AndNext > 0 {
		text += fmt.Sprintf(" and the next %d", v.AndNext)
	}
	if v.Plus != nil {
		text += " plus " + v.Plus.String()
	}
	return text
}
