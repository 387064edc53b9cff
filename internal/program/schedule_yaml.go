package program

import (
	"fmt"
	"strconv"
	"strings"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// onChange is the word for a schedule that falls on every change.
const onChange = "on-change"

type scheduleFields Schedule

var scheduleChoice = yamlfile.Choice{What: "a schedule", Or: "the word on-change", Of: []yamlfile.Alternative{
	{Key: "each", Also: []string{"on"}},
	{Key: "yearly"},
	{Key: "dates"},
	{Key: "anniversary", Also: []string{"every"}},
}}

// DecodeYAML reads the word on-change, or a map with each, yearly, dates or
// anniversary.
func (s *Schedule) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	defer func() { s.Place = n.Place() }()
	if n.Kind() == yamlfile.Scalar {
		s.OnChange = n.Text() == onChange
		if !s.OnChange {
			m.AddWithHint(n.Place(), "Write on-change, or a map such as {each: month, on: last-day} or {yearly: 03-01}.", "%q is not a schedule.", n.Text())
		}
		return
	}
	yamlfile.Decode(n, (*scheduleFields)(s), m)
	scheduleChoice.One(n, m)
	if s.Yearly != nil && len(s.Yearly) == 0 || s.Dates != nil && len(s.Dates) == 0 {
		m.AddWithHint(n.Place(), "Write days, like [01-15, 07-15] or [2024-06-30].", "The schedule lists no day.")
	}
}

type schedulePair struct {
	Up   Schedule `yaml:"up"`   // when a rise is decided
	Down Schedule `yaml:"down"` // when a fall is decided
}

// DecodeYAML reads one schedule for both directions, or {up: …, down: …}.
func (e *Evaluate) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	if n.Has("up") || n.Has("down") {
		var pair schedulePair
		yamlfile.Decode(n, &pair, m)
		e.Up, e.Down = pair.Up, pair.Down
		bothWays(n, m, "when the tiers are judged", onChange)
		return
	}
	e.Up.DecodeYAML(n, m)
	e.Down = e.Up
}

// The two days of a period that have a name, and the longest period there is.
const (
	firstDay    = "first-day"
	lastDay     = "last-day"
	longestYear = 366
)

// DecodeYAML reads first-day, last-day or the number of a day.
func (o *OnDay) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	number, err := strconv.Atoi(n.Text())
	switch {
	case n.Text() == lastDay:
		*o = 0
	case n.Text() == firstDay:
		*o = 1
	case err != nil || number < 1 || number > longestYear:
		m.AddWithHint(n.Place(), "Write first-day, last-day, or a number from 1.", "%q is not a day of a period.", n.Text())
	default:
		*o = OnDay(number)
	}
}

// String is the day as a program writes it.
func (o OnDay) String() string {
	switch o {
	case 0:
		return lastDay
	case 1:
		return firstDay
	default:
		return strconv.Itoa(int(o))
	}
}

// String is the schedule in words.
func (s *Schedule) String() string {
	switch {
	case s.OnChange:
		return onChange
	case s.Yearly != nil:
		return "yearly on " + texts(s.Yearly)
	case s.Dates != nil:
		return "on " + texts(s.Dates)
	case s.Anniversary != nil && s.Every != nil:
		return "every " + s.Every.String() + " since " + s.Anniversary.String()
	case s.Anniversary != nil:
		return "every year since " + s.Anniversary.String()
	default:
		return "each " + s.Each + " on " + s.On.String()
	}
}

func texts[T fmt.Stringer](list []T) string {
	words := make([]string, len(list))
	for i, each := range list {
		words[i] = each.String()
	}
	return strings.Join(words, ", ")
}
