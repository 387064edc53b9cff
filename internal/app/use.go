package app

import (
	"context"
	"slices"
	"strconv"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/fulfillment"
	"laurel/internal/letter"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// UseInput says what was used of a partner's credits.
type UseInput struct {
	Program string
	Partner string
	Benefit string       // only credits of this benefit; all when empty
	Amount  money.Amount // below nothing gives back
	On      calendar.Day // the day of the use
	Key     string       // how the source knows it: the same again is the same use
}

// Used is how a use was taken from the credits.
type Used struct {
	Postings []fulfillment.Posting
	Overage  money.Amount // what no credit was left for
	Repeated bool         // it was told before; nothing was done
}

// RecordUse takes a use from the partner's active credits: from the one that ends
// soonest first, then in the program's order. Each part is a fact of its own.
func (a *App) RecordUse(ctx context.Context, who people.Who, in UseInput) (Used, error) {
	if err := a.May(ctx, who, people.RecordUse, in.Partner); err != nil {
		return Used{}, err
	}
	if err := in.check(); err != nil {
		return Used{}, err
	}
	out := Used{Overage: money.Amount{Currency: in.Amount.Currency}}
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := a.placeOf(ctx, in.Partner, in.Program)
		if err != nil {
			return err
		}
		if in.On > p.setting.at {
			return notYetUsed(in.On)
		}
		if out.Repeated, err = in.repeated(ctx, tx, &out); err != nil || out.Repeated {
			return err
		}
		grants, err := p.credits(ctx, tx, in)
		if err != nil {
			return err
		}
		out.Postings, out.Overage.Value = fulfillment.Burn(grants, in.Amount, in.On)
		for i, posting := range out.Postings {
			if err := a.use(ctx, tx, p, in, posting, i); err != nil {
				return err
			}
		}
		told := in.told()
		told.Overage = out.Overage.Value
		if err := tx.AddUse(ctx, told); err != nil {
			return err
		}
		if err := a.warn(ctx, tx, p, grants, out.Postings); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "record use", Subject: in.Partner, Detail: in.Key})
	})
	return out, err
}

func (in UseInput) key() string { return in.Partner + " " + in.Key }

// told is the use as it is kept.
func (in UseInput) told() store.ToldUse {
	return store.ToldUse{Key: in.key(), Program: in.Program, Benefit: in.Benefit, Amount: in.Amount, On: in.On}
}

// repeated reports whether the use was told before, and fills in what became of it
// then. Another use under the same key is a conflict: one of them would be lost.
func (in UseInput) repeated(ctx context.Context, tx *store.Tx, out *Used) (bool, error) {
	told, err := tx.ToldUse(ctx, in.key())
	if err != nil || told == nil {
		return false, err
	}
	if !told.Same(in.told()) {
		return false, problem.New(problem.Conflict, "The use %q was told before as another one: %s %s on %s.", problem.Excerpt(in.Key), told.Amount.Value, told.Amount.Currency, told.On).
			WithHint("Give every use a key of its own. To correct one, tell the difference under another key.")
	}
	out.Overage.Value, out.Postings = told.Overage, nil
	lines, err := tx.LinesOfUse(ctx, in.key())
	for _, l := range lines {
		out.Postings = append(out.Postings, l.Posting)
	}
	return true, err
}

// notYetUsed refuses a use of a day that has not come.
func notYetUsed(on calendar.Day) error {
	var m problem.Mistakes
	m.Add(problem.Place{File: "on"}, "%s has not come yet.", on)
	return m.Err("The use cannot be recorded.")
}

func (in UseInput) check() error {
	var m problem.Mistakes
	field := func(name string) problem.Place { return problem.Place{File: name} }
	if in.Amount.Value.Sign() == 0 || in.Amount.Currency == "" {
		m.Add(field("amount"), "It is not said how much was used.")
	}
	if wrong := problem.Of(fact.CheckID("key", in.Key)); in.Key == "" || wrong != nil {
		m.Add(field("key"), "A use needs an id of its source, so that it is not counted twice.")
	}
	if in.On == 0 {
		m.Add(field("on"), "It is not said on which day it was used.")
	}
	return m.Err("The use cannot be recorded.")
}

