package post

import (
	"bytes"
	netmail "net/mail"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/wneessen/go-mail"

	"laurel/internal/calendar"
	"laurel/internal/letter"
	"laurel/internal/problem"
)

// Outgoing is a letter on its way to one reader.
type Outgoing struct {
	ID      string          // of the letter: ltr_…; the same at each attempt, so that a repeated message can be recognized
	To      string          // the e-mail address
	ToName  string          // the name beside it; may be empty
	Written calendar.Moment // when the letter was written
	Letter  letter.Letter   // what it says
}

// ids are what may stand in front of the @ of a message's id.
var ids = regexp.MustCompile(`^[A-Za-z0-9_-]{1,100}$`)

// message is the letter as it goes over the wire.
func (p *Post) message(o Outgoing, to string) ([]byte, error) {
	if !ids.MatchString(o.ID) {
		return nil, problem.New(problem.Internal, "%q is not the id of a letter.", problem.Excerpt(o.ID))
	}
	if o.Written.IsZero() {
		return nil, problem.New(problem.Internal, "The letter %s does not say when it was written.", o.ID)
	}
	m := mail.NewMsg(mail.WithNoDefaultUserAgent(), mail.WithEncoding(encoding(o.Letter.Text)))
	m.FromMailAddress(&netmail.Address{Name: p.fromName, Address: p.from})
	m.ToMailAddress(&netmail.Address{Name: plain(o.ToName), Address: to})
	if p.replyTo != "" {
		m.ReplyToMailAddress(&netmail.Address{Address: p.replyTo})
	}
	m.Subject(plain(o.Letter.Subject))
	m.SetMessageIDWithValue(o.ID + "@" + domainOf(p.from))
	m.SetDateWithValue(time.UnixMicro(o.Written.Micros()).UTC())
	m.SetGenHeader("Content-Language", plain(o.Letter.Language))
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	unsubscribe(m, o.Letter.OptOut)
	m.SetBodyString(mail.TypeTextPlain, crlf(o.Letter.Text))
	m.AddAlternativeString(mail.TypeTextHTML, crlf(o.Letter.HTML))
	var out bytes.Buffer
	if _, err := m.WriteTo(&out); err != nil {
		return nil, problem.Wrap(err, "write the message of letter %s", o.ID)
	}
	message, err := p.signer.sign(out.Bytes())
	return message, problem.Wrap(err, "sign the message of letter %s", o.ID)
}

// unsubscribe lets mail programs show a button that ends promotional letters:
// with one click where the address is encrypted, as RFC 8058 wants it.
func unsubscribe(m *mail.Msg, address string) {
	switch {
	case address == "" || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' || r == '<' || r == '>' }):
	case m.SetListUnsubscribeOneClick(address) != nil:
		m.SetListUnsubscribe(address)
	}
}

// encoding is the shorter one for a text: base64 where most of it is no ASCII.
func encoding(text string) mail.Encoding {
	if 2*utf8.RuneCountInString(text) < 3*len(text)/2 {
		return mail.EncodingB64
	}
	return mail.EncodingQP
}

// crlf ends lines as mail does.
func crlf(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
}
