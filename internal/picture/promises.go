package picture

import (
	"strconv"

	"laurel/internal/number"
)

// Promises is how many are due on each day, the late ones first.
type Promises struct {
	Text
	Days []Due
}

// Due is one day.
type Due struct {
	Name  string
	Count int
	Late  bool
}

const (
	dueTop, dueEnd = 20, 84
	dueHeight      = 104
)

// Draw draws it for a width.
func (p Promises) Draw(width int) string {
	c := &canvas{width: width, height: dueHeight}
	most := 1
	for _, d := range p.Days {
		most = max(most, d.Count)
	}
	all := width - 2*edge
	for i, d := range p.Days {
		from, to := edge+all*i/len(p.Days), edge+all*(i+1)/len(p.Days)
		y := between(number.FromInt(int64(d.Count)), number.Zero, number.FromInt(int64(most)), dueEnd, dueTop)
		class := "due"
		if d.Late {
			class = "due late"
		}
		c.rect(class, from+3, y, to-from-6, dueEnd-y)
		c.text("count", (from+to)/2, y-4, around, strconv.Itoa(d.Count))
		c.text("day", (from+to)/2, dueEnd+15, around, d.Name)
	}
	c.line("axis", edge, dueEnd, width-edge, dueEnd)
	return c.svg("promises", p.Text)
}
