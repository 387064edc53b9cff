package app

import (
	"context"
	"strings"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/store"
)

// stopLength is how long the link works that ends promotional letters: far longer
// than anybody keeps one unread.
const stopLength = 2 * 365 * 24 * time.Hour

// addStop keeps the secret in a promotional letter that ends such letters.
func (a *App) addStop(ctx context.Context, tx *store.Tx, person, secret string) error {
	return tx.AddSecret(ctx, store.Secret{ID: a.newID("lnk_"), Kind: store.Link, Person: person, Label: forStopping,
		Created: a.moment(), Expires: calendar.At(a.now().Add(stopLength))}, secret)
}

// StopLetters ends promotional letters to whoever got the secret in one, without a
// sign-in, as mail programs ask for it with one click (RFC 8058). It works again
// and again, and changes nothing else: what the partner takes part in stays.
func (a *App) StopLetters(ctx context.Context, secret string) (store.Person, error) {
	var p store.Person
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		s, found, err := tx.FindSecret(ctx, store.Link, secret)
		if err != nil {
			return err
		}
		if !found || s.Label != forStopping || !s.WorksAt(a.moment()) {
			return spent
		}
		if p, err = tx.Person(ctx, s.Person); err != nil || !p.Promotional {
			return err
		}
		p.Promotional = false
		if err := tx.SavePerson(ctx, p); err != nil {
			return err
		}
		return a.audit(ctx, tx, store.AuditLine{Who: p.ID, What: "stop promotional letters", Subject: p.ID, Detail: s.ID})
	})
	return p, err
}

// withoutSecrets is a letter as others than its reader see it: without what opens
// something for whoever has it.
func withoutSecrets(l store.Letter, who people.Who) store.Letter {
	switch {
	case l.Person == who.ID || who.ID == people.Console().ID:
	case holdsSecret(l):
		l.Text, l.HTML, l.Link = "", "", ""
	case l.OptOut != "":
		l.Text, l.HTML = strings.ReplaceAll(l.Text, l.OptOut, "…"), strings.ReplaceAll(l.HTML, l.OptOut, "")
		l.OptOut = ""
	}
	return l
}
