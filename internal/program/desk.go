package program

import (
	"slices"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Desk is how the Rewards team works: when it does, whom it writes to, what it
// owes without being asked, and who is told when a promise is late.
type Desk struct {
	Place       problem.Place `yaml:"-"`
	WorkingTime *WorkingTime  `yaml:"working-time"` // what business days and business hours are; Monday to Friday when empty
	Contacts    *ContactRule  `yaml:"contacts"`     // who may be a marketing contact
	Outreach    *Outreach     `yaml:"outreach"`     // the first contact when an offer goes live
	Tickets     *TicketRule   `yaml:"tickets"`      // how fast questions are answered
	ByHand      *Confirmation `yaml:"by-hand"`      // which decisions by hand another person confirms; every one when empty
	Escalate    []Escalation  `yaml:"escalate,one"` // who is told when a promise is late that does not say so itself
}

// WorkingTime is when the team works, in the zone of the program.
type WorkingTime struct {
	Place    problem.Place          `yaml:"-"`
	Days     []Weekday              `yaml:"days,one"`     // days of the week; Monday to Friday when empty
	Hours    *calendar.WorkingHours `yaml:"hours"`        // of each of them; the whole day when empty
	Holidays []calendar.Day         `yaml:"holidays,one"` // days on which nobody works
}

// Weekday is a day of the week.
type Weekday string

// ContactRule says who may be a marketing contact.
type ContactRule struct {
	Place         problem.Place `yaml:"-"`
	AtMost        *int          `yaml:"at-most"`        // so many of one partner; 3 when empty
	RoleAddresses AddressRule   `yaml:"role-addresses"` // such as info@: allow (the default) or refuse
	FreeMail      AddressRule   `yaml:"free-mail"`      // addresses of free mail services: allow (the default) or refuse
}

// AddressRule says what becomes of a kind of e-mail address.
type AddressRule string

// The address rules.
const (
	Allow  AddressRule = "allow" // the default
	Refuse AddressRule = "refuse"
)

// Outreach is the first contact that the team owes for an offer that goes live.
type Outreach struct {
	Place   problem.Place      `yaml:"-"`
	Contact *Promise           `yaml:"contact"` // from going live; none is owed when empty
	Silence calendar.Allowance `yaml:"silence"` // live so long without a contact: the offer's owner is told what to do; never when empty
	Where   metric.Filter      `yaml:"where"`   // the offers for which one is owed; all when empty
}

// TicketRule is how fast questions are answered.
type TicketRule struct {
	Place   problem.Place `yaml:"-"`
	Answer  *Promise      `yaml:"answer"`  // the first answer, from filing or reopening; within 7 days when empty
	Resolve *Promise      `yaml:"resolve"` // the end, from filing or reopening; within 30 days when empty
}

// Confirmation says which grants and revocations by hand wait until another
// person than the one who decided confirms them.
type Confirmation struct {
	Place problem.Place `yaml:"-"`
	Above *MoneyText    `yaml:"above"`  // only what is worth more; everything when empty
	By    []people.Role `yaml:"by,one"` // the roles that may; of those that approve grants, all when empty
}

// Promise is something owed within a time.
type Promise struct {
	Place    problem.Place      `yaml:"-"`
	Within   calendar.Allowance `yaml:"within,required"` // the time that it may take
	Warn     calendar.Allowance `yaml:"warn"`            // so long before it is due, whoever owes it is warned; nobody when empty
	Escalate []Escalation       `yaml:"escalate,one"`    // who is told when it is late; as the desk says when empty
}

// Escalation is who is told when a promise is late.
type Escalation struct {
	Place problem.Place      `yaml:"-"`
	After calendar.Allowance `yaml:"after"`           // so long after it was due; at once when empty
	To    []people.Role      `yaml:"to,one,required"` // the roles of the operator
}

// Terms are what somebody accepts. A new version asks again.
type Terms struct {
	Place   problem.Place `yaml:"-"`
	Version string        `yaml:"version,required"` // the name of this version of them, like 2026-01
	Text    label.Text    `yaml:"text"`             // what they say
	URL     string        `yaml:"url"`              // where they stand
}

// Budget bounds what all partners together are given.
type Budget struct {
	Place    problem.Place `yaml:"-"`
	Label    label.Text    `yaml:"label"`                 // the name that readers see
	Amount   *MoneyText    `yaml:"amount,required"`       // the most that is given
	Benefits []string      `yaml:"benefits,required,one"` // the benefits that draw on it, by name
	From     *calendar.Day `yaml:"from"`                  // the first day; from the beginning when empty
	Until    *calendar.Day `yaml:"until"`                 // the last day; without an end when empty
}

// Has reports whether the budget is there on a day.
func (b *Budget) Has(day calendar.Day) bool {
	return (b.From == nil || *b.From <= day) && (b.Until == nil || day <= *b.Until)
}

// BudgetsOf lists the budgets on which a benefit draws on a day, by name in the
// order of the file.
func (p *Program) BudgetsOf(benefit string, day calendar.Day) []*yamlfile.Row[Budget] {
	var found []*yamlfile.Row[Budget]
	for i := range p.Budgets {
		if row := &p.Budgets[i]; slices.Contains(row.Value.Benefits, benefit) && row.Value.Has(day) {
			found = append(found, row)
		}
	}
	return found
}

// Live reports whether what happens on a day makes the team owe something. A
// program without a day of going live owes nothing, ever.
func (p *Program) Live(day calendar.Day) bool { return p.GoLive != nil && *p.GoLive <= day }

// Working is the working time of the team.
func (p *Program) Working() calendar.Working { return p.prepared.working }

func (p *Program) working() calendar.Working {
	w := calendar.Working{Zone: p.Zone, Holidays: map[calendar.Day]bool{}}
	if p.Desk == nil || p.Desk.WorkingTime == nil {
		return w
	}
	said := p.Desk.WorkingTime
	for _, day := range said.Days {
		w.Days = append(w.Days, day.day())
	}
	if said.Hours != nil {
		w.Hours = *said.Hours
	}
	for _, day := range said.Holidays {
		w.Holidays[day] = true
	}
	return w
}

// Outreach is the first contact owed for offers; an empty one when none is.
func (p *Program) Outreach() Outreach {
	if p.Desk == nil || p.Desk.Outreach == nil {
		return Outreach{}
	}
	return *p.Desk.Outreach
}

// Tickets is how fast questions are answered; without promises when nothing is
// said.
func (p *Program) Tickets() TicketRule {
	if p.Desk == nil || p.Desk.Tickets == nil {
		return TicketRule{}
	}
	return *p.Desk.Tickets
}

// Confirmers are the roles that must confirm a decision by hand about something of
// a worth; nil when it needs nobody. What is worth money in another currency cannot
// be compared, and needs somebody.
func (p *Program) Confirmers(worth money.Amount) []people.Role {
	rule, _ := people.ApproveGrant.Rule()
	if p.Desk == nil || p.Desk.ByHand == nil {
		return rule.Roles
	}
	said := p.Desk.ByHand
	alike := worth.IsZero() || said.Above != nil && worth.Currency == said.Above.Currency
	if said.Above != nil && alike && worth.Value.Cmp(said.Above.Value) <= 0 {
		return nil
	}
	if len(said.By) > 0 {
		return said.By
	}
	return rule.Roles
}

// MostContacts is how many marketing contacts a partner may have.
func (p *Program) MostContacts() int {
	if rule := p.contacts(); rule.AtMost != nil {
		return *rule.AtMost
	}
	return mostContacts
}

const mostContacts = 3

// MailRule says which addresses a marketing contact may have.
func (p *Program) MailRule() people.MailRule {
	rule := p.contacts()
	return people.MailRule{RefuseRole: rule.RoleAddresses == Refuse, RefuseFree: rule.FreeMail == Refuse}
}

func (p *Program) contacts() ContactRule {
	if p.Desk == nil || p.Desk.Contacts == nil {
		return ContactRule{}
	}
	return *p.Desk.Contacts
}

// Escalations lists who is told when a promise is late, and when: what the
// promise says, else the desk. Nil for nobody.
func (p *Program) Escalations(promise *Promise) []Escalation {
	switch {
	case promise != nil && len(promise.Escalate) > 0:
		return promise.Escalate
	case p.Desk != nil:
		return p.Desk.Escalate
	default:
		return nil
	}
}

var weekdays = []Weekday{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

func (d Weekday) day() time.Weekday {
	return time.Weekday((slices.Index(weekdays, d) + 1) % len(weekdays))
}
