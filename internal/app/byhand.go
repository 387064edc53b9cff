package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/letter"
	"laurel/internal/money"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// GrantInput gives a benefit by hand, or takes a grant back.
type GrantInput struct {
	Program string
	Partner string
	Benefit string
	Offer   string
	Grant   string // to be taken back
	Amount  money.Amount
	Until   *calendar.Day // the day with whose close it ends; as the program says when nil
	Because string        // for the partner
}

// GiveGrant grants a benefit by hand: what was taken back can be given again. It
// waits for another person where the program says so.
func (a *App) GiveGrant(ctx context.Context, who people.Who, in GrantInput) (store.Proposal, error) {
	return a.propose(ctx, who, people.GiveGrant, in)
}

// RevokeGrant takes a grant back; the cases that use it end as the program says. It
// waits for another person where the program says so.
func (a *App) RevokeGrant(ctx context.Context, who people.Who, in GrantInput) (store.Proposal, error) {
	return a.propose(ctx, who, people.RevokeCase, in)
}

// propose keeps a decision by hand, and carries it out at once when nobody needs to
// confirm it.
func (a *App) propose(ctx context.Context, who people.Who, act people.Act, in GrantInput) (out store.Proposal, err error) {
	if err := a.May(ctx, who, act, in.Partner); err != nil {
		return out, err
	}
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := a.placeOf(ctx, in.Partner, in.Program)
		if err != nil {
			return err
		}
		out = store.Proposal{ID: a.newID("pro_"), Act: act, State: store.Proposed, Program: p.release.ID, Partner: in.Partner, Benefit: in.Benefit, Offer: in.Offer,
			Grant: in.Grant, Amount: in.Amount, Until: in.Until, Because: in.Because, By: who.ID, Role: who.As(act), Made: a.moment()}
		worth, err := a.fillIn(ctx, tx, p, &out)
		if err != nil {
			return err
		}
		if out.To = p.release.Confirmers(worth); len(out.To) == 0 {
			out.State = store.Confirmed
			return a.carryOut(ctx, tx, who, p, out)
		}
		if err := a.askToConfirm(ctx, tx, p, &out); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "propose " + acted[act], Subject: in.Partner, Detail: out.ID + " " + out.Grant})
	})
	return out, err
}

// acted is what the audit log calls a decision by hand.
var acted = map[people.Act]string{people.GiveGrant: "give grant", people.RevokeCase: "revoke grant", people.PublishProgram: "apply program"}

// fillIn fills in what a decision by hand is about, and tells what it is worth.
func (a *App) fillIn(ctx context.Context, tx *store.Tx, p place, in *store.Proposal) (worth money.Amount, err error) {
	if in.Act == people.GiveGrant {
		b, err := p.benefit(in.Benefit)
		if err != nil {
			return worth, err
		}
		in.Grant = a.newID("grant_")
		if worth = in.Amount; worth.IsZero() {
			worth = b.Amount.Most()
		}
		return worth, p.checkByHand(b, *in)
	}
	g, err := p.revocable(in.Grant)
	if err != nil {
		return worth, err
	}
	in.Benefit, in.Offer = g.Benefit, g.Key.ID
	if !g.Amount.IsZero() {
		worth = g.Remaining()
	}
	held, err := tx.Proposals(ctx, store.ProposalFilter{Grant: g.ID, State: store.Proposed}, "", 1)
	if err == nil && len(held) > 0 {
		err = problem.New(problem.Conflict, "That the grant %s is taken back waits for another person already, as %s.", g.ID, held[0].ID)
	}
	return worth, cmp.Or(err, p.checkByHand(nil, *in))
}

