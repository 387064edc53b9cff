package api

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/gate"
	"laurel/internal/people"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// stream is an answer that is written while it is found: it may be longer than
// memory.
type stream struct{ Body func(huma.Context) }

// sheet is something that can be exported: its columns, and a way to tell all of
// it.
type sheet struct {
	of      reflect.Type
	columns []string // beside the fields of the object
	tell    func(ctx context.Context, line func(any) error) error
}

func (d *door) exportStandings(ctx context.Context, in *ViewInput) (sheet, error) {
	v, err := in.view()
	if err != nil {
		return sheet{}, err
	}
	metrics, err := d.App.Metrics(ctx, v.Program)
	if err != nil {
		return sheet{}, err
	}
	complete, err := d.App.CompleteThrough(ctx, v.Known)
	if err != nil {
		return sheet{}, err
	}
	out := sheet{of: reflect.TypeFor[answer.Standing]()}
	for _, name := range metrics {
		out.columns = append(out.columns, "metrics."+name+".value", "metrics."+name+".currency")
	}
	out.tell = func(ctx context.Context, line func(any) error) error {
		return d.App.Standings(ctx, app.StandingsInput{View: v}, func(s standing.Standing) error { return line(answer.NewStanding(s, complete)) })
	}
	return out, nil
}

// PartnerGrant is a grant with whose it is.
type PartnerGrant struct {
	Partner string `json:"partner"` // the id of the partner
	Name    string `json:"name"`    // its name
	Program string `json:"program"` // the program
	answer.Grant
}

func (d *door) exportGrants(ctx context.Context, in *ViewInput) (sheet, error) {
	v, err := in.view()
	if err != nil {
		return sheet{}, err
	}
	_, err = d.App.Metrics(ctx, v.Program) // there must be such a program
	return sheet{of: reflect.TypeFor[PartnerGrant](), tell: func(ctx context.Context, line func(any) error) error {
		return d.App.Grants(ctx, v, func(h app.Held) error {
			return line(PartnerGrant{h.Partner.ID, h.Partner.Name, h.Program, answer.NewGrant(&h.Grant)})
		})
	}}, err
}

func (d *door) exportPartners(context.Context, *nothing) (sheet, error) {
	return sheet{of: reflect.TypeFor[standing.Partner](), tell: func(ctx context.Context, line func(any) error) error {
		return d.App.Partners(ctx, func(p store.Partner) error { return line(standing.Partner(p)) })
	}}, nil
}

// asLines writes a sheet as JSON lines.
func asLines[I any](of func(*door, context.Context, *I) (sheet, error)) handler[I, stream] {
	return exported(of, jsonLines, func(w http.ResponseWriter, _ sheet) func(any) error {
		lines := json.NewEncoder(w)
		lines.SetEscapeHTML(false)
		return lines.Encode
	})
}

// asCSV writes a sheet as a table. A cell that a program for tables would take for
// a formula begins with an apostrophe.
func asCSV[I any](of func(*door, context.Context, *I) (sheet, error)) handler[I, stream] {
	return exported(of, "text/csv", func(w http.ResponseWriter, s sheet) func(any) error {
		t := newTable(w, s)
		return t.line
	})
}

// exported writes a sheet. What goes wrong before it begins is a problem; later
// the answer breaks off, so that nobody takes it for whole.
func exported[I any](of func(*door, context.Context, *I) (sheet, error), kind string, writer func(http.ResponseWriter, sheet) func(any) error) handler[I, stream] {
	return func(d *door, ctx context.Context, _ people.Who, in *I) (*stream, error) {
		s, err := of(d, ctx, in)
		if err != nil {
			return nil, err
		}
		return &stream{func(h huma.Context) {
			_, w := humago.Unwrap(h)
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Trailer", leftOutHeader)
			finish(h.Context(), w, s.tell(h.Context(), writer(w, s)))
		}}, nil
	}
}

// leftOutHeader comes after an export: how many partners are not in it, because
// they cannot be evaluated.
const leftOutHeader = "Laurel-Left-Out"

// finish ends an export.
func finish(ctx context.Context, w http.ResponseWriter, err error) {
	left := app.CountLeftOut(err)
	if err != nil && left == 0 {
		gate.Of(ctx).Cause = err
		panic(http.ErrAbortHandler)
	}
	w.Header().Set(leftOutHeader, strconv.Itoa(left))
}

// table writes objects as rows.
type table struct {
	w       *csv.Writer
	columns []string
}

func newTable(w http.ResponseWriter, s sheet) *table {
	t := &table{w: csv.NewWriter(w)}
	eachField(s.of, func(_ reflect.Type, _ reflect.StructField, name string, _ bool) {
		if name != "metrics" {
			t.columns = append(t.columns, name)
		}
	})
	t.columns = append(t.columns, s.columns...)
	t.w.Write(t.columns)
	t.w.Flush()
	return t
}

func (t *table) line(object any) error {
	text, err := json.Marshal(object)
	if err != nil {
		return err
	}
	row := make([]string, len(t.columns))
	for i, column := range t.columns {
		row[i] = cell(text, strings.SplitN(column, ".", 3))
	}
	t.w.Write(row)
	t.w.Flush()
	return t.w.Error()
}

// cell is what stands at a path in an object: a text as it is, what has parts as
// JSON, nothing where there is nothing.
func cell(object json.RawMessage, path []string) string {
	for _, name := range path {
		var fields map[string]json.RawMessage
		if json.Unmarshal(object, &fields) != nil {
			return ""
		}
		object = fields[name]
	}
	var text string
	switch {
	case len(object) == 0 || string(object) == "null":
		return ""
	case json.Unmarshal(object, &text) == nil:
		return harmless(text)
	default:
		return string(object)
	}
}

var plainNumber = regexp.MustCompile(`^-?[0-9]+([./][0-9]+)?$`)

// harmless keeps programs for tables from taking a text for a formula.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) && !plainNumber.MatchString(text) {
		return "'" + text
	}
	return text
}
