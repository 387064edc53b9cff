package post

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"laurel/internal/people"
	"laurel/internal/problem"
)

// Deliver hands one letter to the server, once. The receipt says what became of
// it; an error means that the letter could not be written as a message, and
// nothing was tried. A canceled context stops the connecting: a conversation that
// has begun goes on to its end, so that its answer is not lost.
func (p *Post) Deliver(ctx context.Context, o Outgoing) (Receipt, error) {
	to, err := people.Email(o.To)
	if err != nil {
		return Receipt{Outcome: BadAddress, Answer: "This is not an e-mail address."}, nil
	}
	message, err := p.message(o, to)
	if err != nil {
		return Receipt{}, err
	}
	wide := strings.ContainsFunc(to+p.from, func(r rune) bool { return r > '~' })
	t, err := p.connect(ctx, wide)
	if err != nil {
		return p.receipt(greeting, err), nil
	}
	defer t.conn.Close()
	if at, err := t.hand(p.from, to, message); err != nil {
		return p.receipt(at, err), nil
	}
	t.leave()
	return Receipt{Outcome: Accepted, Code: 250, Answer: p.hushed(t.said)}, nil
}

// talk is a conversation with the server.
type talk struct {
	conn net.Conn
	smtp *smtp.Client
	said string // the answer to the letter
}

// connect goes as far as the server's leave to hand something in. Wide addresses
// have characters beyond ASCII, which not every server takes.
func (p *Post) connect(ctx context.Context, wide bool) (*talk, error) {
	ctx, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
	conn, err := p.dial(ctx)
	if err != nil {
		return nil, err
	}
	t := &talk{conn: conn}
	if err := errors.Join(conn.SetDeadline(time.Now().Add(p.timeout)), p.greet(t, wide)); err != nil {
		conn.Close()
		return nil, err
	}
	return t, nil
}

func (p *Post) dial(ctx context.Context) (net.Conn, error) {
	where := net.JoinHostPort(p.server.host, strconv.Itoa(p.server.port))
	if p.server.tls == implicitTLS {
		return (&tls.Dialer{Config: p.tls}).DialContext(ctx, "tcp", where)
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", where)
}

func (p *Post) greet(t *talk, wide bool) (err error) {
	if t.smtp, err = smtp.NewClient(t.conn, p.server.host); err != nil {
		return err
	}
	t.smtp.SkipSMTPUTF8(!wide)
	if err := t.smtp.Hello(p.hello); err != nil {
		return err
	}
	if p.server.tls == startTLS {
		if offered, _ := t.smtp.Extension("STARTTLS"); !offered {
			return problem.New(problem.Unavailable, "The server does not encrypt (STARTTLS).")
		}
		if err := t.smtp.StartTLS(p.tls); err != nil {
			return err
		}
	}
	if offered, _ := t.smtp.Extension("SMTPUTF8"); wide && !offered {
		return errNarrow
	}
	return p.signIn(t)
}

// errNarrow is a server that will never take an address as it is.
var errNarrow = problem.New(problem.Unavailable, "The server takes no address with characters beyond ASCII (SMTPUTF8).")

// signIn shows the user and the password, where there is one. Open has made sure
// that it is encrypted, or stays on this machine.
func (p *Post) signIn(t *talk) error {
	s := p.server
	if s.user == "" {
		return nil
	}
	_, offered := t.smtp.Extension("AUTH")
	ways := strings.Fields(strings.ToUpper(offered))
	switch {
	case slices.Contains(ways, "SCRAM-SHA-256"):
		return t.smtp.Auth(smtp.ScramSHA256Auth(s.user, s.password))
	case slices.Contains(ways, "PLAIN"):
		return t.smtp.Auth(smtp.PlainAuth("", s.user, s.password, s.host, true))
	case slices.Contains(ways, "LOGIN"):
		return t.smtp.Auth(smtp.LoginAuth(s.user, s.password, s.host, true))
	default:
		return problem.New(problem.Unavailable, "The server offers no sign-in that we know (SCRAM-SHA-256, PLAIN, LOGIN).")
	}
}

// hand hands the message in, and says at which stage it failed.
func (t *talk) hand(from, to string, message []byte) (stage, error) {
	if err := t.smtp.Mail("<" + from + ">"); err != nil {
		return sender, err
	}
	if err := t.smtp.Rcpt("<" + to + ">"); err != nil {
		return recipient, err
	}
	w, err := t.smtp.Data()
	if err != nil {
		return content, err
	}
	if _, err := w.Write(message); err != nil {
		return content, err // the connection is closed without the end of the message
	}
	if err := w.Close(); err != nil {
		return ended, err
	}
	if closer, ok := w.(*smtp.DataCloser); ok {
		t.said = closer.ServerResponse()
	}
	return ended, nil
}

// leave says good-bye, and does not wait long for the answer.
func (t *talk) leave() {
	if t.conn.SetDeadline(time.Now().Add(time.Second)) == nil {
		t.smtp.Quit()
	}
	t.conn.Close()
}
