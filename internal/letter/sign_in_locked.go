package letter

import "laurel/internal/calendar"

// SignInLocked tells somebody that too many wrong passwords were tried.
type SignInLocked struct {
	Tries int             `json:"tries"` // how many in a row
	Until calendar.Moment `json:"until"` // when one may sign in again
}

func (l SignInLocked) write(d *draft) {
	d.count(l.Tries)
	d.moment("Until", l.Until)
	d.say("happened")
	d.say("next")
	d.say("unexpected")
	d.open("password", pathPassword)
}

func (SignInLocked) samples() []Content { return []Content{SignInLocked{Tries: 10, Until: sampleNow}} }
