package web

import (
	"crypto/rand"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/gate"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// deskMoves are what can be done with several cases at once, and by whom.
var deskMoves = map[fulfillment.Move][]people.Act{
	fulfillment.Take:     {people.WorkCase, people.DecideCase},
	fulfillment.Assign:   {people.AssignCase},
	fulfillment.Escalate: {people.WorkCase, people.DecideCase},
}

// bulk is the form that moves several cases.
type bulk struct {
	Take, Assign, Escalate bool
	Word                   string // by which the form is known when it is sent again
	To                     []option
	Done                   []movedRow // what became of each case
	Well, Refused          int        // how many were moved, and how many were not
}

// May reports whether whoever looks can do anything with several cases.
func (b bulk) May() bool { return b.Take || b.Assign || b.Escalate }

// movedRow tells what became of a case.
type movedRow struct {
	ID, Name, Partner, Says string
	Refused                 bool
}

func (c *call) bulk(choices app.CaseChoices) bulk {
	may := func(move fulfillment.Move) bool {
		return slices.ContainsFunc(deskMoves[move], func(act people.Act) bool { return c.who.Can(act, people.About{}) })
	}
	out := bulk{Take: may(fulfillment.Take), Assign: may(fulfillment.Assign), Escalate: may(fulfillment.Escalate), Word: rand.Text(), To: namedOptions(choices.Colleagues)}
	if len(c.wrong) > 0 && c.value("batch") != "" {
		out.Word = c.value("batch")
	}
	return out
}

// tick is how the form names a case: with the revision that is shown.
func tick(k *fulfillment.Case) string { return k.ID + " " + strconv.FormatInt(k.Revision, 10) }

// ticked reports whether a case was chosen in the form that came back.
func (c *call) ticked(id string) bool {
	return len(c.wrong) > 0 && slices.ContainsFunc(c.form["case"], func(text string) bool { return strings.HasPrefix(text, id+" ") })
}

// moveSeveral makes one move with every case that was chosen, and shows what became of
// each.
func moveSeveral(c *call, move fulfillment.Move) (answer, error) {
	chosen, err := c.chosenCases()
	if err != nil {
		return answer{}, err
	}
	in := fulfillment.Input{Move: move}
	switch move {
	case fulfillment.Assign:
		if in.Assignee = c.value("to"); in.Assignee == "" {
			return answer{}, at("to")
		}
	case fulfillment.Escalate:
		if in.Reason = strings.TrimSpace(c.value("reason")); in.Reason == "" {
			return answer{}, at("reason")
		}
	}
	outcomes := c.App.MoveCases(c.ctx(), c.who, c.value("batch"), chosen, in)
	a, err := showDesk(c)
	if page, ok := a.data.(deskPage); ok && err == nil {
		page.Bulk.Done, err = c.movedRows(outcomes, move)
		for _, row := range page.Bulk.Done {
			if row.Refused {
				page.Bulk.Refused++
			} else {
				page.Bulk.Well++
			}
		}
		a.data = page
	}
	return a, err
}

// chosenCases are those with a tick.
func (c *call) chosenCases() ([]app.Chosen, error) {
	var out []app.Chosen
	for _, text := range c.form["case"] {
		id, seen, _ := strings.Cut(text, " ")
		revision, err := strconv.ParseInt(seen, 10, 64)
		if err != nil {
			return nil, badForm
		}
		out = append(out, app.Chosen{ID: id, Revision: revision})
	}
	if len(out) == 0 || c.value("batch") == "" {
		return nil, at("case")
	}
	return out, nil
}

// movedRows tell case by case what was done, and what was refused and why.
func (c *call) movedRows(outcomes []app.Outcome, move fulfillment.Move) ([]movedRow, error) {
	cases := make([]fulfillment.Case, 0, len(outcomes))
	for _, o := range outcomes {
		if o.Case.Partner != "" {
			cases = append(cases, o.Case)
		}
	}
	rows, err := c.caseRows(cases)
	if err != nil {
		return nil, err
	}
	out := make([]movedRow, len(outcomes))
	for i, o := range outcomes {
		out[i] = movedRow{ID: o.Case.ID, Name: o.Case.ID, Refused: o.Err != nil, Says: c.whyRefused(o.Err)}
		j := slices.IndexFunc(rows, func(r caseRow) bool { return r.ID == o.Case.ID })
		if j < 0 {
			continue
		}
		out[i].Name, out[i].Partner = rows[j].Name, rows[j].Partner
		if o.Err == nil {
			out[i].Says = c.locale.Say("desk.did-"+string(move), map[string]any{"Who": rows[j].Holder})
		}
	}
	return out, nil
}

// whyRefused is what an act refused, in the reader's language, on one line; what went
// wrong inside is noted for the log alone.
func (c *call) whyRefused(err error) string {
	p := problem.Of(err)
	switch {
	case err == nil:
		return ""
	case p == nil || p.Kind == problem.Internal || p.Kind == problem.Unavailable:
		gate.Of(c.ctx()).Cause = err
		return c.reason(problem.KindOf(err))
	case p.Kind == problem.Stale:
		return c.reason(p.Kind)
	}
	p = c.locale.Refused(p)
	lines := []string{p.Message}
	for _, m := range p.Mistakes {
		lines = append(lines, strings.TrimSpace(m.Message+" "+m.Hint))
	}
	return strings.TrimSpace(strings.Join(append(lines, p.Hint), " "))
}
