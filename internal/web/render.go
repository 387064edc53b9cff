package web

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"

	"laurel/internal/calendar"
	"laurel/internal/gate"
	"laurel/internal/locale"
	"laurel/internal/people"
)

//go:embed templates/*.html
var templateFiles embed.FS

// templates are the pages, each with the frame around it. They come with the
// program, so that a mistake in one is a bug. Commands that show no page do not
// read them.
var templates = sync.OnceValue(func() map[string]*template.Template {
	names, err := templateFiles.ReadDir("templates")
	if err != nil {
		panic(err)
	}
	frame := template.Must(template.New("").Funcs(functions).ParseFS(templateFiles, "templates/frame.html"))
	out := map[string]*template.Template{}
	for _, entry := range names {
		name := strings.TrimSuffix(entry.Name(), ".html")
		if name != "frame" {
			out[name] = template.Must(template.Must(frame.Clone()).ParseFS(templateFiles, path.Join("templates", entry.Name())))
		}
	}
	return out
})

// functions are for templates: list is several things for a template that takes
// one.
var functions = template.FuncMap{"list": func(things ...any) []any { return things }}

// policy lets a page load our style and our icon, send forms to us, and nothing
// else.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// withScript lets a page run our script, too. The others run none.
const withScript = policy + "; script-src 'self'"

