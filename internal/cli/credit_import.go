package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/importer"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// The columns of a file of uses.
var useColumns = []string{"partner", "amount", "currency", "day", "key", "benefit"}

// usesObject is what became of a file of uses as --json prints it.
type usesObject struct {
	File     string `json:"file"`     // the file
	Rows     int    `json:"rows"`     // how many rows it has
	Rejected int    `json:"rejected"` // how many of them do not count
	New      int    `json:"new"`      // how many uses are new
	Repeated int    `json:"repeated"` // how many were there already
	Beyond   int    `json:"beyond"`   // how many were, in part or whole, beyond all credits
}

func creditImport(d *door) *cobra.Command {
	var program, rejects string
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Record uses from a file",
		Long: "Record uses from a file of comma-separated values; - is standard input. Its columns are partner (an id), amount,\n" +
			"currency, day and key (by which its source knows the use), and benefit where only credits of one are meant. Rows that\n" +
			"cannot be recorded are listed and the others count. The same file again changes nothing.",
		Example: "  laurel credit import --rejects rejects.csv usage.csv",
		Args:    exactly("a file"),
	}
	c.Flags().StringVar(&program, "program", "", "the `name` of the program (default: the only one)")
	c.Flags().StringVar(&rejects, "rejects", "", "write rejected rows to this `file`, to be corrected and imported again; without rejected rows there is none")
	d.jsonFlag(c)
	return d.acting(c, func(ctx context.Context, a *app.App, who people.Who, args []string) (err error) {
		u := uses{door: d, app: a, who: who, tell: d.tellReject(args[0]), done: usesObject{File: args[0]}}
		if u.program, err = a.ProgramNamed(ctx, program); err != nil {
			return err
		}
		text, err := d.readFile(args[0])
		if err != nil {
			return err
		}
		if u.rejects, err = createRejects(rejects, args); err != nil {
			return err
		}
		defer u.rejects.close()
		if err := u.read(ctx, text); err != nil {
			return err
		}
		return d.usesImported(u.done)
	})
}

func (d *door) usesImported(o usesObject) error {
	if d.json {
		if err := writeJSON(d.Out, o); err != nil {
			return err
		}
	} else {
		text := count(o.Rows, "row")
		if o.Rejected > 0 {
			text += fmt.Sprintf(", %s rejected", grouped(fmt.Sprint(o.Rejected)))
		}
		fmt.Fprintf(d.Out, "%s: %s; %s new, %s there already.\n", o.File, text, count(o.New, "use"), grouped(fmt.Sprint(o.Repeated)))
	}
	if o.Rejected > 0 {
		return failed{}
	}
	return nil
}

// uses is a file of uses that is being read.
type uses struct {
	*door
	app     *app.App
	who     people.Who
	program string
	tell    func(importer.Reject)
	rejects *rejectsFile
	head    []byte         // the header as it came
	column  map[string]int // where each column is, from 0
	done    usesObject
}

// read records every row.
func (u *uses) read(ctx context.Context, text []byte) error {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord, r.ReuseRecord = -1, false
	names, err := r.Read()
	if err == nil {
		err = u.columns(names)
	}
	if err != nil {
		return refused{file: u.done.File, error: notSeparated(err)}
	}
	u.head = row(text, 0, r.InputOffset())
	writer := u.rejects.begin()
	for {
		from := r.InputOffset()
		cells, err := r.Read()
		if err == io.EOF {
			return nil
		}
		line := lineOf(r, cells, err)
		u.done.Rows++
		var faults []importer.Fault
		if err != nil {
			faults = []importer.Fault{{Line: line, Reason: "The row cannot be read: " + causeOfRow(err) + "."}}
		} else if faults, err = u.row(ctx, line, cells); err != nil {
			return err
		}
		if len(faults) == 0 {
			continue
		}
		u.done.Rejected++
		reject := importer.Reject{Line: line, Faults: faults, Header: u.head, Raw: row(text, from, r.InputOffset())}
		u.tell(reject)
		if writer != nil {
			if err := writer.Write(reject); err != nil {
				return err
			}
		}
	}
}

