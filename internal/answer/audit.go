package answer

import "laurel/internal/calendar"

// Audit is what the check found.
type Audit struct {
	Lines  int64            `json:"lines"`            // that hold, from the first
	Broken int64            `json:"broken,omitempty"` // the first line that does not hold; absent when all do
	At     *calendar.Moment `json:"at,omitempty"`     // when the last line that holds was written
	Hash   string           `json:"hash,omitempty"`   // its hash
}
