package web

import (
	"context"

	"laurel/internal/app"
)

func showAskPassword(c *call) (answer, error) { return c.showing(nil) }

// askPassword sends a letter, and says the same when nobody has the address.
func askPassword(c *call) (answer, error) {
	if err := c.App.AskPassword(c.ctx(), c.value("email")); err != nil {
		return answer{}, inField("email", err)
	}
	return answer{template: "password-asked"}, nil
}

func showNewPassword(c *call) (answer, error) {
	to, err := c.App.Addressed(c.ctx(), app.SettingPassword, c.r.PathValue("secret"))
	if err != nil {
		return answer{}, err
	}
	return c.showing(to)
}

func setPassword(c *call) (answer, error) { return c.setPassword(c.App.SetPassword) }

// setPassword does an act of the App that takes a link and a password, and lets
// in whoever has both.
func (c *call) setPassword(act func(context.Context, app.AcceptInput) (app.Opened, error)) (answer, error) {
	if err := c.twice(); err != nil {
		return answer{}, err
	}
	opened, err := act(c.ctx(), app.AcceptInput{Secret: c.r.PathValue("secret"), Password: c.value("password"), Browser: c.browser()})
	if err != nil {
		return answer{}, inField("password", err)
	}
	return c.enter(opened, "/")
}
