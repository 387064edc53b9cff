package importer

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// row is a record under its header. Cells are read by the format's name of
// their column; whatever is wrong with one is noted and the reading goes on, so
// that a row is rejected with all of its faults at once.
type row struct {
	*record
	head   *header
	faults []Fault
}

// bad reports whether something was wrong so far.
func (r *row) bad() bool { return len(r.faults) > 0 }

// reject is the row with its faults.
func (r *row) reject() Reject {
	return Reject{Line: r.line, Faults: inOrder(r.faults), Header: r.head.raw, Raw: bytes.Clone(r.raw)}
}

// fault notes what is wrong with the cell of a column that the file has.
func (r *row) fault(name string, reason error) { r.faultAt(r.head.at[name], reasonOf(reason)) }

// faultAt notes what is wrong with the cell at an index, −1 for the whole row.
func (r *row) faultAt(i int, reason string) {
	f := Fault{Line: r.line, Column: i + 1, Reason: reason}
	if i >= 0 && i < len(r.fields) {
		f.Line, f.Value = r.lines[i], shown(decode(r.fields[i]))
	}
	if i >= 0 && i < len(r.head.names) {
		f.Name = r.head.names[i]
	}
	r.faults = append(r.faults, f)
}

// content is a cell as it is, for what only takes part in identity.
func (r *row) content(name string) string {
	if i, ok := r.head.at[name]; ok && i < len(r.fields) {
		return strings.TrimSpace(decode(r.fields[i]))
	}
	return ""
}

// text is a cell, empty when it stands for nothing.
func (r *row) text(name string) string {
	text := r.content(name)
	if err := checkText(text); err != nil {
		r.fault(name, err)
	}
	if isNothing(text) {
		return ""
	}
	return text
}

func checkText(cell string) error {
	switch {
	case len(cell) > fact.MaxText:
		return problem.New(problem.Invalid, "The cell is %d bytes long; at most %d are allowed.", len(cell), fact.MaxText).
			WithHint("Shorten it, or look for a quote that is not closed.")
	case strings.ContainsFunc(cell, func(c rune) bool { return c < ' ' || c == 0x7f }):
		return problem.New(problem.Invalid, "The cell has a line end or another control character.").WithHint("Write it on one line.")
	case strings.ContainsRune(cell, utf8.RuneError):
		return problem.New(problem.Invalid, "The cell has a byte that is no character.").WithHint("Write it in UTF-8.")
	default:
		return nil
	}
}

// id is a cell that becomes an id as it is.
func (r *row) id(name string) string { return r.opaque(name, r.text(name)) }

// opaque notes an id that a reader could tell a person by.
func (r *row) opaque(name, id string) string {
	if fact.HasEmail(id) {
		r.fault(name, fact.CheckID(name, id))
	}
	return id
}

// country is a cell that may be a country's code: NA is Namibia there.
func (r *row) country(name string) string {
	if text := r.content(name); text == "NA" {
		return text
	}
	return r.text(name)
}

// neededID is an id that must be there.
func (r *row) neededID(name string) string { return r.opaque(name, r.needed(name)) }

// needed is a cell that must say something.
func (r *row) needed(name string) string {
	text := r.text(name)
	if text == "" {
		r.fault(name, problem.New(problem.Invalid, "The cell %s, but a fact needs its %s.", sayNothing(r.content(name)), name))
	}
	return text
}

// sayNothing says what stands in a cell that means nothing.
func sayNothing(cell string) string {
	if cell == "" {
		return "is empty"
	}
	return fmt.Sprintf("holds %q, which means that there is no value", shorten(cell))
}

// parsed reads a needed cell; the zero value when it cannot be read.
func parsed[T any](r *row, name string, parse func(string) (T, error)) (value T) {
	cell := r.needed(name)
	if cell == "" {
		return value
	}
	value, err := parse(cell)
	if err != nil {
		r.fault(name, err)
	}
	return value
}

// amount reads the number in one needed column and the currency in another.
func (r *row) amount(value, currency string) money.Amount {
	return money.Amount{Value: r.decimal(value), Currency: parsed(r, currency, parseCurrency)}
}

// parseCurrency lets small letters pass, as feeds write them, but names a wrong
// code as the cell has it.
func parseCurrency(cell string) (string, error) {
	if code, err := money.ParseCurrency(strings.ToUpper(cell)); err == nil {
		return code, nil
	}
	return money.ParseCurrency(cell)
}

func (r *row) decimal(name string) number.Number { return parsed(r, name, parseDecimal) }

// day is the civil day in a needed cell.
func (r *row) day(name string) calendar.Day { return parsed(r, name, parseDay) }

// flag is an optional yes or no, as the value of an attribute.
func (r *row) flag(name string) fact.Value {
	if r.text(name) == "" {
		return fact.Value{}
	}
	return fact.Bool(parsed(r, name, parseFlag))
}

// quantity is an optional number, as the value of an attribute.
func (r *row) quantity(name string) fact.Value {
	if r.text(name) == "" {
		return fact.Value{}
	}
	return fact.Numeric(r.decimal(name))
}

// word is an optional cell as the value of an attribute.
func word(text string) fact.Value {
	if text == "" {
		return fact.Value{}
	}
	return fact.Text(text)
}

// attributes leaves out what says nothing. The list must be sorted by name.
func attributes(list ...fact.Attribute) fact.Attributes {
	return slices.DeleteFunc(list, func(a fact.Attribute) bool { return a.Value.IsNothing() })
}

// notAfter notes an event that was published before it happened: then one of
// the two dates is wrong. A day is allowed for time zones.
func (r *row) notAfter(name string, happened, recorded calendar.Moment) {
	if !r.bad() && !recorded.IsZero() && happened.Day(nil) > recorded.Day(nil)+1 {
		r.fault(name, problem.New(problem.Invalid, "It happened on %s, after it was published on %s.", happened.Day(nil), recorded.Day(nil)).
			WithHint("Correct the date of publication, or the row."))
	}
}
