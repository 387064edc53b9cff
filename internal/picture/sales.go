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
)

// Draw draws it for a width.
func (s Sales) Draw(width int) string {
	c := &canvas{width: width, height: salesHeight}
	c.text("caption", edge, 12, after, s.Running)
	c.text("caption", edge, lowerTop-14, after, s.Monthly)
	if len(s.Months) > 0 {
		s.drawWindow(c)
		s.drawThresholds(c)
		s.drawRunning(c)
		s.drawMonths(c)
	}
	return c.svg("sales", s.Text)
}

// column is where a month begins, and where it ends.
func (s Sales) column(c *canvas, i int) (from, to int) {
	all := c.width - 2*edge
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

// top is the highest value that is drawn: the highest running value, and the next
// threshold above it when that is not out of sight.
func (s Sales) top() number.Number {
	top := number.Zero
	for _, m := range s.Months {
		top = number.Highest(top, m.Value)
	}
	for _, t := range s.Thresholds {
		if t.Value.Cmp(top) > 0 {
			if t.Value.Cmp(top.Mul(number.FromInt(3))) <= 0 || top.Sign() == 0 {
				top = t.Value
			}
			break
		}
	}
	return top.Mul(number.Fraction(21, 20))
}

func (s Sales) drawThresholds(c *canvas) {
	top, last := s.top(), salesHeight
	for _, t := range s.Thresholds {
		if t.Value.Cmp(top) > 0 {
			return
		}
		y := between(t.Value, number.Zero, top, upperEnd, upperTop)
		class := "threshold"
		if t.Held {
			class = "threshold held"
		}
		c.line(class, edge, y, c.width-edge, y)
		if last-y >= 14 { // names do not lie on each other
			c.text(class, c.width-edge, y-3, before, t.Name)
			last = y
		}
	}
}

// drawRunning is the running value as a line, dashed where it is to come.
func (s Sales) drawRunning(c *canvas) {
	top := s.top()
	x, y := 0, 0
	for i, m := range s.Months {
		from, to := s.column(c, i)
		nextX, nextY := (from+to)/2, between(m.Value, number.Zero, top, upperEnd, upperTop)
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
	c.line("axis", edge, upperEnd, c.width-edge, upperEnd)
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
			c.dot("restated", (from+to)/2, min(y, zero)-6, 3)
		}
		if i%names == 0 {
			c.text("month", (from+to)/2, monthLine, around, m.Name)
		}
	}
	c.line("axis", edge, zero, c.width-edge, zero)
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
	return max(1, (widest*len(s.Months)+c.width-1)/c.width)
}
