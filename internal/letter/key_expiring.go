package letter

import "laurel/internal/calendar"

// KeyExpiring warns whoever made a key before it stops working.
type KeyExpiring struct {
	Key     string          `json:"key"`              // its name
	Partner string          `json:"partner,omitzero"` // the partner whose data it reads; empty for the operator
	Expires calendar.Moment `json:"expires"`          // when it stops
}

func (l KeyExpiring) write(d *draft) {
	d.name("Secret", l.Key)
	d.name("Partner", l.Partner)
	d.moment("Expires", l.Expires)
	d.say("happened")
	d.say("means")
	d.say("next")
	d.rows("Secret", "Partner", "Expires")
	d.open("keys", pathKeys)
}

func (KeyExpiring) samples() []Content {
	return []Content{KeyExpiring{Key: "Night run", Partner: samplePartner, Expires: sampleDue}}
}
