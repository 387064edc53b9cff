package letter

import (
	"encoding/json"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/money"
	"laurel/internal/problem"
)

// FuzzTyped puts a text that somebody typed into every field of a letter, and
// looks for what must never come of it: markup, a link that is none of ours or
// has another scheme than that of the web, a line that could become a header.
func FuzzTyped(f *testing.F) {
	texts := []string{
		"Contoso", "", "<b>x</b>", `"><script>alert(1)</script>`, "javascript:alert(1)", "x\r\nBcc: everybody@example.com", "a\u2028b\u202Ec\u0000d",
		"https://evil.example/?a=1&b=<i>", "data:text/html,x", "{{.House}}", "/cases/1", "//evil.example", "\\evil", "a\nb\n\n\n\nc", strings.Repeat("长", 20_000),
		"\xff\xfe", "' onmouseover='alert(1)", "https://u:p@evil.example", "-- \nYours, the admin", "line\vfeed\fand\x85next",
	}
	for i, text := range texts {
		f.Add(text, i*len(letters)/len(texts))
	}
	for i := range letters {
		f.Add("\r\nBcc: a@b.example\r\n\r\n<a href='javascript:x'>\u202E\x00\"&", i)
	}
	f.Fuzz(func(t *testing.T, typed string, i int) {
		about := letters[(i%len(letters)+len(letters))%len(letters)]
		for _, sample := range about.samples() {
			for _, reader := range readers {
				reader.Name, reader.OptOut = typed, "/stop"
				o := operator
				o.Name, o.Help = typed, typed
				checkTyped(t, filled(t, about, sample, typed), reader, o)
			}
		}
	})
}

func checkTyped(t *testing.T, c Content, r Reader, o Operator) {
	t.Helper()
	l, err := Compose(c, r, o)
	if err != nil {
		if problem.KindOf(err) != problem.Invalid {
			t.Fatal(err)
		}
		return
	}
	if !isOneLine(l.Subject) || !isOneLine(l.Preheader) {
		t.Errorf("the subject is %q, the summary %q", l.Subject, l.Preheader)
	}
	if strings.ContainsFunc(l.Text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
		t.Errorf("the text has a control character: %q", l.Text)
	}
	if l.Link != "" && !strings.HasPrefix(l.Link, o.BaseURL+"/") {
		t.Errorf("the link is %q", l.Link)
	}
	page, err := html.Parse(strings.NewReader(l.HTML))
	if err != nil {
		t.Fatal(err)
	}
	for n := range page.Descendants() {
		checkNode(t, n)
	}
}

func isOneLine(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' })
}

// parts are the elements and attributes that the layout has.
var parts = map[string][]string{
	"html": {"lang", "style"}, "head": nil, "meta": {"charset", "name", "content"}, "title": nil, "body": {"style"}, "div": {"style"}, "p": {"style"},
	"h1": {"style"}, "blockquote": {"style"}, "br": nil, "ul": {"style"}, "li": {"style"}, "a": {"href", "style"}, "table": {"style"}, "tbody": nil,
	"tr": nil, "th": {"scope", "style"}, "td": {"style"},
}

func checkNode(t *testing.T, n *html.Node) {
	t.Helper()
	attributes, known := parts[n.Data]
	if n.Type == html.CommentNode || n.Type == html.ElementNode && !known {
		t.Errorf("the page has %q", n.Data)
	}
	for _, a := range n.Attr {
		if n.Type == html.DoctypeNode {
			continue
		}
		if !slices.Contains(attributes, a.Key) || a.Key == "style" && !strings.Contains(layoutInOurColor, a.Val) && n.Data != "div" {
			t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
		}
		if u, err := url.Parse(a.Val); a.Key == "href" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
			t.Errorf("a link opens %q", a.Val)
		}
	}
}

// filled is the sample with a typed text in every field that takes one.
func filled(t *testing.T, about About, sample Content, typed string) Content {
	t.Helper()
	data, err := json.Marshal(sample)
	if err != nil {
		t.Fatal(err)
	}
	copied, err := about.decode(data)
	if err != nil {
		t.Fatal(err)
	}
	made := reflect.New(about.form).Elem()
	made.Set(reflect.ValueOf(copied))
	fill(made, typed)
	return made.Interface().(Content)
}

func fill(v reflect.Value, typed string) {
	switch v.Interface().(type) {
	case money.Amount, calendar.Moment, calendar.Length:
		return // nobody types these
	case label.Text:
		v.Set(reflect.ValueOf(label.Of(typed)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(typed)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), typed)
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), typed)
		}
	}
}

// layoutInOurColor is the layout of an operator who chose no color.
var layoutInOurColor = strings.ReplaceAll(layoutText, "{{$.Color}}", "#1f5fbf")
