package web

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"laurel/internal/problem"
)

// mostForm is the most that a form has, in bytes.
const mostForm = 32 << 10

// wrong is a field with what is wrong with it, in words.
type wrong struct{ Field, Text string }

// inputs are the fields that a form of the page may have.
func (c *call) inputs() []field { return append(c.fields(), returnField) }

// fields are those of the page's form: its own, and those that a program asks for.
func (c *call) fields() []field { return slices.Concat(c.page.fields, c.asked) }

// readForm takes in what was sent. What no form of ours sends is an error; what
// somebody may have typed wrong is noted at its field.
func (c *call) readForm() error {
	if err := c.ask(); err != nil {
		return err
	}
	kind, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	parts := c.page.byMail && kind == "multipart/form-data"
	if err != nil || kind != "application/x-www-form-urlencoded" && !parts || c.r.Header.Get("Content-Encoding") != "" {
		return status{http.StatusUnsupportedMediaType, badForm}
	}
	body, err := io.ReadAll(io.LimitReader(c.r.Body, mostForm+1))
	switch {
	case err != nil:
		return status{http.StatusBadRequest, badForm}
	case len(body) > mostForm:
		return status{http.StatusRequestEntityTooLarge, badForm}
	}
	if parts {
		c.form, err = readParts(body, params["boundary"])
	} else {
		c.form, err = url.ParseQuery(string(body))
	}
	if err != nil {
		return status{http.StatusBadRequest, badForm}
	}
	for name, values := range c.form {
		if len(values) > 1 || !slices.ContainsFunc(c.inputs(), func(f field) bool { return f.name == name }) {
			return status{http.StatusBadRequest, badForm}
		}
	}
	for _, f := range c.inputs() {
		if ok := f.takes(c.form.Get(f.name)); !ok && f.kind == "hidden" {
			return status{http.StatusBadRequest, badForm}
		} else if !ok {
			c.mark(f.name)
		}
	}
	return nil
}

// readParts reads the form of a mail program, whose body is small.
func readParts(body []byte, boundary string) (url.Values, error) {
	form, err := multipart.NewReader(bytes.NewReader(body), boundary).ReadForm(mostForm)
	if err != nil {
		return nil, err
	}
	if len(form.File) > 0 {
		return nil, badForm
	}
	return form.Value, nil
}

var badForm = problem.New(problem.Invalid, "This is no form of this page.")

// takes reports whether a value could have been meant.
func (f field) takes(value string) bool {
	switch {
	case value == "":
		return f.optional
	case utf8.RuneCountInString(value) > f.most || !utf8.ValidString(value):
		return false
	case f.kind == "textarea":
		return !strings.ContainsFunc(value, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' })
	default:
		return f.kind == "password" || !strings.ContainsFunc(value, unicode.IsControl)
	}
}

// ask finds out what a program asks for on the page.
func (c *call) ask() (err error) {
	if c.page.asks != nil && c.asked == nil {
		c.asked, err = c.page.asks(c)
	}
	return err
}

// value is what was typed into a field.
func (c *call) value(name string) string { return c.form.Get(name) }

// mark notes that something is wrong with a field: in words of the page's own,
// else in those for every such field.
func (c *call) mark(name string) {
	id := c.page.name + ".wrong-" + name
	if strings.HasPrefix(name, formPrefix) {
		id = "wrong.form"
	}
	if _, has := c.locale.Takes(id); !has {
		id = "wrong." + name
	}
	if _, marked := c.isWrong(name); !marked {
		c.wrong = append(c.wrong, wrong{Field: name, Text: c.locale.Say(id, nil)})
	}
}

// twice reports whether a new password was typed the same both times.
func (c *call) twice() error {
	if c.value("password") == c.value("again") {
		return nil
	}
	return at("again")
}

// at is a mistake in one field.
func at(name string) error {
	var m problem.Mistakes
	m.Add(problem.Place{File: name}, "This is wrong.")
	return m.Err("The form has a mistake.")
}

// inField says that what an act refuses about its one input was in a field.
func inField(name string, err error) error {
	if p := problem.Of(err); p != nil && p.Kind == problem.Invalid && len(p.Mistakes) == 0 {
		return at(name)
	}
	return err
}
