package web

import (
	"slices"
	"time"

	"laurel/internal/gate"
	"laurel/internal/problem"
)

// remembered is how long a browser keeps the language that was chosen.
const remembered = 365 * 24 * time.Hour

// chooseLanguage shows the pages in another language from now on.
func chooseLanguage(c *call) (answer, error) {
	tag := c.value("language")
	if !slices.Contains(catalogs().Languages(), tag) {
		return answer{}, problem.New(problem.Invalid, "There is no language %q.", problem.Excerpt(tag))
	}
	gate.SetCookie(c.w, c.r, gate.LanguageCookie, tag, remembered)
	return goTo(ownPath(c.value("return")))
}
