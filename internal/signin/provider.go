package signin

import (
	"context"
	"crypto/rand"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"laurel/internal/problem"
)

// Provider is an OpenID Connect provider that persons may sign in with.
type Provider struct {
	ID       string   `yaml:"-"`                  // the name in addresses, such as entra
	Label    string   `yaml:"label"`              // on the button
	Issuer   string   `yaml:"issuer,required"`    // the address of the provider
	ClientID string   `yaml:"client-id,required"` // how the provider knows Laurel
	Secret   string   `yaml:"client-secret"`      // empty for a public client; $NAME reads it from the environment
	Scopes   []string `yaml:"scopes"`             // beside openid, email and profile
	Match    []Match  `yaml:"match"`              // how somebody's partner is found, the first that fits
	Operator bool     `yaml:"operator"`           // who signs in here may be of the operator
	Roles    RoleMap  `yaml:"roles"`              // the roles that claims give

	mu        sync.Mutex
	connected *connection
}

// connection is a provider whose addresses and keys are known.
type connection struct {
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
}

// patience is how long a provider may take to answer.
const patience = 10 * time.Second

// Pending is a sign-in that was sent to a provider and has not come back.
type Pending struct {
	Provider string `json:"provider"`
	State    string `json:"state"`    // comes back in the address
	Nonce    string `json:"nonce"`    // comes back in the token
	Verifier string `json:"verifier"` // proves that who comes back was sent (PKCE)
	Return   string `json:"return"`   // the page to go on with
}

// Begin is a sign-in to be sent to the provider, and the address to send it to.
func (p *Provider) Begin(ctx context.Context, callback, back string) (Pending, string, error) {
	c, err := p.connect(ctx)
	if err != nil {
		return Pending{}, "", err
	}
	pending := Pending{Provider: p.ID, State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Return: back}
	oauth := c.oauth
	oauth.RedirectURL = callback
	return pending, oauth.AuthCodeURL(pending.State, oidc.Nonce(pending.Nonce), oauth2.S256ChallengeOption(pending.Verifier)), nil
}

// Finish trades the code that came back for what the provider says of somebody.
func (p *Provider) Finish(ctx context.Context, pending Pending, callback, state, code string) (Claims, error) {
	failed := problem.New(problem.Unauthenticated, "The sign-in with %s did not work.", p.Name()).WithHint("Begin again from the sign-in page.")
	if state == "" || state != pending.State || p.ID != pending.Provider {
		return nil, failed
	}
	c, err := p.connect(ctx)
	if err != nil {
		return nil, err
	}
	oauth := c.oauth
	oauth.RedirectURL = callback
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tokens, err := oauth.Exchange(ctx, code, oauth2.VerifierOption(pending.Verifier))
	if err != nil {
		return nil, failed.Because(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := c.verifier.Verify(ctx, raw)
	if err != nil {
		return nil, failed.Because(err)
	}
	claims := Claims{}
	if err := token.Claims(&claims); err != nil || token.Nonce != pending.Nonce {
		return nil, failed.Because(err)
	}
	return claims, nil
}

// Name is what the provider is called on pages.
func (p *Provider) Name() string {
	if p.Label != "" {
		return p.Label
	}
	return p.ID
}

// connect reads the provider's own description, once: again after it failed.
func (p *Provider) connect(ctx context.Context) (*connection, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.connected != nil {
		return p.connected, nil
	}
	// The keys are fetched anew for as long as the process runs, so they must not end with the request.
	lasting := oidc.ClientContext(context.WithoutCancel(ctx), &http.Client{Timeout: patience})
	found, err := oidc.NewProvider(lasting, p.Issuer)
	if err != nil {
		return nil, problem.New(problem.Unavailable, "The identity provider %s cannot be reached.", p.Name()).
			WithHint("Try again later, or sign in another way.").Because(err)
	}
	p.connected = &connection{
		oauth: oauth2.Config{ClientID: p.ClientID, ClientSecret: p.Secret, Endpoint: found.Endpoint(),
			Scopes: append([]string{oidc.ScopeOpenID, "email", "profile"}, p.Scopes...)},
		verifier: found.Verifier(&oidc.Config{ClientID: p.ClientID}),
	}
	return p.connected, nil
}
