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

func ExampleWorking() {
	berlin, _ := calendar.Zone("Europe/Berlin")
	team := calendar.Working{Zone: berlin, Holidays: map[calendar.Day]bool{calendar.MustParseDay("2026-12-25"): true}}
	began, _ := calendar.ParseMoment("2026-12-23T15:00:00+01:00")
	allowance, _ := calendar.ParseAllowance("3 business days")

	due := team.Due(began, allowance)
	fmt.Println(due.Day(berlin), due)

	asked, _ := calendar.ParseMoment("2026-12-24T10:00:00+01:00")
	left := team.Left(asked, due, allowance)
	answered, _ := calendar.ParseMoment("2027-01-04T09:00:00+01:00")
	fmt.Println(left, "from", answered.Day(berlin), "end on", team.Again(answered, left).Day(berlin))
	// Output:
	// 2026-12-29 2026-12-29T22:59:59.999999Z
	// 2 business days from 2027-01-04 end on 2027-01-06
}

// team works as a line of a table says.
func team(t *testing.T, zone, hours string, holidays ...string) calendar.Working {
	t.Helper()
	location, err := calendar.Zone(zone)
	if err != nil {
		t.Fatal(err)
	}
	w := calendar.Working{Zone: location, Holidays: map[calendar.Day]bool{}}
	if hours != "" {
		if w.Hours, err = calendar.ParseHours(hours); err != nil {
			t.Fatal(err)
		}
	}
	for _, day := range holidays {
		w.Holidays[calendar.MustParseDay(day)] = true
	}
	return w
}

