package web

import (
	"cmp"
	"slices"

	"laurel/internal/gate"
)

// chooseTheme keeps how light pages are to be.
func chooseTheme(c *call) (answer, error) {
	chosen := c.value("theme")
	if !slices.Contains(themes, chosen) {
		return answer{}, badForm
	}
	gate.SetCookie(c.w, c.r, gate.ThemeCookie, chosen, remembered)
	return goTo(cmp.Or(ownPath(c.value("return")), "/"))
}

func (c *call) theme() string {
	if chosen := gate.Cookie(c.r, gate.ThemeCookie); slices.Contains(themes, chosen) {
		return chosen
	}
	return themes[0]
}
