package answer

import "laurel/internal/calendar"

// GrantReview is a grant that waits for a decision.
type GrantReview struct {
	Partner string       `json:"partner"`       // the id of the partner
	Name    string       `json:"name"`          // its name
	Program string       `json:"program"`       // the program
	Benefit string       `json:"benefit"`       // the benefit
	Key     string       `json:"key,omitempty"` // the offer or region that it is for
	Grant   string       `json:"grant"`         // its id
	Granted calendar.Day `json:"granted"`       // since when it was held
}