func allowed(t *testing.T, text string) calendar.Allowance {
	t.Helper()
	a, err := calendar.ParseAllowance(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// inZone is a moment as a clock in the zone shows it.
func inZone(w calendar.Working, m calendar.Moment) string {
	return time.UnixMicro(m.Micros()).In(w.Zone).Format("2006-01-02T15:04:05.999999-07:00")
}

func TestDue(t *testing.T) {
	const close = "T23:59:59.999999"
	tests := []struct{ name, zone, hours, began, allowance, want string }{
		{"a week from any hour ends with the close of the day", "UTC", "", "2026-11-01T13:07:00Z", "7 days", "2026-11-08" + close + "+00:00"},
		{"a week is seven days", "UTC", "", "2026-11-01T00:00:00Z", "1 week", "2026-11-08" + close + "+00:00"},
		{"a beginning of which the day is known", "Europe/Berlin", "", "2026-11-01", "7 days", "2026-11-08" + close + "+01:00"},
		{"the day is that of the zone", "America/New_York", "", "2026-11-02T03:00:00Z", "1 day", "2026-11-02" + close + "-05:00"},
		{"over the end of summer time", "Europe/Berlin", "", "2026-10-24T12:00:00+02:00", "1 day", "2026-10-25" + close + "+01:00"},
		{"over its beginning", "Europe/Berlin", "", "2026-03-28T12:00:00+01:00", "1 day", "2026-03-29" + close + "+02:00"},
		{"a day that ends where a clock skips midnight", "America/Sao_Paulo", "", "2018-11-02T12:00:00-03:00", "1 day", "2018-11-03" + close + "-03:00"},
		{"a day that ends where midnight comes twice", "America/Havana", "", "2024-11-01T12:00:00-04:00", "1 day", "2024-11-02" + close + "-04:00"},
		{"a month keeps to the end of a shorter one", "UTC", "", "2027-01-31T12:00:00Z", "1 month", "2027-02-28" + close + "+00:00"},
		{"a year from a leap day", "UTC", "", "2028-02-29T12:00:00Z", "1 year", "2029-02-28" + close + "+00:00"},

		{"business days pass the weekend", "UTC", "", "2026-11-05T12:00:00Z", "2 business days", "2026-11-09" + close + "+00:00"},
		{"the day of beginning does not count", "UTC", "", "2026-11-06T00:00:00Z", "1 business day", "2026-11-09" + close + "+00:00"},
		{"begun on a weekend", "UTC", "", "2026-11-07T12:00:00Z", "1 business day", "2026-11-09" + close + "+00:00"},
		{"and on a Sunday", "UTC", "", "2026-11-08T23:59:59Z", "1 business day", "2026-11-09" + close + "+00:00"},
		{"holidays are passed, over the end of the year", "Europe/Berlin", "", "2026-12-23T12:00:00+01:00", "5 business days", "2027-01-04" + close + "+01:00"},
		{"a leap day is worked", "UTC", "", "2028-02-28T12:00:00Z", "2 business days", "2028-03-01" + close + "+00:00"},

		{"hours are elapsed time", "UTC", "09:00-17:00", "2026-11-06T16:30:00Z", "4 hours", "2026-11-06T20:30:00+00:00"},
		{"24 hours of a day of 25", "Europe/Berlin", "", "2026-10-25T00:00:00+02:00", "24 hours", "2026-10-25T23:00:00+01:00"},
		{"24 hours of a day of 23", "America/New_York", "", "2026-03-08T00:00:00-05:00", "24 hours", "2026-03-09T01:00:00-04:00"},
		{"hours from a date are from its close", "UTC", "", "2026-11-06", "1 hour", "2026-11-07T00:59:59.999999+00:00"},

		{"business hours of one day", "UTC", "09:00-17:00", "2026-11-06T10:15:00Z", "4 business hours", "2026-11-06T14:15:00+00:00"},
		{"up to the end of the day", "UTC", "09:00-17:00", "2026-11-06T13:00:00Z", "4 business hours", "2026-11-06T17:00:00+00:00"},
		{"over the night", "UTC", "09:00-17:00", "2026-11-05T16:00:00Z", "4 business hours", "2026-11-06T12:00:00+00:00"},
		{"over the weekend", "UTC", "09:00-17:00", "2026-11-06T16:00:00Z", "4 business hours", "2026-11-09T12:00:00+00:00"},
		{"begun at night", "UTC", "09:00-17:00", "2026-11-06T03:00:00Z", "1 business hour", "2026-11-06T10:00:00+00:00"},
		{"begun on a holiday", "UTC", "09:00-17:00", "2026-12-25T12:00:00Z", "1 business hour", "2026-12-29T10:00:00+00:00"},
		{"several days", "UTC", "09:00-17:00", "2026-11-05T12:00:00Z", "24 business hours", "2026-11-10T12:00:00+00:00"},
		{"whole days are worked without hours", "UTC", "", "2026-11-06T22:00:00Z", "4 business hours", "2026-11-09T02:00:00+00:00"},
		{"working hours move with the clocks", "America/New_York", "09:00-17:00", "2026-10-30T16:00:00-04:00", "2 business hours", "2026-11-02T10:00:00-05:00"},

		{"the end of time", "UTC", "", "9999-12-30T12:00:00Z", "10000 years", "9999-12-31" + close + "+00:00"},
		{"business days at the end of time", "UTC", "", "9999-12-29T12:00:00Z", "9 business days", "9999-12-31" + close + "+00:00"},
		{"hours at the end of time", "UTC", "", "9999-12-31T12:00:00Z", "99 hours", "9999-12-31" + close + "+00:00"},
		{"business hours at the end of time", "UTC", "09:00-17:00", "9999-12-29T12:00:00Z", "99 business hours", "9999-12-31" + close + "+00:00"},
		{"the last close where the day ends early", "Asia/Tokyo", "", "9999-12-31T23:00:00Z", "1 day", "10000-01-01T08:00:00+09:00"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := team(t, test.zone, test.hours, "2026-12-25", "2026-12-28", "2027-01-01")
			if got := inZone(w, w.Due(moment(t, test.began), allowed(t, test.allowance))); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestOtherDaysAreWorked(t *testing.T) {
	sunday := calendar.Working{Days: []time.Weekday{time.Sunday, time.Thursday}}
	if got := sunday.Due(moment(t, "2026-11-05"), allowed(t, "2 business days")).String(); got != "2026-11-12T23:59:59.999999Z" {
		t.Errorf("two days of a team that works on Thursdays and Sundays end at %s", got)
	}
	if !sunday.Works(calendar.MustParseDay("2026-11-08")) || sunday.Works(calendar.MustParseDay("2026-11-09")) {
		t.Error("the days of the week are mixed up")
	}
}

func TestWarningsComeBefore(t *testing.T) {
	tests := []struct{ due, allowance, want string }{
		{"2026-11-09T23:59:59.999999Z", "2 days", "2026-11-07T23:59:59.999999Z"},
		{"2026-11-09T23:59:59.999999Z", "1 business day", "2026-11-06T23:59:59.999999Z"},
		{"2026-11-08T23:59:59.999999Z", "1 business day", "2026-11-06T23:59:59.999999Z"},
		{"2026-11-09T11:00:00Z", "3 hours", "2026-11-09T08:00:00Z"},
		{"2026-11-09T11:00:00Z", "3 business hours", "2026-11-06T16:00:00Z"},
		{"2026-11-09T18:00:00Z", "8 business hours", "2026-11-09T09:00:00Z"},
		{"0001-01-02T11:00:00Z", "9 business days", "0001-01-01T23:59:59.999999Z"},
		{"0001-01-02T11:00:00Z", "99 business hours", "0001-01-01T00:00:00Z"},
		{"0001-01-01T11:00:00Z", "12 hours", "0001-01-01T00:00:00Z"},
	}
	w := team(t, "UTC", "09:00-17:00")
	for _, test := range tests {
		if got := w.Before(moment(t, test.due), allowed(t, test.allowance)).String(); got != test.want {
			t.Errorf("%s before %s: got %s, want %s", test.allowance, test.due, got, test.want)
		}
	}
}

// TestAClockIsStopped says when something is due that was asked about at one
// moment and answered at another.
func TestAClockIsStopped(t *testing.T) {
	tests := []struct{ name, began, allowance, asked, left, answered, want string }{
		{"days", "2026-11-02T12:00:00Z", "7 days", "2026-11-04T12:00:00Z", "5 days", "2026-12-01T08:00:00Z", "2026-12-06T23:59:59.999999Z"},
		{"months are days once they run", "2026-11-02T12:00:00Z", "1 month", "2026-11-12T12:00:00Z", "20 days", "2027-02-20T08:00:00Z", "2027-03-12T23:59:59.999999Z"},
		{"a weekend takes no business day", "2026-11-06T12:00:00Z", "2 business days", "2026-11-06T15:00:00Z", "2 business days", "2026-11-09T08:00:00Z", "2026-11-11T23:59:59.999999Z"},
		{"answered within the weekend", "2026-11-06T12:00:00Z", "2 business days", "2026-11-07T15:00:00Z", "2 business days", "2026-11-08T08:00:00Z", "2026-11-10T23:59:59.999999Z"},
		{"asked on the last day, answered on a Saturday", "2026-11-05T12:00:00Z", "1 business day", "2026-11-06T15:00:00Z", "0 business days", "2026-11-14T08:00:00Z", "2026-11-16T23:59:59.999999Z"},
		{"asked on the last day, answered on a Tuesday", "2026-11-05T12:00:00Z", "1 business day", "2026-11-06T15:00:00Z", "0 business days", "2026-11-17T08:00:00Z", "2026-11-17T23:59:59.999999Z"},
		{"hours", "2026-11-02T12:00:00Z", "4 hours", "2026-11-02T13:30:00Z", "9000000000 microseconds", "2026-11-05T23:00:00Z", "2026-11-06T01:30:00Z"},
		{"business hours", "2026-11-02T12:00:00Z", "8 business hours", "2026-11-02T20:00:00Z", "10800000000 business microseconds", "2026-11-06T16:00:00Z", "2026-11-09T11:00:00Z"},
		{"late before it was asked", "2026-11-02T12:00:00Z", "1 day", "2026-11-04T01:00:00Z", "-3600000001 microseconds", "2026-11-20T12:00:00Z", "2026-11-20T10:59:59.999999Z"},
	}
	w := team(t, "UTC", "09:00-17:00")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := allowed(t, test.allowance)
			left := w.Left(moment(t, test.asked), w.Due(moment(t, test.began), a), a)
			if got := w.Again(moment(t, test.answered), left).String(); left.String() != test.left || got != test.want {
				t.Errorf("got %s, due %s, want %s, due %s", left, got, test.left, test.want)
			}
		})
	}
}

var zones = []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "America/Havana", "Asia/Kolkata"}

var working = rapid.Custom(func(t *rapid.T) calendar.Working {
	zone, _ := calendar.Zone(rapid.SampledFrom(zones).Draw(t, "zone"))
	w := calendar.Working{Zone: zone, Holidays: map[calendar.Day]bool{}}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if rapid.Bool().Draw(t, "works") {
			w.Days = append(w.Days, d)
		}
	}
	if rapid.Bool().Draw(t, "hours") {
		w.Hours.From = rapid.IntRange(0, 23*60).Draw(t, "from")
		w.Hours.Until = rapid.IntRange(w.Hours.From+1, 24*60).Draw(t, "until")
	}
	for _, d := range rapid.SliceOfN(rapid.IntRange(0, 60), 0, 10).Draw(t, "holidays") {
		w.Holidays[calendar.MustParseDay("2026-10-01")+calendar.Day(d)] = true
	}
	return w
})

