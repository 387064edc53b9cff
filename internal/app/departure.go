package app

import (
	"context"
	"encoding/json"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// Departure is what a browser left for when it was sent to an identity provider,
// and what it wants when it comes back.
type Departure struct {
	Provider   string `json:"provider"`
	Return     string `json:"return,omitempty"`     // the page to go on with
	Invitation string `json:"invitation,omitempty"` // the id of the link that is being accepted
}

const (
	forSigningIn    = "sign in with a provider"
	departureLength = 10 * time.Minute
)

// Depart keeps a departure. The secret belongs into the browser that leaves, and
// works once.
func (a *App) Depart(ctx context.Context, d Departure) (secret string, err error) {
	text, err := json.Marshal(d)
	if err != nil {
		return "", err
	}
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		secret, err = a.link(ctx, tx, "", forSigningIn, string(text), departureLength)
		return err
	})
	return secret, err
}

// Arrive is the departure of the browser that comes back; it cannot come back a
// second time.
func (a *App) Arrive(ctx context.Context, secret string) (Departure, error) {
	var d Departure
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		s, found, err := tx.FindSecret(ctx, store.Link, secret)
		if err != nil {
			return err
		}
		if !found || s.Label != forSigningIn || !s.WorksAt(a.moment()) {
			return problem.New(problem.Unauthenticated, "This sign-in was finished already, or took too long.").WithHint("Begin again from the sign-in page.")
		}
		if err := json.Unmarshal([]byte(s.Subject), &d); err != nil {
			return err
		}
		_, err = tx.EndSecret(ctx, s.ID, a.moment())
		return err
	})
	return d, err
}

// Addressee is for whom a link is that works once, told to whoever has it.
type Addressee struct {
	Link    string          // the id of the link
	Person  store.Person    // whom it lets in; nobody for setting up
	Partner string          // the name of the partner that it is about; empty for none
	Expires calendar.Moment // until when it works
}

// Purpose is what a link is for.
type Purpose string

// The purposes of links, by which their pages ask about them.
const (
	SettingUp        Purpose = forSetUp
	Inviting         Purpose = forInviting
	SettingPassword  Purpose = forPassword
	VerifyingContact Purpose = forContact
	StoppingLetters  Purpose = forStopping
)

// Addressed is for whom a link is, as long as it works. It is not used up.
func (a *App) Addressed(ctx context.Context, purpose Purpose, secret string) (Addressee, error) {
	s, found, err := a.store.FindSecret(ctx, store.Link, secret)
	if err != nil {
		return Addressee{}, err
	}
	if !found || s.Label != string(purpose) || !s.WorksAt(a.moment()) {
		return Addressee{}, spent
	}
	to := Addressee{Link: s.ID, Expires: s.Expires}
	if purpose == SettingUp {
		return to, nil
	}
	if to.Person, err = a.store.Person(ctx, s.Person); err != nil {
		return Addressee{}, err
	}
	if purpose == Inviting && s.Subject != "" {
		to.Partner = a.mustName(ctx, &a.store.Reader, s.Subject)
	}
	return to, nil
}
