package app

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/label"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/program"
	"laurel/internal/store"
)

// tell writes the letters of something that somebody must learn.
func (a *App) tell(ctx context.Context, tx *store.Tx, who people.Who, m move, c *fulfillment.Case, t fulfillment.Tell) error {
	to, err := a.audience(ctx, tx, c, t)
	if err != nil {
		return err
	}
	n := narrator{app: a, r: &tx.Reader, c: c, t: t, rules: m.rules, who: who}
	content := n.content(ctx)
	if content == nil {
		return nil
	}
	event := string(t.What) + " " + c.ID + " " + strconv.FormatInt(c.Revision, 10) + " " + string(t.Clock)
	if t.What == fulfillment.Instructions { // again only to somebody who has not got them
		event = "instructions " + c.ID + " " + c.HandedIn.String()
	}
	for _, each := range to {
		each.event, each.partner, each.id, each.content = event, c.Partner, c.ID, content
		if err := a.send(ctx, tx, each); err != nil {
			return err
		}
	}
	return nil
}

// audience is who is told, as messages without content.
func (a *App) audience(ctx context.Context, tx *store.Tx, c *fulfillment.Case, t fulfillment.Tell) ([]message, error) {
	switch t.To {
	case fulfillment.ToContacts:
		contacts, err := tx.Contacts(ctx, c.Partner, false)
		if err != nil {
			return nil, err
		}
		var out []message
		for _, k := range contacts {
			if p, err := tx.Person(ctx, k.Person); err == nil && !k.Verified.IsZero() {
				out = append(out, message{to: p, address: k.Email, language: k.Language})
			}
		}
		if len(out) > 0 {
			return out, nil
		}
		return a.submitter(ctx, tx, c)
	case fulfillment.ToAssignee:
		return a.holderOf(ctx, tx, c)
	case fulfillment.ToRoles:
		return a.holdersOf(ctx, tx, c, t.Roles...)
	default:
		return a.submitter(ctx, tx, c)
	}
}

// holderOf is who has the case, and who does their work while they are away; those
// of the role whose queue it is in when nobody has it.
func (a *App) holderOf(ctx context.Context, tx *store.Tx, c *fulfillment.Case) ([]message, error) {
	holder, err := tx.Person(ctx, c.Assignee)
	if err != nil {
		return a.holdersOf(ctx, tx, c, c.Queue)
	}
	what, err := about(ctx, &tx.Reader, c.Partner)
	if err != nil {
		return nil, err
	}
	away, err := a.away(ctx, &tx.Reader, what)
	if err != nil {
		return nil, err
	}
	out := []message{{to: holder}}
	if p, err := tx.Person(ctx, fulfillment.StandIn(away, holder.ID)); err == nil && p.ID != holder.ID {
		out = append(out, message{to: p})
	}
	return out, nil
}

// submitter is who began the case for the partner; its admins when nobody of the
// partner did.
func (a *App) submitter(ctx context.Context, tx *store.Tx, c *fulfillment.Case) ([]message, error) {
	if p, err := a.personOf(ctx, tx, c.Partner, c.By); err == nil {
		return []message{{to: p}}, nil
	}
	admins, err := tx.Holders(ctx, c.Partner, people.PartnerAdmin)
	return messagesTo(persons(admins)), err
}

// holdersOf are those of the operator who hold a role for the partner; the system
// admins when nobody does, so that no alarm is lost.
func (a *App) holdersOf(ctx context.Context, tx *store.Tx, c *fulfillment.Case, roles ...people.Role) ([]message, error) {
	what, err := about(ctx, &tx.Reader, c.Partner)
	if err != nil {
		return nil, err
	}
	what = c.About(what)
	for _, wanted := range [][]people.Role{roles, {people.SystemAdmin}} {
		holders, err := tx.Holders(ctx, "", wanted...)
		if err != nil {
			return nil, err
		}
		holders = slices.DeleteFunc(holders, func(h store.Holder) bool {
			who := people.Who{ID: h.ID, Seats: []people.Seat{h.Seat}, Day: a.moment().Day(nil)}
			return !who.Holds(what, h.Seat.Role)
		})
		if len(holders) > 0 {
			return messagesTo(persons(holders)), nil
		}
	}
	return nil, nil
}

