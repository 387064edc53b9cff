package answer

import "laurel/internal/calendar"

// Audit is what the check of the audit trail found.
type Audit struct {
	Lines  int64            `json:"lines"`            // that hold, from the first
	Broken int64            `json:"broken,omitempty"` // the first line that does not hold; absent when all do
	At     *calendar.Moment `json:"at,omitempty"`     // when the last line that holds was written
	Hash   string           `json:"hash,omitempty"`   // its hash
}

// AuditLine is who did what.
type AuditLine struct {
	Number  int64           `json:"number"`           // from 1, without gaps
	At      calendar.Moment `json:"at"`               // when it was done
	Who     string          `json:"who,omitempty"`    // the opaque id of who did it; missing where nobody was named
	Act     string          `json:"act"`              // what was done
	Subject string          `json:"subject"`          // the id of what it was done to
	Detail  string          `json:"detail,omitempty"` // which of its parts, or how often
	Hash    string          `json:"hash"`             // covers the line and the hash of the line before
}
