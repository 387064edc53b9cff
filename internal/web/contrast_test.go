package web

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// token is a color of the style sheet.
var token = regexp.MustCompile(`--([a-z0-9-]+): #([0-9a-f]{3,6})\b`)

// tokensOf are the colors of a theme.
func tokensOf(part string) map[string]string {
	out := map[string]string{}
	for _, m := range token.FindAllStringSubmatch(part, -1) {
		out[m[1]] = m[2]
	}
	return out
}

// TestColorsCanBeToldApart wants of each theme the contrast of WCAG 2.2 AA: 4.5 to 1
// for text (1.4.3), 3 to 1 for the edges of controls, the ring of the focus and what
// pictures are read by (1.4.11).
func TestColorsCanBeToldApart(t *testing.T) {
	text, err := staticFiles.ReadFile("static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	light, rest, _ := strings.Cut(string(text), "@media (prefers-color-scheme: dark)")
	byMachine, chosen, _ := strings.Cut(rest, `:root[data-theme="dark"]`)
	chosen, _, _ = strings.Cut(chosen, "/* Ground */")
	pairs := []struct {
		least        float64
		over, unders string
	}{
		{4.5, "text", "ground raised sunken"}, {4.5, "quiet", "ground raised sunken"}, {4.5, "accent", "ground raised accent-ground"}, {4.5, "on-accent", "accent"},
		{4.5, "good", "ground good-ground"}, {4.5, "attention", "ground attention-ground"}, {4.5, "late", "ground late-ground"}, {4.5, "info", "ground info-ground"},
		{3, "edge", "ground"}, {3, "accent", "ground raised sunken"}, {3, "late", "ground"}, {3, "step-6", "ground accent-ground"},
	}
	for name, part := range map[string]string{"light": light, "dark by the machine": byMachine, "dark by choice": chosen} {
		colors := tokensOf(part)
		for _, p := range pairs {
			for under := range strings.FieldsSeq(p.unders) {
				if got := contrast(t, colors[p.over], colors[under]); got < p.least {
					t.Errorf("%s: %s on %s has the contrast %.2f, want %.1f", name, p.over, under, got, p.least)
				}
			}
		}
	}
}

// contrast is that of two colors, as WCAG defines it.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	if len(hex) != 6 {
		t.Fatalf("%q is no color", hex)
	}
	var out float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		if c := float64(n) / 255; c <= 0.04045 {
			out += weight * c / 12.92
		} else {
			out += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return out
}
