package sentence_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/label"
	"laurel/internal/locale"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/standing/sentence"
)

func TestDetailsOfEvidence(t *testing.T) {
	many := make([]string, 102)
	for i := range many {
		many[i] = strings.Repeat("x", i+1)
	}
	for _, test := range []struct {
		name string
		m    metric.Measured
		want string
	}{
		{"a window that has not begun", metric.Measured{Metric: &metric.Definition{Of: []string{"sale"}}}, "The time that counts has not begun.\n"},
		{"nothing in the window", metric.Measured{Metric: &metric.Definition{Of: []string{"sale"}}, Evidence: metric.Evidence{Span: calendar.Span{From: march, Until: june}, Bounded: true}},
			"No fact from 5 Mar 2024 to 29 Jun 2024 counts.\n"},
		{"nothing so far", metric.Measured{Metric: &metric.Definition{Of: []string{"sale"}}, Evidence: metric.Evidence{Span: calendar.Span{From: march, Until: june}}},
			"No fact up to 29 Jun 2024 counts.\n"},
		{"many subjects", metric.Measured{Metric: &metric.Definition{Count: "offers"}, Evidence: metric.Evidence{Subjects: many}},
			"Counted: Shop, " + strings.Join(many[1:100], ", ") + " and 2 others.\n"},
		{"many different values", metric.Measured{Metric: &metric.Definition{Distinct: "offer", Of: []string{"sale"}},
			Evidence: metric.Evidence{Values: many[:101], Count: 300, Span: calendar.Span{From: march, Until: june}}},
			"300 facts up to 29 Jun 2024 count.\nCounted once each: Shop, " + strings.Join(many[1:100], ", ") + " and 1 other.\n"},
		{"many parts", metric.Measured{Metric: &metric.Definition{Name: "all", Total: &metric.Total{Over: "region"}}, Evidence: metric.Evidence{Parts: nothing(23)}},
			strings.Repeat("Part: no value.\n", 20) + "And 3 more.\n"},
		{"only operators know why", metric.Measured{Metric: &metric.Definition{}, Evidence: metric.Evidence{LeftOut: []metric.LeftOut{
			{Counted: metric.Counted{Fact: &fact.Fact{}}, Exclusion: &metric.Exclusion{Operators: label.Of("audit")}},
			{Counted: metric.Counted{Fact: &fact.Fact{}}, Barred: &metric.Barred{Said: metric.Said{Private: "audit"}}}}}},
			"1 fact is left out: by a rule of the program.\n1 fact is left out: by decision.\n"},
		{"points for units", metric.Measured{Metric: &metric.Definition{Points: &metric.Points{Each: constant(t, "2"), Unit: constant(t, "100 USD or 90 EUR")}}}, "2 points for each 100 USD or 90 EUR.\n"},
		{"arithmetic with functions", metric.Measured{Metric: &metric.Definition{Value: constant(t, "lowest(a_b, 2 * c)")}}, "Computed as lowest(“A b”, 2 × “C”).\n"},
		{"a growth that is a fraction", metric.Measured{Metric: &metric.Definition{}, Evidence: metric.Evidence{Parts: []metric.Measured{{
			Metric: &metric.Definition{Name: "part", Growth: &metric.Growth{}}, Value: metric.Num(number.Fraction(2, 3))}}}}, "Part: 66.67% (2/3).\n"},
		{"below every band", metric.Measured{Evidence: metric.Evidence{Parts: []metric.Measured{{Metric: &metric.Definition{Name: "part"}, Value: metric.Num(number.One)}}},
			Metric: &metric.Definition{Bands: &metric.Bands{Table: []metric.Band{{From: constant(t, "5"), Gives: constant(t, "1")}}}}}, "Part: 1.\n"},
		{"no band without a part", metric.Measured{Metric: &metric.Definition{Bands: &metric.Bands{}}}, ""},
	} {
		reader := sentence.Reader{Locale: locale.Match("en"), Audience: sentence.ForPartner, Name: func(k metric.Key) string { return map[string]string{"x": "Shop"}[k.ID] }}
		if diff := cmp.Diff(test.want, sentence.Tree(sentence.For(reader, contoso).Measured(&test.m).Lines, false)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// nothing is so many parts without a value.
func nothing(n int) []metric.Measured {
	return slices.Repeat([]metric.Measured{{Metric: &metric.Definition{Name: "part"}, Value: metric.None}}, n)
}

func constant(t *testing.T, text string) *metric.Expression {
	t.Helper()
	c, err := metric.ParseCondition("x >= " + text)
	if err != nil {
		t.Fatal(err)
	}
	return c.Compare.Right
}