// instant is a moment of some weeks in which clocks change and holidays lie.
var instant = rapid.Map(rapid.Int64Range(0, 60*86_400*1_000_000), func(µs int64) calendar.Moment {
	return calendar.MomentOf(calendar.On(calendar.MustParseDay("2026-10-01")).Micros()+µs, false)
})

func TestWorkingTimeKeepsItsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, began, a := working.Draw(t, "working"), instant.Draw(t, "began"), allowance.Draw(t, "allowance")
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
		due := w.Due(began, a)
		if due.Before(began) {
			t.Fatalf("%s from %s is due at %s", a, began, due)
		}
		more := calendar.Allowance{N: a.N + 1, Unit: a.Unit}
		if !due.Before(w.Due(began, more)) {
			t.Fatalf("%s from %s is due at %s, but %s at %s", a, began, due, more, w.Due(began, more))
		}
		if warn := w.Before(due, a); !warn.Before(due) {
			t.Fatalf("%s before %s is %s", a, due, warn)
		}
		if later := instant.Draw(t, "later"); began.Before(later) && w.Due(later, a).Before(due) {
			t.Fatalf("%s from %s is due at %s, but from %s at %s", a, began, due, later, w.Due(later, a))
		}
	})
}

func TestAStoppedClockKeepsItsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, began, asked, a := working.Draw(t, "working"), instant.Draw(t, "began"), instant.Draw(t, "asked"), allowance.Draw(t, "allowance")
		due := w.Due(began, a)
		if asked.Before(began) {
			return
		}
		left := w.Left(asked, due, a)
		if again := w.Again(asked, left); again != due {
			t.Fatalf("due at %s, stopped and started at %s: due at %s", due, asked, again)
		}
		var stored calendar.Remainder
		if text, _ := json.Marshal(left); json.Unmarshal(text, &stored) != nil || stored != left {
			t.Fatalf("%s became %s in JSON", left, stored)
		}
		answered := instant.Draw(t, "answered")
		again := w.Again(answered, left)
		if !answered.Before(asked) && again.Before(due) {
			t.Fatalf("due at %s, stopped at %s and started at %s: due at %s", due, asked, answered, again)
		}
		if !due.Before(asked) && w.Left(answered, again, a) != left && w.Works(answered.Day(w.Zone)) {
			t.Fatalf("%s was left, and then %s", left, w.Left(answered, again, a))
		}
	})
}

