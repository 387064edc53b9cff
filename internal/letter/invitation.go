package letter

import (
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/people"
)

// Invitation asks somebody to take part for a partner, or for the operator.
type Invitation struct {
	Partner    string          `json:"partner,omitzero"` // the partner's name; empty for the operator
	By         string          `json:"by"`               // who invites
	Role       people.Role     `json:"role,omitzero"`    // what the person will be
	Link       string          `json:"link"`             // a path, with the token
	ValidUntil calendar.Moment `json:"valid_until"`      // of the link
}

func (l Invitation) write(d *draft) {
	d.name("Partner", l.Partner)
	d.name("By", l.By)
	d.role(l.Role)
	d.moment("ValidUntil", l.ValidUntil)
	d.say("happened", "happened-operator")
	if l.Partner != "" {
		d.say("means")
	}
	d.say("next")
	d.say("unexpected")
	d.rows("Partner", "Role", "ValidUntil")
	d.open("invitation", l.Link)
}

// role sets a role in words; nothing for a role that there is not.
func (d *draft) role(r people.Role) {
	if r.Known() {
		d.args["Role"] = d.words("role." + strings.ReplaceAll(string(r), "_", "-"))
	}
}

func (Invitation) samples() []Content {
	all := []Content{Invitation{Partner: samplePartner, By: sampleAdmin, Role: people.AdminAgent, Link: "/invitations/9w3x", ValidUntil: sampleDue}}
	for _, role := range people.Roles() {
		if role != people.AdminAgent {
			all = append(all, Invitation{By: sampleManager.Name, Role: role, Link: "/invitations/9w3x", ValidUntil: sampleDue})
		}
	}
	return all
}
