package app

import (
	"context"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// Publishing is how many persons it takes to publish a version of a program.
type Publishing struct {
	Persons Persons `json:"persons"`
	Console bool    `json:"console"` // whoever has the database in hand needs another person, too
}

// Persons is how many persons something takes.
type Persons string

// How many persons it takes to publish a version of a program.
const (
	TwoIfThere Persons = ""    // two as soon as two may
	Two        Persons = "two" // two, also where only one may: then nobody does
	One        Persons = "one"
)

// publishingSetting is the name under which the setting is kept.
const publishingSetting = "publishing"

// Publish publishes a version in the name of somebody who may, or proposes it to
// another person where it takes two.
func (a *App) Publish(ctx context.Context, who people.Who, in ApplyInput) (done Applied, err error) {
	if err := a.May(ctx, who, people.PublishProgram, ""); err != nil {
		return done, err
	}
	if who.ID != people.Console().ID || in.By == "" { // at the console one says who decides
		in.By = who.Name()
	}
	p, err := in.read()
	if err != nil {
		return done, err
	}
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		alone, err := a.publishedAlone(ctx, &tx.Reader, who, p)
		if err != nil {
			return err
		}
		if alone {
			return a.apply(ctx, tx, p, in, &done)
		}
		return a.proposeVersion(ctx, tx, who, p, in, &done)
	})
	return done, err
}

// publishedAlone reports whether somebody publishes a version without another person: where
// the setting says so, and always what is published already.
func (a *App) publishedAlone(ctx context.Context, r *store.Reader, who people.Who, p *program.Program) (bool, error) {
	known, err := r.ProgramHistory(ctx, p.ID)
	if err != nil || slices.ContainsFunc(known, func(v store.ProgramVersion) bool { return v.Version == p.Version }) {
		return true, err
	}
	return a.publishesAlone(ctx, r, who)
}

// PublishesAlone reports whether somebody who may publish does so without another
// person.
func (a *App) PublishesAlone(ctx context.Context, who people.Who) (bool, error) {
	return a.publishesAlone(ctx, &a.store.Reader, who)
}

func (a *App) publishesAlone(ctx context.Context, r *store.Reader, who people.Who) (bool, error) {
	var rule Publishing
	if _, err := r.Setting(ctx, publishingSetting, &rule); err != nil {
		return false, err
	}
	switch {
	case who.ID == people.Console().ID:
		return !rule.Console, nil
	case rule.Persons != TwoIfThere:
		return rule.Persons == One, nil
	default:
		others, err := a.confirmers(ctx, r, who)
		return len(others) == 0, err
	}
}

// confirmers are those who may publish beside somebody, and are here.
func (a *App) confirmers(ctx context.Context, r *store.Reader, who people.Who) ([]store.Holder, error) {
	holders, err := r.Holders(ctx, "", rolesOf(people.PublishProgram)...)
	return slices.DeleteFunc(holders, func(h store.Holder) bool {
		return h.ID == who.ID || h.State != store.Active || !h.Seat.HeldOn(a.moment().Day(nil))
	}), err
}

// rolesOf are the roles that may do an act.
func rolesOf(act people.Act) []people.Role {
	rule, _ := act.Rule()
	return rule.Roles
}

// proposeVersion keeps a version that another person is to confirm.
func (a *App) proposeVersion(ctx context.Context, tx *store.Tx, who people.Who, p *program.Program, in ApplyInput, done *Applied) error {
	open, err := tx.Proposals(ctx, store.ProposalFilter{Act: people.PublishProgram, State: store.Proposed}, "", mostOpen)
	if err != nil {
		return err
	}
	for _, other := range open {
		if other.Program == p.ID {
			return problem.New(problem.Conflict, "Version %s of the program %s waits for another person already, as %s.", other.Version.Version, p.ID, other.ID).
				WithHint("Let it be confirmed or declined first.")
		}
	}
	if who.ID == people.Console().ID {
		return problem.New(problem.Forbidden, "It takes two persons to publish a program, at the console too.").WithHint("Say as which of them you publish.").
			AtConsole("Publish it with --as, and let another person confirm it.")
	}
	known, err := tx.ProgramHistory(ctx, p.ID)
	if err != nil {
		return err
	}
	out := store.Proposal{ID: a.newID("pro_"), Act: people.PublishProgram, State: store.Proposed, Program: p.ID, By: who.ID, Role: who.As(people.PublishProgram), Made: a.moment(),
		To: rolesOf(people.PublishProgram), Version: &store.Draft{Version: p.Version, File: in.File, Text: string(in.Text), Effective: p.Effective}}
	for _, v := range known {
		out.Version.Known = append(out.Version.Known, v.Version)
	}
	*done = Applied{Program: p.ID, Version: p.Version, Effective: p.Effective, Proposal: out.ID}
	if err := a.askToPublish(ctx, tx, p, &out); err != nil {
		return err
	}
	return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "propose " + acted[out.Act], Subject: p.ID, Detail: out.ID + " " + p.Version})
}

