// Package people holds who may do what: persons, the roles that they hold, and
// the one table of acts and roles that is the permission list, its page in the
// documentation and the plan of its tests. It decides; it stores nothing.
package people

import (
	"slices"

	"laurel/internal/calendar"
)

// Role is what somebody is, for one partner or for the operator.
type Role string

// The roles of a partner.
const (
	PartnerAdmin Role = "partner_admin" // answers for the partner: persons, terms, keys, and everything below
	AdminAgent   Role = "admin_agent"   // assigns contacts and activates
	Member       Role = "member"        // looks, and files requests and tickets
)

// The roles of the operator.
const (
	RewardsAgent      Role = "rewards_agent"      // keeps the promises
	EngagementManager Role = "engagement_manager" // answers for partners that were given to them
	Specialist        Role = "specialist"         // handles technical requests
	Vendor            Role = "vendor"             // an outside firm; only the cases that were assigned
	ProgramOwner      Role = "program_owner"      // changes the rules
	Finance           Role = "finance"            // approves and follows money
	Auditor           Role = "auditor"            // reads everything, changes nothing
	SystemAdmin       Role = "system_admin"       // people, keys, and the running system
)

var partnerRoles = []Role{PartnerAdmin, AdminAgent, Member}

var operatorRoles = []Role{RewardsAgent, EngagementManager, Specialist, Vendor, ProgramOwner, Finance, Auditor, SystemAdmin}

// PartnerRoles are the roles that somebody holds for a partner, the widest first.
func PartnerRoles() []Role { return slices.Clone(partnerRoles) }

// OperatorRoles are the roles that somebody holds for the operator.
func OperatorRoles() []Role { return slices.Clone(operatorRoles) }

// Roles are all roles, those of partners first.
func Roles() []Role { return slices.Concat(partnerRoles, operatorRoles) }

// OfOperator reports whether the role is one of the operator's.
func (r Role) OfOperator() bool { return slices.Contains(operatorRoles, r) }

// Known reports whether there is such a role.
func (r Role) Known() bool { return slices.Contains(Roles(), r) }

// Seat is a role that somebody holds: for a partner, or for the operator when
// Partner is empty. An operator's role may be limited to regions and portfolios
// of partners; with neither it is for all.
type Seat struct {
	Role       Role         `json:"role"`                 // the role
	Partner    string       `json:"partner,omitempty"`    // the partner; empty for the operator
	Regions    []string     `json:"regions,omitempty"`    // only partners of these regions
	Portfolios []string     `json:"portfolios,omitempty"` // only partners of these portfolios
	Since      calendar.Day `json:"since,omitzero"`       // the first day; from the beginning when zero
	Until      calendar.Day `json:"until,omitzero"`       // the last day; for ever when zero
	Issuer     string       `json:"issuer,omitempty"`     // the identity provider whose claims gave it; empty when it was given by hand
}

// HeldOn reports whether the seat is held on a day.
func (s Seat) HeldOn(day calendar.Day) bool {
	return s.Since <= day && (s.Until == 0 || day <= s.Until)
}

// About is what an act is done to, as far as who may do it depends on it.
type About struct {
	Partner   string // the partner; empty for what belongs to the operator alone
	Region    string // of the partner
	Portfolio string // of the partner
	Assignee  string // the person that the case is assigned to; empty for none, or for no case
	Person    string // the person whose own data it is; empty for nobody's
}

// reaches reports whether a seat that somebody holds is about that: what belongs to
// a partner a vendor has only where it is assigned to them.
func (s Seat) reaches(about About, holder string) bool {
	return s.covers(about) && (s.Role != Vendor || about.Partner == "" || about.Assignee == holder)
}

// covers reports whether a seat is about that.
func (s Seat) covers(about About) bool {
	if !s.Role.OfOperator() {
		return s.Partner != "" && s.Partner == about.Partner
	}
	if about.Partner == "" {
		return true
	}
	return within(s.Regions, about.Region) && within(s.Portfolios, about.Portfolio)
}

// within reports whether a limit lets a value pass; no limit lets all.
func within(limit []string, value string) bool {
	return len(limit) == 0 || slices.Contains(limit, value)
}

// Who is somebody who acts: a person, or a program of theirs with a key.
type Who struct {
	ID    string       // per_…, also of who made the key
	Key   string       // key_… when a key acts, and not the person
	Seats []Seat       // the roles held
	Acts  []Act        // of a key: all that it may do; a person is bound by the roles alone
	Day   calendar.Day // today, for seats that begin or end

	Console bool // whoever has the database in hand acts as the person
}

// AtConsole is how the audit log notes whom whoever has the database in hand acted as.
func AtConsole(person string) string { return "console as " + person }

// Name is the id under which the audit log notes what was done.
func (w Who) Name() string {
	switch {
	case w.Key != "":
		return w.Key
	case w.Console:
		return AtConsole(w.ID)
	default:
		return w.ID
	}
}

// Console is whoever has the database itself in hand: it holds every role of the
// operator, and none of a partner.
func Console() Who {
	who := Who{ID: "console"}
	for _, role := range operatorRoles {
		who.Seats = append(who.Seats, Seat{Role: role})
	}
	return who
}

// Partners are the partners that the caller belongs to, in order; nil for
// somebody of the operator.
func (w Who) Partners() []string {
	var out []string
	for _, s := range w.Seats {
		if s.Partner != "" && s.HeldOn(w.Day) {
			out = append(out, s.Partner)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Operator reports whether the caller holds a role of the operator.
func (w Who) Operator() bool {
	return slices.ContainsFunc(w.Seats, func(s Seat) bool { return s.Role.OfOperator() && s.HeldOn(w.Day) })
}

// Holds reports whether the caller holds one of some roles for what an act is about.
func (w Who) Holds(about About, roles ...Role) bool {
	return slices.ContainsFunc(w.Seats, func(s Seat) bool {
		return slices.Contains(roles, s.Role) && s.HeldOn(w.Day) && s.reaches(about, w.ID)
	})
}

// SeatsFor are the seats by which the caller may do an act to some of what there is.
func (w Who) SeatsFor(act Act) []Seat {
	rule, _ := act.Rule()
	if !w.letsKey(act) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(w.Seats), func(s Seat) bool {
		return !s.HeldOn(w.Day) || !slices.Contains(rule.Roles, s.Role) || !s.Role.OfOperator() && s.Partner == ""
	})
}

// As is the role in which the caller does an act: the first in the table that it
// holds; empty when it holds none.
func (w Who) As(act Act) Role {
	rule, _ := act.Rule()
	for _, role := range rule.Roles {
		if slices.ContainsFunc(w.Seats, func(s Seat) bool { return s.Role == role && s.HeldOn(w.Day) }) {
			return role
		}
	}
	return ""
}
