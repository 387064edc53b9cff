package post_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// office is a mail server in this process. What it refuses is set before it is
// used.
type office struct {
	address string // host:port
	ca      string // a file with its certificate

	atSender    error // the answer to MAIL FROM
	atRecipient error // to RCPT TO
	atContent   error // to the end of DATA
	dropAt      string
	user        string
	password    string

	lock     sync.Mutex
	received []received
	signIns  int
}

// received is a message as it came over the wire.
type received struct {
	from, to string
	text     string
	wide     bool // it was handed in as SMTPUTF8
}

// open starts the server: with encryption from the first byte (implicit), after
// a command (starttls), or without (none).
func open(t *testing.T, o *office, encryption string, change ...func(*smtp.Server)) *office {
	t.Helper()
	server := smtp.NewServer(o)
	server.Domain, server.EnableSMTPUTF8, server.AllowInsecureAuth = "mail.test.example", true, true
	server.ErrorLog = silent{}
	certificate := o.certify(t)
	for _, f := range change {
		f(server)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o.address = listener.Addr().String()
	switch encryption {
	case "implicit":
		listener = tls.NewListener(listener, certificate)
	case "starttls":
		server.TLSConfig = certificate
	}
	done := make(chan struct{})
	go func() { server.Serve(listener); close(done) }()
	t.Cleanup(func() { server.Close(); <-done })
	return o
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

// certify makes a certificate for 127.0.0.1 and writes it where a client finds
// it.
func (o *office) certify(t *testing.T) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	o.ca = filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(o.ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

func (o *office) NewSession(c *smtp.Conn) (smtp.Session, error) {
	if o.dropAt == "greeting" {
		c.Conn().Close()
	}
	return &session{office: o, conn: c}, nil
}

func (o *office) all() []received {
	o.lock.Lock()
	defer o.lock.Unlock()
	return o.received
}

// session is one conversation.
type session struct {
	office *office
	conn   *smtp.Conn
	signed bool
	letter received
}

func (s *session) AuthMechanisms() []string {
	if s.office.user == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.office.user || password != s.office.password {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "no such user or password " + password}
		}
		s.office.lock.Lock()
		defer s.office.lock.Unlock()
		s.signed = true
		s.office.signIns++
		return nil
	}), nil
}

func (s *session) Mail(from string, options *smtp.MailOptions) error {
	if s.office.user != "" && !s.signed {
		return smtp.ErrAuthRequired
	}
	s.letter = received{from: from, wide: options.UTF8}
	return s.step("sender", s.office.atSender)
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.letter.to = to
	return s.step("recipient", s.office.atRecipient)
}

func (s *session) Data(r io.Reader) error {
	if s.office.dropAt == "content" {
		s.conn.Conn().Close()
		return errors.New("gone")
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.letter.text = string(text)
	if err := s.step("end", s.office.atContent); err != nil {
		return err
	}
	s.office.lock.Lock()
	defer s.office.lock.Unlock()
	s.office.received = append(s.office.received, s.letter)
	return nil
}

// step answers at a stage, or drops the connection there.
func (s *session) step(name string, answer error) error {
	if s.office.dropAt == name {
		s.conn.Conn().Close()
	}
	return answer
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// refusal is an answer of the server.
func refusal(code, class, subject, detail int, message string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{class, subject, detail}, Message: message}
}

// bare is an answer without a status code of RFC 3463.
func bare(code int, message string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.NoEnhancedCode, Message: message}
}

// at is the address of the server for settings.
func (o *office) at(encryption string) string {
	user := ""
	if o.user != "" {
		user = fmt.Sprintf("%s:%s@", o.user, "p%40ss-w0rd")
	}
	return "smtp://" + user + o.address + "?tls=" + encryption
}