// render writes a page, whole or not at all.
func (c *call) render(code int, a answer) {
	var out bytes.Buffer
	if err := templates()[a.template].ExecuteTemplate(&out, "frame", &view{call: c, Name: a.template, Data: a.data}); err != nil {
		gate.Of(c.ctx()).Cause = err
		http.Error(c.w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	h := c.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", c.locale.Language)
	h.Set("Content-Security-Policy", map[bool]string{false: policy, true: withScript}[c.page.script])
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.w.WriteHeader(code)
	c.w.Write(out.Bytes())
}

// view is what a template sees.
type view struct {
	call *call
	Name string
	Data any
}

// Say is a message with the arguments that follow its id in pairs.
func (v *view) Say(id string, pairs ...any) string {
	args := locale.Args{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		args[name] = pairs[i+1]
	}
	return v.call.locale.Say(id, args)
}

// Title is what the page is called, in the tab of a browser: with whom it is about,
// and with a word before it when something is wrong.
func (v *view) Title() string {
	page := v.Heading()
	if partner := v.PartnerName(); !strings.Contains(page, partner) {
		page += " · " + partner
	}
	title := v.Say("frame.title", "Page", page, "Operator", v.Operator())
	if len(v.call.wrong) > 0 || v.call.sorry != "" {
		return v.Say("frame.wrong-title", "Title", title)
	}
	return title
}

// Heading is what the page is called on itself: by what it is about, where it has a
// name of its own.
func (v *view) Heading() string {
	if about, ok := v.Data.(interface{ Called() string }); ok {
		return about.Called()
	}
	return v.Say(v.Name+".heading", "Partner", v.PartnerName())
}

// Language is the tag of the page's language.
func (v *view) Language() string { return v.call.locale.Language }

// Operator is who runs the programs.
func (v *view) Operator() string { return v.call.operator().Name }

// Help is where the operator answers; empty when nobody said.
func (v *view) Help() string { return v.call.Operator.Help }

// Style is the address of the style sheet.
func (v *view) Style() string { return stylePath }

// Script is the address of the page's script.
func (v *view) Script() string { return scriptPath }

// Action is where the page's own form is sent.
func (v *view) Action() string { return v.call.r.URL.EscapedPath() }

// Return is the page to go on with after a form.
func (v *view) Return() string {
	if v.call.form != nil {
		return ownPath(v.call.value("return"))
	}
	return ownPath(v.call.r.URL.Query().Get("return"))
}

// Here is the page itself, to come back to after choosing a language; where a page
// cannot be opened again, the first one.
func (v *view) Here() string {
	if v.call.page.show == nil {
		return "/"
	}
	return ownPath(v.call.r.URL.RequestURI())
}

// Person is whoever is signed in; empty for nobody.
func (v *view) Person() string {
	if !v.call.isSignedIn() {
		return ""
	}
	return v.call.self.Name
}

// Wrong is what is wrong with the form, in the order of its fields.
func (v *view) Wrong() []wrong {
	place := func(w wrong) int {
		return slices.IndexFunc(v.call.fields(), func(f field) bool { return f.name == w.Field })
	}
	return slices.SortedStableFunc(slices.Values(v.call.wrong), func(a, b wrong) int { return place(a) - place(b) })
}

// Sorry is why the form was not taken as a whole; empty otherwise.
func (v *view) Sorry() string { return v.call.sorry }

// Details are the words of what was refused, in the reader's language, line by line.
func (v *view) Details() []string {
	if v.call.detail == nil {
		return nil
	}
	p := v.call.locale.Refused(v.call.detail)
	lines := []string{p.Message}
	for _, m := range p.Mistakes {
		lines = append(lines, strings.TrimSpace(m.Message+" "+m.Hint))
	}
	return slices.DeleteFunc(append(lines, p.Hint), func(line string) bool { return line == "" })
}

// Typed is what was typed into a field, when the form is shown again.
func (v *view) Typed(name string) string { return v.call.value(name) }

// IsWrong reports whether something is wrong with a field.
func (v *view) IsWrong(name string) bool {
	_, wrong := v.call.isWrong(name)
	return wrong
}

// Mistake is what is wrong with a field; empty for nothing.
func (v *view) Mistake(name string) string {
	text, _ := v.call.isWrong(name)
	return text
}

// Tongue is a language that one may choose.
type Tongue struct{ Tag, Name string }

// Languages are the others that one may choose, each by its own name.
func (v *view) Languages() []Tongue {
	var out []Tongue
	for _, tag := range catalogs().Languages() {
		if tag != v.Language() {
			out = append(out, Tongue{tag, catalogs().Match(tag).Say("language.name", nil)})
		}
	}
	return out
}

// Day writes a day for its reader.
func (v *view) Day(d calendar.Day) string { return v.call.locale.Day(d) }

// PartnerName is whom the page is about.
func (v *view) PartnerName() string { return v.call.partner.Name }

// Stage is what a stage of growth is called: by the catalog where it has the word.
func (v *view) Stage(name string) string {
	if _, has := v.call.locale.Takes("stage." + dashed(name)); has {
		return v.Say("stage." + dashed(name))
	}
	return strings.ReplaceAll(name, "_", " ")
}

// meanings are the classes of states.
var meanings = map[string]string{"available": "good", "here": "good", "in-use": "info", "locked": "locked", "used": ""}

// StateBadge is the state of a benefit as a word with a mark.
func (v *view) StateBadge(state string) template.HTML {
	return template.HTML(`<span class="badge ` + meanings[state] + `">` + template.HTMLEscapeString(v.Say("benefits.state-"+state)) + `</span>`)
}

// Moment writes a moment for its reader.
func (v *view) Moment(m calendar.Moment) string { return v.call.locale.Moment(m, v.call.zone) }

// Ever reports whether a day means that something was always so.
func (v *view) Ever(d calendar.Day) bool { return d == calendar.FirstDay }

// Int writes a number for its reader.
func (v *view) Int(n int) string { return v.call.locale.Int(n) }

// Brief writes a moment for a list.
func (v *view) Brief(m calendar.Moment) string { return v.call.locale.Brief(m, v.call.zone) }

// Role is what a role is called.
func (v *view) Role(r people.Role) string { return v.call.roleName(r) }

func (c *call) roleName(r people.Role) string { return c.locale.Say("role."+dashed(r), nil) }

// And lists words as a sentence does.
func (v *view) And(words []string) string { return v.call.locale.And(words) }
