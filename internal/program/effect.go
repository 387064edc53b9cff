package program

import (
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Effects says when a change of tier takes effect, separately for rising and
// for falling.
type Effects struct {
	Up, Down Effect
}

// Effect is when a change that was decided on a day takes effect: at once, or
// After a time, or on the first day of a period of a calendar not before that.
type Effect struct {
	Place     problem.Place    `yaml:"-"`
	After     *calendar.Length `yaml:"after"`       // so long after the decision
	OnFirstOf string           `yaml:"on-first-of"` // on the first day of the next period of a calendar

	cycle calendar.Cycle
}

// AtOnce reports whether a change takes effect on the day of its decision.
func (e Effect) AtOnce() bool { return e.After == nil && e.OnFirstOf == "" }

// On is the day on which a change decided on a day takes effect.
func (e Effect) On(decided calendar.Day) calendar.Day {
	day := decided
	if e.After != nil {
		day = e.After.After(decided)
	}
	if e.OnFirstOf == "" {
		return day
	}
	period, ok := e.cycle.Period(day)
	if ok && period.From == day && day > decided {
		return day
	}
	if next, ok := e.cycle.Shift(day, 1); ok {
		return next.From
	}
	return day
}

// atOnce is the word for a change that takes effect on the day of its decision.
const atOnce = "at-once"

type effectFields Effect

// DecodeYAML reads at-once, or a map with after, on-first-of or both.
func (e *Effect) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	defer func() { e.Place = n.Place() }()
	if n.Kind() == yamlfile.Scalar {
		if n.Text() != atOnce {
			m.AddWithHint(n.Place(), "Write at-once, {after: 30 days}, {on-first-of: month}, or both keys in one map.", "%q does not say when a change takes effect.", n.Text())
		}
		return
	}
	yamlfile.Decode(n, (*effectFields)(e), m)
	if n.Kind() == yamlfile.Map && len(n.Entries()) == 0 && !n.Damaged() {
		m.AddWithHint(n.Place(), "Write {after: 30 days}, {on-first-of: month} or at-once.", "Nothing says when a change takes effect.")
	}
}

type effectPair struct {
	Up   Effect `yaml:"up"`   // when a higher tier takes effect
	Down Effect `yaml:"down"` // when a lower tier does
}

// DecodeYAML reads one effect for both directions, or {up: …, down: …}.
func (e *Effects) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	if n.Has("up") || n.Has("down") {
		var pair effectPair
		yamlfile.Decode(n, &pair, m)
		e.Up, e.Down = pair.Up, pair.Down
		bothWays(n, m, "when a change takes effect", atOnce)
		return
	}
	e.Up.DecodeYAML(n, m)
	e.Down = e.Up
}

// bothWays refuses to say something for one direction alone.
func bothWays(n *yamlfile.Node, m *problem.Mistakes, what, usual string) {
	type way struct{ key, word string }
	up, down := way{"up", "rising"}, way{"down", "falling"}
	for _, pair := range [][2]way{{up, down}, {down, up}} {
		given, other := pair[0], pair[1]
		if n.Has(given.key) && !n.Has(other.key) && !n.Damaged() {
			m.AddWithHint(n.Place(), "Add "+other.key+": "+usual+", or what else it should be.", "This says %s for %s (`%s`), and nothing for %s.", what, given.word, given.key, other.word)
		}
	}
}

// String is the effect in words.
func (e Effect) String() string {
	text := ""
	if e.After != nil {
		text = "after " + e.After.String()
	}
	if e.OnFirstOf != "" {
		text += " on the first of a " + e.OnFirstOf
	}
	if text == "" {
		return atOnce
	}
	return strings.TrimSpace(text)
}
