package program_test

import (
	"fmt"
	"strings"
	"testing"

	"laurel/internal/problem"
	"laurel/internal/program"
)

// lines writes a line so many times; its verbs are all the number of the line.
func lines(n int, line string) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, line, i, i+1)
	}
	return text.String()
}

// TestLargeFiles reads files as large as they may be, made of what must be
// compared with one another. Reading that grew with the square of their size, or
// worse, would not come to an end here.
func TestLargeFiles(t *testing.T) {
	const sales = "metrics: {sales: {sum: amount, of: sale}}\n"
	for _, c := range []struct {
		name, text string
		want       string // what the last mistake says; empty for none
	}{
		{"tiers that all ask for something else",
			sales + "ladders:\n  l:\n    tiers:\n" + lines(6_000, "      - {id: t%d, attain: sales >= %d USD}\n"), ""},
		{"tiers with one line each of conditions that could be less",
			sales + "ladders:\n  l:\n    tiers:\n" + strings.Repeat("      - {id: t, attain: {all: ["+lines(200, "sales >= 1%[1]d USD, ")+"]}}\n", 150), `two tiers called "t"`},
		{"two tiers with thousands of alternatives",
			sales + "ladders:\n  l:\n    tiers:\n      - {id: a, attain: {any: [" + lines(10_000, "sales >= 1%[1]d USD, ") +
				"]}}\n      - {id: b, attain: {any: [" + lines(10_000, "sales >= 3%[1]d USD, ") + "]}}\n", ""},
		{"many names that do not exist",
			"metrics:\n" + lines(5_000, "  metric_number_%[1]d: {value: metric_numbre_%[1]d}\n"), "is not a metric"},
		{"a long list that many filters name",
			"lists: {l: [" + lines(20_000, "w%[1]d, ") + "]}\nmetrics:\n" + lines(1_000, "  m%[1]d: {sum: amount, of: sale, where: {country: {in: l}}}\n"), ""},
		{"many benefits of many ladders",
			sales + "ladders:\n" + lines(3_000, "  l%[1]d: {tiers: [{id: x%[1]d, attain: sales >= 1 USD}]}\n") +
				"benefits:\n" + lines(3_000, "  b%[1]d: {category: sales, unlock: {tier: x%[1]d}}\n"), ""},
		{"metrics that are each made from the next one twice",
			"metrics:\n" + lines(200, "  m%d: {value: m%[2]d + m%[2]d}\n") + "  m200: {count: offers}\n", "made from more than"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := program.Read("f", []byte("program: large\nversion: 1\neffective: 2024-01-01\ncurrency: USD\n"+c.text))
			switch {
			case err == nil && c.want != "":
				t.Errorf("got a program, want a mistake that says %s", c.want)
			case err != nil && c.want == "":
				t.Errorf("got %v", problem.Of(err).Mistakes[0])
			case err != nil && !strings.Contains(fmt.Sprint(problem.Of(err).Mistakes), c.want):
				t.Errorf("got %v, want %s", problem.Of(err).Mistakes[0], c.want)
			}
		})
	}
}
