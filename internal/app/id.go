package app

import (
	"crypto/rand"
	"strings"

	"github.com/oklog/ulid/v2"
)

// newID is a new id that begins with what it is, such as per_. Ids made later
// sort later, to the millisecond.
func (a *App) newID(prefix string) string {
	return prefix + strings.ToLower(ulid.MustNew(ulid.Timestamp(a.now()), rand.Reader).String())
}
