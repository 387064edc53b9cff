package app

import (
	"context"
	"slices"
	"strconv"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/fulfillment"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/store"
)

// effect does what follows from a move, in its transaction.
func (a *App) effect(ctx context.Context, tx *store.Tx, who people.Who, m move, to *fulfillment.Case, e fulfillment.Effect) error {
	switch {
	case e.Deed != "":
		return a.deed(ctx, tx, to, e)
	case e.Assign != "":
		return a.assign(ctx, tx, to, e.Assign)
	case e.Transfer != nil:
		return a.transfer(ctx, tx, m, to, *e.Transfer)
	case e.Unfreeze:
		return a.unfreeze(ctx, tx, who, to)
	case e.Tell != nil:
		return a.tell(ctx, tx, who, m, to, *e.Tell)
	default:
		return nil
	}
}

// deed records as a fact what became of the grant, so that standings know it, and
// asks for the partner's standing anew. Facts of one moment follow each other by
// their ids: in the order in which they were recorded.
func (a *App) deed(ctx context.Context, tx *store.Tx, c *fulfillment.Case, e fulfillment.Effect) error {
	if held, err := heldByAnother(ctx, tx, c); err != nil || held && e.Sole {
		return err
	}
	now := a.moment()
	f := fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: a.newID("deed_")}, Kind: e.Deed,
		Subject: fact.Subject{Partner: c.Partner}, Happened: now, Recorded: now,
		Attributes: fact.NewAttributes(fact.Attribute{Name: "program", Value: fact.Text(c.Program)}, fact.Attribute{Name: "benefit", Value: fact.Text(c.Benefit)},
			fact.Attribute{Name: "grant", Value: fact.Text(c.Grant)}, fact.Attribute{Name: "case", Value: fact.Text(c.ID)})}
	if c.Offer != "" {
		f.Subject.Publisher, f.Subject.Offer = keyOf(c.Offer)
	}
	f.Amount = e.Worth
	if e.Units != 0 {
		f.Quantity, f.Counted = number.FromInt(int64(e.Units)), true
	}
	if err := a.addFacts(ctx, tx, f); err != nil {
		return err
	}
	return tx.Enqueue(ctx, evaluateJob, c.Partner, now)
}

// heldByAnother reports whether another case is why the grant is in use.
func heldByAnother(ctx context.Context, tx *store.Tx, c *fulfillment.Case) (bool, error) {
	cases, err := tx.Cases(ctx, store.CaseFilter{Grant: c.Grant}, "", 10_000)
	return slices.ContainsFunc(cases, func(other fulfillment.Case) bool { return other.ID != c.ID && other.Holds() }), err
}

// assign gives the case to a member of a role: the partner's engagement manager,
// else who of those that may see the partner has least to do.
func (a *App) assign(ctx context.Context, tx *store.Tx, c *fulfillment.Case, role people.Role) error {
	what, err := about(ctx, &tx.Reader, c.Partner)
	if err != nil {
		return err
	}
	account, err := tx.Account(ctx, c.Partner)
	if err != nil {
		return err
	}
	holders, err := tx.Holders(ctx, "", role)
	if err != nil {
		return err
	}
	loads, err := tx.Loads(ctx)
	if err != nil {
		return err
	}
	away, err := a.away(ctx, &tx.Reader, what)
	if err != nil {
		return err
	}
	staff := fulfillment.Staff{Loads: loads, Away: away}
	var candidates []fulfillment.Candidate
	for _, h := range holders {
		if (people.Who{ID: h.ID, Seats: []people.Seat{h.Seat}, Day: a.moment().Day(nil)}).Holds(what, role) || role == people.Vendor {
			candidates = append(candidates, fulfillment.Candidate{Person: h.ID, Manager: h.ID == account.Manager})
		}
	}
	c.Assignee = staff.Pick(candidates)
	return nil
}

