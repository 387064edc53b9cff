package web

import (
	"strings"
	"time"

	"laurel/internal/app"
	"laurel/internal/gate"
	"laurel/internal/signin"
)

// leaving is what is shown while a browser goes on to an identity provider. A
// form may not lead to another site, by our policy; a page may.
type leaving struct {
	Provider string
	Onward   string
}

// abroad is how long somebody may take at an identity provider.
const abroad = 10 * time.Minute

// leave sends somebody to an identity provider.
func leave(c *call) (answer, error) {
	p, err := c.provider(c.r.PathValue("provider"))
	if err != nil {
		return answer{}, err
	}
	d := app.Departure{Provider: p.ID, Return: ownPath(c.value("return"))}
	if invitation := c.value("invitation"); invitation != "" {
		to, err := c.App.Addressed(c.ctx(), app.Inviting, invitation)
		if err != nil {
			return answer{}, err
		}
		d.Invitation = to.Link
	}
	secret, err := c.App.Depart(c.ctx(), d)
	if err != nil {
		return answer{}, err
	}
	onward, err := p.Begin(c.ctx(), c.trip(p, secret))
	if err != nil {
		return answer{}, err
	}
	gate.SetCookie(c.w, c.r, gate.DepartureCookie, secret, abroad)
	return c.showing(leaving{p.Name(), onward})
}

func (c *call) trip(p *signin.Provider, secret string) signin.Trip {
	return signin.Trip{Secret: secret, Callback: strings.TrimRight(c.Operator.BaseURL, "/") + "/sign-in/" + p.ID + "/callback"}
}
