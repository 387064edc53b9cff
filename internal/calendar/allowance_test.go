package calendar_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

var allUnits = append(units[:len(units):len(units)], calendar.Hours, calendar.BusinessDays, calendar.BusinessHours)

var allowance = rapid.Custom(func(t *rapid.T) calendar.Allowance {
	return calendar.Allowance{N: rapid.IntRange(1, 30).Draw(t, "n"), Unit: rapid.SampledFrom(allUnits).Draw(t, "unit")}
})

func TestParseAllowance(t *testing.T) {
	tests := []struct {
		text string
		want calendar.Allowance
		back string
	}{
		{"7 days", calendar.Allowance{N: 7, Unit: calendar.Days}, "7 days"},
		{"1 weeks", calendar.Allowance{N: 1, Unit: calendar.Weeks}, "1 week"},
		{"6 months", calendar.Allowance{N: 6, Unit: calendar.Months}, "6 months"},
		{"1 half", calendar.Allowance{N: 1, Unit: calendar.Halves}, "1 half"},
		{"5 business days", calendar.Allowance{N: 5, Unit: calendar.BusinessDays}, "5 business days"},
		{" 1  business  day ", calendar.Allowance{N: 1, Unit: calendar.BusinessDays}, "1 business day"},
		{"4 hours", calendar.Allowance{N: 4, Unit: calendar.Hours}, "4 hours"},
		{"1 hour", calendar.Allowance{N: 1, Unit: calendar.Hours}, "1 hour"},
		{"1 business hours", calendar.Allowance{N: 1, Unit: calendar.BusinessHours}, "1 business hour"},
		{"10_000 business hours", calendar.Allowance{N: 10_000, Unit: calendar.BusinessHours}, "10000 business hours"},
	}
	for _, test := range tests {
		var got calendar.Allowance
		if err := got.UnmarshalText([]byte(test.text)); err != nil || got != test.want || got.String() != test.back {
			t.Errorf("%q: got %s (%v), want %s", test.text, got, err, test.back)
		}
	}
}

func TestWordsThatAreNoAllowance(t *testing.T) {
	const hint = "\nWrite a whole number from 1 and hours, days, weeks, months, business hours or business days, like 5 business days."
	for _, text := range []string{"5", "days", "0 days", "-1 days", "1.5 hours", "5 business", "5 working days", "business days 5", "10001 days",
		"5 business weeks", "1 day 2 hours", "5 businessdays", "99999999999999999999 days"} {
		want := fmt.Sprintf("%q is not an allowance of time.", text) + hint
		kept := calendar.Allowance{N: 3, Unit: calendar.Days}
		if err := kept.UnmarshalText([]byte(text)); problem.KindOf(err) != problem.Invalid || err.Error() != want || kept.N != 3 {
			t.Errorf("%q: got %s (%v), want %q", text, kept, err, want)
		}
	}
}

func TestAllowanceRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := allowance.Draw(t, "allowance")
		var again calendar.Allowance
		if text, _ := json.Marshal(a); json.Unmarshal(text, &again) != nil || again != a || a.IsZero() {
			t.Fatalf("%s became %s in JSON", a, again)
		}
	})
	none := calendar.Allowance{N: 1, Unit: calendar.Days}
	if err := none.UnmarshalText(nil); err != nil || !none.IsZero() || none.String() != "" {
		t.Errorf("no allowance was read as %s (%v)", none, err)
	}
}