// transfer moves the credit of a claim.
func (a *App) transfer(ctx context.Context, tx *store.Tx, m move, c *fulfillment.Case, t fulfillment.Transfer) error {
	if t.From == fulfillment.Available {
		return a.reserve(ctx, tx, m, c)
	}
	held, err := a.heldBy(ctx, tx, c.Grant, c.ID)
	if err != nil {
		return err
	}
	left := held[t.From]
	if left.Sign() <= 0 {
		return nil
	}
	return a.postLines(ctx, tx, c, fulfillment.Posting{Grant: c.Grant, From: t.From, To: t.To, Amount: money.New(left, c.Amount.Currency), Case: c.ID})
}

// reserve claims credit: the ledger says first what the grant is worth today.
func (a *App) reserve(ctx context.Context, tx *store.Tx, m move, c *fulfillment.Case) error {
	g := m.place.grant(wanted{c.Benefit, c.Offer, c.Grant})
	balance, err := tx.Balance(ctx, c.Grant)
	if err != nil {
		return err
	}
	credited := fulfillment.Credited{Grant: c.Grant, Benefit: c.Benefit, Amount: g.Amount, Ends: g.Ends, Balance: balance}
	postings := append(fulfillment.Settle(credited), fulfillment.Posting{Grant: c.Grant, From: fulfillment.Available, To: fulfillment.Reserved, Amount: c.Amount, Case: c.ID})
	return a.postLines(ctx, tx, c, postings...)
}

// heldBy is what is on the accounts of a grant for one claim.
func (a *App) heldBy(ctx context.Context, tx *store.Tx, grant, id string) (fulfillment.Balance, error) {
	lines, err := tx.LinesOf(ctx, grant)
	held := fulfillment.Balance{}
	for _, l := range lines {
		if l.Case == id {
			held.Add(l.Posting)
		}
	}
	return held, err
}

// postLines writes postings into the ledger. What is given is taken from the
// budgets, and what is not given after all returns to them.
func (a *App) postLines(ctx context.Context, tx *store.Tx, c *fulfillment.Case, postings ...fulfillment.Posting) error {
	lines := make([]store.Line, len(postings))
	for i, p := range postings {
		lines[i] = store.Line{ID: a.newID("pst_"), At: a.moment(), Partner: c.Partner, Program: c.Program, Benefit: c.Benefit, Posting: p}
		if err := a.takeBudgets(ctx, tx, c, p); err != nil {
			return err
		}
	}
	return tx.AddLines(ctx, lines)
}

// takeBudgets takes what a posting gives from every budget of the benefit, as it
// was when the claim was handed in.
func (a *App) takeBudgets(ctx context.Context, tx *store.Tx, c *fulfillment.Case, p fulfillment.Posting) error {
	given := p.Given()
	if given.Sign() == 0 {
		return nil
	}
	if p.Case != c.ID {
		claim, err := tx.Case(ctx, p.Case)
		if err != nil {
			return err
		}
		c = &claim
	}
	rules, err := a.rulesOf(ctx, *c)
	if err != nil {
		return err
	}
	for _, row := range rules.Program.BudgetsOf(c.Benefit, rules.Program.Working().Day(c.HandedIn)) {
		if err := tx.Take(ctx, c.Program, row.Name, money.New(given, p.Amount.Currency), row.Value.Amount.Amount); err != nil {
			return err
		}
	}
	return nil
}

// unfreeze ends the freeze that a ticket began: the appeal is decided.
func (a *App) unfreeze(ctx context.Context, tx *store.Tx, who people.Who, c *fulfillment.Case) error {
	if c.Frozen == "" {
		return nil
	}
	f := fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: fact.Opaque("undo_", c.Frozen, c.ID, strconv.FormatInt(c.Revision, 10))}, Kind: fact.Override,
		Subject: fact.Subject{Partner: c.Partner}, Recorded: calendar.At(a.now()), Replaces: c.Frozen, Retracts: true}
	c.Frozen = ""
	if err := a.addFacts(ctx, tx, f); err != nil {
		return err
	}
	return tx.Enqueue(ctx, evaluateJob, c.Partner, a.moment())
}