func messagesTo(list []store.Person) []message {
	out := make([]message, len(list))
	for i, p := range list {
		out[i].to = p
	}
	return out
}

// narrator knows what a letter about a case says.
type narrator struct {
	app   *App
	r     *store.Reader
	c     *fulfillment.Case
	t     fulfillment.Tell
	rules fulfillment.Rules
	who   people.Who
}

// content is the letter for what happened; nil when there is none for it.
func (n narrator) content(ctx context.Context) letter.Content {
	if n.c.Kind == fulfillment.Ticket {
		if content := n.ofTicket(ctx); content != nil {
			return content
		}
	}
	if content := n.toPartner(ctx); content != nil {
		return content
	}
	return n.toOperator(ctx)
}

// ofTicket is a letter to the partner about a ticket.
func (n narrator) ofTicket(ctx context.Context) letter.Content {
	c, by := n.of(ctx), n.me(ctx)
	switch n.t.What {
	case fulfillment.WasReceived:
		return letter.TicketOpened{Case: c, AnswerBy: n.due(fulfillment.ToAnswer), Text: n.c.Text}
	case fulfillment.WasAsked:
		if n.c.State == fulfillment.ActionRequired {
			return letter.TicketWaiting{Case: c, By: by, Question: n.t.Text, AnswerBy: n.due(fulfillment.ToReturn)}
		}
		return letter.TicketAnswered{Case: c, By: by, Answer: n.t.Text}
	case fulfillment.WasCompleted:
		return letter.TicketResolved{Case: c, By: by, Answer: n.t.Text}
	case fulfillment.WasReopened:
		if n.t.To == fulfillment.ToSubmitter {
			return letter.TicketReopened{Case: c, AnswerBy: n.due(fulfillment.ToAnswer)}
		}
		return nil
	default:
		return nil
	}
}

// toPartner is a letter to the partner about a case.
func (n narrator) toPartner(ctx context.Context) letter.Content {
	c, now := n.of(ctx), n.app.moment()
	switch n.t.What {
	case fulfillment.WasReceived:
		return letter.CaseReceived{Case: c, DecideBy: n.due(fulfillment.ToDecide)}
	case fulfillment.Instructions:
		return n.instructions(ctx)
	case fulfillment.WasAsked:
		return letter.ActionRequired{Case: c, By: n.me(ctx), Question: n.t.Text, AnswerBy: n.due(fulfillment.ToReturn)}
	case fulfillment.WasApproved:
		return letter.CaseApproved{Case: c, Manager: n.manager(ctx), FirstContact: n.due(fulfillment.ToContact), Note: n.t.Text}
	case fulfillment.WasRejected:
		return letter.CaseRejected{Case: c, Reason: n.t.Text, ResubmitBy: n.due(fulfillment.ToReturn)}
	case fulfillment.WasScheduled:
		return letter.CaseContacted{Case: c, Manager: n.manager(ctx), On: now, DeliverBy: n.due(fulfillment.ToDeliver), Note: n.t.Text}
	case fulfillment.WasDelivered:
		return letter.CaseDelivered{Case: c, Manager: n.manager(ctx), On: now, Note: n.t.Text, ConfirmBy: n.due(fulfillment.ToComplete)}
	case fulfillment.WasCompleted:
		return letter.CaseCompleted{Case: c, On: now}
	case fulfillment.CreditActive:
		return letter.SponsorshipActive{Case: c, Worth: n.c.Amount, Credit: n.c.Credit.External, Until: n.until(ctx), Overage: overage(n.rules.Delivery)}
	case fulfillment.WasFailed:
		due, _, _ := n.c.Due()
		if n.t.To == fulfillment.ToSubmitter {
			return letter.CaseFailed{Case: c, Reason: n.t.Text, Manager: n.manager(ctx), Due: due}
		}
		return letter.CaseBlocked{Case: c, By: n.by(ctx), Reason: n.t.Text, Due: due}
	case fulfillment.WasCanceled, fulfillment.WasExpired, fulfillment.WasRevoked, fulfillment.WasRecalled:
		return n.stopped(ctx)
	default:
		return nil
	}
}

