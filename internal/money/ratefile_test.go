package money_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/rogpeppe/go-internal/txtar"

	"laurel/internal/golden"
	"laurel/internal/money"
	"laurel/internal/problem"
)

// TestRateFiles reads the file of every archive in testdata and compares what
// became of it, line by line. The comment of an archive is a sentence and the
// format. The file is "in", or "in.escaped" with \r, \n and the like written
// out and the line ends of the archive left out.
func TestRateFiles(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives in testdata (%v)", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil || len(archive.Files) != 2 {
				t.Fatalf("the archive has %d files instead of in and out (%v)", len(archive.Files), err)
			}
			_, format, _ := strings.Cut(strings.TrimSpace(string(archive.Comment)), "format: ")
			got := told(t, format, input(t, archive.Files[0]))
			archive.Files[1].Data = []byte(got)
			golden.Check(t, path, txtar.Format(archive))
		})
	}
}

func input(t *testing.T, f txtar.File) string {
	if f.Name == "in" {
		return string(f.Data)
	}
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(string(f.Data), "\n", "") + `"`)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// told is what reading a text tells, a line for each quote and each fault.
func told(t *testing.T, format, text string) string {
	layout, err := money.FindRateFile(format)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err = layout.Read(iotest.OneByteReader(strings.NewReader(text)), func(b money.Batch) error {
		for _, q := range b.Quotes {
			fmt.Fprintf(&out, "line %d: %s 1 %s = %s %s\n", b.Line, q.Day, b.Base, q.Units, q.Currency)
		}
		for _, f := range b.Faults {
			fmt.Fprintf(&out, "%s [%s]\n", f, f.Value)
		}
		if len(b.Quotes)+len(b.Faults) == 0 {
			fmt.Fprintf(&out, "line %d: no rate\n", b.Line)
		}
		return nil
	})
	if err != nil {
		fmt.Fprintf(&out, "refused: %s\n", err)
	}
	return out.String()
}

func TestRateFilesAreFoundByName(t *testing.T) {
	for _, want := range money.RateFiles() {
		if got, err := money.FindRateFile(want.Name); err != nil || got.Name != want.Name || got.Fixed != (want.Name == "fixed") {
			t.Errorf("%s: got %+v (%v)", want.Name, got, err)
		}
	}
	const want = "\"oanda\" is not a format of rates.\nUse ecb or fixed."
	if _, err := money.FindRateFile("oanda"); err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
}

func TestReadingStopsWhenItCannotGoOn(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("Date,USD,\n2014-01-02,1.3658,\n"), iotest.ErrReader(io.ErrUnexpectedEOF))
	full := errors.New("the database is full")
	long := "Date," + strings.Repeat("USD,", 20_000) + "\n"
	tests := []struct {
		name string
		in   io.Reader
		take error
		kind problem.Kind
		want string
	}{
		{"a file that breaks off", broken, nil, problem.Unavailable, "The rates could not be read further than line 2."},
		{"a file that breaks off at once", iotest.ErrReader(io.ErrUnexpectedEOF), nil, problem.Unavailable, "The rates could not be read further than line 0."},
		{"line ends that were lost", strings.NewReader(long), nil, problem.Invalid,
			"Line 1 is longer than 65536 bytes; no line of rates is.\nIts line ends may have been lost. Fetch the file again."},
		{"a reader who has had enough", strings.NewReader("Date,USD,\n2014-01-02,1.3658,\n"), full, problem.Internal, full.Error()},
		{"or has had enough of the header", strings.NewReader("Date,USD,???\n"), full, problem.Internal, full.Error()},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := money.ReadECB(test.in, func(money.Batch) error { return test.take })
			if problem.KindOf(err) != test.kind || err.Error() != test.want {
				t.Errorf("got %s %q, want %s %q", problem.KindOf(err), err, test.kind, test.want)
			}
		})
	}
}

