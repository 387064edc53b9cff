package web

import (
	"laurel/internal/gate"
	"laurel/internal/store"
)

// sessionRow is a browser in which somebody is signed in.
type sessionRow struct {
	store.Secret
	Current bool // the one that asks
}

func showSessions(c *call) (answer, error) {
	list, err := c.App.Sessions(c.ctx(), c.who)
	if err != nil {
		return answer{}, err
	}
	var rows []sessionRow
	for _, s := range list {
		rows = append(rows, sessionRow{s, s.ID == c.session.ID})
	}
	return c.showing(rows)
}

// endSession ends one of the sessions; whoever ends their own is signed out.
func endSession(c *call) (answer, error) {
	id := c.r.PathValue("session")
	if err := c.App.EndSession(c.ctx(), c.who, id); err != nil {
		return answer{}, err
	}
	if id == c.session.ID {
		gate.SetCookie(c.w, c.r, gate.SessionCookie, "", 0)
		return goTo("/sign-in")
	}
	return goTo("/sessions")
}
