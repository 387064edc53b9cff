package web

import "laurel/internal/people"

// shortcut goes on with a page about the company for which somebody is here.
// Letters lead to such pages without naming a company; who belongs to several
// chooses one first.
func shortcut(below string) func(*call) (answer, error) {
	return func(c *call) (answer, error) {
		if len(c.companies) == 1 {
			return goTo(partnerPath(c.companies[0].ID) + below)
		}
		return showAccount(c)
	}
}

// worksDesk reports whether somebody has work on the desk.
func (c *call) worksDesk() bool {
	return c.who.Operator() && c.who.May(people.SeeCase, people.About{}) == nil
}
