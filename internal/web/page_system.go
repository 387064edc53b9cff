package web

import (
	"strings"

	"laurel/internal/app"
	"laurel/internal/store"
)

// systemPage is how the running system is.
type systemPage struct {
	Version, Engine string
	Jobs            []store.Backlog
	Findings        []app.Finding // none while nobody asked for them
}

func showSystem(c *call) (answer, error) {
	page := systemPage{Version: c.Version, Engine: c.App.Engine()}
	var err error
	if page.Jobs, err = c.App.Backlogs(c.ctx(), c.who); err != nil {
		return answer{}, err
	}
	if c.r.URL.Query().Has("look") {
		if page.Findings, err = c.App.Examine(c.ctx(), c.who); err != nil {
			return answer{}, err
		}
	}
	return c.showing(page)
}

// Found is what a look found, in words.
func (v *view) Found(f app.Finding) string { return f.In(v.call.locale.Sentence) }

// FindingPart is what the part of the system that was looked at is called.
func (v *view) FindingPart(part string) string {
	return v.Say("system.part-" + strings.ReplaceAll(part, " ", "-"))
}
