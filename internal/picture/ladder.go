package picture

import (
	"slices"

	"laurel/internal/number"
)

// Ladder is the tiers as steps, and where a partner is between them. The steps
// are as far apart as their number lets them be: thresholds often grow tenfold,
// and the lower ones would fall together on a plain scale.
type Ladder struct {
	Text
	Steps []Step        // from the lowest
	Value number.Number // of the metric that the tiers ask for
	Here  string        // the value in words
}

// Step is a tier.
type Step struct {
	Name string        // of the tier
	From number.Number // the value from which it is reached
	Says string        // that value in words
	Held bool          // the tier that is held
}

const (
	letter   = 7 // pixels of a letter of a label
	stepLine = 52
)

// Draw draws it for a width. Where names do not fit beside each other those
// between are left out, never the tier that is held, the next one, the first or
// the last.
func (l Ladder) Draw(width int) string {
	c := &canvas{width: width, height: 92}
	from, to := 14, width-14
	if len(l.Steps) == 0 {
		return c.svg("ladder", l.Text)
	}
	here := l.place(from, to)
	c.line("to-come", from, stepLine, to, stepLine)
	c.line("done", from, stepLine, here, stepLine)
	if next := l.next(); next < len(l.Steps) {
		c.line("next", here, stepLine, l.stepAt(next, from, to), stepLine)
	}
	shown := l.shown(from, to)
	for i, s := range l.Steps {
		x := l.stepAt(i, from, to)
		c.dot(s.class(l.Value), x, stepLine, 6)
		if slices.Contains(shown, i) {
			c.text("name "+s.class(l.Value), within(x, s.Name, width), stepLine+24, around, s.Name)
			c.text("says", within(x, s.Says, width), stepLine+38, around, s.Says)
		}
	}
	c.dot("here", here, stepLine, 9)
	c.dot("here-core", here, stepLine, 4)
	c.text("here", within(here, l.Here+"  ", width), stepLine-20, around, l.Here)
	return c.svg("ladder", l.Text)
}

func (s Step) class(value number.Number) string {
	switch {
	case s.Held:
		return "held"
	case s.From.Cmp(value) <= 0:
		return "reached"
	default:
		return "ahead"
	}
}

// stepAt is where a step lies. Before the first there is room for who has not
// reached it.
func (l Ladder) stepAt(i, from, to int) int {
	return from + (to-from)*(i+1)/(len(l.Steps))
}

// place is where the value lies: between two steps as far as it is on the way.
func (l Ladder) place(from, to int) int {
	next := l.next()
	if next == len(l.Steps) {
		return to
	}
	low, start := number.Zero, from
	if next > 0 {
		low, start = l.Steps[next-1].From, l.stepAt(next-1, from, to)
	}
	return between(l.Value, low, l.Steps[next].From, start, l.stepAt(next, from, to))
}

// next is the first step that is not reached.
func (l Ladder) next() int {
	i := slices.IndexFunc(l.Steps, func(s Step) bool { return s.From.Cmp(l.Value) > 0 })
	if i < 0 {
		return len(l.Steps)
	}
	return i
}

// shown are the steps whose names fit, the important ones first.
func (l Ladder) shown(from, to int) []int {
	held := slices.IndexFunc(l.Steps, func(s Step) bool { return s.Held })
	order := []int{held, l.next(), len(l.Steps) - 1, 0}
	for i := range l.Steps {
		order = append(order, i)
	}
	var shown []int
	for _, i := range order {
		if i >= 0 && i < len(l.Steps) && !slices.Contains(shown, i) && l.fits(i, shown, from, to) {
			shown = append(shown, i)
		}
	}
	return shown
}

func (l Ladder) fits(i int, shown []int, from, to int) bool {
	for _, other := range shown {
		apart := l.labelAt(max(i, other), from, to) - l.labelAt(min(i, other), from, to)
		if apart < (l.room(i)+l.room(other))/2+letter {
			return false
		}
	}
	return true
}

// labelAt is the middle of a step's name, which does not reach over the edge.
func (l Ladder) labelAt(i, from, to int) int {
	half := l.room(i) / 2
	return max(half, min(l.stepAt(i, from, to), to+from-half))
}

func (l Ladder) room(i int) int {
	return max(room(l.Steps[i].Name, letter), room(l.Steps[i].Says, letter))
}

// within is where a text in the middle of a place begins to be cut off no more.
func within(x int, words string, width int) int {
	half := room(words, letter) / 2
	return max(half, min(x, width-half))
}