// TestTheExampleRates reads the rates that the example ships and compares them
// with figures looked up by hand.
func TestTheExampleRates(t *testing.T) {
	in, err := os.Open("../../examples/gcloud/data/ecb-rates.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	table := money.NewTable("ecb", "EUR", false)
	days := 0
	err = money.ReadECB(in, func(b money.Batch) error {
		table.Add(b.Quotes...)
		days++
		for _, f := range b.Faults {
			t.Error(f)
		}
		return nil
	})
	if err != nil || days != 766 {
		t.Errorf("read %d days (%v), want 766", days, err)
	}
	tests := []struct{ day, amount, to, want, rateDay string }{
		{"2012-04-01", "1 EUR", "USD", "1.3214 USD", "2012-04-30"},
		{"2013-11-01", "1 EUR", "GBP", "0.83275 GBP", "2013-11-29"}, // the 30th was a Saturday
		{"2014-06-01", "100 GBP", "USD", "170.40549 USD", "2014-06-30"},
	}
	for _, test := range tests {
		made, err := table.Convert(amount(t, test.amount), test.to, day(t, test.day), money.Rule{Places: 5})
		if err != nil || made.Amount.String() != test.want || made.Day.String() != test.rateDay || made.Provisional {
			t.Errorf("%s of %s: got %s of %s (%v), want %s of %s", test.amount, test.day, made.Amount, made.Day, err, test.want, test.rateDay)
		}
	}
}

// TestTheExamplesInTheDocs reads the files that docs/rates.md shows.
func TestTheExamplesInTheDocs(t *testing.T) {
	page, err := os.ReadFile("../../docs/rates.md")
	if err != nil {
		t.Fatal(err)
	}
	quotes := map[string]int{}
	for _, part := range strings.Split(string(page), "\n\n") {
		for format, header := range map[string]string{"ecb": "    Date,", "fixed": "    from,"} {
			if !strings.HasPrefix(part, header) {
				continue
			}
			said := told(t, format, strings.ReplaceAll(part, "    ", ""))
			if quotes[format] = strings.Count(said, " = "); quotes[format] != strings.Count(said, "\n") {
				t.Errorf("an example is wrong:\n%s", said)
			}
		}
	}
	if quotes["ecb"] != 6 || quotes["fixed"] != 3 {
		t.Errorf("got %v quotes", quotes)
	}
}

func TestTheCSVInAZip(t *testing.T) {
	packed := func(names ...string) []byte {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, name := range names {
			f, _ := w.Create(name)
			fmt.Fprintf(f, "text of %s", name)
		}
		w.Close()
		return out.Bytes()
	}
	whole := packed("eurofxref-hist.csv")
	var unknown bytes.Buffer
	w := zip.NewWriter(&unknown)
	_, _ = w.CreateRaw(&zip.FileHeader{Name: "rates.csv", Method: 99})
	w.Close()
	const damaged = "The zip file is damaged or is no zip file.\nFetch it again, or give the CSV file in it."
	tests := []struct {
		name string
		zip  []byte
		want string
	}{
		{"the one CSV is found", whole, "text of eurofxref-hist.csv"},
		{"other files and a Mac's shadows are passed over", packed("readme.txt", "data/Rates.CSV", "__MACOSX/data/._Rates.CSV"), "text of data/Rates.CSV"},
		{"none", packed("readme.txt"), "The zip file holds 0 CSV files instead of one.\nTake out the one with the rates and give that."},
		{"several", packed("a.csv", "b.csv"), "The zip file holds 2 CSV files instead of one.\nTake out the one with the rates and give that."},
		{"a zip cut in half", whole[:len(whole)/2], damaged},
		{"something else", []byte("Date,USD,\n"), damaged},
		{"a way of packing that nobody knows", unknown.Bytes(), "The file rates.csv in the zip file cannot be opened."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in, err := money.OpenCSVInZip(bytes.NewReader(test.zip), int64(len(test.zip)))
			if err != nil {
				if err.Error() != test.want || problem.KindOf(err) != problem.Invalid {
					t.Errorf("got %q, want %q", err, test.want)
				}
				return
			}
			defer in.Close()
			if text, err := io.ReadAll(in); err != nil || string(text) != test.want {
				t.Errorf("got %q (%v), want %q", text, err, test.want)
			}
		})
	}
}

func FuzzReadRates(f *testing.F) {
	f.Add("Date,USD,\n2014-01-02,1.3658,\n")
	f.Add("from,base,currency,units\r\n2024-01-01,USD,EUR,0.92\r\n")
	f.Add("Date, USD, GBP, \r13 April 2026, 1.1684, N/A, \r")
	f.Add("\ufeffDate,\"USD\",\"\n\x00,,,")
	f.Fuzz(func(t *testing.T, text string) {
		for _, layout := range money.RateFiles() {
			err := layout.Read(strings.NewReader(text), func(b money.Batch) error {
				if b.Line < 1 || len(b.Quotes) > 0 && (len(b.Faults) > 0 || b.Base == "") {
					t.Fatalf("%+v", b)
				}
				for _, q := range b.Quotes {
					if _, err := money.ParseCurrency(q.Currency); err != nil || q.Units.Sign() <= 0 {
						t.Fatalf("%+v", q)
					}
				}
				return nil
			})
			if err != nil && problem.Of(err) == nil {
				t.Fatalf("%q: %v", text, err)
			}
		}
	})
}

// A damaged archive stays damaged: to try again would not help, so the file is
// refused as what it is.
func TestADamagedFileInAZip(t *testing.T) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.CreateHeader(&zip.FileHeader{Name: "rates.csv", Method: zip.Store})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(f, "Date,USD,\n2024-03-28,1.0811,\n")
	_ = w.Close()
	damaged := bytes.Replace(out.Bytes(), []byte("1.0811"), []byte("1.0911"), 1)
	in, err := money.OpenCSVInZip(bytes.NewReader(damaged), int64(len(damaged)))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	err = money.ReadECB(in, func(money.Batch) error { return nil })
	const want = "The zip file is damaged: rates.csv in it cannot be unpacked.\nFetch it again."
	if err == nil || err.Error() != want || problem.KindOf(err) != problem.Invalid {
		t.Errorf("got %v, want %q", err, want)
	}
}
