// Package brand holds what a marketplace makes of the pages and the letters: its
// name, its logo and its color, and whether people can read what is written in it.
package brand

import "strings"

// Brand is how a marketplace looks. What is empty is as it comes.
type Brand struct {
	Name  string `json:"name,omitempty"`  // as readers know it
	Light Color  `json:"light,omitempty"` // of links and buttons on light pages
	Dark  Color  `json:"dark,omitempty"`  // and on dark ones
	Logo  Logo   `json:"logo,omitzero"`
}

// The grounds of the pages, as the style sheet has them, on which a color is read.
var (
	lightGrounds = []Color{"#ffffff", "#f6f7f9"}
	darkGrounds  = []Color{"#15171a", "#1d2024"}
)

// Grounds are those of light or of dark pages, the page itself first.
func Grounds(dark bool) []Color {
	if dark {
		return darkGrounds
	}
	return lightGrounds
}

// How much of a color is in the ground of what is chosen, and in each step from
// pale to the color itself, in percent.
const (
	inLight = 9
	inDark  = 18
)

var steps = []int{25, 45, 65, 85, 100}

// Style is the style sheet that changes the tokens of the color; empty where the
// color is as it comes.
func (b Brand) Style() string {
	if b.Light == "" {
		return ""
	}
	var out strings.Builder
	dark := tokens(b.Dark, true)
	out.WriteString(":root {" + tokens(b.Light, false) + " }\n")
	out.WriteString("@media (prefers-color-scheme: dark) { :root:not([data-theme=\"light\"]) {" + dark + " } }\n")
	out.WriteString(":root[data-theme=\"dark\"] {" + dark + " }\n")
	return out.String()
}

// tokens are the values of the tokens that are made of a color.
func tokens(c Color, dark bool) string {
	out := " --accent: " + string(c) + "; --accent-ground: " + string(c.ground(dark)) + "; --on-accent: " + string(c.over()) + ";"
	end := Color("#000000")
	if dark {
		end = "#ffffff"
	}
	for i, percent := range steps {
		out += " --step-" + string(rune('1'+i)) + ": " + string(c.on(Grounds(dark)[0], percent)) + ";"
	}
	return out + " --step-6: " + string(c.on(end, 70)) + ";"
}
