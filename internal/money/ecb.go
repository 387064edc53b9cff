package money

import (
	"io"
	"strings"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// ecbBase is the currency that the European Central Bank quotes for.
const ecbBase = "EUR"

// firstECBDay is when the euro began.
var firstECBDay = calendar.Date(1999, time.January, 1)

// ReadECB reads the euro reference rates of the European Central Bank: the
// history (newest day first, a column for each currency, N/A where there is no
// rate) or the file of one day, which writes dates as 13 April 2026.
func ReadECB(in io.Reader, take func(Batch) error) error {
	f := &ecbFile{rateRows: newRateRows(in), seen: map[calendar.Day]int{}}
	if err := f.header(errNotECB); err != nil {
		return err
	}
	head, err := f.readColumns()
	if err == nil && len(head.Faults) > 0 {
		err = take(head)
	}
	if err != nil {
		return err
	}
	return f.each(f.readDay, take)
}

// ecbFile is a file of the European Central Bank being read.
type ecbFile struct {
	*rateRows
	columns []string             // the currency of each column; empty where there is none
	seen    map[calendar.Day]int // the line of each day
}

var errNotECB = problem.New(problem.Invalid, "This is not a file of euro reference rates: its first line is not Date and currencies.").
	WithHint("Give eurofxref-hist.csv or eurofxref.csv, or the zip around it, as the European Central Bank publishes it.")

// readColumns finds the currency of each column. A column that names none is a
// fault and is left out, so that a new currency does not keep the others away.
func (f *ecbFile) readColumns() (head Batch, err error) {
	if !strings.EqualFold(f.names[0], "Date") {
		return Batch{}, errNotECB
	}
	head.Line, f.columns = f.line, make([]string, len(f.names))
	found := map[string]bool{"": true} // the name behind the comma at the end of the line
	for i, name := range f.names[1:] {
		code, err := ParseCurrency(name)
		switch {
		case name == "":
		case err != nil:
			f.fault(&head, i+1, name, err)
		case code == ecbBase:
			f.fault(&head, i+1, name, problem.New(problem.Invalid, "The rates are for one %s, so it has no column.", ecbBase))
		case found[code]:
			f.fault(&head, i+1, name, problem.New(problem.Invalid, "The column %s is there twice.", code))
		default:
			found[code], f.columns[i+1] = true, code
		}
	}
	if len(found) == 1 {
		return Batch{}, errNotECB
	}
	return head, nil
}

// readDay reads the rates of one day.
func (f *ecbFile) readDay(cells []string, b *Batch) {
	b.Base = ecbBase
	day, err := ecbDay(cells[0])
	if err == nil && day < firstECBDay {
		err = problem.New(problem.Invalid, "There was no euro on %s.", day).WithHint("Its rates begin in January 1999.")
	}
	if line, twice := f.seen[day]; twice && err == nil {
		err = problem.New(problem.Invalid, "The rates of %s are in line %d already.", day, line)
	}
	if err != nil {
		f.fault(b, 0, cells[0], err)
	} else {
		f.seen[day] = f.line
	}
	for i, cell := range cells[1:] {
		f.readCell(b, day, i+1, cell)
	}
}

func ecbDay(cell string) (calendar.Day, error) {
	if t, err := time.Parse("2 January 2006", cell); err == nil {
		return calendar.Date(t.Date()), nil
	}
	return calendar.ParseDay(cell)
}

func (f *ecbFile) readCell(b *Batch, day calendar.Day, column int, cell string) {
	code, unnamed := f.columns[column], f.names[column] == ""
	if cell == "N/A" || cell == "" && unnamed {
		return
	}
	units, err := positive(cell)
	switch {
	case unnamed:
		f.fault(b, column, cell, problem.New(problem.Invalid, "The column has no name, so nobody knows whose rate this is."))
	case code == "": // the header has said so
	case cell == "":
		f.fault(b, column, cell, problem.New(problem.Invalid, "The rate is empty. Write N/A when there is none."))
	case err != nil:
		f.fault(b, column, cell, err)
	default:
		b.Quotes = append(b.Quotes, Quote{Day: day, Currency: code, Units: units})
	}
}
