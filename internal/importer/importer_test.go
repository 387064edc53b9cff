package importer_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/importer"
	"laurel/internal/problem"
)

const oldLayout = "Framework,Lot,Supplier,Customer,For_Month,Product_Service_Description,Total_Charge\n"

var published = importer.Options{Publisher: "contoso", Published: calendar.On(calendar.MustParseDay("2024-07-14"))}

func Example() {
	file := "Framework,Lot,Supplier,Customer,For_Month,Product_Service_Description,Total_Charge\r" +
		"G-Cloud III,3,Contoso Ltd,Home Office,2013-11-01l,Hosting,1250.5\r" +
		"G-Cloud III,3,Contoso Ltd,Home Office,2013-11-01l,Support,\"1,000\"\r"
	sum, err := importer.Read("gcloud", strings.NewReader(file), importer.Options{
		Published: calendar.On(calendar.MustParseDay("2013-12-13"))}, printer{})
	fmt.Println(sum.Rows, "rows,", sum.Rejected, "rejected,", err)
	// Output:
	// partner  from 0001-01-01
	// membership  from 0001-01-01
	// sale 1250.5 GBP from 2013-11-01
	// line 3, column 7 (Total_Charge): "1,000" has a comma, which may stand for thousands or for decimals. Write digits with a decimal point, like -1234.50.
	// offer  from 2013-11-01
	// 2 rows, 1 rejected, <nil>
}

type printer struct{}

func (printer) Fact(it importer.Item) error {
	fmt.Println(it.Fact.Kind, it.Fact.Amount, "from", it.Fact.Happened)
	return nil
}

func (printer) Reject(r importer.Reject) error {
	fmt.Println(r.Faults[0])
	return nil
}

// blocked is a sink that takes a number of items and then nothing.
type blocked struct{ facts, rejects int }

var errFull = errors.New("full")

func (b *blocked) Fact(importer.Item) error {
	b.facts--
	if b.facts < 0 {
		return errFull
	}
	return nil
}

func (b *blocked) Reject(importer.Reject) error {
	b.rejects--
	if b.rejects < 0 {
		return errFull
	}
	return nil
}

func TestAnErrorOfTheSinkEndsTheReading(t *testing.T) {
	const (
		good   = "G,3,Acme,Council,2013-08-01,x,1\n"
		bad    = "G,3,Acme,Council,2013-08-01,x,one\n"
		pair   = "PurchaseRecordId,LineItemId,MonthStartDate,Revenue,EarningCurrencyCode,OfferName\n"
		earned = "earningId,participantId,earningAmount,transactionCurrency,transactionDate,transactionType\nE,contoso,1,USD,2023-01-01,x\n"
	)
	tests := []struct {
		name, format, file string
		sink               blocked
	}{
		{"a fact of a row", "gcloud", oldLayout + good, blocked{facts: 1}},
		{"a fact after the last row", "gcloud", oldLayout + good, blocked{facts: 3}},
		{"a rejected row", "gcloud", oldLayout + bad, blocked{facts: 9}},
		{"a total", "microsoft-revenue", pair + "a,b,2023-01-01,1,USD,x\n", blocked{rejects: 9}},
		{"a split of a rejected total", "microsoft-revenue", pair + "a,b,2023-01-01,1,USD,x\na,b,2023-01-01,x,USD,x\n", blocked{rejects: 1}},
		{"an earning", "microsoft-payouts", earned, blocked{}},
		{"a line", "laurel-jsonl", `{"id": "a", "kind": "sale", "happened": "2023-01-01"}`, blocked{}},
		{"an element", "laurel-jsonl", `[1]`, blocked{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := importer.Read(tt.format, strings.NewReader(tt.file), published, &tt.sink); err != errFull {
				t.Errorf("got %v, want the sink's own error", err)
			}
		})
	}
}

func TestAFileThatCannotBeReadIsRefused(t *testing.T) {
	for format, file := range map[string]string{
		"gcloud":             oldLayout + "G,3",
		"laurel-csv":         "",
		"laurel-jsonl":       `{"id": 1}` + "\n{",
		"aws-billing-events": "",
	} {
		in := io.MultiReader(strings.NewReader(file), iotest.ErrReader(io.ErrClosedPipe))
		_, err := importer.Read(format, in, published, &blocked{facts: 9, rejects: 9})
		if problem.KindOf(err) != problem.Unavailable || !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: got %v, want that the file could not be read", format, err)
		}
	}
	for _, start := range []string{"[", "[{", "[]"} {
		in := io.MultiReader(strings.NewReader(start+strings.Repeat(" ", 70<<10)), iotest.ErrReader(io.ErrClosedPipe))
		if _, err := importer.Read("laurel-jsonl", in, published, &blocked{}); problem.KindOf(err) != problem.Unavailable {
			t.Errorf("%s: got %v, want that the file could not be read", start, err)
		}
	}
}

// counted is a file that says how much of it was read.
type counted struct {
	io.Reader
	bytes int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.bytes += n
	return n, err
}