// credits are the partner's grants of credit with what the ledger says of them.
func (p place) credits(ctx context.Context, tx *store.Tx, in UseInput) ([]fulfillment.Credited, error) {
	var out []fulfillment.Credited
	for _, g := range p.timeline.GrantsOn(p.setting.at) {
		if g.Amount.IsZero() || in.Benefit != "" && g.Benefit != in.Benefit {
			continue
		}
		lines, err := tx.LinesOf(ctx, g.ID)
		if err != nil {
			return nil, err
		}
		c := credited(&g, lines, p.setting.at)
		if d := p.release.DeliveryOf(g.Benefit); d != nil && d.Credit != nil {
			c.Order = d.Credit.Order
		}
		out = append(out, c)
	}
	return out, nil
}

// use posts one part of a use and records it as a fact.
func (a *App) use(ctx context.Context, tx *store.Tx, p place, in UseInput, posting fulfillment.Posting, n int) error {
	benefit := ""
	for _, g := range p.timeline.GrantsOn(p.setting.at) {
		if g.ID == posting.Grant {
			benefit = g.Benefit
		}
	}
	value := posting.Amount.Value
	if posting.From == fulfillment.Used {
		value = number.Zero.Sub(value)
	}
	f := fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: fact.Opaque("use_", in.key(), strconv.Itoa(n))}, Kind: fact.Use, Subject: fact.Subject{Partner: in.Partner},
		Happened: calendar.On(in.On), Recorded: a.moment(), Amount: money.Amount{Value: value, Currency: posting.Amount.Currency}, Attributes: fact.NewAttributes(
			fact.Attribute{Name: "program", Value: fact.Text(in.Program)}, fact.Attribute{Name: "benefit", Value: fact.Text(benefit)},
			fact.Attribute{Name: "grant", Value: fact.Text(posting.Grant)}, fact.Attribute{Name: "case", Value: fact.Text(posting.Case)})}
	if err := a.addFacts(ctx, tx, f); err != nil {
		return err
	}
	line := store.Line{ID: a.newID("pst_"), At: a.moment(), Partner: in.Partner, Program: in.Program, Benefit: benefit, Posting: posting, Use: in.key()}
	if err := tx.AddLines(ctx, []store.Line{line}); err != nil {
		return err
	}
	return tx.Enqueue(ctx, evaluateJob, in.Partner, a.moment())
}