// stopped is a letter about a case that ended without being done, or stands still.
func (n narrator) stopped(ctx context.Context) letter.Content {
	c := n.of(ctx)
	if n.t.To == fulfillment.ToAssignee || n.t.To == fulfillment.ToRoles {
		return letter.CaseStopped{Case: c, By: n.mover(ctx), Reason: n.t.Text, Cause: string(n.t.Cause), Again: n.t.What == fulfillment.WasRecalled}
	}
	switch n.t.What {
	case fulfillment.WasCanceled:
		return letter.CaseCanceled{Case: c, By: n.by(ctx), Reason: n.t.Text}
	case fulfillment.WasExpired:
		return letter.CaseExpired{Case: c, On: n.app.moment(), Waited: n.t.Cause == ""}
	case fulfillment.WasRevoked:
		return letter.CaseRevoked{Case: c, Reason: n.t.Text, Cause: string(n.t.Cause)}
	default:
		return letter.CaseRecalled{Case: c, By: n.by(ctx)}
	}
}

// toOperator is a letter to the operator about a case.
func (n narrator) toOperator(ctx context.Context) letter.Content {
	c, contact := n.of(ctx), n.contact(ctx)
	due, _, _ := n.c.Due()
	switch n.t.What {
	case fulfillment.WasAssigned:
		return letter.CaseAssigned{Case: c, By: n.by(ctx), Contact: contact, FirstContact: n.due(fulfillment.ToContact)}
	case fulfillment.WasAnswered:
		return letter.CaseAnswered{Case: c, By: n.by(ctx), Answer: n.t.Text, Due: due}
	case fulfillment.WasReopened:
		return letter.CaseReopened{Case: c, By: n.by(ctx), Reason: n.t.Text, Due: due}
	case fulfillment.ToBeDecided:
		return letter.ApprovalNeeded{Case: c, By: n.app.nameOf(ctx, n.r, n.c.By), Amount: n.c.Amount, DecideBy: n.due(fulfillment.ToDecide)}
	case fulfillment.ToProvision:
		return letter.CreditToSetUp{Case: c, Amount: n.c.Amount, Target: n.c.Credit.Target, Due: due}
	case fulfillment.ToReview:
		return letter.ReviewNeeded{Partner: c.Partner, Benefit: c.Benefit, Offer: c.Offer, Cause: string(n.t.Cause), DecideBy: due}
	case fulfillment.NoContact:
		return letter.NobodyContacted{Case: c, By: n.by(ctx), Note: n.t.Text, Recorded: n.recorded(), Contact: contact, Due: n.due(fulfillment.ToContact)}
	case fulfillment.DueSoon:
		return letter.PromiseDueSoon{Case: c, Promise: string(n.t.Clock), Due: n.due(n.t.Clock), Contact: contact}
	case fulfillment.Overdue:
		return letter.PromiseOverdue{Case: c, Promise: string(n.t.Clock), Due: n.due(n.t.Clock), Now: n.app.moment(), Contact: contact}
	case fulfillment.Escalated:
		return letter.PromiseEscalated{Case: c, Promise: string(n.t.Clock), Due: n.due(n.t.Clock), Now: n.app.moment(), Assignee: n.assignee(ctx), By: n.byHand(ctx),
			Reason: n.t.Text, Contact: contact}
	default:
		return nil
	}
}

// of is the case as letters name it.
func (n narrator) of(ctx context.Context) letter.Case {
	return letter.Case{ID: n.c.ID, Partner: n.app.mustName(ctx, n.r, n.c.Partner), Benefit: benefitLabel(n.rules.Program, n.c.Benefit), Offer: n.app.offerTitle(ctx, n.r, n.c.Offer),
		Topic: string(n.c.Topic)}
}

// benefitLabel is what a program calls a benefit.
func benefitLabel(p *program.Program, name string) label.Text {
	b, ok := p.Benefit(name)
	switch {
	case ok:
		return labelOr(b.Label, name)
	case name == "":
		return nil
	default:
		return labelOr(nil, name)
	}
}

// programLabel is what a program is called.
func programLabel(p *program.Program) label.Text { return labelOr(p.Label, p.ID) }

