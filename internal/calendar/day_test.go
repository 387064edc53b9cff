package calendar_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

func Example() {
	sold := calendar.MustParseDay("2024-01-31")
	window := calendar.Span{From: calendar.Length{N: 12, Unit: calendar.Months}.Before(sold + 1), Until: sold + 1}
	fmt.Println(window.From, "to", window.Last())
	fmt.Println(calendar.Length{N: 1, Unit: calendar.Months}.After(sold))

	quarters := calendar.Cycle{Every: calendar.Length{N: 1, Unit: calendar.Quarters}, Start: calendar.MustParseDay("2020-02-01")}
	quarter, _ := quarters.Period(sold)
	fmt.Println(quarter.From, "to", quarter.Last())

	london, _ := calendar.Zone("Europe/London")
	late, _ := calendar.ParseMoment("2024-06-30T23:30:00Z")
	fmt.Println(late.Day(london))
	// Output:
	// 2023-02-01 to 2024-01-31
	// 2024-02-29
	// 2023-11-01 to 2024-01-31
	// 2024-07-01
}

// day is any day, with the awkward ones drawn often.
var day = rapid.OneOf(
	rapid.Map(rapid.Int32Range(int32(calendar.FirstDay), int32(calendar.LastDay)), func(n int32) calendar.Day { return calendar.Day(n) }),
	rapid.Map(rapid.Int32Range(-4000, 30000), func(n int32) calendar.Day { return calendar.Day(n) }),
	rapid.SampledFrom([]calendar.Day{calendar.FirstDay, calendar.LastDay - 1, calendar.LastDay, -1, 0,
		calendar.MustParseDay("2024-02-29"), calendar.MustParseDay("2000-02-29"), calendar.MustParseDay("1900-02-28"),
		calendar.MustParseDay("2023-01-31"), calendar.MustParseDay("2024-12-31"), calendar.MustParseDay("1969-12-31")}),
)

func TestDaysAreCountedFrom1970(t *testing.T) {
	tests := []struct {
		text string
		want calendar.Day
	}{
		{"1970-01-01", 0}, {"1969-12-31", -1}, {"2000-03-01", 11017}, {"0001-01-01", calendar.FirstDay}, {"9999-12-31", calendar.LastDay},
	}
	for _, test := range tests {
		if got := calendar.MustParseDay(test.text); got != test.want || got.String() != test.text {
			t.Errorf("%s: got %d (%s), want %d", test.text, got, got, test.want)
		}
	}
}

func TestDayRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := day.Draw(t, "day")
		year, month, date := d.Civil()
		if got := calendar.Date(year, month, date); got != d {
			t.Fatalf("%s became %s by its year, month and day", d, got)
		}
		var again calendar.Day
		if text, _ := json.Marshal(d); json.Unmarshal(text, &again) != nil || again != d {
			t.Fatalf("%s became %s in JSON", d, again)
		}
		if got := (d.Time().Weekday() + 0); got != d.Weekday() || d.Time().Hour() != 0 {
			t.Fatalf("%s: got %s, want %s", d, d.Weekday(), got)
		}
	})
}

func TestDatesCarryOver(t *testing.T) {
	tests := []struct {
		year  int
		month time.Month
		day   int
		want  string
	}{
		{2024, 2, 30, "2024-03-01"}, {2023, 13, 1, "2024-01-01"}, {2024, 3, 0, "2024-02-29"}, {2024, 0, 1, "2023-12-01"},
		{1969, 12, 31, "1969-12-31"}, {10_000, 1, 1, "9999-12-31"}, {0, 12, 31, "0001-01-01"}, {-5_000_000, 1, 1, "0001-01-01"},
	}
	for _, test := range tests {
		if got := calendar.Date(test.year, test.month, test.day).String(); got != test.want {
			t.Errorf("%d, %d, %d: got %s, want %s", test.year, test.month, test.day, got, test.want)
		}
	}
}

func TestAddMonths(t *testing.T) {
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2024-01-31", 1, "2024-02-29"},
		{"2023-01-31", 1, "2023-02-28"},
		{"2024-01-31", 2, "2024-03-31"},
		{"2024-03-31", -1, "2024-02-29"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2024-02-29", -48, "2020-02-29"},
		{"1970-01-15", -1, "1969-12-15"},
		{"2024-12-31", 2, "2025-02-28"},
		{"9999-12-31", 0, "9999-12-31"},
		{"9999-12-31", 1, "9999-12-31"},
		{"9999-12-31", 1 << 62, "9999-12-31"},
		{"9999-12-31", -(1 << 62), "0001-01-01"},
		{"0001-01-15", -1, "0001-01-01"},
	}
	for _, test := range tests {
		if got := calendar.MustParseDay(test.from).AddMonths(test.n).String(); got != test.want {
			t.Errorf("%s and %d months: got %s, want %s", test.from, test.n, got, test.want)
		}
	}
	if got := calendar.MustParseDay("2024-02-29").AddYears(1).String(); got != "2025-02-28" {
		t.Errorf("29 February and a year: got %s", got)
	}
}

func TestAddMonthsKeepsItsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := day.Draw(t, "day"), rapid.IntRange(-600, 600).Draw(t, "n")
		got := d.AddMonths(n)
		if got == calendar.FirstDay || got == calendar.LastDay {
			return
		}
		year, month, date := d.Civil()
		toYear, toMonth, toDate := got.Civil()
		if toYear*12+int(toMonth) != year*12+int(month)+n {
			t.Fatalf("%s and %d months: %s is another month", d, n, got)
		}
		if toDate != date && (toDate > date || got != got.MonthEnd()) {
			t.Fatalf("%s and %d months: %s is another day of the month", d, n, got)
		}
		if next := (d + 1).AddMonths(n); next < got {
			t.Fatalf("%s and %d months is %s, but a day later %s", d, n, got, next)
		}
	})
}

func TestMonthsBeginAndEnd(t *testing.T) {
	tests := []struct{ day, start, end string }{
		{"2024-02-10", "2024-02-01", "2024-02-29"}, {"2023-02-28", "2023-02-01", "2023-02-28"}, {"1969-12-31", "1969-12-01", "1969-12-31"},
		{"9999-12-31", "9999-12-01", "9999-12-31"},
	}
	for _, test := range tests {
		d := calendar.MustParseDay(test.day)
		if d.MonthStart().String() != test.start || d.MonthEnd().String() != test.end {
			t.Errorf("%s: got %s to %s, want %s to %s", d, d.MonthStart(), d.MonthEnd(), test.start, test.end)
		}
	}
	a, b := calendar.Day(1), calendar.Day(2)
	if calendar.Earlier(a, b) != a || calendar.Later(a, b) != b {
		t.Error("earlier and later are mixed up")
	}
}

func TestWordsThatAreNoDay(t *testing.T) {
	for _, text := range []string{"", "2024-3-5", "2024-02-30", "05.03.2024", "2024-03-05T00:00:00Z", "0000-01-01", "10000-01-01", "2024-03-05 "} {
		want := fmt.Sprintf("%q is not a date.\nWrite year, month and day, like 2024-03-05.", text)
		d := calendar.Day(7)
		if err := d.UnmarshalText([]byte(text)); problem.KindOf(err) != problem.Invalid || err.Error() != want || d != 7 {
			t.Errorf("%q: got %s (%v), want %q", text, d, err, want)
		}
	}
}

func TestMustParseDayPanicsOnWhatIsNoDay(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it did not panic")
		}
	}()
	calendar.MustParseDay("today")
}

func TestDaysOfEveryYear(t *testing.T) {
	tests := []struct {
		text string
		year int
		want string
	}{
		{"03-01", 2024, "2024-03-01"}, {"02-29", 2024, "2024-02-29"}, {"02-29", 2023, "2023-02-28"}, {"12-31", 1969, "1969-12-31"},
	}
	for _, test := range tests {
		var m calendar.MonthDay
		if err := json.Unmarshal([]byte(`"`+test.text+`"`), &m); err != nil || m.In(test.year).String() != test.want {
			t.Errorf("%s in %d: got %s (%v), want %s", test.text, test.year, m.In(test.year), err, test.want)
		}
		if again, _ := m.MarshalText(); string(again) != test.text {
			t.Errorf("%s was written as %s", test.text, again)
		}
	}
	for _, text := range []string{"", "3-1", "02-30", "13-01", "2024-03-01"} {
		want := fmt.Sprintf("%q is not a day of the year.\nWrite month and day, like 03-01.", text)
		m := calendar.MonthDay{Month: 1, Day: 2}
		if err := m.UnmarshalText([]byte(text)); err == nil || err.Error() != want || m.Day != 2 {
			t.Errorf("%q: got %v (%v), want %q", text, m, err, want)
		}
	}
}

func FuzzParseDay(f *testing.F) {
	for _, seed := range []string{"2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "10000-01-01", "-001-01-01", "2024-1-1", "\x002024"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := calendar.ParseDay(text)
		if err != nil && problem.KindOf(err) != problem.Invalid {
			t.Fatalf("%q: %v", text, err)
		}
		if err == nil && (d.String() != text || d < calendar.FirstDay || d > calendar.LastDay) {
			t.Fatalf("%q was read as %s", text, d)
		}
	})
}
