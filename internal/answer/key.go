package answer

import (
	"laurel/internal/calendar"
	"laurel/internal/people"
)

// Key is a key of the API.
type Key struct {
	ID      string           `json:"id"`              // the id
	Name    string           `json:"name"`            // what it is for
	Scopes  []people.Act     `json:"scopes"`          // what it may do
	By      string           `json:"by"`              // who made it, and may do that as well
	Created calendar.Moment  `json:"created"`         // when it was made
	Expires calendar.Moment  `json:"expires"`         // when it stops
	Seen    *calendar.Moment `json:"seen,omitempty"`  // when it was used last; missing for never
	Ended   *calendar.Moment `json:"ended,omitempty"` // when it was revoked; missing while it works
	Value   string           `json:"value,omitempty"` // the key itself: shown once, when it is made
}
