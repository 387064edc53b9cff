package web

import (
	"bytes"
	"cmp"
	"errors"
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
	"laurel/internal/program"
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
	parts := (c.page.byMail || c.takesFiles()) && kind == "multipart/form-data"
	if err != nil || kind != formType && !parts || c.r.Header.Get("Content-Encoding") != "" {
		return status{http.StatusUnsupportedMediaType, badForm}
	}
	if parts && !c.page.byMail {
		c.form, err = c.readUpload(params["boundary"])
	} else {
		c.form, err = c.readSmall(params["boundary"], parts)
	}
	if own := (status{}); errors.As(err, &own) {
		return own
	}
	if err != nil {
		return status{http.StatusBadRequest, badForm}
	}
	return c.checkForm()
}

// mostForm is the most that the page's form has, in bytes.
func (c *call) mostForm() int { return cmp.Or(c.page.most, mostForm) }

// readSmall reads a form without files.
func (c *call) readSmall(boundary string, parts bool) (url.Values, error) {
	body, err := io.ReadAll(io.LimitReader(c.r.Body, int64(c.mostForm())+1))
	switch {
	case err != nil:
		return nil, err
	case len(body) > c.mostForm():
		return nil, status{http.StatusRequestEntityTooLarge, badForm}
	case parts:
		return readParts(body, boundary)
	default:
		return url.ParseQuery(string(body))
	}
}

// checkForm notes what somebody may have typed wrong, and keeps the files that
// came.
func (c *call) checkForm() error {
	for name, values := range c.form {
		i := slices.IndexFunc(c.inputs(), func(f field) bool { return f.name == name })
		if i < 0 || len(values) > 1 && !c.inputs()[i].severally() {
			return status{http.StatusBadRequest, badForm}
		}
		c.form[name] = slices.DeleteFunc(values, func(text string) bool {
			return text == "" && len(values) > 1 || text == "" && c.inputs()[i].kind == "file"
		})
	}
	c.closeUp()
	c.sum = c.digest()
	if err := c.keepUploads(); err != nil {
		return err
	}
	for _, f := range c.inputs() {
		if ok := c.takes(f); !ok && f.kind == "hidden" {
			return status{http.StatusBadRequest, badForm}
		} else if !ok {
			c.mark(f.name)
		}
	}
	return nil
}

// severally reports whether a field may come more than once.
func (f field) severally() bool { return f.many || f.kind == "file" }

// takes reports whether what was sent for a field could have been meant. A draft
// may lack what is needed later.
func (c *call) takes(f field) bool {
	values := c.form[f.name]
	if len(values) == 0 {
		values = []string{""}
	}
	for _, text := range values {
		if !f.takes(text) && !(text == "" && c.keeps()) {
			return false
		}
	}
	return true
}

// keeps reports whether what was typed is only kept, to be handed in later.
func (c *call) keeps() bool { return c.value("do") == keepDraft }

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
	words := strings.ReplaceAll(name, "/", "-")
	id := c.page.name + ".wrong-" + words
	if strings.HasPrefix(name, formPrefix) {
		id = c.codeAt(name)
	}
	if _, has := c.locale.Takes(id); !has {
		id = "wrong." + words
	}
	if _, has := c.locale.Takes(id); !has {
		id = "wrong.code-invalid-value" // nothing is known but that
	}
	c.wrongAt(name, c.locale.Say(id, nil))
}

// codeAt is the message for what is wrong with a field of a program's form: by its
// code, where the form was checked.
func (c *call) codeAt(name string) string {
	for _, m := range c.mistakes {
		if c.fieldOf("form"+m.Field) == name {
			return "wrong.code-" + string(m.Code)
		}
	}
	if c.value(name) == "" {
		return "wrong.code-" + string(program.RequiredMissing)
	}
	return "wrong.form"
}

// wrongAt notes what is wrong with a field, unless something is noted already.
func (c *call) wrongAt(name, text string) {
	if _, marked := c.isWrong(name); !marked {
		c.wrong = append(c.wrong, wrong{Field: name, Text: text})
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
