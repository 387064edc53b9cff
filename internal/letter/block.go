package letter

import (
	"strings"
	"unicode"

	"laurel/internal/label"
	"laurel/internal/locale"
)

// block is a part of a letter's body; one of its fields is set.
type block struct {
	Paragraph string
	Quote     []string // lines that somebody typed, set apart from our own words
	Items     []link   // of a list
	Rows      []row    // what the letter is about, at a glance
}

// row is a name and its value, and both as one line: "Answer by: 3 March 2026".
type row struct{ Name, Value, Line string }

// link is a text that opens an address; only a text when there is no address.
type link struct{ Text, URL string }

// quote adds what somebody typed, below the first of some messages.
func (d *draft) quote(typed string, names ...string) {
	if lines := textLines(typed); len(lines) > 0 {
		d.say(names...)
		d.blocks = append(d.blocks, block{Quote: lines})
	}
}

// list adds a list below the first of some messages; nothing when it is empty.
func (d *draft) list(items []link, names ...string) {
	if len(items) > 0 {
		d.say(names...)
		d.blocks = append(d.blocks, block{Items: items})
	}
}

// people adds a list of names.
func (d *draft) people(names []string, heading string) {
	var items []link
	for _, name := range names {
		if clean := oneLine(name); clean != "" {
			items = append(items, link{Text: clean})
		}
	}
	d.list(items, heading)
}

// sentences adds a list of sentences that were told in every language.
func (d *draft) sentences(texts []label.Text, names ...string) {
	var items []link
	for _, text := range texts {
		if clean := oneLine(text.In(d.locale.Language)); clean != "" {
			items = append(items, link{Text: clean})
		}
	}
	d.list(items, names...)
}

// rows adds the arguments of these names, as far as they are known.
func (d *draft) rows(args ...string) {
	var rows []row
	for _, arg := range args {
		if value, ok := d.args[arg].(string); ok {
			name := d.words("row." + kebab(arg))
			rows = append(rows, row{Name: name, Value: value, Line: d.put("frame.row", locale.Args{"Name": name, "Value": value})})
		}
	}
	if len(rows) > 0 {
		d.blocks = append(d.blocks, block{Rows: rows})
	}
}

// open sets what the letter opens: a path of the portal, under one of the words
// of the group open.
func (d *draft) open(word, path string) {
	d.button = link{Text: d.words("open." + word), URL: d.address(path)}
}

// address is the address of a path of the portal. A letter with a path that is
// none is not sent.
func (d *draft) address(path string) string {
	if !isPath(path) {
		d.refused = append(d.refused, path)
	}
	return d.base + path
}

// kebab is FirstContact as first-contact.
func kebab(name string) string {
	var text strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			text.WriteByte('-')
		}
		text.WriteRune(unicode.ToLower(r))
	}
	return text.String()
}