// row is the bytes of a row, without its line end.
func row(text []byte, from, to int64) []byte { return bytes.Trim(text[from:to], "\r\n") }

// lineOf is the line where a row begins, from 1.
func lineOf(r *csv.Reader, cells []string, err error) int {
	if wrong := (*csv.ParseError)(nil); errors.As(err, &wrong) {
		return wrong.StartLine
	}
	if len(cells) == 0 {
		return 0
	}
	line, _ := r.FieldPos(0)
	return line
}

func causeOfRow(err error) string {
	if wrong := (*csv.ParseError)(nil); errors.As(err, &wrong) {
		return wrong.Err.Error()
	}
	return err.Error()
}

// notSeparated is the problem of a file whose header cannot be read.
func notSeparated(err error) error {
	if problem.Of(err) != nil {
		return err
	}
	return problem.New(problem.Invalid, "It has no header that can be read.").WithHint("The first line names the columns: %s.", strings.Join(useColumns, ", "))
}

// columns finds the columns in the header.
func (u *uses) columns(names []string) error {
	u.column = map[string]int{}
	for i, name := range names {
		name = strings.TrimSpace(name)
		if !slices.Contains(useColumns, name) {
			return problem.New(problem.Invalid, "There is no column %q.", problem.Excerpt(name)).WithHint("There are: %s.", strings.Join(useColumns, ", "))
		}
		u.column[name] = i
	}
	for _, name := range useColumns[:5] {
		if _, there := u.column[name]; !there {
			return problem.New(problem.Invalid, "The column %s is missing.", name).WithHint("The first line names the columns: %s.", strings.Join(useColumns, ", "))
		}
	}
	return nil
}

// row records one use. What is wrong with it is listed; an error means that the
// database could not be asked.
func (u *uses) row(ctx context.Context, line int, cells []string) ([]importer.Fault, error) {
	if len(cells) != len(u.column) {
		return []importer.Fault{{Line: line, Reason: fmt.Sprintf("The row has %d fields; the header has %d.", len(cells), len(u.column))}}, nil
	}
	in, faults := u.input(line, cells)
	if len(faults) > 0 {
		return faults, nil
	}
	if _, err := u.app.Partner(ctx, in.Partner); err != nil {
		return u.fault(line, "partner", in.Partner, err)
	}
	used, err := u.app.RecordUse(ctx, u.who, in)
	if err != nil {
		return u.fault(line, "", "", err)
	}
	switch {
	case used.Repeated:
		u.done.Repeated++
	case used.Overage.Value.Sign() != 0:
		u.done.Beyond++
		fmt.Fprintf(u.Err, "%s: line %d: %s is beyond all credits.\n", u.done.File, line, worth(used.Overage))
		fallthrough
	default:
		u.done.New++
	}
	return nil, nil
}

// input reads the cells of a row.
func (u *uses) input(line int, cells []string) (app.UseInput, []importer.Fault) {
	var faults []importer.Fault
	cell := func(name string) string {
		if i, there := u.column[name]; there {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	check := func(name string, err error) {
		if err != nil {
			found, _ := u.fault(line, name, cell(name), err)
			faults = append(faults, found...)
		}
	}
	in := app.UseInput{Program: u.program, Partner: cell("partner"), Benefit: cell("benefit"), Key: cell("key")}
	var wrong error
	in.Amount.Value, wrong = number.Parse(cell("amount"))
	check("amount", wrong)
	in.Amount.Currency, wrong = money.ParseCurrency(cell("currency"))
	check("currency", wrong)
	in.On, wrong = calendar.ParseDay(cell("day"))
	check("day", wrong)
	return in, faults
}

// fault is what is wrong with a row, or the error when the row is not to blame.
func (u *uses) fault(line int, name, value string, err error) ([]importer.Fault, error) {
	switch problem.KindOf(err) {
	case problem.Unavailable, problem.Internal, "":
		return nil, err
	}
	f := importer.Fault{Line: line, Name: name, Value: value, Reason: strings.ReplaceAll(problem.Of(err).Error(), "\n", " ")}
	if name != "" {
		f.Column = u.column[name] + 1
	}
	return []importer.Fault{f}, nil
}
