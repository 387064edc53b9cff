package app

import (
	"crypto/rand"
	"strings"

	"github.com/oklog/ulid/v2"
)

// newEntropy makes ids of one millisecond follow each other.
func newEntropy() *ulid.LockedMonotonicReader {
	return &ulid.LockedMonotonicReader{MonotonicReader: ulid.Monotonic(rand.Reader, 0)}
}

// newID is a new id that begins with what it is, such as per_. Of ids made by one
// process those made later sort later, and of several processes to the
// millisecond.
func (a *App) newID(prefix string) string {
	return prefix + strings.ToLower(ulid.MustNew(ulid.Timestamp(a.now()), a.entropy).String())
}