func TestAHugeRowIsRefusedBeforeItIsRead(t *testing.T) {
	const huge = 100 << 20
	tests := []struct{ name, format, start, want string }{
		{"a line of a table", "gcloud", oldLayout, "The row that begins in line 2 is longer than 1048576 bytes"},
		{"a quoted field", "gcloud", oldLayout + "G,\"", "The quote that opens in line 2 is not closed within 1048576 bytes"},
		{"a header", "gcloud", "", "The row that begins in line 1 is longer than 1048576 bytes"},
		{"a line of JSON", "laurel-jsonl", `{"id": "`, "The row that begins in line 1 is longer than 1048576 bytes"},
		{"an element of an array", "laurel-jsonl", "[1,\n", "The row that begins in line 2 is longer than 1048576 bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := &counted{Reader: io.MultiReader(strings.NewReader(tt.start), io.LimitReader(letters{}, huge))}
			_, err := importer.Read(tt.format, file, published, &blocked{facts: 9, rejects: 9})
			if problem.KindOf(err) != problem.Invalid || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if file.bytes > 2<<20 {
				t.Errorf("%d bytes were read before the row was refused", file.bytes)
			}
		})
	}
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestALongCellCostsItsRowOnly(t *testing.T) {
	file := oldLayout + "G,3,Acme,Council,2013-08-01," + strings.Repeat("x", 500<<10) + ",1\n" +
		"G,3," + strings.Repeat("é", 600) + ",Council,2013-08-01,x,1\n"
	var log transcript
	sum, err := importer.Read("gcloud", strings.NewReader(file), published, &log)
	if err != nil || sum.Rows != 2 || sum.Rejected != 1 {
		t.Fatalf("got %+v, %v, want 2 rows of which 1 is rejected", sum, err)
	}
	got := log.rejects[0].Faults
	want := []importer.Fault{{Line: 3, Column: 3, Name: "Supplier", Value: strings.Repeat("é", 60) + "…",
		Reason: "The cell is 1200 bytes long; at most 1000 are allowed. Shorten it, or look for a quote that is not closed."}}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got (-), want (+):\n%s", diff)
	}
}

func TestAnIDOfTwoLongPartsIsRejected(t *testing.T) {
	file := "PurchaseRecordId,LineItemId,MonthStartDate,Revenue,EarningCurrencyCode,OfferName\n" +
		strings.Repeat("P", 600) + "," + strings.Repeat("L", 600) + ",2023-08-01,1,USD,x\n"
	var log transcript
	if _, err := importer.Read("microsoft-revenue", strings.NewReader(file), published, &log); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(log.rejects[0].Faults[0].Reason, "The id is 1201 bytes long; at most 1000 are allowed. Shorten it."); diff != "" {
		t.Errorf("got (-), want (+):\n%s", diff)
	}
}

func TestAnObjectOfTooManyFieldsIsRejected(t *testing.T) {
	fields := make([]string, 201)
	for i := range fields {
		fields[i] = fmt.Sprintf("%q: 1", fmt.Sprint("f", i))
	}
	var c collector
	if _, err := importer.Read("laurel-jsonl", strings.NewReader("{"+strings.Join(fields, ", ")+"}"), published, &c); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c.rejects[0].Faults[0].Reason, "The object has more than 200 fields. A fact has 22 fields and 64 attributes."); diff != "" {
		t.Errorf("got (-), want (+):\n%s", diff)
	}
}

func TestRejectsOfDifferentHeadersDoNotMix(t *testing.T) {
	w := importer.NewRejectsWriter(io.Discard)
	if err := w.Write(importer.Reject{Header: []byte("a,b"), Raw: []byte("1")}); err != nil {
		t.Fatal(err)
	}
	if err := w.Write(importer.Reject{Header: []byte("a,c"), Raw: []byte("1")}); problem.KindOf(err) != problem.Invalid {
		t.Errorf("got %v, want that two headers cannot share one file", err)
	}
}

func TestARejectsFileThatCannotBeWritten(t *testing.T) {
	closed, _ := os.Open(os.DevNull)
	closed.Close()
	err := importer.NewRejectsWriter(closed).Write(importer.Reject{Raw: []byte("1")})
	if problem.KindOf(err) != problem.Unavailable || !errors.Is(err, os.ErrClosed) {
		t.Errorf("got %v, want that the file cannot be written", err)
	}
}

// collector keeps what it gets.
type collector struct {
	items   []importer.Item
	rejects []importer.Reject
}

func (c *collector) Fact(it importer.Item) error {
	c.items = append(c.items, it)
	return nil
}

func (c *collector) Reject(r importer.Reject) error {
	c.rejects = append(c.rejects, r)
	return nil
}

