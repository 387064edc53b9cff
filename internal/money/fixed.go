package money

import (
	"io"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// fixedColumns is the header of a fixed table.
var fixedColumns = []string{"from", "base", "currency", "units"}

// ReadFixed reads a fixed table, a line for each rate that comes into force:
// from,base,currency,units says that from a day on, one unit of base is so many
// units of currency. A table has one base.
func ReadFixed(in io.Reader, take func(Batch) error) error {
	f := &fixedFile{rateRows: newRateRows(in), seen: map[quoteKey]int{}}
	if err := f.header(errNotFixed); err != nil {
		return err
	}
	if !slices.EqualFunc(f.names, fixedColumns, strings.EqualFold) {
		return errNotFixed
	}
	return f.each(f.readRate, take)
}

// fixedFile is a fixed table being read.
type fixedFile struct {
	*rateRows
	base string           // of the first good line
	seen map[quoteKey]int // the line of each day and currency
}

var errNotFixed = problem.New(problem.Invalid, "This is not a fixed table of rates: its first line is not from,base,currency,units.").
	WithHint("Write that line, and below it lines like 2024-01-01,USD,EUR,0.92.")

func (f *fixedFile) readRate(cells []string, b *Batch) {
	day, errDay := calendar.ParseDay(cells[0])
	base, errBase := ParseCurrency(cells[1])
	if errBase == nil && f.base != "" && base != f.base {
		errBase = problem.New(problem.Invalid, "The lines above are for one %s; a table has one base.", f.base).
			WithHint("Put the lines for one %s into a file of their own.", base)
	}
	code, errCode := ParseCurrency(cells[2])
	if errCode == nil && code == base {
		errCode = problem.New(problem.Invalid, "One %s is always one %s; leave the line out.", base, code)
	}
	units, errUnits := positive(cells[3])
	for i, wrong := range []error{errDay, errBase, errCode, errUnits} {
		if wrong != nil {
			f.fault(b, i, cells[i], wrong)
		}
	}
	if len(b.Faults) == 0 {
		f.keep(b, base, Quote{Day: day, Currency: code, Units: units})
	}
}

func (f *fixedFile) keep(b *Batch, base string, q Quote) {
	key := quoteKey{q.Day, q.Currency}
	if line, twice := f.seen[key]; twice {
		f.fault(b, -1, "", problem.New(problem.Invalid, "The rate of %s from %s is in line %d already.", q.Currency, q.Day, line))
		return
	}
	f.base, f.seen[key] = base, f.line
	b.Base, b.Quotes = base, []Quote{q}
}
