package web

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	answers "laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// planPage is a draft of a program: its mistakes beside the text, or what it would
// change for all partners.
type planPage struct {
	Text     string
	Name     string            // what the draft calls the program
	Lines    []fileLine        // of a file with mistakes
	Mistakes []problem.Mistake // in the order of the file
	Program  *program.Program
	Shown    *shownPlan      // nil where there is none
	Ended    calendar.Moment // when it was worked out in the background; zero for at once
	Plans    bool            // whoever looks may see plans
	Publish  bool            // and publish
	Alone    bool            // without another person
}

// shownPlan is what a version would change, as pages show it.
type shownPlan struct {
	*answers.Plan
	Name    string // of the program
	Ladders []tierMatrix
	Rows    []moveRow
	More    int // moves that are not listed
	Given   []plannedGrant
	Credits []plannedCredit
	LeftOut []problem.Mistake // partners that cannot be evaluated
}

// tierMatrix is from where to where partners go in one ladder.
type tierMatrix struct {
	Name  string
	Tiers []string // of the new version, the lowest first
	Rows  []matrixRow
}

type matrixRow struct {
	Name  string
	Cells []matrixCell
}

type matrixCell struct {
	Count int
	Way   answers.Direction
	Stays bool
}

// moveRow is one standing whose tier differs.
type moveRow struct {
	answers.Move
	LadderName, FromName, ToName string
	Asks                         []moveReason
}

// moveReason is a condition of the draft that decides about a move, in the draft's
// own words, with how much is missing; empty for none.
type moveReason struct{ Condition, Missing string }

// plannedGrant is what becomes of the grants of a benefit.
type plannedGrant struct {
	answers.GrantChange
	Name          string
	Before, After []string // credits outstanding
}

// plannedCredit is credits outstanding in one currency.
type plannedCredit struct{ Currency, Before, After, Change string }

// mostProgram is the largest program file, in bytes, and mostMoves how many moves
// are listed.
const (
	mostProgram = 1 << 20
	mostMoves   = 500
)

// planFields are those of the form. A file that is chosen takes the place of the
// text.
var planFields = []field{
	onceField,
	{name: "text", kind: "textarea", most: mostProgram, optional: true},
	{name: "upload", kind: "file", into: "text", optional: true},
	{name: "effective", kind: "date", most: 10, optional: true},
	{name: "do", kind: "hidden", most: 10, optional: true},
}

func showPlan(c *call) (answer, error) {
	if err := c.mayReadPrograms(true); err != nil {
		return answer{}, err
	}
	page, err := c.newPlanPage()
	if err != nil {
		return answer{}, err
	}
	if id := c.r.URL.Query().Get("program"); id != "" && c.form == nil {
		list, err := c.releases(id)
		if err != nil {
			return answer{}, err
		}
		page.Text = string(list[0].Text)
	}
	return c.showing(page)
}

func (c *call) newPlanPage() (planPage, error) {
	alone, err := c.App.PublishesAlone(c.ctx(), c.who)
	return planPage{Alone: alone, Text: c.draftText(), Plans: c.App.May(c.ctx(), c.who, people.PlanProgram, "") == nil, Publish: c.App.May(c.ctx(), c.who, people.PublishProgram, "") == nil}, err
}

// draftText is the text as it was sent; browsers end lines in their own way.
func (c *call) draftText() string { return strings.ReplaceAll(c.value("text"), "\r\n", "\n") }

// planOrPublish checks a draft and says what it would change, or publishes it.
func planOrPublish(c *call) (answer, error) {
	if _, err := showPlan(c); err != nil {
		return answer{}, err
	}
	page, err := c.newPlanPage()
	if err != nil {
		return answer{}, err
	}
	day, err := askedDay(c.value("effective"))
	if err != nil {
		c.mark("effective")
		return c.refusing(page)
	}
	if page.Text == "" {
		c.mark("text")
		return c.refusing(page)
	}
	if c.value("do") == "publish" {
		return c.publish(page.Text, day)
	}
	if page.Program, err = program.Read(draftName, []byte(page.Text)); err != nil {
		return c.withMistakes(page, err)
	}
	page.Name = nameOf(page.Program, c.locale.Language)
	if !page.Plans {
		return c.showing(page)
	}
	planned, err := c.App.StartPlan(c.ctx(), c.who, app.PlanInput{File: draftName, Text: []byte(page.Text), At: day}, c.PlanWait)
	if err != nil {
		return answer{}, err
	}
	if planned.Ended.IsZero() {
		return goTo("/plans/" + planned.ID)
	}
	page.Shown = c.shownPlan(page.Program, planned)
	return c.showing(page)
}

