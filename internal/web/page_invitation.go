package web

import (
	"laurel/internal/app"
	"laurel/internal/signin"
)

// invited is what the page of an invitation shows.
type invited struct {
	app.Addressee
	Secret    string
	Providers []*signin.Provider
}

func showInvitation(c *call) (answer, error) {
	secret := c.r.PathValue("secret")
	to, err := c.App.Addressed(c.ctx(), app.Inviting, secret)
	if err != nil {
		return answer{}, err
	}
	return c.showing(invited{Addressee: to, Secret: secret, Providers: c.Providers})
}

func acceptInvitation(c *call) (answer, error) {
	return c.setPassword(c.App.AcceptInvitation)
}
