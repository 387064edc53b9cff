package web

import (
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"laurel/internal/brand"
	"laurel/internal/gate"
	"laurel/internal/number"
	"laurel/internal/picture"
)

// designToken is a token of the style sheet with its values.
type designToken struct {
	Name, Light, Dark string
	Contrast          string // of a color, with the page: where it is weaker
	Color             bool
}

// declared is a token of the style sheet where it is given a value.
var declared = regexp.MustCompile(`--([a-z0-9-]+): ([^;]+);`)

// designTokens are the tokens of the style sheet in its order: what a theme changes.
var designTokens = func() []designToken {
	text, err := staticFiles.ReadFile("static/style.css")
	if err != nil {
		panic(err)
	}
	light, rest, _ := strings.Cut(string(text), "@media")
	dark, _, _ := strings.Cut(rest, ":root[data-theme")
	over := map[string]string{}
	for _, m := range declared.FindAllStringSubmatch(dark, -1) {
		over[m[1]] = m[2]
	}
	var out []designToken
	for _, m := range declared.FindAllStringSubmatch(light, -1) {
		token := designToken{Name: m[1], Light: m[2], Dark: over[m[1]]}
		token.Color = strings.HasPrefix(token.Light, "#")
		out = append(out, token)
	}
	return withContrast(out)
}()

// read are the colors of words, edges and signs.
var read = []string{"text", "quiet", "edge", "accent", "good", "attention", "late", "info", "step-5", "step-6"}

// withContrast tells of each color how it is read on the page.
func withContrast(tokens []designToken) []designToken {
	ground := tokens[slices.IndexFunc(tokens, func(t designToken) bool { return t.Name == "ground" })]
	weaker := func(t designToken) string {
		least := 22.0
		for _, pair := range [][2]string{{t.Light, ground.Light}, {t.Dark, ground.Dark}} {
			a, okA := brand.ReadColor(pair[0])
			b, okB := brand.ReadColor(pair[1])
			if okA && okB {
				least = min(least, brand.Contrast(a, b))
			}
		}
		return brand.Ratio(least)
	}
	for i := range tokens {
		if tokens[i].Color && slices.Contains(read, tokens[i].Name) {
			tokens[i].Contrast = weaker(tokens[i])
		}
	}
	return tokens
}

// swatches paints each color of the style sheet: pages have no styles of their own.
func swatches() string {
	var out strings.Builder
	out.WriteString(".swatch { display: inline-block; width: 48px; height: 20px; border: 1px solid var(--edge); border-radius: var(--radius); vertical-align: middle; }\n")
	for _, t := range designTokens {
		if t.Color {
			fmt.Fprintf(&out, ".swatch-%s { background: var(--%s); }\n", t.Name, t.Name)
		}
	}
	return out.String()
}

// serveSwatches serves what only the page of the design loads.
func (d *door) serveSwatches() {
	text := []byte(swatches())
	d.mux.HandleFunc("GET /static/design.css", func(w http.ResponseWriter, r *http.Request) {
		gate.Of(r.Context()).Route = "GET /static/design.css"
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Header().Set("Cache-Control", "public, max-age=3600")
		w.Write(text)
	})
}

// designPage is every token and component, each once.
type designPage struct {
	Tokens  []designToken
	Fields  []Input
	Badges  []string
	States  []string
	Reasons []Reasoned
	Ladder  standingCard
	Icons   []string
}

func showDesign(c *call) (answer, error) {
	say := func(id string) string { return c.locale.Say("design."+id, nil) }
	page := designPage{Tokens: designTokens, Badges: []string{"", "good", "attention", "late", "info", "paused", "locked"}, States: []string{"available", "in-use", "locked", "used"}}
	page.Fields = []Input{
		{Name: "sample-text", Kind: "text", Label: say("field"), Hint: say("hint"), Required: true},
		{Name: "sample-wrong", Kind: "text", Label: say("field-wrong"), Value: say("typed"), Wrong: true, Text: say("mistake")},
		{Name: "sample-select", Kind: "select", Label: say("select"), Options: []option{{Value: "1", Name: say("first")}, {Value: "2", Name: say("second")}}, Value: "2"},
		{Name: "sample-day", Kind: "date", Label: say("day"), Hint: (&view{call: c}).DayHint()},
		{Name: "sample-long", Kind: "textarea", Label: say("words"), Optional: c.locale.Say("frame.optional", nil)},
		{Name: "sample-box", Kind: "checkbox", Label: say("box"), Ticked: "yes", Value: "yes"},
		{Name: "sample-choices", Kind: "choices", Label: say("choices"), Options: []option{{Value: "1", Name: say("first")}, {Value: "2", Name: say("second")}}, Values: []string{"1"}},
	}
	page.Reasons = []Reasoned{{Text: say("reason-met"), Mark: "met"}, {Text: say("reason-unmet"), Mark: "unmet", Open: true, Lines: []Reasoned{{Text: say("reason-below"), Mark: "open"}}}}
	page.Icons = slices.Sorted(maps.Keys(icons))
	pic := picture.Ladder{Text: picture.Text{ID: "sample-ladder", Title: say("ladder"), Description: say("ladder-says")}, Value: number.FromInt(30), Here: c.locale.Int(30)}
	for _, from := range []int64{10, 25, 50} {
		says := c.locale.Int(int(from))
		pic.Steps = append(pic.Steps, picture.Step{Name: c.locale.Say("design.tier", map[string]any{"From": says}), From: number.FromInt(from), Says: says, Held: from == 25})
		page.Ladder.Steps = append(page.Ladder.Steps, stepRow{says, pic.Steps[len(pic.Steps)-1].Name, says, from == 25, from <= 30})
	}
	page.Ladder.Ladder, page.Ladder.Wide = say("ladder"), template.HTML(pic.Draw(760))
	pic.Text.ID += "-narrow"
	page.Ladder.Narrow = template.HTML(pic.Draw(320))
	return c.showing(page)
}
