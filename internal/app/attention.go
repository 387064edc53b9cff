package app

import (
	"context"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// Disputed is a fact that came again with other content, beside the content
// that counts.
type Disputed struct {
	Came     fact.Fact
	Held     fact.Fact // the newest content of the same id; it counts
	Received calendar.Moment
	dispute  store.Dispute
}

// Content names what came, to tell it from other contents of the same id.
func (d Disputed) Content() string { return d.dispute.Digest }

// ConflictPlace is a place in the list of conflicts; the zero one is its
// beginning.
type ConflictPlace struct {
	ID      fact.ID
	Content string
}

// Conflicts lists the facts behind a place that came again with other content and wait
// for review, in the order of source and id: those that the caller sees of the
// operator's. A content that has come to count since, because the source sent it as a
// correction, waits no more. Last is where the next page begins, the zero place when
// this one is the last.
func (a *App) Conflicts(ctx context.Context, who people.Who, after ConflictPlace, limit int) (seen []Disputed, last ConflictPlace, err error) {
	for {
		page, next, err := a.conflictsAfter(ctx, after, limit)
		if err != nil {
			return nil, last, err
		}
		for _, d := range page {
			err := a.mayAbout(ctx, who, people.SeeFacts, d.Came.Subject)
			if kind := problem.KindOf(err); err != nil && kind != problem.NotFound && kind != problem.Forbidden {
				return nil, last, err
			}
			if err != nil {
				continue
			}
			if seen = append(seen, d); len(seen) == limit {
				return seen, d.Place(), nil
			}
		}
		if after = next; next == (ConflictPlace{}) {
			return seen, next, nil
		}
	}
}

// conflictsAfter lists the conflicts behind a place, whoever sees them.
func (a *App) conflictsAfter(ctx context.Context, after ConflictPlace, limit int) (page []Disputed, last ConflictPlace, err error) {
	list, err := a.store.Disputes(ctx, after.ID, after.Content, limit)
	if err != nil {
		return nil, last, err
	}
	for _, d := range list {
		held, err := a.store.Held(ctx, d.Came.ID)
		if err != nil {
			return nil, last, err
		}
		if !sameContent(held, d) {
			page = append(page, Disputed{Came: d.Came, Held: held, Received: d.Received, dispute: d})
		}
	}
	if len(list) == limit {
		last = ConflictPlace{list[limit-1].Came.ID, list[limit-1].Digest}
	}
	return page, last, nil
}

// Place is where the list goes on behind the conflict.
func (d Disputed) Place() ConflictPlace { return ConflictPlace{d.Came.ID, d.Content()} }

// sameContent reports whether a fact says what came; that a correction replaces
// an older content of its id is no part of what it says.
func sameContent(held fact.Fact, d store.Dispute) bool {
	if held.ID != d.Came.ID {
		held.Replaces = d.Came.Replaces
	}
	return held.Digest() == d.Digest
}

// ReviewInput decides about one conflict.
type ReviewInput struct {
	ID      fact.ID
	Content string // which of several contents, as Conflicts names it; may be empty when there is one
	Accept  bool   // what came counts from now on; else what is held goes on counting
	Because string // why; the audit log keeps it
}

// Review ends a conflict, for who may decide about its partner's facts. An accepted
// content is a correction that was learned today: what was known before stays as it
// was known.
func (a *App) Review(ctx context.Context, who people.Who, in ReviewInput) (Disputed, error) {
	d, err := a.conflict(ctx, in)
	if err != nil {
		return d, err
	}
	if err := a.mayAbout(ctx, who, people.ReviewFacts, d.Came.Subject); err != nil {
		return Disputed{}, err
	}
	if err := in.check(); err != nil {
		return Disputed{}, err
	}
	return d, a.store.Write(ctx, func(tx *store.Tx) error {
		state, act := store.Dismissed, "dismiss fact"
		if in.Accept {
			state, act = store.Accepted, "accept fact"
			d.Came.Recorded = calendar.At(a.now())
			if err := a.accept(ctx, tx, d.Came); err != nil {
				return err
			}
		}
		if err := tx.Decide(ctx, d.dispute, state); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: act, Subject: d.Came.Subject.Holder(), Detail: strings.TrimSpace(d.Came.ID.String() + " " + in.Because)})
	})
}