// mostOpen is how many versions may wait at the same time, of different programs.
const mostOpen = 1000

// askToPublish asks those who may confirm a version, and sees to it that they are
// reminded.
func (a *App) askToPublish(ctx context.Context, tx *store.Tx, p *program.Program, in *store.Proposal) error {
	in.Due = p.Working().Due(in.Made, patienceOf(p))
	if err := tx.Enqueue(ctx, remindJob, in.ID, calendar.MomentOf(in.Due.Micros()+1, false)); err != nil {
		return err
	}
	if err := tx.SaveProposal(ctx, *in); err != nil {
		return err
	}
	return a.tellPublishers(ctx, tx, p, *in)
}

// tellPublishers writes to those who may confirm a version, except whoever proposed
// it.
func (a *App) tellPublishers(ctx context.Context, tx *store.Tx, p *program.Program, in store.Proposal) error {
	late := in.Due.Before(a.moment())
	content := letter.ProgramToConfirm{ID: in.ID, Program: programLabel(p), Version: in.Version.Version, Effective: calendar.On(in.Version.Effective),
		By: a.nameOf(ctx, &tx.Reader, in.By), ConfirmBy: in.Due, Late: late}
	return a.toConfirmers(ctx, tx, in, late, content, in.To...)
}

// draftOf reads the version that a proposal would publish.
func draftOf(in store.Proposal) (*program.Program, error) {
	return ApplyInput{File: in.Version.File, Text: []byte(in.Version.Text), Effective: &in.Version.Effective}.read()
}

// publishProposed publishes a version that was confirmed. What has changed since it
// was proposed, whoever confirms it may not have seen.
func (a *App) publishProposed(ctx context.Context, tx *store.Tx, who people.Who, in store.Proposal) error {
	if err := a.stillAsProposed(ctx, &tx.Reader, in); err != nil {
		return err
	}
	p, err := draftOf(in)
	if err != nil {
		return err
	}
	var done Applied
	if err := a.apply(ctx, tx, p, ApplyInput{File: in.Version.File, Text: []byte(in.Version.Text), By: who.Name(), Proposal: in.ID}, &done); err != nil {
		return err
	}
	return tx.SaveProposal(ctx, in)
}

// stillAsProposed refuses a version when another one was published since it was
// proposed, and when it would have been in force already.
func (a *App) stillAsProposed(ctx context.Context, r *store.Reader, in store.Proposal) error {
	known, err := r.ProgramHistory(ctx, in.Program)
	if err != nil {
		return err
	}
	for _, v := range known {
		if !slices.Contains(in.Version.Known, v.Version) {
			return problem.New(problem.Stale, "Version %s of the program %s was published after this was proposed.", v.Version, v.Program).
				WithHint("Decline it, look at the plan again, and propose it anew.")
		}
	}
	p, err := draftOf(in)
	if err == nil && in.Version.Effective >= in.Made.Day(p.Zone) && in.Version.Effective < a.moment().Day(p.Zone) {
		err = problem.New(problem.Stale, "The day from which it was to be in force is over: %s.", in.Version.Effective).WithHint("Decline it, and propose it from a later day on.")
	}
	return err
}

// SinceProposed says why a version that waits cannot be published any more; nil
// while it can.
func (a *App) SinceProposed(ctx context.Context, in store.Proposal) error {
	return a.stillAsProposed(ctx, &a.store.Reader, in)
}

// remindPublishers writes once more about a version that still waits.
func (a *App) remindPublishers(in store.Proposal) (task, error) {
	p, err := draftOf(in)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, tx *store.Tx) (never calendar.Moment, _ error) {
		if in, err = tx.Proposal(ctx, in.ID); err != nil || in.State != store.Proposed {
			return never, err
		}
		return never, a.tellPublishers(ctx, tx, p, in)
	}, nil
}
