package picture

import (
	"slices"

	"laurel/internal/number"
)

// Sales is a metric over time beside what each tier asks for: above, the running
// value with the thresholds as lines; below, what each month brought.
type Sales struct {
	Text
	Running    string // what the upper part shows
	Monthly    string // what the lower part shows
	Restated   string // what the mark at a month says whose figures have changed
	Months     []Month
	Thresholds []Threshold // from the lowest
}

// Month is one column.
type Month struct {
	Name     string        // of the month, short
	Brought  number.Number // what it brought; less than zero where more was taken back
	Value    number.Number // the running value at its end
	Counts   bool          // it is in the window on the day asked about
	Leaves   bool          // it leaves the window next
	Ahead    bool          // it is still to come: what follows without new facts
	Restated bool          // what was known of it has changed
}

// Threshold is what a tier asks for.
type Threshold struct {
	Name  string
	Value number.Number
	Held  bool
}

// The parts of the picture, in pixels from above.
const (
	upperTop, upperEnd = 24, 170
	lowerTop, lowerEnd = 206, 276
	monthLine          = 296
	salesHeight        = 304
	edge               = 8 // beside the columns
	lineOfText         = 14
)

// Draw draws it for a width.
func (s Sales) Draw(width int) string {
	c := &canvas{width: width, height: salesHeight, top: s.top()}
	c.end = s.end(c)
	c.text("caption", edge, 12, after, s.Running)
	c.text("caption", edge, lowerTop-14, after, s.Monthly)
	s.drawLegend(c)
	if len(s.Months) > 0 {
		s.drawWindow(c)
		s.drawThresholds(c)
		s.drawRunning(c)
		s.drawMonths(c)
	}
	return c.svg("sales", s.Text)
}

// drawLegend says what the mark of a month means, when some month has it.
func (s Sales) drawLegend(c *canvas) {
	if slices.ContainsFunc(s.Months, func(m Month) bool { return m.Restated }) {
		x := max(edge+5, c.width-edge-room(s.Restated, letter))
		c.diamond("restated", x, lowerTop-18, 5)
		c.text("legend", x+edge, lowerTop-14, after, s.Restated)
	}
}

// end is where the columns end. To the right of it stand the names of the
// thresholds, so that no line goes through them.
func (s Sales) end(c *canvas) int {
	widest := 0
	for _, t := range s.Thresholds {
		if t.Value.Cmp(c.top) <= 0 {
			widest = max(widest, room(t.Name, letter)+edge)
		}
	}
	return c.width - edge - min(widest, c.width/4)
}

// column is where a month begins, and where it ends.
func (s Sales) column(c *canvas, i int) (from, to int) {
	all := c.end - edge
	return edge + all*i/len(s.Months), edge + all*(i+1)/len(s.Months)
}

// drawWindow is the band of the months that count.
func (s Sales) drawWindow(c *canvas) {
	first := slices.IndexFunc(s.Months, func(m Month) bool { return m.Counts })
	if first < 0 {
		return
	}
	last := first
	for i, m := range s.Months {
		if m.Counts {
			last = i
		}
	}
	from, _ := s.column(c, first)
	_, to := s.column(c, last)
	c.rect("window", from, upperTop, to-from, lowerEnd-upperTop)
}

// top is the highest value that is drawn: the highest running value, and above it
// the threshold that is held and the next one, when they are not out of sight.
func (s Sales) top() number.Number {
	top := number.Zero
	for _, m := range s.Months {
		top = number.Highest(top, m.Value)
	}
	highest := top
	next := slices.IndexFunc(s.Thresholds, func(t Threshold) bool { return t.Value.Cmp(highest) > 0 })
	for i, t := range s.Thresholds {
		if inSight := highest.Sign() == 0 || t.Value.Cmp(highest.Mul(number.FromInt(3))) <= 0; (i == next || t.Held) && inSight {
			top = number.Highest(top, t.Value)
		}
	}
	return top.Mul(number.Fraction(21, 20))
}

func (s Sales) drawThresholds(c *canvas) {
	top, end := c.top, c.end
	var named []int
	for _, t := range s.byImportance() {
		if t.Value.Cmp(top) > 0 {
			continue
		}
		y, class := between(t.Value, number.Zero, top, upperEnd, upperTop), "threshold"
		if t.Held {
			class = "threshold held"
		}
		c.line(class, edge, y, end, y)
		if !slices.ContainsFunc(named, func(other int) bool { return max(y, other)-min(y, other) < lineOfText }) { // names do not lie on each other
			c.text(class, end+edge/2, y+4, after, cut(t.Name, c.width-end-edge/2))
			named = append(named, y)
		}
	}
}

// byImportance are the thresholds in the order in which they get a name where there
// is not room for all: the one that is held, the next one, and the others from the
// highest.
func (s Sales) byImportance() []Threshold {
	out := slices.Clone(s.Thresholds)
	slices.Reverse(out)
	held := slices.IndexFunc(out, func(t Threshold) bool { return t.Held })
	if held > 0 {
		return slices.Concat(out[held:held+1], out[held-1:held], out[:held-1], out[held+1:])
	}
	return out
}

// drawRunning is the running value as a line, dashed where it is to come.
func (s Sales) drawRunning(c *canvas) {
	x, y := 0, 0
	for i, m := range s.Months {
		from, to := s.column(c, i)
		nextX, nextY := (from+to)/2, between(m.Value, number.Zero, c.top, upperEnd, upperTop)
		class := "running"
		if m.Ahead {
			class = "running ahead"
		}
		if i > 0 {
			c.line(class, x, y, nextX, nextY)
		}
		x, y = nextX, nextY
		if i+1 == len(s.Months) || s.Months[i+1].Ahead && !m.Ahead {
			c.dot(class, x, y, 4)
		}
	}
	c.line("axis", edge, upperEnd, c.end, upperEnd)
}

func (s Sales) drawMonths(c *canvas) {
	low, high := number.Zero, number.Zero
	for _, m := range s.Months {
		low, high = number.Lowest(low, m.Brought), number.Highest(high, m.Brought)
	}
	zero := between(number.Zero, low, high, lowerEnd, lowerTop)
	names := s.every(c)
	for i, m := range s.Months {
		from, to := s.column(c, i)
		y := between(m.Brought, low, high, lowerEnd, lowerTop)
		gap := max(1, (to-from)/6)
		c.rect(m.class(), from+gap, min(y, zero), to-from-2*gap, max(1, max(y, zero)-min(y, zero)))
		if m.Restated {
			c.diamond("restated", (from+to)/2, min(y, zero)-8, 5)
		}
		if x := (from + to) / 2; i%names == names/2 && x == within(x, m.Name, c.width) {
			c.text("month", x, monthLine, around, m.Name)
		}
	}
	c.line("axis", edge, zero, c.end, zero)
}

func (m Month) class() string {
	switch {
	case m.Leaves:
		return "brought leaves"
	case m.Ahead:
		return "brought ahead"
	case m.Counts:
		return "brought counts"
	default:
		return "brought"
	}
}

// every is at which months a name stands, so that each has room.
func (s Sales) every(c *canvas) int {
	widest := 1
	for _, m := range s.Months {
		widest = max(widest, room(m.Name, letter)+letter)
	}
	return max(1, (widest*len(s.Months)+c.end-1)/c.end)
}