func TestTheCloseOfADayIsItsLastInstant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := working.Draw(t, "working")
		d := calendar.MustParseDay("2020-01-01") + calendar.Day(rapid.IntRange(0, 10_000).Draw(t, "day"))
		close := w.Close(d)
		if next := calendar.MomentOf(close.Micros()+1, false); close.Day(w.Zone) != d || next.Day(w.Zone) != d+1 {
			t.Fatalf("%s closes at %s, which is on %s", d, close, close.Day(w.Zone))
		}
	})
}

func TestWorkingTimeInWhichNobodyWorks(t *testing.T) {
	tests := []struct {
		working calendar.Working
		want    string
	}{
		{calendar.Working{}, ""},
		{calendar.Working{Hours: calendar.WorkingHours{Until: 24 * 60}}, ""},
		{calendar.Working{Days: []time.Weekday{}}, "No day of the week is worked.\nName at least one, or leave the days out for Monday to Friday."},
		{calendar.Working{Hours: calendar.WorkingHours{From: 600, Until: 540}}, "The working hours 10:00-09:00 have no minute.\nWrite hours of one day, like 09:00-17:00."},
	}
	for _, test := range tests {
		got := ""
		if err := test.working.Check(); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	nobody := calendar.Working{Days: []time.Weekday{}}
	if got := nobody.Due(moment(t, "2026-11-05"), allowed(t, "1 business hour")); got.String() != "9999-12-31T23:59:59.999999Z" {
		t.Errorf("what nobody works at is due at %s", got)
	}
}

func TestWorkingHours(t *testing.T) {
	for _, text := range []string{"09:00-17:00", "00:00-24:00", "08:30-12:05"} {
		var h calendar.WorkingHours
		if err := json.Unmarshal([]byte(`"`+text+`"`), &h); err != nil {
			t.Error(err)
		}
		if again, _ := h.MarshalText(); string(again) != text || h.IsZero() {
			t.Errorf("%s was written as %s", text, again)
		}
	}
	for _, text := range []string{"", "9-17", "09:00", "17:00-09:00", "09:00-09:00", "09:00-24:01", "09:60-17:00", "-1:00-17:00", "09:00-17:00 ", "9:00-17:00"} {
		h := calendar.WorkingHours{From: 1, Until: 2}
		want := fmt.Sprintf("%q are not hours of a day.\nWrite when they begin and end, like 09:00-17:00.", text)
		if err := h.UnmarshalText([]byte(text)); problem.KindOf(err) != problem.Invalid || err.Error() != want || h.From != 1 {
			t.Errorf("%q: got %v (%v), want %q", text, h, err, want)
		}
	}
}

func TestWordsThatAreNoRemainder(t *testing.T) {
	for _, text := range []string{"5", "days", "5 weeks", "x days", "1.5 days"} {
		kept := calendar.Remainder{N: 3, Unit: calendar.Days}
		if err := kept.UnmarshalText([]byte(text)); problem.KindOf(err) != problem.Invalid || kept.N != 3 {
			t.Errorf("%q: got %s (%v)", text, kept, err)
		}
	}
	none := calendar.Remainder{N: 3, Unit: calendar.Days}
	if err := none.UnmarshalText(nil); err != nil || none != (calendar.Remainder{}) || none.String() != "" {
		t.Errorf("nothing was read as %s (%v)", none, err)
	}
}

func FuzzParseAllowance(f *testing.F) {
	for _, seed := range []string{"7 days", "5 business days", "1 business hour", "0 hours", "10_000 weeks", "1 \u00a0day"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := calendar.ParseAllowance(text)
		if err != nil {
			if problem.KindOf(err) != problem.Invalid {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if again, err := calendar.ParseAllowance(a.String()); err != nil || again != a {
			t.Fatalf("%q was read as %s, and that as %s (%v)", text, a, again, err)
		}
	})
}
