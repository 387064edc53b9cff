package web

import (
	"encoding/json"
	"slices"
	"sort"
	"strconv"
	"strings"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/problem"
	"laurel/internal/program"
)

// casePage is everything about a case, and what whoever looks can do with it.
type casePage struct {
	app.CaseView
	Shown   shownCase
	Partner string // for whom it is
	Holder  string // who has it; empty while nobody does
	Steps   []caseStep
	Filled  []filledIn
	Moves   []moveForm
	Persons []app.PersonView // with whom somebody may have spoken
}

// caseStep is a move that was made.
type caseStep struct {
	At              calendar.Moment
	Who, What, Says string
	Private         bool
}

// filledIn is a field of the form that was handed in.
type filledIn struct{ Label, Value string }

// moveForm is a move that can be made.
type moveForm struct {
	Move    fulfillment.Move
	Name    string
	Words   bool // it needs words
	Contact bool // it says how the partner was reached
	Stage   bool // it may say how far it is
	Open    bool // it was tried, and something was wrong
}

// The moves that are made with a form of words. The others are made elsewhere.
var formless = []fulfillment.Move{fulfillment.Edit, fulfillment.Amend, fulfillment.Assign, fulfillment.Tag, fulfillment.Untag, fulfillment.Relate, fulfillment.Unrelate,
	fulfillment.Provision, fulfillment.Open}

// moveFields is what a move on the page may bring.
var moveFields = []field{
	{name: "move", kind: "hidden", most: 30},
	{name: "revision", kind: "hidden", most: 20},
	{name: "reason", kind: "textarea", most: 4000, optional: true},
	{name: "to", kind: "text", most: 100, optional: true},
	{name: "channel", kind: "text", most: 40, optional: true},
	{name: "outcome", kind: "text", most: 500, optional: true},
	{name: "stage", kind: "text", most: 80, optional: true},
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
	page := casePage{CaseView: view, Shown: shown, Partner: c.partner.Name, Holder: names[view.Assignee], Filled: c.filledIn(p, &view.Case), Moves: c.moveForms(view)}
	if slices.Contains(view.Next, fulfillment.Reach) {
		if page.Persons, err = c.App.Persons(c.ctx(), c.who, view.Partner, "", personsShown); err != nil && !slices.Contains([]problem.Kind{problem.Forbidden, problem.NotFound}, problem.KindOf(err)) {
			return answer{}, err
		}
	}
	if len(page.Persons) == 0 { // whoever sees nobody of the partner, such as a vendor, cannot say with whom they spoke
		page.Moves = slices.DeleteFunc(page.Moves, func(m moveForm) bool { return m.Contact })
	}
	for _, m := range view.Moves {
		page.Steps = append(page.Steps, caseStep{At: m.At, Who: c.called(names, m.Who, m.Operator), What: c.locale.Say("moved."+strings.ReplaceAll(string(m.Move), " ", "-"), nil), Says: m.Reason, Private: m.Private})
	}
	return c.showing(page)
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
		return c.Operator.Name
	default:
		return c.partner.Name
	}
}

// filledIn is the form as it was handed in, with the labels of its fields.
func (c *call) filledIn(p *program.Program, k *fulfillment.Case) []filledIn {
	var values map[string]any
	if json.Unmarshal(k.Form, &values) != nil {
		return nil
	}
	d := p.DeliveryOf(k.Benefit)
	var out []filledIn
	for name, value := range values {
		f := filledIn{Label: name}
		if d != nil && d.Form != nil {
			if text := d.Form.Label("/" + name).In(c.locale.Language); text != "" {
				f.Label = text
			}
		}
		if text, ok := value.(string); ok {
			f.Value = text
		} else if text, err := json.Marshal(value); err == nil {
			f.Value = string(text)
		}
		out = append(out, f)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Label < out[j].Label })
	return out
}

func (c *call) moveForms(view app.CaseView) []moveForm {
	tried := fulfillment.Move(c.value("move"))
	var out []moveForm
	for _, m := range view.Next {
		if slices.Contains(formless, m) {
			continue
		}
		i := slices.IndexFunc(fulfillment.Moves(), func(r fulfillment.Rule) bool { return r.Move == m && slices.Contains(r.Kinds, view.Kind) })
		out = append(out, moveForm{Move: m, Name: c.locale.Say("move."+string(m), nil), Words: fulfillment.Moves()[i].Reason,
			Contact: m == fulfillment.Reach, Stage: m == fulfillment.Progress, Open: m == tried})
	}
	return out
}

// moveCase makes a move with a case, and shows it again.
func moveCase(c *call) (answer, error) {
	revision, err := strconv.ParseInt(c.value("revision"), 10, 64)
	if err != nil {
		return answer{}, badForm
	}
	in := fulfillment.Input{Move: fulfillment.Move(c.value("move")), Revision: revision, Reason: c.value("reason"), Stage: c.value("stage")}
	if in.Move == fulfillment.Reach {
		in.Contact = fulfillment.Contact{To: c.value("to"), Channel: c.value("channel"), Outcome: strings.TrimSpace(c.value("outcome"))}
	}
	done, err := c.App.MoveCase(c.ctx(), c.who, c.r.PathValue("case"), in)
	if err != nil {
		return answer{}, err
	}
	return goTo("/cases/" + done.ID)
}
