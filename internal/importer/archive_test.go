package importer_test

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/golden"
	"laurel/internal/importer"
)

// TestArchives reads the file of every archive in testdata and compares what
// became of it, line by line. The comment of an archive is a sentence and then
// the options, one "name: value" a line. The file is "in", or "in.escaped" with
// \r, \n, \x00 and the like written out and the line ends of the archive left
// out. "out" is the facts and the rejects in the order of the reading, then the
// summary or the refusal; "rejects" is the rejects file. Files named "in2" and
// "out2" are read after it, with the same options.
func TestArchives(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives in testdata (%v)", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			golden.Check(t, path, txtar.Format(runArchive(t, archive)))
		})
	}
}

// runArchive is the archive as it would be if its outputs were right.
func runArchive(t *testing.T, archive *txtar.Archive) *txtar.Archive {
	format, opts := archiveOptions(t, string(archive.Comment))
	result := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "in") {
			continue
		}
		var log transcript
		sum, err := importer.Read(format, strings.NewReader(unescape(t, f)), opts, &log)
		log.end(sum, err)
		number := strings.TrimSuffix(strings.TrimPrefix(f.Name, "in"), ".escaped")
		result.Files = append(result.Files, f, txtar.File{Name: "out" + number, Data: []byte(log.out.String())})
		if rejects := log.file(t); rejects != "" {
			result.Files = append(result.Files, escape("rejects"+number, rejects))
		}
	}
	return result
}

func archiveOptions(t *testing.T, comment string) (format string, o importer.Options) {
	for line := range strings.Lines(comment) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.Contains(name, " ") {
			continue
		}
		switch name {
		case "format":
			format = value
		case "source":
			o.Source = value
		case "publisher":
			o.Publisher = value
		case "published":
			o.Published = calendar.On(calendar.MustParseDay(value))
		case "currency":
			o.Currency = value
		case "snapshot":
			o.Snapshot = value == "yes"
		default:
			t.Fatalf("%q is no option of an archive", name)
		}
	}
	return format, o
}

func unescape(t *testing.T, f txtar.File) string {
	if !strings.HasSuffix(f.Name, ".escaped") {
		return string(f.Data)
	}
	oneLine := strings.ReplaceAll(string(f.Data), "\n", "")
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(oneLine, `"`, `\"`) + `"`)
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return text
}

// escape writes a file that has other bytes than text as unescape reads it.
func escape(name, text string) txtar.File {
	quoted := strconv.Quote(text)
	quoted = strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
	lines := strings.ReplaceAll(quoted, `\n`, "\n")
	if lines == text {
		return txtar.File{Name: name, Data: []byte(text)}
	}
	return txtar.File{Name: name + ".escaped", Data: []byte(strings.ReplaceAll(quoted, `\n`, "\\n\n"))}
}

// transcript is a sink that writes down what it gets.
type transcript struct {
	out     strings.Builder
	rejects []importer.Reject
}

func (tr *transcript) Fact(it importer.Item) error {
	if err := it.Fact.Check(); err != nil {
		fmt.Fprintf(&tr.out, "UNCHECKED %v\n", err)
	}
	fmt.Fprintf(&tr.out, "%d: %s\n", it.Line, describe(it))
	return nil
}

func (tr *transcript) Reject(r importer.Reject) error {
	tr.rejects = append(tr.rejects, r)
	for _, f := range r.Faults {
		fmt.Fprintf(&tr.out, "%d: rejected: %s", r.Line, f)
		if f.Value != "" {
			fmt.Fprintf(&tr.out, " [%s]", strconv.Quote(f.Value))
		}
		fmt.Fprintln(&tr.out)
	}
	return nil
}

func (tr *transcript) end(s importer.Summary, err error) {
	if err != nil {
		fmt.Fprintf(&tr.out, "refused: %s\n", strings.ReplaceAll(err.Error(), "\n", "\n  "))
	}
	fmt.Fprintf(&tr.out, "rows %d, facts %d, rejected %d, blank %d", s.Rows, s.Facts, s.Rejected, s.Blank)
	if !s.Months.Empty() {
		fmt.Fprintf(&tr.out, ", %s to %s", s.Months.From, s.Months.Last())
	}
	if s.Truncated {
		fmt.Fprint(&tr.out, ", truncated")
	}
	fmt.Fprintln(&tr.out)
	for _, k := range s.Skipped {
		fmt.Fprintf(&tr.out, "skipped %d: %s\n", k.Rows, k.Reason)
	}
	if len(s.Ignored) > 0 {
		fmt.Fprintf(&tr.out, "ignored columns: %s\n", strings.Join(s.Ignored, ", "))
	}
}

// file is the rejects file.
func (tr *transcript) file(t *testing.T) string {
	var b strings.Builder
	w := importer.NewRejectsWriter(&b)
	for _, r := range tr.rejects {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// describe writes a fact on one line, leaving out what it does not say.
func describe(it importer.Item) string {
	f := it.Fact
	words := []string{f.Kind, f.ID.String(), f.Happened.String()}
	add := func(name, value string) {
		if value != "" {
			words = append(words, name+"="+value)
		}
	}
	if f.State {
		words[0] += "(state)"
	}
	add("until", f.Until.String())
	add("recorded", f.Recorded.String())
	for _, l := range fact.Levels() {
		add(string(l), f.Subject.ID(l))
	}
	add("amount", strings.ReplaceAll(f.Amount.String(), " ", ""))
	if f.Counted {
		add("quantity", f.Quantity.String())
	}
	for _, a := range f.Attributes {
		value := a.Value.String()
		if a.Value.IsText() {
			value = strconv.Quote(value)
		}
		add("."+a.Name, value)
	}
	if f.Retracts {
		words = append(words, "retracts")
	}
	add("replaces", f.Replaces)
	if !f.Marks.IsZero() {
		add("marks", f.Marks.String())
	}
	for name, set := range map[string]bool{"correction": it.Correction, "earliest": it.Earliest} {
		if set {
			words = append(words, name)
		}
	}
	if it.Ordinal > 0 {
		add("ordinal", strconv.Itoa(it.Ordinal))
	}
	return strings.Join(words, " ")
}

// TestNothingPersonalReachesAFact: the fixtures of the feeds that carry personal
// data name one person; neither facts nor listed reasons may.
func TestNothingPersonalReachesAFact(t *testing.T) {
	for _, name := range []string{"microsoft_revenue", "microsoft_revenue_rejects", "microsoft_payouts", "microsoft_payouts_rejects", "gcloud_new_layout"} {
		archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			for _, personal := range []string{"jane", "Jane", "Doe", "example.com", "Berlin", "10115", "tenant-1", "c-1"} {
				if strings.HasPrefix(f.Name, "out") && strings.Contains(string(f.Data), personal) {
					t.Errorf("%s: %s holds %q", name, f.Name, personal)
				}
			}
		}
	}
}
