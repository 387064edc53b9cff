package letter

import "laurel/internal/calendar"

// SetUp brings the one-time link that makes somebody the first system admin.
type SetUp struct {
	Link       string          `json:"link"`        // a path, with the token
	ValidUntil calendar.Moment `json:"valid_until"` // of the link
}

func (l SetUp) write(d *draft) {
	d.moment("ValidUntil", l.ValidUntil)
	d.say("happened")
	d.say("next")
	d.say("means")
	d.say("unexpected")
	d.open("set-up", l.Link)
}

func (SetUp) samples() []Content {
	return []Content{SetUp{Link: "/set-up/8f2k4m", ValidUntil: sampleDue}}
}
