package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// TicketInput is a question or a complaint.
type TicketInput struct {
	Partner     string
	Program     string // the only one when empty
	Topic       fulfillment.Topic
	Offer       string // publisher/offer that it is about
	Text        string
	Contact     string          // whether the marketing contact is up to date: yes, no or not sure
	Shown       json.RawMessage // the explanation as it was shown, of what looks wrong
	Attachments []string
}

// longestText is how much somebody may write at once, in bytes.
const longestText = 20_000

// FileTicket files a ticket.
func (a *App) FileTicket(ctx context.Context, who people.Who, in TicketInput) (fulfillment.Case, error) {
	if err := a.May(ctx, who, people.FileTicket, in.Partner); err != nil {
		return fulfillment.Case{}, err
	}
	if err := in.check(); err != nil {
		return fulfillment.Case{}, err
	}
	rules, err := a.rulesIn(ctx, in.Program)
	if err != nil {
		return fulfillment.Case{}, err
	}
	c := fulfillment.Case{ID: a.newID(fulfillment.Ticket.Prefix()), Kind: fulfillment.Ticket, Program: rules.Program.ID, Partner: in.Partner, Offer: in.Offer, Topic: in.Topic,
		Text: in.Text, Shown: in.Shown}
	if in.Contact != "" {
		c.Tags = []string{"contact up to date: " + in.Contact}
	}
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		if err := a.checkOwnOffer(ctx, tx, in.Partner, in.Offer); err != nil {
			return err
		}
		for _, id := range in.Attachments {
			if _, err := tx.Attachment(ctx, in.Partner, id); err != nil {
				return err
			}
		}
		if err := a.file(ctx, tx, who, rules, c); err != nil {
			return err
		}
		for _, id := range in.Attachments {
			if err := tx.AttachTo(ctx, id, c.ID); err != nil {
				return err
			}
		}
		c, err = tx.Case(ctx, c.ID)
		return err
	})
	return c, err
}

func (in TicketInput) check() error {
	var m problem.Mistakes
	field := func(name string) problem.Place { return problem.Place{File: name} }
	if !slices.Contains(fulfillment.Topics(), in.Topic) {
		m.AddSaid(field("topic"), problem.Say("There are: %s.", topicNames()), problem.Say("There is no topic %q.", problem.Excerpt(string(in.Topic))))
	}
	if in.Text == "" || len(in.Text) > longestText {
		m.Add(field("text"), "A ticket says in 1 to %d characters what it is about.", longestText)
	}
	if !slices.Contains([]string{"", "yes", "no", "not sure"}, in.Contact) {
		m.Add(field("contact"), "Whether the marketing contact is up to date is yes, no or not sure.")
	}
	if in.Topic == fulfillment.LooksWrong && in.Shown == nil {
		m.AddWithHint(field("shown"), "Attach what you saw: the explanation as you got it.", "It is not said what looks wrong.")
	}
	return m.Err("The ticket cannot be filed.")
}

func topicNames() string {
	var words []string
	for _, topic := range fulfillment.Topics() {
		words = append(words, string(topic))
	}
	return strings.Join(words, ", ")
}

// file stores a new ticket and tells whom it concerns.
func (a *App) file(ctx context.Context, tx *store.Tx, who people.Who, rules fulfillment.Rules, c fulfillment.Case) error {
	c, effects := fulfillment.File(c, rules, who, a.moment())
	return a.begin(ctx, tx, who, rules, c, effects, "file")
}

// begin stores a case that begins by itself or whole: its first revision.
func (a *App) begin(ctx context.Context, tx *store.Tx, who people.Who, rules fulfillment.Rules, c fulfillment.Case, effects []fulfillment.Effect, word fulfillment.Move) error {
	m := move{from: fulfillment.Case{ID: c.ID, Kind: c.Kind, Partner: c.Partner}, in: fulfillment.Input{Move: word}, rules: rules}
	return a.settle(ctx, tx, who, m, &c, effects)
}

// rulesIn are the rules of a program as it is today, for cases about no benefit.
func (a *App) rulesIn(ctx context.Context, id string) (fulfillment.Rules, error) {
	histories, err := a.histories(ctx, id)
	if err != nil {
		return fulfillment.Rules{}, err
	}
	if len(histories) > 1 {
		return fulfillment.Rules{}, problem.New(problem.Invalid, "There are several programs.").WithHint("Say which one it is about.")
	}
	release := inForceOrFirst(histories[0], a.today(histories[0]))
	return fulfillment.Rules{Program: release.Program}, nil
}

// inForceOrFirst is the release in force on a day; the first one before it.
func inForceOrFirst(h program.History, day calendar.Day) *program.Release {
	if release := h.InForce(day); release != nil {
		return release
	}
	return &h[0]
}

// anyRules are the rules of the first program; none when there is no program.
func (a *App) anyRules(ctx context.Context) (fulfillment.Rules, error) {
	histories, err := a.histories(ctx, "")
	if err != nil {
		if problem.KindOf(err) == problem.NotFound {
			err = nil
		}
		return fulfillment.Rules{}, err
	}
	return fulfillment.Rules{Program: inForceOrFirst(histories[0], a.today(histories[0])).Program}, nil
}

// Freeze stops the evaluation of the partner of a ticket that says that its data
// looks wrong, until the ticket is decided: an appeal.
func (a *App) Freeze(ctx context.Context, who people.Who, id string, revision int64) (fulfillment.Case, error) {
	var c fulfillment.Case
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		var err error
		if c, _, err = a.seenCase(ctx, &tx.Reader, who, id); err != nil {
			return err
		}
		if err := may(ctx, &tx.Reader, who, people.Override, c.Partner); err != nil {
			return err
		}
		if err := c.At(revision); err != nil {
			return err
		}
		switch {
		case c.Topic != fulfillment.LooksWrong || c.State.Over():
			return problem.New(problem.Conflict, "Only an open ticket that says that data looks wrong freezes an evaluation.")
		case c.Frozen != "":
			return nil
		}
		return a.freeze(ctx, tx, who, &c)
	})
	return c, err
}

func (a *App) freeze(ctx context.Context, tx *store.Tx, who people.Who, c *fulfillment.Case) error {
	rules, err := a.rulesOf(ctx, *c)
	if err != nil {
		return err
	}
	from := *c
	c.Frozen = fact.Opaque("ovr_", "freeze", c.ID)
	c.Revision++
	f := fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: c.Frozen}, Kind: fact.Override, State: true, Subject: fact.Subject{Partner: c.Partner},
		Happened: calendar.On(rules.Program.Working().Day(a.moment())), Recorded: a.moment(), Attributes: fact.NewAttributes(
			fact.Attribute{Name: "act", Value: fact.Text(string(standing.Freeze))}, fact.Attribute{Name: "program", Value: fact.Text(c.Program)},
			fact.Attribute{Name: "because", Value: fact.Text("Ticket " + c.ID + " is being looked at")}, fact.Attribute{Name: "author", Value: fact.Text(who.ID)})}
	if err := a.addFacts(ctx, tx, f); err != nil {
		return err
	}
	if err := tx.Enqueue(ctx, evaluateJob, c.Partner, a.moment()); err != nil {
		return err
	}
	return a.settle(ctx, tx, who, move{from: from, in: fulfillment.Input{Move: "freeze"}, rules: rules}, c, nil)
}
