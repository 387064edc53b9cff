// Package picture draws what tables say: the ladder of tiers with where a partner
// stands, sales over time beside what each tier asks for, how credit is burned,
// how many promises are due. A picture is SVG with a title and a description,
// with classes and without colors: the style sheet of whoever shows it decides
// those. It is drawn for a width, so that its words keep their size on a phone.
// It decides nothing: all words and values are given, and pixels are rounded.
package picture

import (
	"fmt"
	"html"
	"strings"

	"laurel/internal/number"
)

// Text is what a picture says to those who do not see it.
type Text struct {
	ID          string // unique on the page
	Title       string // what it shows, in a few words
	Description string // what one would see in it, in a sentence
}

// canvas collects the marks of one picture.
type canvas struct {
	marks         strings.Builder
	width, height int
	top           number.Number // the highest value that is drawn
	end           int           // where the columns end
}

func (c *canvas) mark(format string, args ...any) { fmt.Fprintf(&c.marks, format, args...) }

func (c *canvas) line(class string, x1, y1, x2, y2 int) {
	c.mark(`<line class="%s" x1="%d" y1="%d" x2="%d" y2="%d"/>`, class, x1, y1, x2, y2)
}

func (c *canvas) rect(class string, x, y, width, height int) {
	if width > 0 && height > 0 {
		c.mark(`<rect class="%s" x="%d" y="%d" width="%d" height="%d"/>`, class, x, y, width, height)
	}
}

func (c *canvas) dot(class string, x, y, radius int) {
	c.mark(`<circle class="%s" cx="%d" cy="%d" r="%d"/>`, class, x, y, radius)
}

// diamond is a mark that one tells from a dot by its shape.
func (c *canvas) diamond(class string, x, y, half int) {
	c.mark(`<path class="%s" d="M%d %dl%d %d %d %d %d %dz"/>`, class, x, y-half, half, half, -half, half, -half, -half)
}

// The places of a text beside its point.
const (
	after  = "start"
	around = "middle"
	before = "end"
)

func (c *canvas) text(class string, x, y int, anchor, words string) {
	c.mark(`<text class="%s" x="%d" y="%d" text-anchor="%s">%s</text>`, class, x, y, anchor, html.EscapeString(words))
}

// svg is the whole picture.
func (c *canvas) svg(kind string, t Text) string {
	id := html.EscapeString(t.ID)
	return fmt.Sprintf(`<svg class="picture %s" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="%s-title %s-desc">`+
		`<title id="%s-title">%s</title><desc id="%s-desc">%s</desc>%s</svg>`,
		kind, c.width, c.height, c.width, c.height, id, id, id, html.EscapeString(t.Title), id, html.EscapeString(t.Description), c.marks.String())
}

// between is where a value lies from one pixel to another, when it goes from low
// to high. What is outside lies on the edge.
func between(value, low, high number.Number, from, to int) int {
	if high.Cmp(low) <= 0 || value.Cmp(low) <= 0 {
		return from
	}
	if value.Cmp(high) >= 0 {
		return to
	}
	share := value.Sub(low).Quo(high.Sub(low)).Mul(number.FromInt(int64(to - from)))
	return from + int(share.Round(0, number.HalfEven).Rat().Num().Int64())
}

// cut shortens a text to the room that there is.
func cut(words string, width int) string {
	letters := []rune(words)
	for len(letters) > 0 && room(string(letters), letter) > width {
		letters = letters[:len(letters)-1]
	}
	if len(letters) == len([]rune(words)) || len(letters) == 0 {
		return string(letters)
	}
	return string(letters[:len(letters)-1]) + "…"
}

// room is about how wide a text is, in pixels: wide letters count double.
func room(words string, perLetter int) int {
	total := 0
	for _, r := range words {
		if total += perLetter; r >= 0x2E80 {
			total += perLetter * 3 / 4
		}
	}
	return total
}
