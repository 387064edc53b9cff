package calendar_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

var units = []calendar.Unit{calendar.Days, calendar.Weeks, calendar.Months, calendar.Quarters, calendar.Halves, calendar.Years}

var length = rapid.Custom(func(t *rapid.T) calendar.Length {
	return calendar.Length{N: rapid.IntRange(1, 30).Draw(t, "n"), Unit: rapid.SampledFrom(units).Draw(t, "unit")}
})

func TestParseLength(t *testing.T) {
	tests := []struct {
		text string
		want calendar.Length
		back string
	}{
		{"12 months", calendar.Length{N: 12, Unit: calendar.Months}, "12 months"},
		{"1 year", calendar.Length{N: 1, Unit: calendar.Years}, "1 year"},
		{"1 halves", calendar.Length{N: 1, Unit: calendar.Halves}, "1 half"},
		{"2 half", calendar.Length{N: 2, Unit: calendar.Halves}, "2 halves"},
		{"1 quarter", calendar.Length{N: 1, Unit: calendar.Quarters}, "1 quarter"},
		{"1 week", calendar.Length{N: 1, Unit: calendar.Weeks}, "1 week"},
		{" 1_000  days ", calendar.Length{N: 1000, Unit: calendar.Days}, "1000 days"},
		{"100000 days", calendar.Length{N: 100_000, Unit: calendar.Days}, "100000 days"},
	}
	for _, test := range tests {
		var got calendar.Length
		if err := got.UnmarshalText([]byte(test.text)); err != nil || got != test.want || got.String() != test.back {
			t.Errorf("%q: got %s (%v), want %s", test.text, got, err, test.back)
		}
	}
}

func TestWordsThatAreNoLength(t *testing.T) {
	const hint = "\nWrite a whole number from 1 and days, weeks, months, quarters, halves or years, like 12 months."
	for _, text := range []string{"", "12", "months", "months 12", "0 days", "-1 days", "+1 days", "1.5 years", "12months", "1 fortnight",
		"100001 days", "1 month 2 days", "99999999999999999999 days", "_ days"} {
		want := fmt.Sprintf("%q is not a length of time.", text) + hint
		kept := calendar.Length{N: 3, Unit: calendar.Days}
		if err := kept.UnmarshalText([]byte(text)); problem.KindOf(err) != problem.Invalid || err.Error() != want || kept.N != 3 {
			t.Errorf("%q: got %s (%v), want %q", text, kept, err, want)
		}
	}
}

func TestNoLengthIsWrittenAsNothing(t *testing.T) {
	if l := (calendar.Length{}); !l.IsZero() || l.String() != "" || l.After(5) != 5 {
		t.Errorf("no length is written as %q and leads from 5 to %d", l, l.After(5))
	}
}

func TestTimesReckonsFromTheDayItself(t *testing.T) {
	tests := []struct {
		from, length string
		k            int
		want         string
	}{
		{"2024-01-31", "1 month", 2, "2024-03-31"},
		{"2024-01-31", "1 month", -2, "2023-11-30"},
		{"2024-02-29", "1 year", 4, "2028-02-29"},
		{"2024-08-31", "1 half", 1, "2025-02-28"},
		{"2024-01-01", "1 quarter", 3, "2024-10-01"},
		{"2024-02-28", "1 day", 2, "2024-03-01"},
		{"1970-01-01", "2 weeks", -1, "1969-12-18"},
		{"2024-01-01", "100000 years", 1, "9999-12-31"},
		{"2024-01-01", "100000 weeks", 1 << 40, "9999-12-31"},
		{"2024-01-01", "100000 years", -(1 << 40), "0001-01-01"},
		{"9999-12-31", "1 day", 1, "9999-12-31"},
	}
	for _, test := range tests {
		l, err := calendar.ParseLength(test.length)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Times(calendar.MustParseDay(test.from), test.k).String(); got != test.want {
			t.Errorf("%s and %d × %s: got %s, want %s", test.from, test.k, l, got, test.want)
		}
	}
}

func TestLengthsKeepTheirLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, d := length.Draw(t, "length"), day.Draw(t, "day")
		var again calendar.Length
		if text, _ := json.Marshal(l); json.Unmarshal(text, &again) != nil || again != l {
			t.Fatalf("%s became %s in JSON", l, again)
		}
		if after := l.After(d); after <= d && after != calendar.LastDay {
			t.Fatalf("%s after %s is %s", l, d, after)
		}
		if before := l.Before(d); before >= d && before != calendar.FirstDay {
			t.Fatalf("%s before %s is %s", l, d, before)
		}
		if l.Times(d, 0) != d || l.Times(d, 1) != l.After(d) || l.Times(d, -1) != l.Before(d) {
			t.Fatalf("no, one and minus one times %s from %s are wrong", l, d)
		}
		back := l.Before(l.After(d))
		if _, _, date := d.Civil(); date <= 28 && l.After(d) != calendar.LastDay && back != d {
			t.Fatalf("%s after and then before %s is %s", l, d, back)
		}
	})
}

func FuzzParseLength(f *testing.F) {
	for _, seed := range []string{"12 months", "1_000 days", "0 days", "1 half", "9999999999999999999999 years", "1\u00a0year", "1 month x", strings.Repeat("1 ", 60)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := calendar.ParseLength(text)
		if err != nil {
			if problem.KindOf(err) != problem.Invalid {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		again, err := calendar.ParseLength(l.String())
		if err != nil || again != l || l.N < 1 {
			t.Fatalf("%q was read as %s, and that as %s (%v)", text, l, again, err)
		}
	})
}
