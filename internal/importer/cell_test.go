package importer

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSentinelsStandForNothing(t *testing.T) {
	for _, cell := range []string{"", "-", "N/A", "n/a", "NA", "NULL", "None", "************", "*",
		"0001-01-01T00:00:00", "0001-01-01", "9999-01-01T00:00:00Z", "9999-12-31", "00000000-0000-0000-0000-000000000000"} {
		if !isNothing(cell) {
			t.Errorf("%q was taken for a value", cell)
		}
	}
	for _, cell := range []string{"0", "no", "--", "NAB plc", "1999-01-01", "9999", "*a*", "00000000-0000-0000-0000-000000000001"} {
		if isNothing(cell) {
			t.Errorf("%q was taken for nothing", cell)
		}
	}
}

func TestDecode(t *testing.T) {
	tests := []struct{ name, cell, want string }{
		{"ASCII is itself", "Acme Ltd", "Acme Ltd"},
		{"UTF-8 is itself", "Café £5 – 东", "Café £5 – 东"},
		{"anything else is Windows-1252", "Caf\xe9 \xa35 \x96 \x80", "Café £5 – €"},
		{"bytes without a character there are replaced", "a\x81", "a\ufffd"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(decode(tt.cell), tt.want); diff != "" {
				t.Errorf("got (-), want (+):\n%s", diff)
			}
		})
	}
}

func TestParseDecimal(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"1234.5600", "1234.56"},
		{"-0.0001", "-0.0001"},
		{"+5", "5"},
		{"12345678901234567890.12345678901234567890", "12345678901234567890.1234567890123456789"},
		{"1,234.50", `"1,234.50" has a comma, which may stand for thousands or for decimals.`},
		{"1.234,50", `"1.234,50" has a comma, which may stand for thousands or for decimals.`},
		{"1E+5", `"1E+5" is written with an exponent, which hides digits.`},
		{"€5", `"€5" has a currency sign.`},
		{"(5)", `"(5)" is in parentheses; a negative number has a minus sign.`},
		{"40/6", `"40/6" is not a number.`},
		{"25_000", `"25_000" is not a number.`},
		{".5", `".5" is not a number.`},
		{"1 000", `"1 000" is not a number.`},
		{"", `"" is not a number.`},
		{strings.Repeat("9", 100), strings.Repeat("9", 100)},
		{strings.Repeat("9", 101), `"` + strings.Repeat("9", 101) + `" has 101 characters; a number has at most 100.`},
	}
	for _, tt := range tests {
		t.Run(tt.cell, func(t *testing.T) {
			n, err := parseDecimal(tt.cell)
			got := n.String()
			if err != nil {
				got = reasonOf(err)[:len(reasonOf(err))-len(" Write digits with a decimal point, like -1234.50.")]
			}
			if diff := cmp.Diff(got, tt.want); diff != "" {
				t.Errorf("got (-), want (+):\n%s", diff)
			}
		})
	}
}

func TestParseTimes(t *testing.T) {
	const wrong = "not a date"
	tests := []struct{ cell, day, instant string }{
		{"2024-03-05", "2024-03-05", "2024-03-05"},
		{"2024-03", "2024-03-01", "2024-03-01"},
		{"2024-03-05T00:00:00", "2024-03-05", "2024-03-05T00:00:00Z"},
		{"2024-03-05 23:30:00.1234567", "2024-03-05", "2024-03-05T23:30:00.123456Z"},
		{"2024-03-05T23:30:00-08:00", "2024-03-05", "2024-03-06T07:30:00Z"},
		{"2023-02-29", wrong, wrong},
		{"2024-13-01", wrong, wrong},
		{"05/03/2024", wrong, wrong},
		{"1969-12-31", wrong, wrong},
		{"2200-01-01", wrong, wrong},
		{"24-03-05", wrong, wrong},
	}
	for _, tt := range tests {
		t.Run(tt.cell, func(t *testing.T) {
			day, dayErr := parseDay(tt.cell)
			instant, instantErr := parseInstant(tt.cell)
			got := []string{day.String(), instant.String()}
			if dayErr != nil && instantErr != nil {
				got = []string{wrong, wrong}
			}
			if diff := cmp.Diff(got, []string{tt.day, tt.instant}); diff != "" {
				t.Errorf("got (-), want (+):\n%s", diff)
			}
		})
	}
}

func TestNearest(t *testing.T) {
	words := []string{"amount", "publisher", "id", "offer"}
	for written, want := range map[string]string{"amout": "amount", "Publisher": "publisher", "offers": "offer", "idd": "id", "colour": "", "": ""} {
		got, ok := nearest(written, words)
		if got != want || ok != (want != "") {
			t.Errorf("nearest(%q): got %q, want %q", written, got, want)
		}
	}
}
