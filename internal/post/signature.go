package post

import (
	"bytes"
	"crypto"
	"os"
	"strings"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/wneessen/go-mail"

	"laurel/internal/problem"
)

// signer signs messages by DKIM, so that receivers know that the domain of the
// sender stands behind them.
type signer struct {
	domain   string
	selector string
	key      crypto.Signer
}

// signed are the headers that a signature covers: those that a reader sees, and
// those by which a program acts. From and Subject stand twice, so that nobody can
// add a second one.
var signed = []string{"From", "From", "To", "Reply-To", "Subject", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Language",
	"Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post"}

// signerOf reads the key; nil when letters are not signed.
func signerOf(s Settings, from string, m *problem.Mistakes) *signer {
	if s.DKIMKey == "" {
		return nil
	}
	if s.DKIMSelector == "" {
		m.AddWithHint(setting("dkim-selector"), "Name the selector under which the public key is in DNS.", "A key signs letters, but it has no selector.")
	}
	text, err := os.ReadFile(s.DKIMKey)
	if err != nil {
		m.Add(setting("dkim-key"), "The file %s cannot be read.", s.DKIMKey)
		return nil
	}
	key, err := mail.PrivKeyFromPEM(text)
	if err != nil {
		m.AddWithHint(setting("dkim-key"), "It is a PEM file with an RSA or an Ed25519 key.", "The file %s has no private key in it that can sign.", s.DKIMKey)
		return nil
	}
	return &signer{domain: domainOf(from), selector: s.DKIMSelector, key: key}
}

// sign is the message with its signature; as it is when there is no signer. The
// mail library has a signer, too, but folds a long list of headers so that its
// signature does not hold.
func (s *signer) sign(message []byte) ([]byte, error) {
	if s == nil {
		return message, nil
	}
	var out bytes.Buffer
	err := dkim.Sign(&out, bytes.NewReader(message), &dkim.SignOptions{Domain: s.domain, Selector: s.selector, Signer: s.key, HeaderKeys: signed,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed})
	return out.Bytes(), err
}

func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