// labelOr is a label, or a name made readable where the program has none.
func labelOr(l label.Text, name string) label.Text {
	if l.IsZero() {
		return label.Of(strings.ReplaceAll(name, "_", " "))
	}
	return l
}

// offerTitle is what an offer is called; its id when it has no title.
func (a *App) offerTitle(ctx context.Context, r *store.Reader, key string) string {
	publisher, id := keyOf(key)
	if o, found, err := r.Offer(ctx, publisher, id); err == nil && found && o.Title != "" {
		return o.Title
	}
	return id
}

// overage is who pays for what is used beyond a credit.
func overage(d *program.Delivery) letter.Payer {
	switch {
	case d == nil || d.Credit == nil:
		return ""
	case d.Credit.Overage == program.OperatorPays:
		return letter.OperatorPays
	default:
		return letter.PartnerPays
	}
}

// until is the last day on which the grant of the case can be used; none when
// nothing ends it.
func (n narrator) until(ctx context.Context) calendar.Moment {
	p, err := n.app.placeOf(ctx, n.c.Partner, n.c.Program)
	if err != nil {
		return calendar.Moment{}
	}
	g := p.grant(wanted{n.c.Benefit, n.c.Offer, n.c.Grant})
	if g == nil || g.Ends == calendar.LastDay {
		return calendar.Moment{}
	}
	return calendar.On(g.Ends)
}

func (n narrator) due(name fulfillment.ClockName) calendar.Moment {
	for _, k := range n.c.Clocks {
		if k.Name == name && k.Ended.IsZero() {
			return k.Due
		}
	}
	return calendar.Moment{}
}

func (n narrator) instructions(ctx context.Context) letter.Content {
	content := letter.Instructions{Case: n.of(ctx), By: n.app.nameOf(ctx, n.r, n.c.By), Manager: n.manager(ctx), FirstContact: n.due(fulfillment.ToContact)}
	if n.rules.Delivery != nil {
		content.Text = n.rules.Delivery.Instructions
	}
	return content
}

// instructions are those of a case that is under way.
func (a *App) instructions(ctx context.Context, r *store.Reader, c fulfillment.Case) (letter.Content, error) {
	rules, err := a.rulesOf(ctx, c)
	return narrator{app: a, r: r, c: &c, rules: rules}.instructions(ctx), err
}

func (n narrator) by(ctx context.Context) string { return n.app.nameOf(ctx, n.r, n.who.ID) }

// mover is who moved the case; empty when nobody did and it lost its cause.
func (n narrator) mover(ctx context.Context) string {
	if n.t.Cause != "" {
		return ""
	}
	return n.by(ctx)
}

// byHand is who escalated; empty when a clock did.
func (n narrator) byHand(ctx context.Context) string {
	if n.t.Clock != "" {
		return ""
	}
	return n.by(ctx)
}

func (n narrator) assignee(ctx context.Context) string {
	if n.c.Assignee == "" {
		return ""
	}
	return n.app.nameOf(ctx, n.r, n.c.Assignee)
}

func (n narrator) me(ctx context.Context) letter.Person { return n.person(ctx, n.who.ID) }

func (n narrator) manager(ctx context.Context) letter.Person { return n.person(ctx, n.c.Assignee) }

func (n narrator) person(ctx context.Context, id string) letter.Person {
	p, err := n.r.Person(ctx, id)
	if err != nil {
		return letter.Person{}
	}
	return letter.Person{Name: p.Name, Email: p.Email, Phone: p.Phone, Language: p.Language}
}

// contact is whom of the partner to contact: its main marketing contact, else who
// began the case.
func (n narrator) contact(ctx context.Context) letter.Person {
	contacts, err := n.r.Contacts(ctx, n.c.Partner, false)
	if err != nil || len(contacts) == 0 {
		return n.person(ctx, n.c.By)
	}
	p := n.person(ctx, contacts[0].Person)
	p.Email, p.Phone, p.Language = contacts[0].Email, contacts[0].Phone, cmp.Or(contacts[0].Language, p.Language)
	return p
}

// recorded is when a contact was recorded last.
func (n narrator) recorded() calendar.Moment {
	if len(n.c.Contacts) == 0 {
		return calendar.Moment{}
	}
	return n.c.Contacts[len(n.c.Contacts)-1].At
}