// warn tells whoever claimed a credit how much of it is used, at each part that
// the program names, and when nothing is left.
func (a *App) warn(ctx context.Context, tx *store.Tx, p place, grants []fulfillment.Credited, postings []fulfillment.Posting) error {
	for _, posting := range postings {
		i := slices.IndexFunc(grants, func(c fulfillment.Credited) bool { return c.Grant == posting.Grant })
		before := grants[i].Cases[posting.Case]
		if posting.From != fulfillment.Active {
			continue
		}
		c, err := tx.Case(ctx, posting.Case)
		if err != nil {
			return err
		}
		used := before[fulfillment.Used].Add(posting.Amount.Value)
		if err := a.warnOf(ctx, tx, p, c, grants[i], before[fulfillment.Used], used); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) warnOf(ctx context.Context, tx *store.Tx, p place, c fulfillment.Case, g fulfillment.Credited, before, used number.Number) error {
	rules := fulfillment.Rules{Program: p.release.Program, Delivery: p.release.DeliveryOf(c.Benefit)}
	n := narrator{app: a, r: &tx.Reader, c: &c, rules: rules}
	left := money.Amount{Value: c.Amount.Value.Sub(used), Currency: c.Amount.Currency}
	until := calendar.Moment{}
	if g.Ends != calendar.LastDay {
		until = calendar.On(g.Ends)
	}
	if left.Value.Sign() <= 0 {
		content := letter.SponsorshipUsedUp{Case: n.of(ctx), Worth: c.Amount, On: a.moment(), Overage: overage(rules.Delivery)}
		if err := a.tellClaimant(ctx, tx, c, "used up "+c.ID, content); err != nil {
			return err
		}
		return a.endUsedUp(ctx, tx, c)
	}
	for _, part := range warnings(rules.Delivery) {
		at := c.Amount.Value.Mul(part.Number)
		if before.Cmp(at) < 0 && used.Cmp(at) >= 0 {
			percent, _ := strconv.Atoi(part.Mul(number.FromInt(100)).Whole().String())
			content := letter.SponsorshipUsage{Case: n.of(ctx), Percent: percent, Worth: c.Amount, Left: left, Until: until, Overage: overage(rules.Delivery)}
			if err := a.tellClaimant(ctx, tx, c, "used "+part.String()+" "+c.ID, content); err != nil {
				return err
			}
		}
	}
	return nil
}

// endUsedUp ends a claim of which nothing is left.
func (a *App) endUsedUp(ctx context.Context, tx *store.Tx, c fulfillment.Case) error {
	rules, err := a.rulesOf(ctx, c)
	if err != nil {
		return err
	}
	to, effects, ended := fulfillment.UseUp(c, rules, a.moment())
	if !ended {
		return nil
	}
	return a.settle(ctx, tx, people.Who{}, move{from: c, in: fulfillment.Input{Move: "use up"}, rules: rules}, &to, effects)
}

// warnings are the parts of a credit at whose use somebody is told.
func warnings(d *program.Delivery) []program.Percent {
	if d == nil || d.Credit == nil {
		return nil
	}
	return d.Credit.WarnAt
}

// tellClaimant writes to whoever claimed a credit, and to the marketing contacts.
func (a *App) tellClaimant(ctx context.Context, tx *store.Tx, c fulfillment.Case, event string, content letter.Content) error {
	to, err := a.audience(ctx, tx, &c, fulfillment.Tell{To: fulfillment.ToContacts})
	if err != nil {
		return err
	}
	for _, m := range to {
		m.event, m.partner, m.id, m.content = event, c.Partner, c.ID, content
		if err := a.send(ctx, tx, m); err != nil {
			return err
		}
	}
	return nil
}

// Ledger lists the postings of a partner's credits in order, after the id given.
func (a *App) Ledger(ctx context.Context, who people.Who, partner, after string, limit int) ([]store.Line, error) {
	if err := a.May(ctx, who, people.SeePartner, partner); err != nil {
		return nil, err
	}
	return a.store.Lines(ctx, partner, after, limit)
}

// Credits are a partner's grants of credit with what the ledger says of each.
func (a *App) Credits(ctx context.Context, who people.Who, partner string) ([]fulfillment.Credited, error) {
	if err := a.May(ctx, who, people.SeePartner, partner); err != nil {
		return nil, err
	}
	var out []fulfillment.Credited
	err := eachPage(func(last *store.Line) ([]store.Line, error) {
		after := ""
		if last != nil {
			after = last.ID
		}
		return a.store.Lines(ctx, partner, after, pageSize)
	}, func(l store.Line) error {
		i := slices.IndexFunc(out, func(c fulfillment.Credited) bool { return c.Grant == l.Grant })
		if i < 0 {
			i = len(out)
			out = append(out, fulfillment.Credited{Grant: l.Grant, Benefit: l.Benefit, Amount: money.Amount{Currency: l.Amount.Currency}, Balance: fulfillment.Balance{}})
		}
		out[i].Balance.Add(l.Posting)
		return nil
	})
	return out, err
}

// Form is what is to be filled in for a benefit, as a JSON Schema with its labels
// in a language.
func (a *App) Form(ctx context.Context, programID, benefit, language string) ([]byte, error) {
	rules, err := a.rulesIn(ctx, programID)
	if err != nil {
		return nil, err
	}
	d := rules.Program.DeliveryOf(benefit)
	if d == nil || d.Form == nil {
		return nil, problem.New(problem.NotFound, "Nothing is to be filled in for the benefit %q.", problem.Excerpt(benefit))
	}
	return d.Form.Schema(language), nil
}
