package web

import (
	"strconv"

	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// previewsPage is every kind of letter, as a sample of it begins.
type previewsPage struct{ Rows []previewRow }

// previewRow is one kind.
type previewRow struct {
	letter.Letter
	About letter.About
}

// previewPage is one kind with all that it is shown with.
type previewPage struct {
	previewRow
	Tongues []Tongue
	Samples []int // from 1
	Sample  int   // the one that is shown
}

// mayPreview refuses whoever does not read letters for the operator.
func (c *call) mayPreview() error { return c.App.May(c.ctx(), c.who, people.SeeLetters, "") }

// preview writes a sample as it would go out.
func (c *call) preview(about letter.About, sample int, language string) (previewRow, error) {
	samples := about.Kind.Samples()
	l, err := letter.Compose(samples[sample], letter.Reader{Name: c.self.Name, Language: language, OptOut: "/letters/stop/sample"}, c.operator())
	return previewRow{l, about}, err
}

func showPreviews(c *call) (answer, error) {
	if err := c.mayPreview(); err != nil {
		return answer{}, err
	}
	var page previewsPage
	for _, about := range letter.All() {
		row, err := c.preview(about, 0, c.locale.Language)
		if err != nil {
			return answer{}, err
		}
		page.Rows = append(page.Rows, row)
	}
	return c.showing(page)
}

// When is when a letter is sent, in words.
func (v *view) When(said string) string {
	return v.call.locale.Sentence(problem.Sentence{Format: said})
}

func showPreview(c *call) (answer, error) {
	if err := c.mayPreview(); err != nil {
		return answer{}, err
	}
	about, known := letter.Kind(c.r.PathValue("kind")).About()
	if !known {
		return answer{}, problem.New(problem.NotFound, "There is no such kind of letter.")
	}
	q := c.r.URL.Query()
	page := previewPage{}
	for i := range about.Kind.Samples() {
		page.Samples = append(page.Samples, i+1)
	}
	if page.Sample, _ = strconv.Atoi(q.Get("sample")); page.Sample < 1 || page.Sample > len(page.Samples) {
		page.Sample = 1
	}
	language := c.locale.Language
	for _, tag := range letter.Languages() {
		page.Tongues = append(page.Tongues, Tongue{tag, catalogs().Match(tag).Say("language.name", nil)})
		if tag == q.Get("language") {
			language = tag
		}
	}
	var err error
	if page.previewRow, err = c.preview(about, page.Sample-1, language); err != nil {
		return answer{}, err
	}
	return c.showing(page)
}
