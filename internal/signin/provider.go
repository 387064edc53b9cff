package signin

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
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
	Domains  []string `yaml:"domains"`            // of the e-mail addresses that it may speak for; "*" for all, none when empty
	Match    []Match  `yaml:"match"`              // how somebody's partner is found, the first that fits
	Operator bool     `yaml:"operator"`           // who signs in here may be of the operator
	Roles    RoleMap  `yaml:"roles"`              // the roles that claims give

	mu        sync.Mutex
	connected *connection
}

// connection is a provider whose addresses and keys are known.
type connection struct {
	provider *oidc.Provider
	issuer   string // as its tokens name it; with tenantMark when each tenant is an issuer of its own
	oauth    oauth2.Config
}

// tenantMark stands for the tenant in the issuer of a provider that has many of
// them, as Microsoft's organizations does.
const tenantMark = "{tenantid}"

// patience is how long a provider may take to answer.
const patience = 10 * time.Second

// Begin is the address at the provider to send somebody to.
func (p *Provider) Begin(ctx context.Context, t Trip) (string, error) {
	c, err := p.connect(ctx)
	if err != nil {
		return "", err
	}
	oauth := c.oauth
	oauth.RedirectURL = t.Callback
	return oauth.AuthCodeURL(t.state(), oidc.Nonce(t.nonce()), oauth2.S256ChallengeOption(t.verifier())), nil
}

// Back is what somebody who comes back from a provider brings along.
type Back struct {
	State, Code string
	Now         time.Time
}

// Finish trades the code that came back for what the provider says of somebody.
func (p *Provider) Finish(ctx context.Context, t Trip, b Back) (Claims, error) {
	failed := problem.New(problem.Unauthenticated, "The sign-in with %s did not work.", p.Name()).WithHint("Begin again from the sign-in page.")
	if b.Code == "" || !same(b.State, t.state()) {
		return nil, failed
	}
	c, err := p.connect(ctx)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, client), patience)
	defer cancel()
	oauth := c.oauth
	oauth.RedirectURL = t.Callback
	tokens, err := oauth.Exchange(ctx, b.Code, oauth2.VerifierOption(t.verifier()))
	if err != nil {
		return nil, failed.Because(err)
	}
	claims, err := c.claims(ctx, t, tokens, b.Now)
	if err == nil {
		err = c.complete(ctx, p, claims, tokens)
	}
	if err != nil {
		return nil, failed.Because(err)
	}
	return claims, nil
}

// claims are those of the token, when it is the provider's, for us, for this trip,
// and not too old.
func (c *connection) claims(ctx context.Context, t Trip, tokens *oauth2.Token, now time.Time) (Claims, error) {
	raw, _ := tokens.Extra("id_token").(string)
	verifier := c.provider.Verifier(&oidc.Config{ClientID: c.oauth.ClientID, Now: func() time.Time { return now }, SkipIssuerCheck: c.hasTenants()})
	token, err := verifier.Verify(ctx, raw)
	if err != nil {
		return nil, err
	}
	claims := Claims{}
	if err := token.Claims(&claims); err != nil {
		return nil, err
	}
	if !same(token.Nonce, t.nonce()) {
		return nil, errors.New("the token was made for another sign-in")
	}
	issuer := c.issuer
	if c.hasTenants() {
		if issuer = strings.ReplaceAll(c.issuer, tenantMark, claims.Text("tid")); !isTenant.MatchString(claims.Text("tid")) || token.Issuer != issuer {
			return nil, errors.New("the token is not from the issuer of its tenant")
		}
	}
	claims["iss"] = issuer // the library lets Google leave out its https://
	return claims, nil
}

var isTenant = regexp.MustCompile(`^[0-9A-Za-z-]{1,64}$`)

func (c *connection) hasTenants() bool { return strings.Contains(c.issuer, tenantMark) }

// complete asks the provider for what it leaves out of the token: many tell the
// address only when they are asked for it.
func (c *connection) complete(ctx context.Context, p *Provider, claims Claims, tokens *oauth2.Token) error {
	if c.provider.UserInfoEndpoint() == "" || p.knowsAll(claims) {
		return nil
	}
	info, err := c.provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if err != nil {
		return err
	}
	if info.Subject != claims.Text("sub") {
		return errors.New("the provider tells about somebody else than in the token")
	}
	more := Claims{}
	if err := info.Claims(&more); err != nil {
		return err
	}
	for name, value := range more {
		if _, said := claims[name]; !said {
			claims[name] = value
		}
	}
	return nil
}

// knowsAll reports whether claims have everything that the settings speak of.
func (p *Provider) knowsAll(c Claims) bool {
	wanted := []string{"email", "name", p.Roles.Claim}
	for _, m := range p.Match {
		wanted = append(wanted, m.Claim)
	}
	for _, name := range wanted {
		if _, said := c[name]; !said && name != "" {
			return false
		}
	}
	return true
}

// Name is what the provider is called on pages.
func (p *Provider) Name() string {
	if p.Label != "" {
		return p.Label
	}
	return p.ID
}

var client = &http.Client{Timeout: patience}

// connect reads the provider's own description, once: again after it failed.
func (p *Provider) connect(ctx context.Context) (*connection, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.connected != nil {
		return p.connected, nil
	}
	c, err := p.read(ctx)
	if err != nil {
		return nil, problem.New(problem.Unavailable, "The identity provider %s cannot be reached.", p.Name()).
			WithHint("Try again later, or sign in another way.").Because(err)
	}
	p.connected = c
	return c, nil
}

func (p *Provider) read(ctx context.Context) (*connection, error) {
	// The keys are fetched anew for as long as the process runs, so they must not end with the request. The library
	// knows one issuer for each provider: who it is, is compared here.
	lasting := oidc.InsecureIssuerURLContext(oidc.ClientContext(context.WithoutCancel(ctx), client), p.Issuer)
	found, err := oidc.NewProvider(lasting, p.Issuer)
	if err != nil {
		return nil, err
	}
	var said struct {
		Issuer string `json:"issuer"`
	}
	if err := found.Claims(&said); err != nil {
		return nil, err
	}
	c := &connection{provider: found, issuer: said.Issuer, oauth: oauth2.Config{ClientID: p.ClientID, ClientSecret: p.Secret, Endpoint: found.Endpoint(),
		Scopes: append([]string{oidc.ScopeOpenID, "email", "profile"}, p.Scopes...)}}
	if said.Issuer != p.Issuer && !c.hasTenants() {
		return nil, errors.New("it calls itself " + said.Issuer)
	}
	return c, nil
}
