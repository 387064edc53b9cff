package money

import (
	"fmt"
	"io"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// RateFile is a layout of files that hold rates; docs/rates.md describes each.
type RateFile struct {
	Name  string // as the command line calls it
	Fixed bool   // its quotes make a fixed table
	// Read reads a file as a stream and hands over what every line says, in the
	// order of the file. An error means that the file as a whole cannot be used
	// and that nothing of it may count; an error of take comes back as it is.
	Read func(in io.Reader, take func(Batch) error) error
}

// RateFiles lists every layout.
func RateFiles() []RateFile {
	return []RateFile{
		{Name: "ecb", Read: ReadECB},
		{Name: "fixed", Fixed: true, Read: ReadFixed},
	}
}

// FindRateFile finds a layout by name.
func FindRateFile(name string) (RateFile, error) {
	for _, f := range RateFiles() {
		if f.Name == name {
			return f, nil
		}
	}
	return RateFile{}, problem.New(problem.Invalid, "%q is not a format of rates.", problem.Excerpt(name)).
		WithHint("Use ecb or fixed.")
}

// Batch is what one line of a rates file says: quotes, or everything that is
// wrong with it. A line with anything wrong gives no quotes.
type Batch struct {
	Line   int     // the physical line, from 1
	Base   string  // the currency that the quotes are for one unit of
	Quotes []Quote // none when the line says that there is no rate
	Faults []Fault // in the order of the columns
}

// Until is the batch without its quotes and with a fault when it is of a day
// after the last one that it may be of.
func (b Batch) Until(last calendar.Day) Batch {
	if len(b.Quotes) == 0 || b.Quotes[0].Day <= last {
		return b
	}
	day := b.Quotes[0].Day
	return Batch{Line: b.Line, Base: b.Base, Faults: []Fault{{Line: b.Line, Column: 1, Name: "Date", Value: day.String(),
		Reason: fmt.Sprintf("The day %s is still to come, so it has no rates. Correct the date.", day)}}}
}

// Fault is one thing wrong with a line, in the same form as the importers'.
type Fault struct {
	Line   int    `json:"line"`            // physical line, from 1
	Column int    `json:"column"`          // number of the column, from 1; 0 when the line as a whole is meant
	Name   string `json:"name,omitempty"`  // the column as the file names it
	Value  string `json:"value,omitempty"` // what the cell holds, cut when long
	Reason string `json:"reason"`          // a sentence, with what would be right
}

// String writes the fault on one line.
func (f Fault) String() string {
	where := fmt.Sprintf("line %d", f.Line)
	if f.Column > 0 {
		where += fmt.Sprintf(", column %d", f.Column)
	}
	if f.Name != "" {
		where += " (" + f.Name + ")"
	}
	return where + ": " + f.Reason
}