// carryOut lets a decision by hand take effect: it becomes a fact.
func (a *App) carryOut(ctx context.Context, tx *store.Tx, who people.Who, p place, in store.Proposal) error {
	offer := a.offerTitle(ctx, &tx.Reader, in.Offer)
	kind, content := fact.Grant, given(p, in, offer)
	if in.Act == people.RevokeCase {
		g, err := p.revocable(in.Grant)
		if err != nil {
			return err
		}
		if err := a.issueGrant(ctx, tx, p, g); err != nil {
			return err
		}
		kind, content = fact.Revocation, letter.GrantRevoked{Partner: p.partner.Name, Benefit: benefitLabel(p.release.Program, g.Benefit), Offer: offer, Reason: in.Because, On: a.moment()}
	}
	for _, step := range []func() error{
		func() error { return a.addFacts(ctx, tx, a.byHand(in, kind)) },
		func() error { return tx.SaveProposal(ctx, in) },
		func() error {
			return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: acted[in.Act], Subject: in.Partner, Detail: in.ID + " " + in.Grant})
		},
		func() error { return tx.Enqueue(ctx, evaluateJob, in.Partner, a.moment()) },
		func() error { return a.tellAdmins(ctx, tx, in.Partner, kind+" "+in.Grant, content) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// given is the letter about a grant that was given.
func given(p place, in store.Proposal, offer string) letter.Content {
	content := letter.GrantGiven{Partner: p.partner.Name, Benefit: benefitLabel(p.release.Program, in.Benefit), Offer: offer, Worth: in.Amount, Reason: in.Because}
	if in.Until != nil {
		content.UseBy = calendar.On(*in.Until)
	}
	return content
}

// issueGrant records a grant that is not recorded yet.
func (a *App) issueGrant(ctx context.Context, tx *store.Tx, p place, g standing.GrantStanding) error {
	if !g.Issued.IsZero() {
		return nil
	}
	f := p.timeline.IssueFact(g.Grant)
	f.Recorded, f.Subject.Partner = a.moment(), cmp.Or(f.Subject.Partner, p.partner.ID)
	return a.addFacts(ctx, tx, f)
}

// ConfirmProposal lets a decision by hand take effect, by another person than the
// one who made it.
func (a *App) ConfirmProposal(ctx context.Context, who people.Who, id string) (out store.Proposal, err error) {
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		if out, err = a.openProposal(ctx, tx, who, id); err != nil {
			return err
		}
		if err := confirmable(ctx, &tx.Reader, who, out); err != nil {
			return err
		}
		out.State, out.Decider, out.Decided = store.Confirmed, who.ID, a.moment()
		if out.Act == people.PublishProgram {
			return a.publishProposed(ctx, tx, who, out)
		}
		p, err := a.placeOf(ctx, out.Partner, out.Program)
		if err != nil {
			return err
		}
		return a.carryOut(ctx, tx, who, p, out)
	})
	return out, err
}

// DeclineProposal ends a decision by hand without effect: by whoever may confirm it,
// or by the one who made it.
func (a *App) DeclineProposal(ctx context.Context, who people.Who, id, because string) (out store.Proposal, err error) {
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		if out, err = a.openProposal(ctx, tx, who, id); err != nil {
			return err
		}
		if err := confirmable(ctx, &tx.Reader, who, out); err != nil && who.ID != out.By {
			return err
		}
		if because == "" || len(because) > longestText {
			return problem.New(problem.Invalid, "It is not said why the proposal is declined.").WithHint("Say it to whoever made it.")
		}
		out.State, out.Decider, out.Decided, out.Reason = store.Declined, who.ID, a.moment(), because
		if err := tx.SaveProposal(ctx, out); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "decline " + acted[out.Act], Subject: cmp.Or(out.Partner, out.Program), Detail: strings.TrimSpace(out.ID + " " + out.Grant)})
	})
	return out, err
}

// openProposal is a decision by hand that the caller sees and that waits.
func (a *App) openProposal(ctx context.Context, tx *store.Tx, who people.Who, id string) (store.Proposal, error) {
	p, err := seenProposal(ctx, &tx.Reader, who, id)
	if err == nil && p.State != store.Proposed {
		err = problem.New(problem.Conflict, "The proposal %s was %s already.", p.ID, p.State)
	}
	return p, err
}

// seenProposal is a decision by hand, if the caller sees it.
func seenProposal(ctx context.Context, r *store.Reader, who people.Who, id string) (store.Proposal, error) {
	p, err := r.Proposal(ctx, id)
	if err != nil {
		return p, err
	}
	what, err := about(ctx, r, p.Partner)
	if err == nil && !who.Can(people.SeeProposals, what) {
		return store.Proposal{}, store.NoProposal(id)
	}
	return p, err
}

// confirmable refuses whoever may not confirm a decision by hand: above all the one
// who made it.
func confirmable(ctx context.Context, r *store.Reader, who people.Who, p store.Proposal) error {
	what, err := about(ctx, r, p.Partner)
	if err != nil {
		return err
	}
	if err := who.May(confirming(p.Act), what); err != nil {
		return problem.Of(err).WithHint("That is for: %s.", people.RoleNames(p.To))
	}
	if who.ID == p.By || !who.Holds(what, p.To...) {
		return problem.New(problem.Forbidden, "The proposal %s must be confirmed by another person than the one who made it.", p.ID).
			WithHint("Ask somebody else of: %s.", people.RoleNames(p.To))
	}
	return nil
}

// confirming is what one must be allowed to do to confirm an act of somebody else.
func confirming(act people.Act) people.Act {
	if act == people.PublishProgram {
		return act
	}
	return people.ApproveGrant
}

