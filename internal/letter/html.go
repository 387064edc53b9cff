package letter

import (
	_ "embed"
	"html/template"
	"strings"
)

//go:embed layout.html
var layoutText string

// layout is the one page that all letters have. It escapes whatever is put in.
var layout = template.Must(template.New("layout").Parse(layoutText))

func (p page) html() string {
	var out strings.Builder
	if err := layout.Execute(&out, p); err != nil {
		panic("letter: " + err.Error()) // the layout reads fields that every page has
	}
	return out.String()
}
