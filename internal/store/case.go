package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// Case finds a case by id.
func (r *Reader) Case(ctx context.Context, id string) (fulfillment.Case, error) {
	c, err := first(all(ctx, r, scanCase, `SELECT content FROM cases WHERE id = $1`, id))
	if err == nil && c == nil {
		return fulfillment.Case{}, NoCase(id)
	}
	return orZero(c), err
}

// NoCase says that there is no case with an id, or none that the caller sees.
func NoCase(id string) error {
	return problem.New(problem.NotFound, "There is no case %q among those that you see.", problem.Excerpt(id)).WithHint("Check the id.")
}

func scanCase(rows *sql.Rows, c *fulfillment.Case) error {
	var content string
	if err := rows.Scan(&content); err != nil {
		return err
	}
	return json.Unmarshal([]byte(content), c)
}

// SaveCase stores a case that is new, or moved on from the revision before.
func (tx *Tx) SaveCase(ctx context.Context, c fulfillment.Case) error {
	content, err := json.Marshal(c)
	if err != nil {
		return err
	}
	due, _, _ := c.Due()
	n, err := tx.exec(ctx, `INSERT INTO cases (id, kind, program, partner, offer, benefit, grant_id, state, stage, assignee, queue, over, waiting, due, opened, revision, content)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, stage = excluded.stage, assignee = excluded.assignee, queue = excluded.queue, over = excluded.over,
		waiting = excluded.waiting, due = excluded.due, revision = excluded.revision, content = excluded.content WHERE cases.revision = excluded.revision - 1`,
		c.ID, c.Kind, c.Program, c.Partner, c.Offer, c.Benefit, c.Grant, c.State, c.Stage, c.Assignee, c.Queue, c.State.Over(), c.Waiting(),
		microsOrNull(due), c.Opened.Micros(), c.Revision, string(content))
	if err == nil && n == 0 {
		return stale("The case "+c.ID, c.Revision-1)
	}
	return err
}

func microsOrNull(m calendar.Moment) any {
	if m.IsZero() {
		return nil
	}
	return m.Micros()
}

// CaseFilter says which cases are listed; empty fields let all pass.
type CaseFilter struct {
	Partner   string
	Region    string // of the partner
	Portfolio string // of the partner
	Kind      fulfillment.Kind
	State     fulfillment.State
	Stage     string
	Program   string
	Benefit   string
	Offer     string
	Grant     string
	Queue     people.Role
	Unheld    bool            // nobody has it
	Open      bool            // it is not over
	Waiting   *bool           // whether it waits for the partner
	DueFrom   calendar.Moment // something is due then or later
	DueBy     calendar.Moment // something is due by then

	Assignees []string    // one of them has it
	Mine      []string    // and one of these, too
	SeenBy    *people.Who // who sees it; nil for whoever
}

// conditions are the filter as a condition of SQL, whose parameters begin at $n.
func (f CaseFilter) conditions(n int) (string, []any) {
	is := func(column, value string) clause { return oneOf(column, nonEmpty(value)) }
	all := []clause{is("partner", f.Partner), is("kind", string(f.Kind)), is("state", string(f.State)), is("stage", f.Stage), is("program", f.Program),
		is("benefit", f.Benefit), is("offer", f.Offer), is("grant_id", f.Grant), is("queue", string(f.Queue)),
		oneOf("assignee", f.Assignees), oneOf("assignee", f.Mine), ofAccounts(nonEmpty(f.Region), nonEmpty(f.Portfolio))}
	if f.SeenBy != nil {
		all = append(all, seenBy(*f.SeenBy))
	}
	if f.Unheld {
		all = append(all, clause{text: "assignee = ''"})
	}
	if f.Open {
		all = append(all, clause{text: "NOT over"})
	}
	if f.Waiting != nil {
		all = append(all, where("waiting = ?", *f.Waiting))
	}
	if !f.DueFrom.IsZero() {
		all = append(all, where("due >= ?", f.DueFrom.Micros()))
	}
	if !f.DueBy.IsZero() {
		all = append(all, where("due <= ?", f.DueBy.Micros()))
	}
	return allOf(all...).numbered(n)
}

