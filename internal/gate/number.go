package gate

import (
	"crypto/rand"
	"net/http"
	"regexp"
)

// NumberHeader carries the number of a request, in both directions: a proxy in
// front may have given one.
const NumberHeader = "Request-Id"

// sane is a number that may be taken from outside: it cannot break out of a
// line of a log.
var sane = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

func numberOf(r *http.Request) string {
	if given := r.Header.Get(NumberHeader); sane.MatchString(given) {
		return given
	}
	return rand.Text()
}
