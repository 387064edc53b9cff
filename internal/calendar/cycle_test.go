package calendar_test

import (
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
)

func span(from, until string) calendar.Span {
	return calendar.Span{From: calendar.MustParseDay(from), Until: calendar.MustParseDay(until)}
}

// listed are two periods, a gap of a week, and a third.
var listed = calendar.Cycle{Name: "fiscal", Periods: []calendar.Period{
	{Name: "P01", Span: span("2024-01-01", "2024-01-29")},
	{Name: "P02", Span: span("2024-01-29", "2024-03-01")},
	{Name: "P03", Span: span("2024-03-08", "2024-04-01")},
}}

func TestPeriods(t *testing.T) {
	every := func(text, start string) calendar.Cycle {
		l, err := calendar.ParseLength(text)
		if err != nil {
			t.Fatal(err)
		}
		return calendar.Cycle{Every: l, Start: calendar.MustParseDay(start)}
	}
	tests := []struct {
		name  string
		cycle calendar.Cycle
		day   string
		shift int
		want  string // "" when there is none
	}{
		{"the zero cycle is the calendar month", calendar.Cycle{}, "2024-02-29", 0, "2024-02-01 2024-03-01"},
		{"a month before 1970", calendar.Cycle{}, "1969-12-31", 0, "1969-12-01 1970-01-01"},
		{"the month before the first day", calendar.Cycle{}, "1970-01-01", -1, "1969-12-01 1970-01-01"},
		{"a year from 1 March", every("1 year", "2020-03-01"), "2024-02-29", 0, "2023-03-01 2024-03-01"},
		{"a year from 1 March, before its start", every("1 year", "2020-03-01"), "2019-03-01", 0, "2019-03-01 2020-03-01"},
		{"a year from 29 February", every("1 year", "2024-02-29"), "2025-02-28", 0, "2025-02-28 2026-02-28"},
		{"and its fourth anniversary", every("1 year", "2024-02-29"), "2028-02-28", 1, "2028-02-29 2029-02-28"},
		{"months from the 31st do not drift", every("1 month", "2024-01-31"), "2024-03-30", 0, "2024-02-29 2024-03-31"},
		{"months from the 31st, backwards", every("1 month", "2024-01-31"), "2024-01-30", 0, "2023-12-31 2024-01-31"},
		{"weeks from a Monday", every("1 week", "2024-01-01"), "2023-12-31", 0, "2023-12-25 2024-01-01"},
		{"fortnights", every("2 weeks", "2024-01-01"), "2024-01-14", 1, "2024-01-15 2024-01-29"},
		{"the quarter three before", every("1 quarter", "2020-01-01"), "2024-02-10", -3, "2023-04-01 2023-07-01"},
		{"halves", every("1 half", "2020-07-01"), "2024-06-30", 0, "2024-01-01 2024-07-01"},
		{"the first listed period", listed, "2024-01-01", 0, "2024-01-01 2024-01-29"},
		{"the next listed period", listed, "2024-01-28", 1, "2024-01-29 2024-03-01"},
		{"the listed period after a gap", listed, "2024-02-29", 1, "2024-03-08 2024-04-01"},
		{"a day in the gap has none", listed, "2024-03-05", 0, ""},
		{"a day before the list has none", listed, "2023-12-31", 0, ""},
		{"a day after the list has none", listed, "2024-04-01", 0, ""},
		{"nothing before the list", listed, "2024-01-05", -1, ""},
		{"nothing after the list", listed, "2024-03-31", 1, ""},
		{"the last month of all", calendar.Cycle{}, "9999-12-30", 0, "9999-12-01 9999-12-31"},
		{"never is in no later month", calendar.Cycle{}, "9999-12-31", 0, "9999-12-01 9999-12-31"},
		{"beyond the end of time there is nothing", calendar.Cycle{}, "9999-12-30", 1, "9999-12-31 9999-12-31"},
		{"the first day of all", calendar.Cycle{}, "0001-01-01", 0, "0001-01-01 0001-02-01"},
		{"before the beginning there is nothing", calendar.Cycle{}, "0001-01-01", -100_000, "0001-01-01 0001-01-01"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			if s, ok := test.cycle.Shift(calendar.MustParseDay(test.day), test.shift); ok {
				got = s.From.String() + " " + s.Until.String()
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestPeriodsTileTime: every day lies in exactly one period, and periods
// follow each other without gaps or overlaps.
func TestPeriodsTileTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cycle := calendar.Cycle{Every: length.Draw(t, "every"), Start: day.Draw(t, "start")}
		d := day.Filter(func(d calendar.Day) bool { return d < calendar.LastDay }).Draw(t, "day")
		period, ok := cycle.Period(d)
		if !ok || !period.Has(d) {
			t.Fatalf("%s is not in its period, %s to %s", d, period.From, period.Until)
		}
		for _, inside := range []calendar.Day{period.From, period.Last(), d} {
			if same, _ := cycle.Period(inside); same != period {
				t.Fatalf("%s is in %v and also in %v", inside, period, same)
			}
		}
		next, _ := cycle.Shift(d, 1)
		previous, _ := cycle.Shift(d, -1)
		if next.From != period.Until || previous.Until != period.From {
			t.Fatalf("%v, %v and %v do not join", previous, period, next)
		}
	})
}

func TestShiftsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cycle := calendar.Cycle{Every: length.Draw(t, "every"), Start: day.Draw(t, "start")}
		d := rapid.Map(rapid.Int32Range(-20_000, 60_000), func(n int32) calendar.Day { return calendar.Day(n) }).Draw(t, "day")
		a, b := rapid.IntRange(-20, 20).Draw(t, "a"), rapid.IntRange(-20, 20).Draw(t, "b")
		first, _ := cycle.Shift(d, a)
		second, _ := cycle.Shift(first.From, b)
		if both, _ := cycle.Shift(d, a+b); !first.Empty() && both != second {
			t.Fatalf("%d and then %d periods from %s give %v, together %v", a, b, d, second, both)
		}
	})
}

func TestSpans(t *testing.T) {
	march := span("2024-03-01", "2024-04-01")
	tests := []struct {
		name      string
		got, want any
	}{
		{"the first day is in it", march.Has(march.From), true},
		{"the last day is in it", march.Has(march.Last()), true},
		{"the day after is not", march.Has(march.Until), false},
		{"the day before is not", march.Has(march.From - 1), false},
		{"its last day", march.Last(), calendar.MustParseDay("2024-03-31")},
		{"it has days", march.Empty(), false},
		{"a span that ends as it begins has none", calendar.Span{From: 5, Until: 5}.Empty(), true},
		{"what two spans share", march.Overlap(span("2024-03-20", "2024-05-01")), span("2024-03-20", "2024-04-01")},
		{"spans apart share nothing", march.Overlap(span("2024-05-01", "2024-06-01")).Empty(), true},
		{"everything is in always", calendar.Always.Overlap(march), march},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, test.got, test.want)
		}
	}
}
