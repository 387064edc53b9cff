package importer_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/importer"
	"laurel/internal/number"
)

// ledger is what is known about one publication from elsewhere: the figures
// that were published that month, and counts made with other tools. Repeated is
// how many rows say the same as an earlier one; two of the July file differ
// from it only in how they write the amount or in blanks at the ends.
type ledger struct {
	Rows, Partners, Customers, Negative, Zero, Repeated int
	Sum, NegativeSum                                    string
	Months                                              string
}

// count adds up the facts of a ledger.
type count struct {
	partners, customers       map[string]bool
	keys                      map[fact.ID]bool
	rows, negative, zero, nth int
	sum, negativeSum          number.Number
	rejects                   []importer.Reject
}

func newCount() *count {
	return &count{partners: map[string]bool{}, customers: map[string]bool{}, keys: map[fact.ID]bool{}}
}

func (c *count) Reject(r importer.Reject) error {
	c.rejects = append(c.rejects, r)
	return nil
}

func (c *count) Fact(it importer.Item) error {
	f := it.Fact
	c.keys[f.ID] = true
	if f.Kind == string(fact.Partner) {
		c.partners[f.Attributes.Get("name").String()] = true
	}
	if f.Kind == "sale" {
		c.rows++
		c.customers[f.Subject.Customer] = true
		c.addUp(f.Amount.Value)
	}
	if it.Ordinal > 1 {
		c.nth++
	}
	return nil
}

func (c *count) addUp(value number.Number) {
	c.sum = c.sum.Add(value)
	switch value.Sign() {
	case -1:
		c.negative++
		c.negativeSum = c.negativeSum.Add(value)
	case 0:
		c.zero++
	}
}

func TestPublishedLedgersGiveTheirPublishedFigures(t *testing.T) {
	tests := []struct {
		file, published string
		want            ledger
	}{
		{"G-Cloud-Total-Spend-13-12-13.csv", "2013-12-13", ledger{
			Rows: 4699, Partners: 222, Customers: 339, Negative: 49, Zero: 11, Repeated: 442,
			Sum: "77788989.55", NegativeSum: "-574924.59", Months: "2012-04-01 to 2013-11-30"}},
		{"G-Cloud-Spend-14-07-14-v2-For-import.csv", "2014-07-14", ledger{
			Rows: 13492, Partners: 343, Customers: 524, Negative: 250, Zero: 239, Repeated: 1391,
			Sum: "217455674.3915", NegativeSum: "-3536833.2258", Months: "2012-04-01 to 2014-06-30"}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			in, err := os.Open(filepath.Join("..", "..", "examples", "gcloud", "data", tt.file))
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			c := newCount()
			sum, err := importer.Read("gcloud", in, importer.Options{
				Published: calendar.On(calendar.MustParseDay(tt.published)), Snapshot: true}, c)
			if err != nil {
				t.Fatal(err)
			}
			got := ledger{Rows: c.rows, Partners: len(c.partners), Customers: len(c.customers), Negative: c.negative, Zero: c.zero, Repeated: c.nth,
				Sum: c.sum.String(), NegativeSum: c.negativeSum.String(), Months: sum.Months.From.String() + " to " + sum.Months.Last().String()}
			if diff := cmp.Diff(got, tt.want); diff != "" {
				t.Errorf("got (-), want (+):\n%s", diff)
			}
			if sum.Rows != tt.want.Rows || len(c.rejects) > 0 || sum.Facts != len(c.keys) {
				t.Errorf("got %d rows, %d rejects, %d facts with %d different keys", sum.Rows, len(c.rejects), sum.Facts, len(c.keys))
			}
		})
	}
}