func (in ReviewInput) check() error {
	var m problem.Mistakes
	if len(in.Because) > longestText || fact.HasEmail(in.Because) {
		m.AddWithHint(problem.Place{File: "because"}, "Say it in a few words, without naming anybody.", "The audit log keeps the reason for ever.")
	}
	return m.Err("The conflict cannot be decided.")
}

// mayAbout is nil when somebody may do an act to what facts about a subject decide:
// to its partner, or for the operator where nobody's it is.
func (a *App) mayAbout(ctx context.Context, who people.Who, act people.Act, about fact.Subject) error {
	partner := about.Partner
	if partner == "" && about.Publisher != "" {
		var err error
		if partner, err = a.store.PartnerOf(ctx, about.Publisher, a.moment().Day(nil)); err != nil {
			return err
		}
	}
	return a.May(ctx, asOperator(who), act, partner)
}

// accept stores what came as the newest content of its id.
func (a *App) accept(ctx context.Context, tx *store.Tx, came fact.Fact) error {
	outcomes, err := tx.AddFacts(ctx, []store.Item{{Fact: came, Correction: true}}, a.now())
	if err == nil && outcomes[0] == fact.Conflict {
		return problem.New(problem.Conflict, "%s cannot count as it came: it replaces %s, which what is held does not.", came.ID, came.Replaces).
			WithHint("Dismiss it, and let the source send it under another id.")
	}
	return err
}

// conflict is the one that is meant.
func (a *App) conflict(ctx context.Context, in ReviewInput) (Disputed, error) {
	found, _, err := a.conflictsAfter(ctx, ConflictPlace{ID: in.ID}, pageSize)
	found = slices.DeleteFunc(found, func(d Disputed) bool { return d.Came.ID != in.ID || in.Content != "" && in.Content != d.Content() })
	switch {
	case err != nil:
		return Disputed{}, err
	case len(found) == 0:
		return Disputed{}, problem.New(problem.NotFound, "No conflict about %s waits for review.", in.ID).WithHint("See the list of conflicts.").AtConsole("See `laurel facts conflicts`.")
	case len(found) > 1:
		return Disputed{}, problem.New(problem.Invalid, "%d contents of %s wait for review.", len(found), in.ID).
			WithHint("Name one in content, as the list of conflicts has them.").AtConsole("Name one with --content, as `laurel facts conflicts` lists them.")
	default:
		return found[0], nil
	}
}

// Unmapped tells every publisher that belongs to no partner, in the order of
// their ids. Its facts are kept, and count once a membership maps it.
func (a *App) Unmapped(ctx context.Context, tell func(store.UnknownPublisher) error) error {
	return eachPage(func(last *store.UnknownPublisher) ([]store.UnknownPublisher, error) {
		after := ""
		if last != nil {
			after = last.Publisher
		}
		return a.store.UnknownPublishers(ctx, after, pageSize)
	}, tell)
}

// Waiting tells every fact that corrects, retracts or marks one that has not
// come: in order of source and id. They have no effect until it comes. What was
// taken back itself waits no more.
func (a *App) Waiting(ctx context.Context, tell func(store.Unresolved) error) error {
	return eachPage(func(last *store.Unresolved) ([]store.Unresolved, error) {
		var after fact.ID
		if last != nil {
			after = last.ID
		}
		return a.store.Unresolved(ctx, after, pageSize)
	}, func(u store.Unresolved) error {
		if !u.Waits {
			return nil
		}
		return tell(u)
	})
}