// seenBy is what of cases somebody sees, by any of their roles.
func seenBy(who people.Who) clause {
	var either []clause
	for _, s := range who.SeatsFor(people.SeeCase) {
		one := []clause{oneOf("partner", nonEmpty(s.Partner)), ofAccounts(s.Regions, s.Portfolios)}
		if s.Role == people.Vendor {
			one = append(one, where("assignee = ?", who.ID))
		}
		either = append(either, allOf(one...))
	}
	return anyOf(either...)
}

// ofAccounts asks that the account of the partner is of one of some regions and of
// one of some portfolios, where there are any.
func ofAccounts(regions, portfolios []string) clause {
	c := allOf(oneOf("region", regions), oneOf("portfolio", portfolios))
	if c.text == "" {
		return c
	}
	return clause{"partner IN (SELECT partner FROM accounts WHERE " + c.text + ")", c.args}
}

func nonEmpty(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// Cases lists cases, the newest first, from the one before an id that was listed
// last.
func (r *Reader) Cases(ctx context.Context, f CaseFilter, before string, limit int) ([]fulfillment.Case, error) {
	where, args := f.conditions(3)
	return all(ctx, r, scanCase, `SELECT content FROM cases WHERE `+where+` AND ($1 = '' OR id < $1) ORDER BY id DESC LIMIT $2`,
		append([]any{before, limit}, args...)...)
}

// Queue lists cases by what is due first, after a due moment and id that were
// listed last; what nothing is due for comes at the end.
func (r *Reader) Queue(ctx context.Context, f CaseFilter, afterDue int64, afterID string, limit int) ([]fulfillment.Case, error) {
	where, args := f.conditions(4)
	return all(ctx, r, scanCase, `SELECT content FROM cases WHERE `+where+` AND (COALESCE(due, 9223372036854775807), id) > ($1, $2)
		ORDER BY COALESCE(due, 9223372036854775807), id LIMIT $3`, append([]any{afterDue, afterID, limit}, args...)...)
}

// CountCases counts cases.
func (r *Reader) CountCases(ctx context.Context, f CaseFilter) (n int, err error) {
	where, args := f.conditions(1)
	_, err = r.one(ctx, []any{&n}, `SELECT COUNT(*) FROM cases WHERE `+where, args...)
	return n, err
}

// Loads counts the cases that are not over by who has them.
func (r *Reader) Loads(ctx context.Context) (map[string]int, error) {
	loads := map[string]int{}
	err := r.each(ctx, func(rows *sql.Rows) error {
		var person string
		var n int
		err := rows.Scan(&person, &n)
		loads[person] = n
		return err
	}, `SELECT assignee, COUNT(*) FROM cases WHERE NOT over AND assignee <> '' GROUP BY assignee`)
	return loads, err
}

// Made is a move as it was made.
type Made struct {
	Case     string
	Revision int64 // that it made
	At       calendar.Moment
	Who      string // a person, a key, or empty for Laurel itself
	Operator bool   // who made it is of the operator
	Move     fulfillment.Move
	From, To fulfillment.State
	Reason   string
	Private  bool            // only the operator reads it
	Input    json.RawMessage // what was handed in with it; nil for nothing
}

// AddMove notes a move.
func (tx *Tx) AddMove(ctx context.Context, m Made) error {
	_, err := tx.exec(ctx, `INSERT INTO moves (case_id, revision, at, who, operator, move, from_state, to_state, reason, private, input)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		m.Case, m.Revision, m.At.Micros(), m.Who, m.Operator, m.Move, m.From, m.To, m.Reason, m.Private, string(m.Input))
	return err
}

// Moves lists every move of a case in order.
func (r *Reader) Moves(ctx context.Context, id string) ([]Made, error) {
	return all(ctx, r, scanMade, madeColumns+`WHERE case_id = $1 ORDER BY revision`, id)
}