// Proposal shows a decision by hand that the caller sees.
func (a *App) Proposal(ctx context.Context, who people.Who, id string) (store.Proposal, error) {
	return seenProposal(ctx, &a.store.Reader, who, id)
}

// MayConfirm reports whether somebody may let a decision by hand that waits take
// effect, or decline it.
func (a *App) MayConfirm(ctx context.Context, who people.Who, p store.Proposal) bool {
	return p.State == store.Proposed && confirmable(ctx, &a.store.Reader, who, p) == nil
}

// Proposals lists decisions by hand that the caller sees, the newest first.
func (a *App) Proposals(ctx context.Context, who people.Who, f store.ProposalFilter, before string, limit int) ([]store.Proposal, error) {
	if f.Partner != "" {
		if err := a.May(ctx, who, people.SeeProposals, f.Partner); err != nil {
			return nil, err
		}
	}
	var out []store.Proposal
	for len(out) < limit {
		page, err := a.store.Proposals(ctx, f, before, limit)
		if err != nil {
			return nil, err
		}
		for _, p := range page {
			what, err := about(ctx, &a.store.Reader, p.Partner)
			if err != nil {
				return nil, err
			}
			if who.Can(people.SeeProposals, what) && len(out) < limit {
				out = append(out, p)
			}
			before = p.ID
		}
		if len(page) < limit {
			break
		}
	}
	return out, nil
}

// revocable is the grant with an id, while there is something to take back.
func (p place) revocable(id string) (standing.GrantStanding, error) {
	grants := p.timeline.GrantsOn(p.setting.at)
	i := slices.IndexFunc(grants, func(g standing.GrantStanding) bool { return g.ID == id })
	if i < 0 {
		return standing.GrantStanding{}, problem.New(problem.NotFound, "%s has no grant %q.", p.partner.Name, problem.Excerpt(id)).WithHint("See the explanation of its standing.")
	}
	if g := grants[i]; !g.InForce(p.setting.at) {
		return g, problem.New(problem.Conflict, "The grant %s ended on %s already.", g.ID, g.Ends)
	}
	return grants[i], nil
}

// checkByHand asks for a reason, and for what the benefit needs to be given.
func (p place) checkByHand(b *program.Benefit, in store.Proposal) error {
	var m problem.Mistakes
	field := func(name string) problem.Place { return problem.Place{File: name} }
	if in.Because == "" || len(in.Because) > longestText {
		m.Add(field("because"), "A decision by hand needs a reason that the partner may read.")
	}
	if fact.HasEmail(in.Because) {
		m.AddWithHint(field("because"), "Say it without naming anybody.", "The reason holds an e-mail address, and what Laurel records is kept for ever.")
	}
	if in.Amount.Value.Sign() < 0 {
		m.Add(field("amount"), "Nothing below zero can be given.")
	}
	if b != nil && b.Per == program.PerOffer && in.Offer == "" {
		m.Add(field("offer"), "The benefit %s is for an offer: say for which one.", b.Name)
	}
	if in.Until != nil && *in.Until < p.setting.at {
		m.Add(field("until"), "It would end on %s, which is over.", *in.Until)
	}
	return m.Err("The decision cannot be recorded.")
}

// byHand is the fact of a decision by hand. It names the role of who decided, and
// persons as opaque ids alone.
func (a *App) byHand(in store.Proposal, kind string) fact.Fact {
	f := fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: fact.Opaque("hand_", kind, in.ID)}, Kind: kind, Subject: fact.Subject{Partner: in.Partner},
		Happened: a.moment(), Recorded: a.moment(), Amount: in.Amount, Attributes: fact.NewAttributes(
			fact.Attribute{Name: "program", Value: fact.Text(in.Program)}, fact.Attribute{Name: "benefit", Value: fact.Text(in.Benefit)},
			fact.Attribute{Name: "grant", Value: fact.Text(in.Grant)}, fact.Attribute{Name: "by_hand", Value: fact.Bool(true)},
			fact.Attribute{Name: "because", Value: fact.Text(in.Because)}, fact.Attribute{Name: "author", Value: fact.Text(in.By)})}
	for _, each := range []struct{ name, text string }{{"by", string(in.Role)}, {"approver", in.Decider}} {
		if each.text != "" {
			f.Attributes = f.Attributes.With(each.name, fact.Text(each.text))
		}
	}
	if in.Until != nil {
		f.Attributes = f.Attributes.With("until", fact.Text(in.Until.String()))
	}
	if in.Offer != "" {
		f.Subject.Publisher, f.Subject.Offer = keyOf(in.Offer)
	}
	return f
}
