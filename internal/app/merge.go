package app

import (
	"context"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// MergeInput joins one partner to another from a day on.
type MergeInput struct {
	Into, Gone string // ids or parts of names
	On         calendar.Day
}

// Merged is a merge that was recorded or taken back.
type Merged struct {
	Into, Gone store.Partner
	Fact       fact.Fact
}

// toldByFeed is what to do about a merge that nobody decided here.
const toldByFeed = "The fact %s says so; let its feed retract it."

// Merge makes a partner part of another from a day on. Before that day both
// stand as they did; Unmerge undoes it. The same merge again changes nothing.
func (a *App) Merge(ctx context.Context, in MergeInput) (Merged, error) {
	m, facts, err := a.bothPartners(ctx, in.Into, in.Gone)
	if err != nil {
		return Merged{}, err
	}
	if m.Into.ID == m.Gone.ID {
		return Merged{}, problem.New(problem.Invalid, "%s cannot be merged into itself.", m.Into.Name).
			WithHint("See the list of partners for the other one's id.").AtConsole("See `laurel partner list` for the other one's id.")
	}
	m.Fact = fact.Fact{Kind: fact.Merge, State: true, Subject: fact.Subject{Partner: m.Into.ID}, Happened: calendar.On(in.On),
		Attributes: fact.NewAttributes(fact.Attribute{Name: "merged", Value: fact.Text(m.Gone.ID)})}
	if err := a.refuseMerge(ctx, m, facts); err != nil {
		return Merged{}, err
	}
	m.Fact, err = a.decide(ctx, decision{act: "merge partners", prefix: "merge_", fact: m.Fact, held: facts})
	return m, err
}

// refuseMerge refuses a merge beside another one: a partner is part of one
// other at most, and never of a part of its own.
func (a *App) refuseMerge(ctx context.Context, m Merged, facts []fact.Fact) error {
	name := map[string]string{m.Into.ID: m.Into.Name, m.Gone.ID: m.Gone.Name}
	for _, e := range told(facts, fact.Merge) {
		gone := e.Attribute("merged").String()
		same := gone == m.Gone.ID && e.Digest() == m.Fact.Digest()
		if same || name[gone] == "" {
			continue
		}
		into, err := a.store.FindPartner(ctx, e.Subject.Partner)
		if err != nil {
			return err
		}
		p := problem.New(problem.Conflict, "%s is part of %s from %s on already.", name[gone], into.Name, e.Day)
		if e.ID.Source != fact.Laurel {
			return p.WithHint(toldByFeed, e.ID)
		}
		return p.WithHint("Undo that first.").AtConsole("Undo that first: `laurel partner unmerge %s %s`.", into.ID, gone)
	}
	return nil
}

// Unmerge takes a merge back, from its beginning: the two partners are again
// what they were. The merge stays in the history of what was known.
func (a *App) Unmerge(ctx context.Context, into, gone string) (Merged, error) {
	m, facts, err := a.bothPartners(ctx, into, gone)
	if err != nil {
		return Merged{}, err
	}
	for _, e := range told(facts, fact.Merge) {
		if e.Subject.Partner != m.Into.ID || e.Attribute("merged").String() != m.Gone.ID {
			continue
		}
		if e.ID.Source == fact.Laurel {
			m.Fact, err = a.takeBack(ctx, "unmerge partners", "", *e.Fact)
			return m, err
		}
		return Merged{}, problem.New(problem.Conflict, "A feed says that %s is part of %s.", m.Gone.Name, m.Into.Name).WithHint(toldByFeed, e.ID)
	}
	return Merged{}, problem.New(problem.NotFound, "%s is not part of %s.", m.Gone.Name, m.Into.Name).
		WithHint("The partner that stayed comes first.").AtConsole("The partner that stayed comes first: `laurel partner unmerge STAYED GONE`.")
}

// bothPartners finds the partners of a merge, and the facts of both.
func (a *App) bothPartners(ctx context.Context, into, gone string) (m Merged, facts []fact.Fact, err error) {
	var stays, goes store.Bundle
	if m.Into, stays, err = a.load(ctx, into); err != nil {
		return m, nil, err
	}
	if m.Gone, goes, err = a.load(ctx, gone); err != nil {
		return m, nil, err
	}
	return m, append(stays.Facts, goes.Facts...), nil
}
