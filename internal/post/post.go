// Package post delivers letters by SMTP, one at a time, and tells apart what
// became of each: accepted, refused for ever, refused for now, not tried because
// the server could not be reached, or unknown because its answer was lost. It
// repeats nothing by itself; Next says when to try again.
package post

import (
	"cmp"
	"context"
	"crypto/tls"
	"os"
	"strings"
	"time"

	"laurel/internal/people"
	"laurel/internal/problem"
)

// Settings are how letters leave.
type Settings struct {
	Address      string        // the server: smtp://user:password@host:587?tls=starttls, or implicit, or none
	From         string        // the e-mail address that letters come from
	FromName     string        // the name beside it; may be empty
	ReplyTo      string        // the address that answers go to; From when empty
	Hello        string        // the name by which this machine greets; its host name when empty
	Timeout      time.Duration // for connecting, and again for handing one letter in; LongestTimeout when zero
	CAFile       string        // a PEM file with the authorities to trust, instead of the machine's
	DKIMKey      string        // a PEM file with the private key that signs letters; empty for no signature
	DKIMSelector string        // under which the public key is in DNS, below the domain of From
}

// LongestTimeout is the most patience with a mail server. Too little of it makes
// answers come too late, and a letter whose answer is lost is not sent again.
const LongestTimeout = 2 * time.Minute

// Post delivers letters. It may be used by several goroutines.
type Post struct {
	server   server
	from     string
	fromName string
	replyTo  string
	hello    string
	timeout  time.Duration
	tls      *tls.Config
	signer   *signer
}

// Open checks the settings and reads the files that they name; nothing is
// connected yet. Every mistake is told at once, and no password in any.
func Open(s Settings) (*Post, error) {
	var m problem.Mistakes
	p := &Post{fromName: plain(s.FromName), hello: s.Hello, timeout: cmp.Or(s.Timeout, LongestTimeout)}
	if s.Timeout < 0 || s.Timeout > LongestTimeout {
		m.Add(setting("timeout"), "%s is no time to wait: it is at most %s.", s.Timeout, LongestTimeout)
	}
	p.server = parseServer(s.Address, &m)
	p.from = address("from", s.From, &m)
	if s.ReplyTo != "" {
		p.replyTo = address("reply-to", s.ReplyTo, &m)
	}
	p.tls = trusted(p.server.host, s.CAFile, &m)
	p.signer = signerOf(s, p.from, &m)
	if err := m.Err("Letters cannot be delivered with these settings."); err != nil {
		return nil, err
	}
	if p.hello == "" {
		p.hello, _ = os.Hostname()
	}
	p.hello = cmp.Or(plain(p.hello), "localhost")
	return p, nil
}

func setting(name string) problem.Place { return problem.Place{File: name} }

func address(name, text string, m *problem.Mistakes) string {
	found, err := people.Email(text)
	if err != nil {
		m.AddWithHint(setting(name), "Write it like rewards@example.com.", "%q is not an e-mail address.", problem.Excerpt(text))
	}
	return found
}

// String is where letters go, without the password.
func (p *Post) String() string { return p.server.String() }

// Check connects, encrypts and signs in, and sends nothing.
func (p *Post) Check(ctx context.Context) error {
	t, err := p.connect(ctx, false)
	if err != nil {
		return problem.New(problem.Unavailable, "The mail server %s cannot be used: %s.", p.server, strings.TrimSuffix(p.answer(err), ".")).
			WithHint("Check its address, the user and the password.")
	}
	t.leave()
	return nil
}

// plain is a text without control characters, so that no line of a message and
// no command ends within it.
func plain(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "�"), isBreak), " ")
}

func isBreak(r rune) bool {
	return r < ' ' || r == 0x7f || 0x80 <= r && r <= 0x9f || r == '\u2028' || r == '\u2029'
}
