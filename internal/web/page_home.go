package web

import (
	"laurel/internal/people"
	"laurel/internal/store"
)

// home is what the first page shows.
type home struct {
	Person store.Person
	Seats  []seatAt
}

// seatAt is a role with the name of the partner for which it is held; no name for
// the operator.
type seatAt struct {
	people.Seat
	Partner string
}

// showHome tells who is signed in, and as what.
func showHome(c *call) (answer, error) {
	h := home{Person: c.self}
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
	return c.showing(h)
}
