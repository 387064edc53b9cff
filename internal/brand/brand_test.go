package brand

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestColorsAreRead(t *testing.T) {
	for text, want := range map[string]Color{"#1B5CB8": "#1b5cb8", " 18c ": "#1188cc", "red": "", "#12345": "", "": "", "#1b5cb8;}": ""} {
		if got, ok := ReadColor(text); got != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v", text, got, ok)
		}
	}
}

func TestContrast(t *testing.T) {
	for _, test := range []struct {
		a, b Color
		want string
	}{{"#000000", "#ffffff", "21.00"}, {"#ffffff", "#ffffff", "1.00"}, {"#777777", "#ffffff", "4.47"}, {"#1b5cb8", "#ffffff", "6.42"}} {
		if got := Ratio(Contrast(test.a, test.b)); got != test.want {
			t.Errorf("%s on %s: got %s, want %s", test.a, test.b, got, test.want)
		}
	}
}

// What is said to pass passes, and what passes already stays as it is.
func TestWhatPassesPasses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, ok := ReadColor(rapid.StringMatching(`#[0-9a-f]{6}`).Draw(t, "color"))
		dark := rapid.Bool().Draw(t, "dark")
		if !ok {
			t.Fatal("no color")
		}
		p := c.Passing(dark)
		if _, contrast := p.Weakest(dark); contrast < Readable {
			t.Fatalf("%s is said to pass for %s, with %.2f", p, c, contrast)
		}
		if _, contrast := c.Weakest(dark); contrast >= Readable && p != c {
			t.Fatalf("%s passes and becomes %s", c, p)
		}
		if p.Passing(dark) != p {
			t.Fatalf("%s passes, and %s is said to", p, p.Passing(dark))
		}
	})
}

func TestLogos(t *testing.T) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	draw := func(inside string) string {
		return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">` + inside + `</svg>`
	}
	for text, want := range map[string]string{
		picture.String(): "image/png",
		draw(`<path d="M0 0h8v8z" fill="url(#g)"/>`):       "image/svg+xml",
		`<?xml version="1.0"?>` + draw(`<use href="#a"/>`): "image/svg+xml",
		"":                    "",
		"hello":               "",
		picture.String()[:40]: "",
		strings.Repeat(" ", LargestLogo) + draw(""):                                             "",
		draw(`<script>alert(1)</script>`):                                                       "",
		draw(`<g onclick="alert(1)"/>`):                                                         "",
		draw(`<a href="javascript:alert(1)"><path d="M0 0"/></a>`):                              "",
		draw(`<use href="https://elsewhere.example/a.svg#b"/>`):                                 "",
		draw(`<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:text/html,x"/>`): "",
		draw(`<path fill="url( https://elsewhere.example )"/>`):                                 "",
		draw(`<path style="background: url(x)"/>`):                                              "",
		draw(`<style>* { background: url(x) }</style>`):                                         "",
		draw(`<image href="x.png"/>`):                                                           "",
		draw(`<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>`):     "",
		draw(`<g xmlns="http://www.w3.org/1999/xhtml"/>`):                                       "",
		draw(`<animate attributeName="href" to="x"/>`):                                          "",
		`<!DOCTYPE svg [<!ENTITY a "b">]>` + draw(`&a;`):                                        "",
		`<?xml-stylesheet href="x"?>` + draw(""):                                                "",
		`<html xmlns="http://www.w3.org/2000/svg"><svg/></html>`:                                "",
		draw(`<path d="M0 0">`):                                                                 "",
	} {
		got, err := ReadLogo([]byte(text))
		if got.Type != want || (err == nil) != (want != "") {
			t.Errorf("%.100q: got %q, %v, want %q", text, got.Type, err, want)
		}
	}
}

func TestStyle(t *testing.T) {
	if got := (Brand{Name: "Fabrikam"}).Style(); got != "" {
		t.Errorf("got %q of a brand without a color", got)
	}
	light := Color("#0a7d4f")
	got := Brand{Light: light, Dark: light.Passing(true)}.Style()
	for _, want := range []string{"--accent: #0a7d4f;", "--on-accent: #ffffff;", `:root[data-theme="dark"] { --accent: `, "--step-6: "} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in:\n%s", want, got)
		}
	}
}
