package web

import (
	"cmp"
	"errors"
	"net/http"
	"path"
	"slices"
	"strings"

	"laurel/internal/app"
	"laurel/internal/gate"
	"laurel/internal/problem"
)

// statuses maps the kinds of problems. A wrong password is no 401, which would
// need a scheme that browsers know.
var statuses = map[problem.Kind]int{
	problem.NotFound:        http.StatusNotFound,
	problem.Invalid:         http.StatusUnprocessableEntity,
	problem.Conflict:        http.StatusConflict,
	problem.Stale:           http.StatusConflict,
	problem.Forbidden:       http.StatusForbidden,
	problem.Unauthenticated: http.StatusForbidden,
	problem.TooMany:         http.StatusTooManyRequests,
	problem.Unavailable:     http.StatusServiceUnavailable,
	problem.Internal:        http.StatusInternalServerError,
}

// status is an error with a status of its own, where the kind alone says too
// little.
type status struct {
	code int
	error
}

func (s status) Unwrap() error { return s.error }

// reject shows the form again with what is wrong, when that is about the form;
// otherwise it is a page of its own.
func (c *call) reject(err error) {
	p := problem.Of(err)
	if p == nil || c.page.show == nil || len(p.Mistakes) == 0 && !c.saysOfItself(p.Kind) {
		c.refuse(err)
		return
	}
	unseen := slices.DeleteFunc(slices.Clone(p.Mistakes), func(m problem.Mistake) bool {
		name := c.fieldOf(m.Place.File)
		if name != "" {
			c.mark(name)
		}
		return strings.HasPrefix(name, formPrefix)
	})
	if c.page.tells && (len(unseen) > 0 || len(p.Mistakes) == 0) {
		c.detail = p
	}
	if len(c.wrong) == 0 || c.page.tells {
		c.sorry = c.reason(p.Kind)
	}
	c.again(statuses[p.Kind])
}

// fieldOf is the field of the page that an act means; empty for none. Of a form
// that a program asks for, and of a contact, an act names the parts with a slash;
// what it means inside a list is in the list's field, and a group as a whole stands
// for its first field.
func (c *call) fieldOf(place string) string {
	name := strings.TrimPrefix(place, "contact/")
	if pointer, ofForm := strings.CutPrefix(name, "form/"); ofForm {
		name = formPrefix + pointer
	}
	for part := name; part != "" && part != "."; part = path.Dir(part) {
		if i := slices.IndexFunc(c.fields(), func(f field) bool { return f.name == part }); i >= 0 {
			return part
		}
	}
	if i := slices.IndexFunc(c.fields(), func(f field) bool { return strings.HasPrefix(f.name, name+"/") }); i >= 0 {
		return c.fields()[i].name
	}
	return ""
}

// again shows the form with what was typed and what is wrong with it.
func (c *call) again(code int) {
	a, err := c.page.show(c)
	switch {
	case err != nil:
		c.refuse(err)
	case a.to != "":
		c.goTo(a.to)
	default:
		c.render(code, a)
	}
}

// saysOfItself reports whether a page has words of its own for a kind of problem.
func (c *call) saysOfItself(k problem.Kind) bool {
	_, has := c.locale.Takes(c.page.name + "." + string(k))
	return has
}

// reason is why something did not work: in the words of the page, else in those
// that fit everywhere.
func (c *call) reason(k problem.Kind) string {
	if c.saysOfItself(k) {
		return c.locale.Say(c.page.name+"."+string(k), nil)
	}
	return c.locale.Say("problem."+string(k), nil)
}

// refusal is what the page of a problem shows.
type refusal struct {
	Reason  string
	Request string // the number by which the log knows it
}

// refuse answers with a page that says what went wrong. What went wrong inside is
// noted for the log, and only there.
func (c *call) refuse(err error) {
	var unmatched *app.Unmatched
	if errors.As(err, &unmatched) {
		c.render(http.StatusForbidden, answer{template: "unmatched", data: unmatched})
		return
	}
	visit, kind := gate.Of(c.ctx()), problem.KindOf(err)
	if p := problem.Of(err); p != nil {
		visit.Cause = cmp.Or(p.Unwrap(), visit.Cause)
	}
	if problem.Of(err) == nil {
		visit.Cause = err
	}
	code := statuses[kind]
	if own := (status{}); errors.As(err, &own) {
		code = own.code
	}
	c.render(code, answer{template: "problem", data: refusal{Reason: c.reason(kind), Request: visit.Number}})
}

// isWrong reports whether something is wrong with a field.
func (c *call) isWrong(name string) (string, bool) {
	i := slices.IndexFunc(c.wrong, func(w wrong) bool { return w.Field == name })
	if i < 0 {
		return "", false
	}
	return c.wrong[i].Text, true
}
