package web

import "laurel/internal/app"

// showSetUp asks who becomes the first system admin.
func showSetUp(c *call) (answer, error) {
	if _, err := c.App.Addressed(c.ctx(), app.SettingUp, c.r.PathValue("secret")); err != nil {
		return answer{}, err
	}
	return c.showing(nil)
}

func setUp(c *call) (answer, error) {
	if err := c.twice(); err != nil {
		return answer{}, err
	}
	opened, err := c.App.SetUp(c.ctx(), app.SetUpInput{Secret: c.r.PathValue("secret"), Password: c.value("password"), Browser: c.browser(),
		Profile: app.Profile{Name: c.value("name"), Email: c.value("email"), Language: c.locale.Language}})
	if err != nil {
		return answer{}, err
	}
	return c.enter(opened, "/")
}
