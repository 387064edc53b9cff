package web

import "laurel/internal/gate"

// signOut ends the session of the browser, if it has one.
func signOut(c *call) (answer, error) {
	if secret := gate.Cookie(c.r, gate.SessionCookie); secret != "" {
		if err := c.App.SignOut(c.ctx(), secret); err != nil {
			return answer{}, err
		}
	}
	gate.SetCookie(c.w, c.r, gate.SessionCookie, "", 0)
	return goTo("/sign-in")
}