// TestRejectsComeBackAsTheyWere: importing a rejects file rejects the same rows
// for the same reasons, whatever the rows are.
func TestRejectsComeBackAsTheyWere(t *testing.T) {
	cell := rapid.SampledFrom([]string{"3", "Acme", "2013-08-01", "1.5", "", "-", "x", "\"a\nb\"", "\"", "1,0", "\xe9", "\"a\"b", "9999-01-01", "\x00"})
	rapid.Check(t, func(t *rapid.T) {
		file := oldLayout
		for range rapid.IntRange(0, 6).Draw(t, "rows") {
			file += strings.Join(rapid.SliceOfN(cell, 6, 8).Draw(t, "row"), ",") + rapid.SampledFrom([]string{"\n", "\r", "\r\n"}).Draw(t, "end")
		}
		var first, second collector
		if _, err := importer.Read("gcloud", strings.NewReader(file), published, &first); err != nil {
			t.Skip(err)
		}
		var rejects strings.Builder
		w := importer.NewRejectsWriter(&rejects)
		for _, r := range first.rejects {
			if err := w.Write(r); err != nil {
				t.Fatal(err)
			}
		}
		if len(first.rejects) == 0 {
			return
		}
		if _, err := importer.Read("gcloud", strings.NewReader(rejects.String()), published, &second); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(reasons(second), reasons(first)); diff != "" || len(second.items) > 0 {
			t.Errorf("got (-), want (+):\n%s\nand %d facts", diff, len(second.items))
		}
	})
}

func reasons(c collector) []string {
	var list []string
	for _, r := range c.rejects {
		for _, f := range r.Faults {
			list = append(list, fmt.Sprint(f.Column, f.Name, strings.TrimRight(f.Value, "\n…"), f.Reason))
		}
	}
	return list
}

// TestTheOrderOfPayoutSplitsDoesNotMatter: the sales are the same whichever way
// the rows of a revenue report are shuffled.
func TestTheOrderOfPayoutSplitsDoesNotMatter(t *testing.T) {
	const head = "PurchaseRecordId,LineItemId,MonthStartDate,Revenue,EarningCurrencyCode,OfferName\n"
	rapid.Check(t, func(t *rapid.T) {
		var rows []string
		for range rapid.IntRange(1, 12).Draw(t, "rows") {
			rows = append(rows, fmt.Sprintf("P%d,L%d,2023-08-01,%d.%02d,USD,Shop\n",
				rapid.IntRange(1, 2).Draw(t, "record"), rapid.IntRange(1, 2).Draw(t, "line"),
				rapid.IntRange(-99, 99).Draw(t, "whole"), rapid.IntRange(0, 99).Draw(t, "cents")))
		}
		shuffled := rapid.Permutation(rows).Draw(t, "shuffled")
		if diff := cmp.Diff(totals(t, head+strings.Join(shuffled, "")), totals(t, head+strings.Join(rows, ""))); diff != "" {
			t.Errorf("got (-), want (+):\n%s", diff)
		}
	})
}

func totals(t *rapid.T, file string) map[fact.ID]string {
	var c collector
	if _, err := importer.Read("microsoft-revenue", strings.NewReader(file), published, &c); err != nil {
		t.Fatal(err)
	}
	byID := map[fact.ID]string{}
	for _, it := range c.items {
		byID[it.Fact.ID] = it.Fact.Amount.String()
	}
	return byID
}

// FuzzRead: whatever the bytes, no format panics, every row is accounted for,
// and every fact would be accepted.
func FuzzRead(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			for i := range importer.Formats() {
				f.Add(uint8(i), file.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, file []byte) {
		format := importer.Formats()[int(which)%len(importer.Formats())]
		var c collector
		sum, err := importer.Read(format.Name, bytes.NewReader(file), published, &c)
		checkReading(t, format, sum, c)
		if err != nil && problem.KindOf(err) != problem.Invalid {
			t.Errorf("%s: %v", format.Name, err)
		}
	})
}

func checkReading(t *testing.T, format importer.Format, sum importer.Summary, c collector) {
	t.Helper()
	skipped := 0
	for _, k := range sum.Skipped {
		skipped += k.Rows
	}
	if sum.Facts != len(c.items) || sum.Rejected != len(c.rejects) || sum.Rejected+skipped > sum.Rows {
		t.Errorf("%s: %+v does not say what was handed over: %d facts, %d rejects", format.Name, sum, len(c.items), len(c.rejects))
	}
	for _, it := range c.items {
		if err := it.Fact.Check(); err != nil {
			t.Errorf("%s: %v", format.Name, err)
		}
		if !slices.IsSortedFunc(it.Fact.Attributes, func(a, b fact.Attribute) int { return strings.Compare(a.Name, b.Name) }) {
			t.Errorf("%s: the attributes of %s are not sorted: %v", format.Name, it.Fact.ID, it.Fact.Attributes)
		}
		if keyless := format.Keyless && it.Fact.Kind == "sale"; keyless != (it.Ordinal > 0) {
			t.Errorf("%s: the ordinal of %s is %d", format.Name, it.Fact.ID, it.Ordinal)
		}
	}
	for _, r := range c.rejects {
		if len(r.Faults) == 0 || r.Line == 0 {
			t.Errorf("%s: a reject without a reason or a place: %+v", format.Name, r)
		}
	}
}
