package web

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// casePage is everything about a case, and what whoever looks can do with it.
type casePage struct {
	app.CaseView
	around
	Shown   shownCase
	Partner string // for whom it is
	At      string // its stage: how far it is, in more words than the state has
	Holder  string // who has it; empty while nobody does
	Steps   []caseStep
	Filled  []filledIn
	Files   []fileLink // beside those of the form
	Draft   bool       // whoever looks may go on with the draft
	Moves   []moveForm
}

// Called is the heading of the page.
func (p casePage) Called() string { return p.Shown.Name }

// caseStep is a move that was made.
type caseStep struct {
	At              calendar.Moment
	Who, What, Says string
	Private         bool
}

func showCase(c *call) (answer, error) {
	view, err := c.App.Case(c.ctx(), c.who, c.r.PathValue("case"))
	if err != nil {
		return answer{}, err
	}
	if c.partner, err = c.App.Partner(c.ctx(), view.Partner); err != nil {
		return answer{}, err
	}
	shown, p, err := c.shown(&view.Case)
	if err != nil {
		return answer{}, err
	}
	names, err := c.namesIn(view)
	if err != nil {
		return answer{}, err
	}
	page := casePage{CaseView: view, Shown: shown, Partner: c.partner.Name, At: c.stageOf(p, &view.Case), Holder: names[view.Assignee], Steps: c.steps(names, view.Moves),
		Draft: slices.Contains(view.Next, fulfillment.Edit)}
	if page.around, err = c.around(&view); err != nil {
		return answer{}, err
	}
	if page.Filled, err = c.filledIn(p, &view.Case, view.Attachments); err != nil {
		return answer{}, err
	}
	page.Files = c.otherFiles(page.Filled, view)
	if page.Moves, err = c.moveForms(view); err != nil {
		return answer{}, err
	}
	return c.showing(page)
}

// stageOf is what the stage of a case is called: by the program where it is one of
// its approvals, by the catalogs where it is ours, and as the Rewards team wrote it.
func (c *call) stageOf(p *program.Program, k *fulfillment.Case) string {
	d := p.DeliveryOf(k.Benefit)
	if d == nil {
		return k.Stage
	}
	for i := range d.Approvals {
		if a := &d.Approvals[i]; a.Stage == k.Stage {
			return cmp.Or(a.Label.In(c.locale.Language), a.Stage)
		}
	}
	if _, ours := c.locale.Takes("case-stage." + k.Stage); ours && k.Kind == fulfillment.Sponsorship {
		return c.locale.Say("case-stage."+k.Stage, nil)
	}
	return k.Stage
}

// spokenWith are those with whom whoever looks may have spoken about a case: persons of
// the partner; its marketing contacts for who sees nobody else, such as a vendor.
func (c *call) spokenWith(view app.CaseView) ([]option, error) {
	if !slices.Contains(view.Next, fulfillment.Reach) {
		return nil, nil
	}
	persons, err := c.App.Persons(c.ctx(), c.who, view.Partner, "", personsShown)
	if slices.Contains([]problem.Kind{problem.Forbidden, problem.NotFound}, problem.KindOf(err)) {
		return namedOptions(view.Reachable), nil
	}
	var out []option
	for _, p := range persons {
		out = append(out, option{Value: p.ID, Name: p.Name})
	}
	return out, err
}

// namesIn are the names of everybody who had to do with a case.
func (c *call) namesIn(view app.CaseView) (map[string]string, error) {
	ids := []string{view.Assignee, view.By}
	for _, m := range view.Moves {
		ids = append(ids, m.Who)
	}
	return c.App.NamesOf(c.ctx(), ids...)
}

// called is what somebody is called who did something.
func (c *call) called(names map[string]string, id string, operator bool) string {
	switch name := names[id]; {
	case name != "":
		return name
	case id == "":
		return "Laurel"
	case operator:
		return c.operator().Name
	default:
		return c.partner.Name
	}
}

// steps are moves as a page lists them.
func (c *call) steps(names map[string]string, moves []store.Made) []caseStep {
	var out []caseStep
	for _, m := range moves {
		out = append(out, caseStep{At: m.At, Who: c.called(names, m.Who, m.Operator), What: c.locale.Say("moved."+strings.ReplaceAll(string(m.Move), " ", "-"), nil), Says: c.because(&m), Private: m.Private})
	}
	return out
}

// because is why a move was made: in the words of who made it, or in the reader's
// language where Laurel did.
func (c *call) because(m *store.Made) string {
	var in struct{ Cause string }
	if len(m.Input) == 0 || json.Unmarshal(m.Input, &in) != nil || in.Cause == "" {
		return m.Reason
	}
	return c.locale.Say("lost."+in.Cause, nil)
}

// otherFiles are the files of a case that its form does not name, such as those of
// a ticket.
func (c *call) otherFiles(filled []filledIn, view app.CaseView) []fileLink {
	named := map[string]bool{}
	for _, f := range filled {
		for _, file := range f.Files {
			named[file.Path] = true
		}
	}
	var out []fileLink
	for _, a := range view.Attachments {
		if link := c.fileLink(view.ID, a); !named[link.Path] {
			out = append(out, link)
		}
	}
	return out
}

// moveCase makes a move with a case, and shows it again.
func moveCase(c *call) (answer, error) {
	revision, err := strconv.ParseInt(c.value("revision"), 10, 64)
	if err != nil {
		return answer{}, badForm
	}
	done, err := c.App.MoveCase(c.ctx(), c.who, c.r.PathValue("case"), c.moveAsked(revision))
	if err != nil {
		return answer{}, err
	}
	return goTo("/cases/" + done.ID)
}
