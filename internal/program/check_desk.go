package program

import (
	"net/url"
	"slices"

	"laurel/internal/people"
	"laurel/internal/problem"
)

// desk checks how the team works and what is accepted to take part.
func (c *checker) desk() {
	c.terms(c.Terms)
	d := c.Desk
	if d == nil {
		return
	}
	c.workingTime(d.WorkingTime)
	if d.Contacts != nil && d.Contacts.AtMost != nil && *d.Contacts.AtMost < 1 {
		c.wrong(c.at(d.Contacts.Place, "at-most"), "Write a number from 1.", "With at most %d contacts nothing could be activated that needs one.", *d.Contacts.AtMost)
	}
	if d.Outreach != nil {
		c.promise(d.Outreach.Contact)
	}
	if d.Tickets != nil {
		c.promise(d.Tickets.Answer)
		c.promise(d.Tickets.Resolve)
	}
	c.byHand(d.ByHand)
	c.escalations(d.Place, d.Escalate)
}

// byHand checks that whoever is to confirm decisions by hand may.
func (c *checker) byHand(b *Confirmation) {
	if b == nil {
		return
	}
	if b.By != nil && len(b.By) == 0 {
		c.wrong(c.at(b.Place, "by"), "Name at least one, or leave it out for everybody who approves grants.", "Nobody confirms what is decided by hand.")
	}
	rule, _ := people.ApproveGrant.Rule()
	for i, role := range b.By {
		at := c.at(b.Place, "by")
		if len(b.By) > 1 {
			at = c.places.item(b.Place, "by", i)
		}
		if !slices.Contains(rule.Roles, role) {
			c.wrong(at, "There are: "+people.RoleNames(rule.Roles)+".", "The role %q does not approve grants.", role)
		}
	}
}

func (c *checker) workingTime(w *WorkingTime) {
	if w == nil {
		return
	}
	if w.Days != nil && len(w.Days) == 0 {
		c.wrong(c.at(w.Place, "days"), "Name at least one, or leave it out for Monday to Friday.", "No day of the week is worked.")
	}
	days := make([]string, len(w.Days))
	for i, day := range w.Days {
		days[i] = string(day)
	}
	for _, i := range twice(days) {
		c.wrong(c.places.item(w.Place, "days", i), "Write it once.", "%q is named twice.", w.Days[i])
	}
}

func (c *checker) terms(t *Terms) {
	if t == nil {
		return
	}
	if t.Version != "" && !versionPattern.MatchString(t.Version) || len(t.Version) > longestName {
		c.wrong(c.at(t.Place, "version"), "Use letters, digits, points, hyphens and underscores, like 2026-01.", "%q cannot be the name of a version.", t.Version)
	}
	if t.Text.IsZero() && t.URL == "" {
		c.wrong(t.Place, "Write text: or url:.", "Nothing says what these terms are.")
	}
	if at, err := url.Parse(t.URL); t.URL != "" && (err != nil || at.Scheme != "https" || at.Host == "") {
		c.wrong(c.at(t.Place, "url"), "Write the whole address, like https://example.com/terms.", "%q is not the address of a page.", t.URL)
	}
}

// promise checks one promise; nil is none.
func (c *checker) promise(p *Promise) {
	if p == nil {
		return
	}
	if !p.Warn.IsZero() && !p.Within.IsZero() && !shorter(p.Warn, p.Within) {
		c.wrong(c.at(p.Place, "warn"), "Write a shorter time.", "A warning %s before the end comes no later than the beginning: the promise has %s.", p.Warn, p.Within)
	}
	c.escalations(p.Place, p.Escalate)
}

// escalations checks whom a map tells under its key escalate.
func (c *checker) escalations(within problem.Place, list []Escalation) {
	for i := range list {
		if list[i].To != nil && len(list[i].To) == 0 {
			c.wrong(c.at(list[i].Place, "to"), "Name a role, or leave the line out.", "Nobody is told here.")
		}
		c.roles(list[i].Place, "to", list[i].To)
	}
}

// roles checks the roles under a key.
func (c *checker) roles(within problem.Place, key string, roles []people.Role) {
	for i, role := range roles {
		at := c.at(within, key)
		if len(roles) > 1 {
			at = c.places.item(within, key, i)
		}
		c.role(at, role)
	}
}

func (c *checker) role(at problem.Place, role people.Role) {
	var known []string
	for _, each := range people.OperatorRoles() {
		known = append(known, string(each))
	}
	if role != "" && slices.Contains(people.PartnerRoles(), role) {
		c.wrong(at, "Name a role of the operator, such as engagement_manager.", "%q is a role of partners.", role)
	} else if role != "" {
		c.named(at, "role", string(role), known)
	}
}

func (c *checker) budgets() {
	for i := range c.Budgets {
		row := &c.Budgets[i]
		c.word(row.Place, "budget", row.Name)
		if !c.doubts.about(row.Place) {
			c.budget(row.Name, &row.Value)
		}
	}
}

func (c *checker) budget(name string, b *Budget) {
	c.bounded("budget", name, b.Place, b.Amount, b.Benefits)
	if b.From != nil && b.Until != nil && *b.Until < *b.From {
		c.wrong(c.at(b.Place, "until"), "Write a later date.", "The budget %q ends on %s, before it begins (%s).", name, b.Until, b.From)
	}
}
