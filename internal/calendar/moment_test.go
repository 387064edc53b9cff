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

func moment(t *testing.T, text string) calendar.Moment {
	t.Helper()
	m, err := calendar.ParseMoment(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestTheDayOfAMoment holds the edges of days where clocks are changed: there
// midnight may come twice or not at all.
func TestTheDayOfAMoment(t *testing.T) {
	tests := []struct{ name, moment, zone, want string }{
		{"a date is that day everywhere", "2024-03-05", "Pacific/Kiritimati", "2024-03-05"},
		{"and everywhere else", "2024-03-05", "America/Los_Angeles", "2024-03-05"},
		{"an instant is a day that depends on the zone", "2024-03-05T23:30:00Z", "Europe/Paris", "2024-03-06"},
		{"before midnight in the west", "2024-03-05T07:59:59Z", "America/Los_Angeles", "2024-03-04"},
		{"an offset says which instant, not which day", "2024-03-05T23:30:00-08:00", "UTC", "2024-03-06"},
		{"the last microsecond before summer time", "2024-03-31T00:59:59.999999Z", "Europe/London", "2024-03-31"},
		{"summer time moves the edge of the day", "2024-06-30T23:00:00Z", "Europe/London", "2024-07-01"},
		{"a day whose midnight is skipped", "2018-11-04T03:00:00Z", "America/Sao_Paulo", "2018-11-04"},
		{"and the microsecond before it", "2018-11-04T02:59:59.999999Z", "America/Sao_Paulo", "2018-11-03"},
		{"the first of two midnights", "2018-02-18T01:59:59Z", "America/Sao_Paulo", "2018-02-17"},
		{"the hour that comes twice", "2018-02-18T02:30:00Z", "America/Sao_Paulo", "2018-02-17"},
		{"a day that an island skipped", "2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31"},
		{"the last moment before it", "2011-12-30T09:59:59Z", "Pacific/Apia", "2011-12-29"},
		{"before 1970", "1969-12-31T23:59:59Z", "UTC", "1969-12-31"},
		{"long before 1970", "1879-03-14T11:30:00Z", "UTC", "1879-03-14"},
		{"the end of time does not overflow", "9999-12-31T23:59:59Z", "Pacific/Kiritimati", "9999-12-31"},
		{"nor does its beginning", "0001-01-01T00:00:00Z", "America/Los_Angeles", "0001-01-01"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			zone, err := calendar.Zone(test.zone)
			if err != nil {
				t.Fatal(err)
			}
			if got := moment(t, test.moment).Day(zone).String(); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	if got := moment(t, "2024-03-05T23:30:00Z").Day(nil).String(); got != "2024-03-05" {
		t.Errorf("no zone: got %s, want the day in UTC", got)
	}
}

func TestMomentsAreOrdered(t *testing.T) {
	inOrder := []calendar.Moment{
		{}, // none
		moment(t, "0001-01-01"),
		moment(t, "1969-12-31T23:59:59.999999Z"),
		moment(t, "1970-01-01"),
		moment(t, "1970-01-01T00:00:00Z"),
		moment(t, "2024-03-05T01:00:00+02:00"),
		moment(t, "2024-03-05"),
		moment(t, "2024-03-05T00:00:00Z"),
		moment(t, "2024-03-05T00:00:00.000001Z"),
		moment(t, "9999-12-31T23:59:59Z"),
	}
	for i, a := range inOrder {
		for j, b := range inOrder {
			want := min(max(i-j, -1), 1)
			if got := a.Compare(b); got != want || a.Before(b) != (want < 0) {
				t.Errorf("%q compared with %q: got %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestADateIsTheCloseOfItsDay(t *testing.T) {
	for _, test := range []struct {
		m, n string
		want bool
	}{
		{"2024-03-05T23:59:59Z", "2024-03-05", true},
		{"2024-03-06T00:00:00Z", "2024-03-05", false},
		{"2024-03-05", "2024-03-05", true},
		{"2024-03-05", "2024-03-05T00:00:00Z", true},
		{"2024-03-05T10:00:00Z", "2024-03-05T09:00:00Z", false},
		{"2024-03-05T09:00:00Z", "2024-03-05T09:00:00Z", true},
	} {
		if got := moment(t, test.m).By(moment(t, test.n)); got != test.want {
			t.Errorf("%s by %s: got %t", test.m, test.n, got)
		}
	}
}

func TestMomentRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := calendar.On(day.Draw(t, "day"))
		if rapid.Bool().Draw(t, "instant") {
			m = calendar.At(m.Day(nil).Time().Add(time.Duration(rapid.Int64Range(0, 86_399_999_999).Draw(t, "µs")) * time.Microsecond))
		}
		if again := calendar.MomentOf(m.Micros(), m.IsDate()); again != m {
			t.Fatalf("%s became %s by its parts", m, again)
		}
		var again calendar.Moment
		if text, _ := json.Marshal(m); json.Unmarshal(text, &again) != nil || again != m {
			t.Fatalf("%s became %s in JSON", m, again)
		}
	})
}

func TestNoMomentIsWrittenAsNothing(t *testing.T) {
	var none calendar.Moment
	text, err := none.MarshalText()
	if err != nil || string(text) != "" || !none.IsZero() {
		t.Errorf("no moment was written as %q (%v)", text, err)
	}
	m := calendar.On(5)
	if err := m.UnmarshalText(nil); err != nil || !m.IsZero() {
		t.Errorf("an empty text was read as %s (%v)", m, err)
	}
}

func TestWordsThatAreNoMoment(t *testing.T) {
	const noDate = "%q is not a date.\nWrite year, month and day, like 2024-03-05."
	const noTime = "%q is not a date or a time.\nWrite 2024-03-05 or 2024-03-05T14:30:00Z."
	for text, form := range map[string]string{
		"2024-02-30":                noDate,
		"yesterday":                 noTime,
		"soon":                      noDate,
		"2024-03-05 14:30:00Z":      noTime,
		"2024-03-05T14:30:00":       noTime,
		"2024-03-05t14:30:00z":      noTime,
		"2024-03-05T24:00:00Z":      noTime,
		"0000-06-01T00:00:00Z":      noTime,
		"0001-01-01T00:00:00+01:00": noTime,
		"9999-12-31T23:59:59-01:00": noTime,
	} {
		want := fmt.Sprintf(form, text)
		m := calendar.On(5)
		if err := m.UnmarshalText([]byte(text)); problem.KindOf(err) != problem.Invalid || err.Error() != want || m != calendar.On(5) {
			t.Errorf("%q: got %s (%v), want %q", text, m, err, want)
		}
	}
}

func TestZones(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/London", "Asia/Shanghai"} {
		if zone, err := calendar.Zone(name); err != nil || zone.String() != name {
			t.Errorf("%s: got %v (%v)", name, zone, err)
		}
	}
	for _, name := range []string{"", "Local", "Mars/Olympus", "../etc/passwd", "+02:00"} {
		want := fmt.Sprintf("%q is not a time zone.\nUse a name such as UTC, Europe/London or Asia/Shanghai.", name)
		if zone, err := calendar.Zone(name); err == nil || err.Error() != want || zone != nil {
			t.Errorf("%q: got %v (%v), want %q", name, zone, err, want)
		}
	}
}

func FuzzParseMoment(f *testing.F) {
	for _, seed := range []string{"", "2024-02-29", "2024-03-05T14:30:00Z", "2024-03-05T14:30:00.1234567+14:00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+00:01", "2024-06-30T23:59:60Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := calendar.ParseMoment(text)
		if err != nil {
			if problem.KindOf(err) != problem.Invalid || !m.IsZero() {
				t.Fatalf("%q: got %s (%v)", text, m, err)
			}
			return
		}
		if again, err := calendar.ParseMoment(m.String()); err != nil || again != m {
			t.Fatalf("%q was read as %s, and that as %s (%v)", text, m, again, err)
		}
	})
}
