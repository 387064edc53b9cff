package letter

import (
	"slices"
	"strings"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/locale"
	"laurel/internal/money"
)

// draft is a letter while it is written. Its arguments are what every message of
// the letter may put in; only what is known is set.
type draft struct {
	about    About
	locale   *locale.Locale
	reader   Reader
	operator Operator
	base     string

	args    locale.Args
	blocks  []block
	button  link
	ask     Person   // who answers questions, when somebody is in charge
	refused []string // links that are none
	lacking bool     // the language has no word of its own for something
}

// say adds a paragraph: the first of some messages for which everything that it
// puts in is known, and none when there is no such message.
func (d *draft) say(names ...string) {
	if text := d.words(names...); text != "" {
		d.blocks = append(d.blocks, block{Paragraph: text})
	}
}

// words are what say adds. A name with a dot is that of a message which several
// letters share.
func (d *draft) words(names ...string) string {
	for _, name := range names {
		id := name
		if !strings.Contains(name, ".") {
			id = string(d.about.Kind) + "." + name
		}
		if d.knows(id) {
			return d.put(id, d.args)
		}
	}
	return ""
}

// put is a message with these arguments.
func (d *draft) put(id string, args locale.Args) string {
	d.lacking = d.lacking || !d.locale.Has(id)
	return d.locale.Say(id, args)
}

// knows reports whether there is a message, and everything that it puts in is
// known.
func (d *draft) knows(id string) bool {
	names, there := d.locale.Takes(id)
	return there && !slices.ContainsFunc(names, func(name string) bool { return d.args[name] == nil })
}

// name sets an argument to what somebody typed or a source sent; nothing when it
// is empty.
func (d *draft) name(arg, typed string) {
	if clean := oneLine(typed); clean != "" {
		d.args[arg] = clean
	}
}

// label sets an argument to what the author of a program calls something.
func (d *draft) label(arg string, t label.Text) { d.name(arg, t.In(d.locale.Language)) }

// moment sets an argument to a time in the reader's zone.
func (d *draft) moment(arg string, m calendar.Moment) {
	if !m.IsZero() {
		d.args[arg] = d.locale.Moment(m, d.zone())
	}
}

// money sets an argument to an amount.
func (d *draft) money(arg string, a money.Amount) {
	if !a.IsZero() {
		d.args[arg] = d.locale.Money(a)
	}
}

// count sets Count, which chooses the plural form of every message.
func (d *draft) count(n int) { d.args["Count"] = n }

func (d *draft) zone() *time.Location {
	if d.reader.Zone == nil {
		return time.UTC
	}
	return d.reader.Zone
}
