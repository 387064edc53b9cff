package web

import (
	"net/url"

	"laurel/internal/people"
	"laurel/internal/store"
)

// showHome goes on with the pages of the company for which somebody is here; who
// belongs to several chooses, and who belongs to the operator sees their roles.
func showHome(c *call) (answer, error) {
	if c.worksDesk() {
		return goTo("/desk")
	}
	if len(c.companies) == 1 && !c.who.Operator() {
		return goTo(partnerPath(c.companies[0].ID))
	}
	return showAccount(c)
}

// chooseCompany goes on with the pages of a company that was chosen.
func chooseCompany(c *call) (answer, error) {
	id := c.r.URL.Query().Get("partner")
	if err := c.App.May(c.ctx(), c.who, people.SeePartner, id); err != nil {
		return answer{}, err
	}
	return goTo(partnerPath(url.PathEscape(id)))
}

// account is who is signed in, and as what.
type account struct {
	Person store.Person
	Seats  []seatAt
	Edit   bool // what one says about oneself can be changed here
	Kept   bool // it was changed just now
}

// seatAt is a role with the name of the partner for which it is held; no name for
// the operator.
type seatAt struct {
	people.Seat
	Partner string
}

// showAccount tells who is signed in, and as what.
func showAccount(c *call) (answer, error) {
	h := account{Person: c.self, Edit: c.page.take != nil, Kept: c.form == nil && c.r.URL.Query().Has("kept")}
	for _, s := range c.who.Seats {
		if !s.HeldOn(c.who.Day) {
			continue
		}
		at := seatAt{Seat: s}
		if s.Partner != "" {
			p, err := c.App.Partner(c.ctx(), s.Partner)
			if err != nil {
				return answer{}, err
			}
			at.Partner = p.Name
		}
		h.Seats = append(h.Seats, at)
	}
	return answer{template: "account", data: h}, nil
}
