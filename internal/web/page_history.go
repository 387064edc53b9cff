package web

import (
	"archive/zip"
	"bytes"
	"net/url"
	"slices"

	"laurel/internal/app"
	"laurel/internal/people"
)

// history leads to the history of the partner in a program, as a scenario file.
type history struct{ Name, Path string }

// histories are the programs whose history one may take along, as the page is asked
// for.
func (c *call) histories(page *standingPage) []history {
	var out []history
	if len(c.wrong) > 0 {
		return nil // what was asked for is no day
	}
	for _, card := range page.Cards {
		id := card.timeline.Program
		path := partnerPath(c.partner.ID) + "/scenario.zip?" + url.Values{"at": {page.At}, "known": {page.Known}, "program": {id}}.Encode()
		if h := (history{card.Program, path}); c.may(people.SeeFacts) && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}

// showHistory hands out the history of the partner as a scenario file, with the
// program that it is about.
func showHistory(c *call) (answer, error) {
	q := c.r.URL.Query()
	v, err := c.asShown(q.Get("program"), q.Get("at"), q.Get("known"))
	if err != nil {
		return answer{}, err
	}
	files, err := c.App.History(c.ctx(), c.who, app.PartnerView{View: v, Partner: c.partner.ID})
	if err != nil {
		return answer{}, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		to, err := w.Create(f.Name)
		if err != nil {
			return answer{}, err
		}
		if _, err := to.Write([]byte(f.Content)); err != nil {
			return answer{}, err
		}
	}
	err = w.Close()
	return answer{file: &download{"history-" + c.partner.ID + ".zip", "application/zip", out.Bytes()}}, err
}
