package program_test

import (
	"testing"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// read is a fragment that must have no mistakes.
func read(t testing.TB, fragment string) *program.Program {
	t.Helper()
	p, err := program.Read("fragment", []byte(complete(fragment)))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// schedule is one that stands behind `evaluate:`.
func schedule(t testing.TB, text string) *program.Schedule {
	t.Helper()
	p := read(t, "calendars: {fiscal: {every: 1 year, start: 2023-02-01}, listed: {periods: [{name: P1, from: 2024-01-01, until: 2024-01-28}, {name: P2, from: 2024-01-29, until: 2024-02-25}]}}\n"+
		"ladders: {a: {evaluate: "+text+", tiers: [{id: x, attain: sales >= 1 USD}]}}")
	l, _ := p.Ladder("a")
	return &l.Evaluate.Up
}

// from finds a moment that came on a day.
func from(began string) program.FindAnchor {
	return func(_ *metric.Anchor, day calendar.Day) (calendar.Day, bool) {
		found := calendar.MustParseDay(began)
		return found, found <= day
	}
}

func TestSchedules(t *testing.T) {
	for _, c := range []struct{ schedule, after, want string }{
		{"{each: month, on: last-day}", "2024-01-30", "2024-01-31"},
		{"{each: month, on: last-day}", "2024-01-31", "2024-02-29"},
		{"{each: month}", "2023-01-31", "2023-02-28"},
		{"{each: month, on: first-day}", "2024-01-01", "2024-02-01"},
		{"{each: month, on: 31}", "2024-01-31", "2024-02-29"},
		{"{each: month, on: 15}", "2024-01-15", "2024-02-15"},
		{"{each: week, on: 1}", "2024-01-01", "2024-01-08"},
		{"{each: quarter}", "2024-01-01", "2024-03-31"},
		{"{each: fiscal, on: first-day}", "2024-01-31", "2024-02-01"},
		{"{each: listed, on: 28}", "2023-06-01", "2024-01-28"},
		{"{each: listed}", "2024-01-28", "2024-02-25"},
		{"{each: listed}", "2024-02-25", "9999-12-31"},
		{"{yearly: 03-01}", "2024-03-01", "2025-03-01"},
		{"{yearly: [07-15, 01-15]}", "2024-01-15", "2024-07-15"},
		{"{yearly: 02-29}", "2024-03-01", "2025-02-28"},
		{"{dates: [2024-12-31, 2024-06-30]}", "2024-01-01", "2024-06-30"},
		{"{dates: 2024-06-30}", "2024-06-30", "9999-12-31"},
		{"{anniversary: {first: sale}}", "2024-02-29", "2025-02-28"},
		{"{anniversary: {first: sale}}", "2027-03-01", "2028-02-29"},
		{"{anniversary: {first: sale}}", "2024-02-28", "9999-12-31"},
		{"{anniversary: {first: sale}, every: 1 month}", "2024-03-30", "2024-04-29"},
		{"on-change", "2024-01-01", "9999-12-31"},
	} {
		s := schedule(t, c.schedule)
		if got := s.Next(calendar.MustParseDay(c.after), from("2024-02-29")); got.String() != c.want {
			t.Errorf("%s after %s: got %s, want %s", c.schedule, c.after, got, c.want)
		}
	}
}

// TestMonthEndsDoNotDrift reckons every anniversary from the moment itself.
func TestMonthEndsDoNotDrift(t *testing.T) {
	s := schedule(t, "{anniversary: {first: sale}, every: 1 month}")
	day := calendar.MustParseDay("2024-01-31")
	for _, want := range []string{"2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"} {
		if day = s.Next(day, from("2024-01-31")); day.String() != want {
			t.Fatalf("got %s, want %s", day, want)
		}
	}
}

// TestFallsIsNext: a schedule falls on exactly the days that Next names.
func TestFallsIsNext(t *testing.T) {
	for _, text := range []string{"{each: month, on: 31}", "{each: listed, on: 28}", "{yearly: [02-29, 12-31]}", "{dates: [2024-02-29]}",
		"{anniversary: {first: sale}}", "{anniversary: {first: sale}, every: 1 month}", "{each: week, on: 3}"} {
		s := schedule(t, text)
		day, end := calendar.MustParseDay("2023-12-01"), calendar.MustParseDay("2026-03-01")
		next := s.Next(day-1, from("2024-01-31"))
		for ; day < end; day++ {
			if falls := s.Falls(day, from("2024-01-31")); falls != (day == next) {
				t.Fatalf("%s on %s: falls is %v, but the next day was %s", text, day, falls, next)
			}
			if day == next || s.Anniversary != nil {
				next = s.Next(day, from("2024-01-31"))
			}
		}
	}
}

func TestScheduleOnChange(t *testing.T) {
	s := schedule(t, "on-change")
	if !s.Falls(0, nil) {
		t.Error("on-change does not fall on a day")
	}
	var never *program.Schedule
	if never.Falls(0, nil) || never.Next(0, nil) != calendar.LastDay {
		t.Error("no schedule falls on a day")
	}
}

func TestEffects(t *testing.T) {
	for _, c := range []struct{ effect, decided, want string }{
		{"at-once", "2024-04-30", "2024-04-30"},
		{"{after: 30 days}", "2024-04-30", "2024-05-30"},
		{"{on-first-of: month}", "2024-04-30", "2024-05-01"},
		{"{on-first-of: month}", "2024-05-01", "2024-06-01"},
		{"{after: 1 month, on-first-of: month}", "2024-04-30", "2024-06-01"},
		{"{after: 1 day, on-first-of: month}", "2024-04-30", "2024-05-01"},
		{"{on-first-of: listed}", "2024-02-01", "2024-02-01"},
	} {
		p := read(t, "calendars: {listed: {periods: [{name: P1, from: 2024-01-01, until: 2024-03-28}]}}\n"+
			"ladders: {a: {takes-effect: "+c.effect+", tiers: [{id: x, attain: sales >= 1 USD}]}}")
		l, _ := p.Ladder("a")
		if got := l.Effect.Up.On(calendar.MustParseDay(c.decided)); got.String() != c.want {
			t.Errorf("%s, decided on %s: got %s, want %s", c.effect, c.decided, got, c.want)
		}
	}
}

func TestValidities(t *testing.T) {
	for _, c := range []struct{ holds, day, want string }{
		{"for-ever", "2024-04-30", "9999-12-31"},
		{"{until: 2024-12-31}", "2024-04-30", "2024-12-31"},
		{"{for: 12 months}", "2024-04-30", "2025-04-29"},
		{"{rest-of: year}", "2024-04-30", "2024-12-31"},
		{"{rest-of: year, and-next: 1}", "2024-04-30", "2025-12-31"},
		{"{rest-of: year, and-next: 1, plus: 3 months}", "2024-04-30", "2026-03-31"},
		{"{rest-of: listed}", "2024-04-30", "2024-04-30"},
	} {
		p := read(t, "calendars: {listed: {periods: [{name: P1, from: 2024-01-01, until: 2024-03-28}]}}\n"+
			"ladders: {a: {holds: "+c.holds+", tiers: [{id: x, attain: sales >= 1 USD}]}}")
		l, _ := p.Ladder("a")
		if got := l.Validity.Last(calendar.MustParseDay(c.day)); got.String() != c.want {
			t.Errorf("%s from %s: got %s, want %s", c.holds, c.day, got, c.want)
		}
	}
}

func TestDues(t *testing.T) {
	for _, c := range []struct{ due, began, want string }{
		{"2024-06-30", "2024-04-01", "2024-06-30"},
		{"3 months", "2025-04-01", "2025-07-01"},
		{"1 month", "2024-01-31", "2024-02-29"},
	} {
		p := read(t, "benefits: {a: {category: sales, unlock: everybody, clocks: {use-by: "+c.due+"}}}")
		b, _ := p.Benefit("a")
		if got := b.Clocks.UseBy.Ends(calendar.MustParseDay(c.began)); got.String() != c.want {
			t.Errorf("%s from %s: got %s, want %s", c.due, c.began, got, c.want)
		}
	}
}
