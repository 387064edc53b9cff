package calendar

import (
	"fmt"
	"strconv"
	"strings"

	"laurel/internal/problem"
)

// Allowance is how much time a promise is given, such as 7 days, 5 business
// days or 4 business hours. When it ends depends on the moment at which it
// begins and on working time: see Working.Due. The zero Allowance means "not
// given".
type Allowance struct {
	N    int  // at least 1, once given
	Unit Unit // what N counts: any unit
}

// The units that only an allowance has. Hours are elapsed time; business days
// and business hours are counted by Working.
const (
	Hours         Unit = "hours"
	BusinessDays  Unit = "business days"
	BusinessHours Unit = "business hours"
)

var allowanceWords = map[string]Unit{
	"hour": Hours, "hours": Hours, "business day": BusinessDays, "business days": BusinessDays,
	"business hour": BusinessHours, "business hours": BusinessHours,
}

// mostAllowed bounds an allowance to what a promise can mean.
const mostAllowed = 10_000

// ParseAllowance reads "7 days", "5 business days", "4 hours", "4 business
// hours", and every unit of a length. An allowance is at least one of its unit.
func ParseAllowance(text string) (Allowance, error) {
	number, words, _ := strings.Cut(strings.Join(strings.Fields(text), " "), " ")
	n, err := strconv.ParseUint(strings.ReplaceAll(number, "_", ""), 10, 32)
	unit, known := allowanceWords[words]
	if !known {
		unit, known = unitWords[words]
	}
	if err != nil || !known || n < 1 || n > mostAllowed {
		return Allowance{}, problem.New(problem.Invalid, "%q is not an allowance of time.", problem.Excerpt(text)).
			WithHint("Write a whole number from 1 and hours, days, weeks, months, business hours or business days, like 5 business days.")
	}
	return Allowance{N: int(n), Unit: unit}, nil
}

// IsZero reports whether no allowance was given.
func (a Allowance) IsZero() bool { return a.Unit == "" }

// String writes "5 business days" and "1 hour", and nothing for no allowance.
func (a Allowance) String() string {
	switch {
	case a.IsZero():
		return ""
	case a.N != 1:
		return fmt.Sprintf("%d %s", a.N, a.Unit)
	case singular[a.Unit] != "":
		return "1 " + singular[a.Unit]
	default:
		return "1 " + strings.TrimSuffix(string(a.Unit), "s")
	}
}

// MarshalText writes what String does.
func (a Allowance) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads what MarshalText writes; an empty text is no allowance.
func (a *Allowance) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*a = Allowance{}
		return nil
	}
	parsed, err := ParseAllowance(string(text))
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}