// shownPlan is what a version would change; nil where there is no plan yet.
func (c *call) shownPlan(p *program.Program, planned store.Planning) *shownPlan {
	if planned.Plan == nil {
		return nil
	}
	shown := c.tellPlan(p, planned.Plan)
	shown.LeftOut = planned.LeftOut
	return shown
}

// planningPage is a plan that is worked out in the background.
type planningPage struct {
	store.Planning
	Name, Version string
}

// showPlanning shows how far a plan is, and in the end the plan.
func showPlanning(c *call) (answer, error) {
	planned, err := c.App.Planning(c.ctx(), c.who, c.r.PathValue("plan"))
	if err != nil {
		return answer{}, err
	}
	p, err := program.Read(planned.File, []byte(planned.Text))
	if err != nil {
		return answer{}, err
	}
	if planned.Plan == nil {
		return answer{template: "planning", data: planningPage{planned, nameOf(p, c.locale.Language), p.Version}}, nil
	}
	page, err := c.newPlanPage()
	page.Text, page.Program, page.Name = planned.Text, p, nameOf(p, c.locale.Language)
	page.Shown, page.Ended = c.shownPlan(p, planned), planned.Ended
	return answer{template: "plan", data: page}, err
}

// draftName is what mistakes call the file.
const draftName = "program.yaml"

func (c *call) publish(text string, day *calendar.Day) (answer, error) {
	done, err := c.App.Publish(c.ctx(), c.who, app.ApplyInput{File: draftName, Text: []byte(text), Effective: day})
	if err != nil {
		return answer{}, err
	}
	if done.Proposal != "" {
		return goTo("/proposals/" + done.Proposal)
	}
	return goTo("/programs/" + done.Program + "?version=" + url.QueryEscape(done.Version))
}

// withMistakes shows the file with its mistakes where they are.
func (c *call) withMistakes(page planPage, err error) (answer, error) {
	p := problem.Of(err)
	if p == nil || p.Kind != problem.Invalid {
		return answer{}, err
	}
	p = c.locale.Refused(p)
	page.Program, page.Lines = nil, linesOf([]byte(page.Text), p.Mistakes)
	page.Mistakes = p.Mistakes
	if len(p.Mistakes) == 0 {
		page.Mistakes = []problem.Mistake{{Message: p.Message, Hint: p.Hint}}
	}
	c.sorry = c.locale.Say("plan.mistakes", map[string]any{"Count": len(page.Mistakes)})
	return c.refusing(page)
}

// refusing shows the page with what is wrong with what was sent.
func (c *call) refusing(page planPage) (answer, error) {
	a, err := c.showing(page)
	a.code = http.StatusUnprocessableEntity
	return a, err
}

// tellPlan arranges a plan for the page.
func (c *call) tellPlan(p *program.Program, plan *answers.Plan) *shownPlan {
	out := &shownPlan{Plan: plan, Name: nameOf(p, c.locale.Language), More: max(0, len(plan.Moves)-mostMoves)}
	for i := range p.Ladders {
		if m := c.matrix(plan, &p.Ladders[i].Value); len(m.Rows) > 0 {
			out.Ladders = append(out.Ladders, m)
		}
	}
	for _, m := range plan.Moves[:min(len(plan.Moves), mostMoves)] {
		out.Rows = append(out.Rows, c.moveRow(p, m))
	}
	for _, g := range plan.Grants {
		row := plannedGrant{GrantChange: g, Name: c.benefitName(plan.Program, g.Benefit), Before: c.amounts(g.Before), After: c.amounts(g.After)}
		if b, ok := p.Benefit(g.Benefit); ok {
			row.Name = or(b.Label.In(c.locale.Language), g.Benefit)
		}
		out.Given = append(out.Given, row)
	}
	for _, code := range slices.Sorted(maps.Keys(both(plan.Before, plan.After))) {
		out.Credits = append(out.Credits, plannedCredit{code, c.amountIn(plan.Before[code], code), c.amountIn(plan.After[code], code), c.amountIn(plan.After[code].Sub(plan.Before[code]), code)})
	}
	return out
}

