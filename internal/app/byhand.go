package app

import (
	"cmp"
	"context"
	"slices"

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
	Program  string
	Partner  string
	Benefit  string
	Offer    string
	Grant    string // to be taken back
	Amount   money.Amount
	Until    *calendar.Day // the day with whose close it ends; as the program says when nil
	Because  string        // for the partner
	Approver string        // another person who may approve it
}

// GiveGrant grants a benefit by hand: what was taken back can be given again.
func (a *App) GiveGrant(ctx context.Context, who people.Who, in GrantInput) (string, error) {
	if err := a.May(ctx, who, people.GiveGrant, in.Partner); err != nil {
		return "", err
	}
	id := a.newID("grant_")
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := a.placeOf(ctx, in.Partner, in.Program)
		if err != nil {
			return err
		}
		b, err := p.benefit(in.Benefit)
		if err != nil {
			return err
		}
		if err := a.checkByHand(ctx, tx, who, p, b, in); err != nil {
			return err
		}
		f := a.byHand(who, people.GiveGrant, in, fact.Grant, id)
		if err := a.addFacts(ctx, tx, f); err != nil {
			return err
		}
		if err := a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "give grant", Subject: in.Partner, Detail: id + " approved by " + in.Approver}); err != nil {
			return err
		}
		if err := tx.Enqueue(ctx, evaluateJob, in.Partner, a.moment()); err != nil {
			return err
		}
		content := letter.GrantGiven{Partner: p.partner.Name, Benefit: benefitLabel(p.release.Program, b.Name), Offer: in.Offer, Worth: in.Amount, Reason: in.Because}
		if in.Until != nil {
			content.UseBy = calendar.On(*in.Until)
		}
		return a.tellAdmins(ctx, tx, in.Partner, "given "+id, content)
	})
	return id, err
}

// RevokeGrant takes a grant back. The cases that use it end as the program says.
func (a *App) RevokeGrant(ctx context.Context, who people.Who, in GrantInput) error {
	if err := a.May(ctx, who, people.RevokeCase, in.Partner); err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := a.placeOf(ctx, in.Partner, in.Program)
		if err != nil {
			return err
		}
		g, err := p.revocable(in.Grant)
		if err != nil {
			return err
		}
		in.Program, in.Benefit, in.Offer = p.release.ID, g.Benefit, cmp.Or(in.Offer, g.Key.ID)
		if err := a.checkByHand(ctx, tx, who, p, nil, in); err != nil {
			return err
		}
		if g.Issued.IsZero() {
			issue := p.timeline.IssueFact(g.Grant)
			issue.Recorded, issue.Subject.Partner = a.moment(), cmp.Or(issue.Subject.Partner, in.Partner)
			if err := a.addFacts(ctx, tx, issue); err != nil {
				return err
			}
		}
		if err := a.addFacts(ctx, tx, a.byHand(who, people.RevokeCase, in, fact.Revocation, g.ID)); err != nil {
			return err
		}
		if err := a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "revoke grant", Subject: in.Partner, Detail: g.ID + " approved by " + in.Approver}); err != nil {
			return err
		}
		if err := tx.Enqueue(ctx, evaluateJob, in.Partner, a.moment()); err != nil {
			return err
		}
		content := letter.GrantRevoked{Partner: p.partner.Name, Benefit: benefitLabel(p.release.Program, g.Benefit), Offer: in.Offer, Reason: in.Because, On: a.moment()}
		return a.tellAdmins(ctx, tx, in.Partner, "revoked "+g.ID, content)
	})
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

// checkByHand asks for a reason, and for what the benefit needs to be given; and
// for a second person who may approve.
func (a *App) checkByHand(ctx context.Context, tx *store.Tx, who people.Who, p place, b *program.Benefit, in GrantInput) error {
	var m problem.Mistakes
	field := func(name string) problem.Place { return problem.Place{File: name} }
	if in.Because == "" || len(in.Because) > longestText {
		m.Add(field("because"), "A decision by hand needs a reason that the partner may read.")
	}
	if fact.HasEmail(in.Because) {
		m.AddWithHint(field("because"), "Say it without naming anybody.", "The reason holds an e-mail address, and what Laurel records is kept for ever.")
	}
	if b != nil && b.Per == program.PerOffer && in.Offer == "" {
		m.Add(field("offer"), "The benefit %s is for an offer: say for which one.", b.Name)
	}
	if in.Until != nil && *in.Until < p.setting.at {
		m.Add(field("until"), "It would end on %s, which is over.", *in.Until)
	}
	seats, err := tx.Seats(ctx, in.Approver)
	if err != nil {
		return err
	}
	what, err := about(ctx, &tx.Reader, in.Partner)
	if err != nil {
		return err
	}
	approver := people.Who{ID: in.Approver, Seats: seats, Day: a.moment().Day(nil)}
	if in.Approver == who.ID || !approver.Can(people.ApproveGrant, what) {
		rule, _ := people.ApproveGrant.Rule()
		m.AddWithHint(field("approver"), "That is for: "+people.RoleNames(rule.Roles)+".", "%q may not approve it: name another person who may.", problem.Excerpt(in.Approver))
	}
	return m.Err("The decision cannot be recorded.")
}

// byHand is the fact of a decision by hand. It names the role of who decided, and
// the person as an opaque id alone.
func (a *App) byHand(who people.Who, act people.Act, in GrantInput, kind, grant string) fact.Fact {
	f := fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: fact.Opaque("hand_", kind, grant, a.newID(""))}, Kind: kind, Subject: fact.Subject{Partner: in.Partner},
		Happened: a.moment(), Recorded: a.moment(), Amount: in.Amount, Attributes: fact.NewAttributes(
			fact.Attribute{Name: "program", Value: fact.Text(in.Program)}, fact.Attribute{Name: "benefit", Value: fact.Text(in.Benefit)},
			fact.Attribute{Name: "grant", Value: fact.Text(grant)}, fact.Attribute{Name: "by_hand", Value: fact.Bool(true)},
			fact.Attribute{Name: "because", Value: fact.Text(in.Because)}, fact.Attribute{Name: "author", Value: fact.Text(who.ID)},
			fact.Attribute{Name: "approver", Value: fact.Text(in.Approver)})}
	if role := who.As(act); role != "" {
		f.Attributes = f.Attributes.With("by", fact.Text(string(role)))
	}
	if in.Until != nil {
		f.Attributes = f.Attributes.With("until", fact.Text(in.Until.String()))
	}
	if in.Offer != "" {
		f.Subject.Publisher, f.Subject.Offer = keyOf(in.Offer)
	}
	return f
}
