package letter

import "laurel/internal/calendar"

// PasswordReset brings the link with which somebody chooses a new password.
type PasswordReset struct {
	Link       string          `json:"link"`        // a path, with the token
	ValidUntil calendar.Moment `json:"valid_until"` // of the link
}

func (l PasswordReset) write(d *draft) {
	d.moment("ValidUntil", l.ValidUntil)
	d.say("happened")
	d.say("next")
	d.say("unexpected")
	d.open("password", l.Link)
}

func (PasswordReset) samples() []Content {
	return []Content{PasswordReset{Link: "/password/3k7q9d", ValidUntil: sampleDue}}
}
