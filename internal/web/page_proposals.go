package web

import (
	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// proposalsPage is what was decided by hand: what waits, or everything.
type proposalsPage struct {
	All  bool
	Rows []proposalRow
	More string // the path of the next page; empty at the end
}

func showProposals(c *call) (answer, error) {
	if err := c.App.May(c.ctx(), c.who, people.SeeProposals, ""); err != nil {
		return answer{}, err
	}
	page, f := proposalsPage{All: c.r.URL.Query().Has("all")}, store.ProposalFilter{State: store.Proposed}
	if page.All {
		f.State = ""
	}
	list, err := c.App.Proposals(c.ctx(), c.who, f, c.r.URL.Query().Get("before"), rowsOfReviews)
	if err != nil {
		return answer{}, err
	}
	if page.Rows, err = c.proposalRows(list); err != nil {
		return answer{}, err
	}
	if len(list) == rowsOfReviews {
		page.More = "/proposals?before=" + list[len(list)-1].ID
		if page.All {
			page.More += "&all=yes"
		}
	}
	return c.showing(page)
}

// askProposal asks whether a decision by hand is to take effect; who made it can
// only take it back.
func askProposal(c *call) ([]field, error) {
	p, err := c.App.Proposal(c.ctx(), c.who, c.r.PathValue("proposal"))
	if err != nil {
		return nil, err
	}
	do := field{name: "do", kind: "select", most: 20}
	if c.App.MayConfirm(c.ctx(), c.who, p) {
		do.options = append(do.options, option{Value: "confirm", Name: c.locale.Say("proposal.confirm", nil)})
	}
	do.options = append(do.options, option{Value: "decline", Name: c.locale.Say("proposal.decline", nil)})
	return []field{do, {name: "reason", kind: "textarea", most: 4000, optional: true, hint: c.locale.Say("proposal.reason-hint", nil)}}, nil
}

func showProposal(c *call) (answer, error) {
	p, err := c.App.Proposal(c.ctx(), c.who, c.r.PathValue("proposal"))
	if err != nil {
		return answer{}, err
	}
	rows, err := c.proposalRows([]store.Proposal{p})
	if err != nil {
		return answer{}, err
	}
	c.partner = store.Partner{ID: p.Partner, Name: rows[0].Name}
	page := proposalPage{proposalRow: rows[0], heading: c.locale.Say("proposal.heading-"+string(p.Act), nil)}
	if p.Version != nil {
		err = c.fileVersion(&page)
	}
	if err != nil {
		return answer{}, err
	}
	return c.showing(page)
}

// proposalPage is a decision by hand; of a version of a program with what it would
// change.
type proposalPage struct {
	proposalRow
	heading  string
	Since    *problem.Problem // why it cannot be published any more; nil while it can
	Plan     *shownPlan       // nil where it is not for whoever looks, and when it is decided
	Planning store.Planning   // it, also while it is worked out in the background
	Changes  []program.Change // from the version that is in force on its day
	Lines    []fileLine       // of the file
}

// Called is what the page is called: by what is decided.
func (p proposalPage) Called() string { return p.heading }

// fileVersion adds what a version would change.
func (c *call) fileVersion(page *proposalPage) error {
	v := page.Version
	page.Lines = linesOf([]byte(v.Text), nil)
	p, err := program.Read(v.File, []byte(v.Text))
	if err != nil || page.State != store.Proposed {
		return err
	}
	if since := c.App.SinceProposed(c.ctx(), page.Proposal); since != nil {
		page.Since = c.locale.Refused(problem.Of(since))
	}
	if page.Changes, err = c.changesTo(p, v.Effective); err != nil {
		return err
	}
	if c.App.May(c.ctx(), c.who, people.PlanProgram, "") == nil {
		planned, err := c.App.StartPlan(c.ctx(), c.who, app.PlanInput{ID: "plan_" + page.ID, File: v.File, Text: []byte(v.Text), Effective: &v.Effective}, c.PlanWait)
		if err != nil {
			return err
		}
		page.Plan, page.Planning = c.shownPlan(p, planned), planned
	}
	return err
}

// changesTo is what differs between a version and the one that would be in force on
// its day without it.
func (c *call) changesTo(p *program.Program, from calendar.Day) ([]program.Change, error) {
	versions, err := c.App.Programs(c.ctx())
	if err != nil {
		return nil, err
	}
	var last string
	for _, v := range versions { // in the order of their days
		if v.Program == p.ID && v.Effective <= from {
			last = v.Version
		}
	}
	if last == "" {
		return nil, nil
	}
	before, err := c.App.Version(c.ctx(), p.ID+"@"+last)
	if err != nil {
		return nil, err
	}
	return program.Diff(before, p), nil
}

// decideProposal lets a decision by hand take effect, or ends it without.
func decideProposal(c *call) (answer, error) {
	id := c.r.PathValue("proposal")
	var err error
	switch c.value("do") {
	case "confirm":
		_, err = c.App.ConfirmProposal(c.ctx(), c.who, id)
	case "decline":
		if c.value("reason") == "" {
			return answer{}, at("reason")
		}
		_, err = c.App.DeclineProposal(c.ctx(), c.who, id, c.value("reason"))
	default:
		err = at("do")
	}
	if err != nil {
		return answer{}, err
	}
	return goTo("/proposals")
}

// waitingPage is what waits for a decision of whoever looks, beside the queues.
type waitingPage struct {
	Page  string // whose heading says what it is
	Path  string
	Count string
}

// mostCounted is how far is counted what waits.
const mostCounted = 100

// waiting tells how much waits for a decision, on each page that whoever looks may
// open.
func (c *call) waiting() ([]waitingPage, error) {
	var out []waitingPage
	for _, each := range []struct {
		page, path string
		act        people.Act
		count      func() (int, error)
	}{
		{"reviews", "/reviews", people.DecideReview, func() (int, error) {
			list, _, err := c.App.GrantReviews(c.ctx(), c.who, "", store.GrantReview{}, mostCounted)
			return len(list), err
		}},
		{"proposals", "/proposals", people.SeeProposals, func() (int, error) {
			list, err := c.App.Proposals(c.ctx(), c.who, store.ProposalFilter{State: store.Proposed}, "", mostCounted)
			return len(list), err
		}},
	} {
		if !c.who.Can(each.act, people.About{}) {
			continue
		}
		n, err := each.count()
		if err != nil {
			return nil, err
		}
		out = append(out, waitingPage{each.page, each.path, c.counted(n)})
	}
	return out, nil
}

// counted is how many there are, as far as is counted.
func (c *call) counted(n int) string {
	if n >= mostCounted {
		return c.locale.Int(mostCounted-1) + "+"
	}
	return c.locale.Int(n)
}
