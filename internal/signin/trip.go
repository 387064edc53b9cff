package signin

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
)

// Trip is a sign-in at a provider, there and back. Everything that must be
// unguessable about it follows from one secret, which only the browser has.
type Trip struct {
	Secret   string
	Callback string // the address at which the provider sends somebody back
}

// state comes back in the address: who comes back is who was sent.
func (t Trip) state() string { return t.derive("state") }

// nonce comes back in the token: the token was made for this trip.
func (t Trip) nonce() string { return t.derive("nonce") }

// verifier is told with the code: whoever stole only the code has nothing (PKCE).
func (t Trip) verifier() string { return t.derive("verifier") }

func (t Trip) derive(what string) string {
	mac := hmac.New(sha256.New, []byte(t.Secret))
	mac.Write([]byte(what))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
