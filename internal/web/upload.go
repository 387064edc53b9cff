package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"laurel/internal/app"
	"laurel/internal/problem"
)

// fileRule says which files a field takes, as a form has it.
type fileRule struct {
	Types  []string `json:"types"`  // media types
	AtMost int64    `json:"atMost"` // bytes of one file
	most   int      // how many files; 0 for as many as one wants
}

// anyFile is the rule of a field that takes whatever can be attached.
func anyFile(most int) *fileRule {
	return &fileRule{Types: app.AttachmentTypes(), AtMost: app.LargestAttachment, most: most}
}

// limit is the most bytes that a file may have.
func (r *fileRule) limit() int64 { return min(r.AtMost, app.LargestAttachment) }

// endings are the ends of the names of the files that are taken.
func (r *fileRule) endings() []string {
	var out []string
	for _, kind := range r.Types {
		out = append(out, app.EndingsOf(kind)...)
	}
	return out
}

// says is what can be chosen, in words: "PDF or PNG, at most 5 MB, up to 3 files".
func (c *call) says(r *fileRule) string {
	var kinds []string
	for _, kind := range r.Types {
		if ends := app.EndingsOf(kind); len(ends) > 0 {
			kinds = append(kinds, strings.ToUpper(strings.TrimPrefix(ends[0], ".")))
		}
	}
	slices.Sort(kinds)
	args := map[string]any{"Kinds": c.locale.Or(kinds), "Size": c.wholeSize(r.limit()), "Most": c.locale.Int(r.most)}
	if r.most > 1 {
		return c.locale.Say("file.takes-several", args)
	}
	return c.locale.Say("file.takes", args)
}

// mostUpload is the most that a form with files has, in bytes, and uploadTime how
// long it may take to arrive.
const (
	mostUpload = 64 << 20
	uploadTime = 10 * time.Minute
)

// upload is a file that was sent with a form.
type upload struct {
	field, name, kind string
	content           []byte
}

// takesFiles reports whether one can attach files on the page.
func (c *call) takesFiles() bool {
	return slices.ContainsFunc(c.fields(), func(f field) bool { return f.kind == "file" })
}

// readUpload reads a form with files, part by part.
func (c *call) readUpload(boundary string) (url.Values, error) {
	http.NewResponseController(c.w).SetReadDeadline(time.Now().Add(uploadTime)) // a connection without deadlines needs none
	body := &io.LimitedReader{R: c.r.Body, N: mostUpload + 1}
	parts := multipart.NewReader(body, boundary)
	form := url.Values{}
	for {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			c.readTexts(form)
			return form, nil
		case body.N <= 0:
			return nil, status{http.StatusRequestEntityTooLarge, badForm}
		case err != nil:
			return nil, err
		}
		if err := c.readPart(part, form); err != nil {
			return nil, err
		}
	}
}

// readPart reads a value, or a file.
func (c *call) readPart(part *multipart.Part, form url.Values) error {
	name, file := part.FormName(), part.FileName()
	i := slices.IndexFunc(c.fields(), func(f field) bool { return f.name == name && f.kind == "file" })
	most := int64(c.mostForm())
	if file != "" && i >= 0 && c.fields()[i].files != nil {
		most = c.fields()[i].files.limit()
	}
	content, err := io.ReadAll(io.LimitReader(part, most+1))
	switch {
	case err != nil:
		return err
	case file == "":
		if len(content) > c.mostForm() {
			return status{http.StatusRequestEntityTooLarge, badForm}
		}
		form[name] = append(form[name], string(content))
	case i < 0:
		return badForm
	default:
		kind := app.TypeOfFile(strings.ToLower(ending(file)))
		c.uploads = append(c.uploads, upload{name, file, kind, content})
	}
	return nil
}

// readTexts puts the text of a file in the place of what was typed.
func (c *call) readTexts(form url.Values) {
	c.uploads = slices.DeleteFunc(c.uploads, func(u upload) bool {
		into := c.field(u.field).into
		if into != "" && len(u.content) > 0 {
			form.Set(into, string(u.content))
		}
		return into != ""
	})
}

// ending is the end of a file's name, with its dot.
func ending(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return name[i:]
	}
	return ""
}

// keepUploads attaches the files that were sent, so that they are there also when
// the form must be filled in again. A field for one file has the newest.
func (c *call) keepUploads() error {
	for _, u := range c.uploads {
		f := c.field(u.field)
		if f.kept {
			continue
		}
		if text := c.refusal(f, u); text != "" {
			c.wrongAt(u.field, text)
			continue
		}
		held, err := c.App.Attach(c.ctx(), c.who, app.AttachInput{Partner: c.partner.ID, Name: u.name, Type: u.kind, Content: u.content})
		if problem.KindOf(err) == problem.Invalid {
			c.wrongAt(u.field, c.locale.Say("file.unsound", map[string]any{"Name": u.name}))
			continue
		}
		if err != nil {
			return err
		}
		if !f.many {
			c.form.Del(u.field)
		}
		c.form.Add(u.field, held.ID)
	}
	for _, f := range c.fields() {
		if f.kind == "file" && f.files != nil && f.files.most > 0 && len(c.form[f.name]) > f.files.most {
			c.wrongAt(f.name, c.locale.Say("file.too-many", map[string]any{"Most": c.locale.Int(f.files.most)}))
		}
	}
	return nil
}

// refusal is why a field does not take a file; empty when it does.
func (c *call) refusal(f field, u upload) string {
	args := map[string]any{"Name": u.name, "Takes": c.says(f.files)}
	switch {
	case len(u.content) == 0:
		return c.locale.Say("file.empty", args)
	case int64(len(u.content)) > f.files.limit():
		return c.locale.Say("file.too-large", args)
	case !slices.Contains(f.files.Types, u.kind):
		return c.locale.Say("file.wrong-kind", args)
	}
	return ""
}

// field is one of the page's fields.
func (c *call) field(name string) field {
	i := slices.IndexFunc(c.fields(), func(f field) bool { return f.name == name })
	return c.fields()[i]
}

// digest stands for everything that was sent: two forms with the same one are one
// form sent twice.
func (c *call) digest() string {
	sum := sha256.New()
	io.WriteString(sum, c.r.URL.Path+"\n"+c.form.Encode())
	for _, u := range c.uploads {
		one := sha256.Sum256(u.content)
		io.WriteString(sum, "\n"+u.field+" "+u.name+" "+hex.EncodeToString(one[:]))
	}
	return hex.EncodeToString(sum.Sum(nil))
}
