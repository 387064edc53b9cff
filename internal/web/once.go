package web

import (
	"context"
	"crypto/rand"

	"laurel/internal/app"
)

// onceField is in forms that begin something: a word of the form as it was shown,
// so that sending it again does nothing twice.
var onceField = field{name: "once", kind: "hidden", most: 40, optional: true}

// Once is the word of the form; it stays when the form is shown again.
func (v *view) Once() string {
	if word := v.call.value("once"); word != "" {
		return word
	}
	return rand.Text()
}

// take does what the page's form asks for; the same form sent again leads to where
// it led the first time. What is shown only once is shown the first time.
func (c *call) take() (answer, error) {
	a, err := c.takeOnce()
	if a.template != "" {
		a.to = ""
	}
	return a, err
}

func (c *call) takeOnce() (done answer, err error) {
	word := c.value("once")
	if word == "" || !c.isSignedIn() {
		return c.page.take(c)
	}
	outside := c.r
	defer func() { c.r = outside }()
	to, err := c.App.Once(c.ctx(), app.Call{Caller: c.who.Name(), Key: "form " + word + " " + c.sum, Request: c.sum}, func(ctx context.Context) (string, error) {
		c.r = outside.WithContext(ctx)
		done, err = c.page.take(c)
		return done.to, err
	})
	done.to = to
	return done, err
}
