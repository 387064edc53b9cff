package picture

import "laurel/internal/number"

// Burn is credits, one bar for each grant, in the order in which they are used.
type Burn struct {
	Text
	Grants []Credit
}

// Credit is one grant.
type Credit struct {
	Name string // of the benefit
	Says string // what is left, and until when, in words
	Full number.Number
	Used number.Number
	Kept number.Number // reserved, or provisioned elsewhere: neither used nor free
	Soon bool          // it ends soon
}

const creditHeight = 44

// Draw draws it for a width.
func (b Burn) Draw(width int) string {
	c := &canvas{width: width, height: max(1, len(b.Grants)) * creditHeight}
	most := number.Zero
	for _, g := range b.Grants {
		most = number.Highest(most, g.Full)
	}
	for i, g := range b.Grants {
		g.draw(c, i*creditHeight, most)
	}
	return c.svg("burn", b.Text)
}

func (g Credit) draw(c *canvas, y int, most number.Number) {
	at := func(n number.Number) int { return between(n, number.Zero, most, edge, c.width-edge) }
	used, kept, full := at(g.Used), at(g.Used.Add(g.Kept)), at(g.Full)
	c.text("name", edge, y+14, after, g.Name)
	if room(g.Name, letter)+room(g.Says, letter) < c.width-4*edge {
		c.text("says", c.width-edge, y+14, before, g.Says)
	}
	c.rect("used", edge, y+20, used-edge, 14)
	c.rect("kept", used, y+20, kept-used, 14)
	class := "left"
	if g.Soon {
		class = "left soon"
	}
	c.rect(class, kept, y+20, full-kept, 14)
}
