package web

import (
	"laurel/internal/app"
	"laurel/internal/gate"
	"laurel/internal/problem"
	"laurel/internal/signin"
)

// arrive lets in whom an identity provider sends back.
func arrive(c *call) (answer, error) {
	secret := gate.Cookie(c.r, gate.DepartureCookie)
	gate.SetCookie(c.w, c.r, gate.DepartureCookie, "", 0)
	d, err := c.App.Arrive(c.ctx(), secret)
	if err != nil {
		return answer{}, err
	}
	p, err := c.provider(c.r.PathValue("provider"))
	if err != nil {
		return answer{}, err
	}
	if d.Provider != p.ID {
		return answer{}, problem.New(problem.Unauthenticated, "The sign-in began at another provider.")
	}
	query := c.r.URL.Query()
	claims, err := p.Finish(c.ctx(), c.trip(p, secret), signin.Back{State: query.Get("state"), Code: query.Get("code"), Now: c.Now()})
	if err != nil {
		return answer{}, err
	}
	opened, err := c.App.SignInWith(c.ctx(), app.WithInput{Provider: p, Claims: claims, Invitation: d.Invitation, Browser: c.browser()})
	if err != nil {
		return answer{}, err
	}
	return c.enter(opened, d.Return)
}
