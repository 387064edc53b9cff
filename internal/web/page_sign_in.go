package web

import (
	"laurel/internal/app"
	"laurel/internal/signin"
)

// signInPage is what the page to sign in with shows.
type signInPage struct {
	Providers  []*signin.Provider
	NeedsSetUp bool // there is nobody yet who could sign in
}

func showSignIn(c *call) (answer, error) {
	needs, err := c.App.NeedsSetUp(c.ctx())
	if err != nil {
		return answer{}, err
	}
	return c.showing(signInPage{Providers: c.Providers, NeedsSetUp: needs})
}

func signIn(c *call) (answer, error) {
	opened, err := c.App.SignIn(c.ctx(), app.SignInInput{Email: c.value("email"), Password: c.value("password"), Browser: c.browser()})
	if err != nil {
		return answer{}, err
	}
	return c.enter(opened, c.value("return"))
}

// enter goes on as whoever has just proved who they are.
func (c *call) enter(opened app.Opened, back string) (answer, error) {
	if err := c.begin(opened); err != nil {
		return answer{}, err
	}
	return goTo(ownPath(back))
}
