package people

import (
	"strings"

	"github.com/nyaruka/phonenumbers"

	"laurel/internal/problem"
)

// longestPhone is more than anybody writes for a number.
const longestPhone = 40

// Phone is the number that a text is, as +49 30 123456 is written everywhere. It
// must begin with the code of a country: nobody knows from where it is dialed.
func Phone(text string) (string, error) {
	text = strings.TrimSpace(text)
	if len(text) > longestPhone || !strings.HasPrefix(text, "+") {
		return "", problem.New(problem.Invalid, "%q is not a phone number with the code of its country.", problem.Excerpt(text)).
			WithHint("Write it like +49 30 901820.")
	}
	number, err := phonenumbers.Parse(text, "")
	if err != nil || !phonenumbers.IsValidNumber(number) {
		return "", problem.New(problem.Invalid, "%q is a phone number that does not exist.", text).WithHint("Check the digits, with the code of the country first: +49 30 901820.")
	}
	return phonenumbers.Format(number, phonenumbers.INTERNATIONAL), nil
}