func (c *call) moveRow(p *program.Program, m answers.Move) moveRow {
	row := moveRow{Move: m, LadderName: m.Ladder, FromName: c.planTier(p, m.Ladder, m.From), ToName: c.planTier(p, m.Ladder, m.To), Asks: c.moveReasons(p, &m)}
	if l, ok := p.Ladder(m.Ladder); ok {
		row.LadderName = or(l.Label.In(c.locale.Language), l.Name)
	}
	return row
}

// moveReasons are what is missing to the tier that is lost, and what the one that is
// reached asks for.
func (c *call) moveReasons(p *program.Program, m *answers.Move) []moveReason {
	var out []moveReason
	for _, way := range m.Missing {
		for _, each := range way {
			reason := moveReason{Condition: each.Condition}
			if each.Missing != nil {
				reason.Missing = c.locale.Say("plan.missing", map[string]any{"More": strings.TrimSpace(c.locale.Number(*each.Missing) + " " + each.Currency)})
			}
			out = append(out, reason)
		}
	}
	if l, ok := p.Ladder(m.Ladder); ok && m.Direction == answers.Up && l.Rank(textOr(m.To)) > 0 {
		for _, way := range l.AttainConditions(l.Rank(*m.To)) {
			out = append(out, moveReason{Condition: way.Condition.String()})
		}
	}
	return out
}

func both(a, b map[string]number.Number) map[string]number.Number {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

func (c *call) amounts(sums map[string]number.Number) []string {
	var out []string
	for _, code := range slices.Sorted(maps.Keys(sums)) {
		out = append(out, c.amountIn(sums[code], code))
	}
	return out
}

func (c *call) amountIn(n number.Number, code string) string {
	return c.locale.Fixed(n.Round(0, number.HalfEven), 0) + " " + code
}

// planTier is what the draft calls a tier, or the version in force.
func (c *call) planTier(p *program.Program, ladder string, tier *string) string {
	if tier == nil {
		return c.locale.Say("plan.no-tier", nil)
	}
	if l, ok := p.Ladder(ladder); ok && l.Rank(*tier) > 0 {
		return or(l.TierAt(l.Rank(*tier)).Label.In(c.locale.Language), *tier)
	}
	return c.tierName(p.ID, ladder, *tier)
}

// matrix counts for each tier as things are to which it leads.
func (c *call) matrix(plan *answers.Plan, l *program.Ladder) tierMatrix {
	out := tierMatrix{Name: or(l.Label.In(c.locale.Language), l.Name), Tiers: []string{c.locale.Say("plan.no-tier", nil)}}
	var from []string
	cells := map[[2]string]answers.Cell{}
	for _, cell := range plan.Matrix {
		if cell.Ladder != l.Name {
			continue
		}
		a, b := textOr(cell.From), textOr(cell.To)
		cells[[2]string{a, b}] = cell
		from = append(from, a)
	}
	slices.SortFunc(from, func(a, b string) int { return cmp.Or(cmp.Compare(l.Rank(a), l.Rank(b)), cmp.Compare(a, b)) })
	to := []string{""}
	for i := range l.Tiers {
		to = append(to, l.Tiers[i].ID)
		out.Tiers = append(out.Tiers, or(l.Tiers[i].Label.In(c.locale.Language), l.Tiers[i].ID))
	}
	for _, a := range slices.Compact(from) {
		row := matrixRow{Name: c.planTier(&program.Program{ID: plan.Program}, l.Name, orNil(a))}
		if l.Rank(a) > 0 {
			row.Name = out.Tiers[l.Rank(a)]
		}
		for _, b := range to {
			cell := cells[[2]string{a, b}]
			row.Cells = append(row.Cells, matrixCell{cell.Count, cell.Direction, a == b})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func textOr(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func orNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
