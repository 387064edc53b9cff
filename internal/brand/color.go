package brand

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Color is one as style sheets write it: #1b5cb8.
type Color string

var hex = regexp.MustCompile(`^#([0-9a-f]{3}|[0-9a-f]{6})$`)

// ReadColor reads a color as people write it: #1b5cb8, 1B5CB8, #18c.
func ReadColor(text string) (Color, bool) {
	text = "#" + strings.TrimPrefix(strings.ToLower(strings.TrimSpace(text)), "#")
	if !hex.MatchString(text) {
		return "", false
	}
	if len(text) == 4 {
		text = string([]byte{'#', text[1], text[1], text[2], text[2], text[3], text[3]})
	}
	return Color(text), true
}

// parts are how much there is of red, green and blue, up to 255.
func (c Color) parts() (out [3]int) {
	for i := range out {
		n, err := strconv.ParseUint(string(c)[1+2*i:3+2*i], 16, 8)
		if err != nil {
			panic("brand: " + string(c) + " is no color") // ReadColor makes them
		}
		out[i] = int(n)
	}
	return out
}

// on is so many percent of a color over another one.
func (c Color) on(ground Color, percent int) Color {
	over, under := c.parts(), ground.parts()
	for i := range over {
		over[i] = (over[i]*percent + under[i]*(100-percent) + 50) / 100
	}
	return Color(fmt.Sprintf("#%02x%02x%02x", over[0], over[1], over[2]))
}

// ground is the pale color on which what is chosen is written in the color.
func (c Color) ground(dark bool) Color {
	if dark {
		return c.on(darkGrounds[0], inDark)
	}
	return c.on(lightGrounds[0], inLight)
}

// over is the color of words on the color: the one that is read better.
func (c Color) over() Color {
	const light, dark = Color("#ffffff"), Color("#0f1720")
	if Contrast(light, c) >= Contrast(dark, c) {
		return light
	}
	return dark
}

// luminance is how light a color is, as WCAG defines it.
func (c Color) luminance() (out float64) {
	weights := [3]float64{0.2126, 0.7152, 0.0722}
	for i, part := range c.parts() {
		if v := float64(part) / 255; v <= 0.04045 {
			out += weights[i] * v / 12.92
		} else {
			out += weights[i] * math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return out
}

// Contrast is that of two colors, as WCAG defines it: from 1 to 21.
func Contrast(a, b Color) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// Readable is the contrast that words need at least (WCAG 2.2 AA, 1.4.3).
const Readable = 4.5

// Weakest is the ground of light or dark pages on which a color is read worst, and
// the contrast there.
func (c Color) Weakest(dark bool) (ground Color, contrast float64) {
	contrast = math.Inf(1)
	for _, g := range append([]Color{c.ground(dark)}, Grounds(dark)...) {
		if got := Contrast(c, g); got <= contrast {
			ground, contrast = g, got
		}
	}
	if got := Contrast(c, c.over()); got < contrast {
		ground, contrast = c.over(), got
	}
	return ground, contrast
}

// Passing is the color nearest to another one that can be read on light or on dark
// pages: darker, or lighter.
func (c Color) Passing(dark bool) Color {
	end := Color("#000000")
	if dark {
		end = "#ffffff"
	}
	for percent := 100; percent > 0; percent-- {
		nearer := c.on(end, percent)
		if _, contrast := nearer.Weakest(dark); contrast >= Readable {
			return nearer
		}
	}
	return end
}

// Ratio is a contrast as people write it, cut and not rounded: 4.49 is not enough.
func Ratio(contrast float64) string {
	return strconv.FormatFloat(math.Floor(contrast*100)/100, 'f', 2, 64)
}
