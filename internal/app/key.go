package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/signin"
	"laurel/internal/store"
)

// longestKey is how long a key works at most.
const longestKey = 366 * 24 * time.Hour

// KeyInput asks for a key of the API.
type KeyInput struct {
	Partner string // that it is for; empty for the operator
	Name    string // what it is for, in the words of who makes it
	Scopes  []people.Act
	Days    int // how long it works; 90 when zero
}

// NewKey is a key and, this once, its secret.
type NewKey struct {
	store.Secret
	Value string
}

// MakeKey makes a key. It does what its scopes say, for as long as whoever made
// it may do that as well.
func (a *App) MakeKey(ctx context.Context, who people.Who, in KeyInput) (NewKey, error) {
	out := NewKey{Value: signin.NewSecret("lk_")}
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		if err := may(ctx, &tx.Reader, who, people.ManageKeys, in.Partner); err != nil {
			return err
		}
		if err := in.check(who); err != nil {
			return err
		}
		if err := mayHoldKey(ctx, tx, who); err != nil {
			return err
		}
		length := min(time.Duration(in.Days)*24*time.Hour, longestKey)
		out.Secret = store.Secret{ID: a.newID("key_"), Kind: store.Key, Person: who.ID, Subject: in.Partner, Label: in.Name, Scopes: in.Scopes,
			Created: a.moment(), Expires: calendar.At(a.now().Add(length))}
		if err := tx.AddSecret(ctx, out.Secret, out.Value); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "make key", Subject: in.Partner, Detail: out.ID})
	})
	return out, err
}

// mayHoldKey refuses a key of somebody as whom the console acts and who was
// invited but is not here yet: it would not work.
func mayHoldKey(ctx context.Context, tx *store.Tx, who people.Who) error {
	if !who.Console {
		return nil
	}
	p, err := tx.Person(ctx, who.ID)
	if err == nil && p.State != store.Active {
		return problem.New(problem.Conflict, "%s was invited and is not here yet, so the key would not work.", p.ID).WithHint("Let them follow the link of the invitation first.")
	}
	return err
}

// check refuses a key that nobody could tell apart, and one that could do more
// than who makes it.
func (in *KeyInput) check(who people.Who) error {
	if in.Days == 0 {
		in.Days = 90
	}
	var mistakes problem.Mistakes
	field := func(name string) problem.Place { return problem.Place{File: name} }
	if in.Name == "" || len(in.Name) > 100 || strings.ContainsFunc(in.Name, isHidden) {
		mistakes.Add(field("name"), "A key needs a name of at most 100 characters in one line, so that it can be told apart.")
	}
	if in.Days < 1 || in.Days > 366 {
		mistakes.Add(field("days"), "A key works for 1 to 366 days, not for %d.", in.Days)
	}
	if len(in.Scopes) == 0 {
		mistakes.Add(field("scopes"), "A key needs a scope: what it may do.")
	}
	if in.Partner != "" && !slices.Contains(who.Partners(), in.Partner) {
		return problem.New(problem.Forbidden, "A key for %s belongs to somebody there, and does what they may do.", problem.Excerpt(in.Partner)).
			WithHint("Let an admin of the partner make it.")
	}
	for _, act := range in.Scopes {
		rule, known := act.Rule()
		if !known {
			mistakes.Add(field("scopes"), "There is no scope %q.", problem.Excerpt(string(act)))
		} else if !slices.ContainsFunc(who.Seats, func(s people.Seat) bool { return s.Partner == in.Partner && slices.Contains(rule.Roles, s.Role) }) {
			mistakes.Add(field("scopes"), "You may not %s, so a key of yours may not either.", rule.Means)
		}
	}
	return mistakes.Err("The key cannot be made.")
}

// Authenticate is who has a key: the person who made it, bound to its scopes and
// to its partner.
func (a *App) Authenticate(ctx context.Context, key string) (people.Who, error) {
	s, found, err := a.store.FindSecret(ctx, store.Key, key)
	if err != nil {
		return people.Who{}, err
	}
	dead := problem.New(problem.Unauthenticated, "The key is not valid.").WithHint("It may have expired or been revoked: make a new one.")
	if !found || !s.WorksAt(a.moment()) {
		return people.Who{}, dead
	}
	who, err := a.keyHolder(ctx, s)
	if problem.KindOf(err) == problem.Unauthenticated {
		return people.Who{}, dead
	}
	return who, err
}

// keyHolder is who made a key, as far as the key lets them. One that was made at
// the console belongs to nobody and does what its scopes say.
func (a *App) keyHolder(ctx context.Context, s store.Secret) (people.Who, error) {
	who := people.Console()
	if s.Person != who.ID {
		var err error
		if who, err = a.who(ctx, s.Person); err != nil {
			return people.Who{}, err
		}
	}
	who.Key, who.Acts = s.ID, s.Scopes
	who.Seats = slices.DeleteFunc(who.Seats, func(seat people.Seat) bool { return seat.Partner != s.Subject })
	return who, nil
}

// warnBeforeKey is how long before its end whoever made a key is told; of one that
// works for a short time, when half of it is over.
const warnBeforeKey = 14 * 24 * time.Hour

// warnKeys tells of every key that stops working soon: whoever made it, else those
// who may make another.
func (a *App) warnKeys(ctx context.Context, tx *store.Tx) error {
	keys, err := tx.KeysThatEnd(ctx, a.moment(), calendar.At(a.now().Add(warnBeforeKey)))
	if err != nil {
		return err
	}
	for _, k := range keys {
		if left := k.Expires.Micros() - a.moment().Micros(); left > (k.Expires.Micros()-k.Created.Micros())/2 {
			continue
		}
		content := letter.KeyExpiring{Key: k.Label, Expires: k.Expires}
		if k.Subject != "" {
			content.Partner = a.mustName(ctx, &tx.Reader, k.Subject)
		}
		to, err := a.keepers(ctx, tx, k)
		if err != nil {
			return err
		}
		if err := a.sendAll(ctx, tx, message{event: "key ends " + k.ID, partner: k.Subject, content: content}, to); err != nil {
			return err
		}
	}
	return nil
}

// keepers are who must know that a key stops working.
func (a *App) keepers(ctx context.Context, tx *store.Tx, k store.Secret) ([]store.Person, error) {
	if p, err := tx.Person(ctx, k.Person); err == nil && p.State == store.Active {
		return []store.Person{p}, nil
	}
	rule, _ := people.ManageKeys.Rule()
	holders, err := tx.Holders(ctx, k.Subject, rule.Roles...)
	return persons(holders), err
}

// Keys lists the keys for a partner, or those of the operator, the newest first.
func (a *App) Keys(ctx context.Context, who people.Who, partner string) ([]store.Secret, error) {
	if err := a.May(ctx, who, people.ManageKeys, partner); err != nil {
		return nil, err
	}
	return a.store.Keys(ctx, partner)
}

// RevokeKey lets a key work no more.
func (a *App) RevokeKey(ctx context.Context, who people.Who, partner, id string) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := may(ctx, &tx.Reader, who, people.ManageKeys, partner); err != nil {
			return err
		}
		keys, err := tx.Keys(ctx, partner)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(keys, func(k store.Secret) bool { return k.ID == id }) {
			return problem.New(problem.NotFound, "There is no key %q.", problem.Excerpt(id)).WithHint("See the list of keys.")
		}
		if ended, err := tx.EndSecret(ctx, id, a.moment()); err != nil || !ended {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "revoke key", Subject: partner, Detail: id})
	})
}
