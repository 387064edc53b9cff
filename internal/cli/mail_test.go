package cli_test

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// moody is a mail server that treats readers differently: it is busy for one when
// a letter comes first, does not know another, and takes a third one's letters
// without saying so.
type moody struct {
	mu    sync.Mutex
	tries map[string][]string // the ids of the letters handed in, by reader
}

const busyFor, unknownTo, silentTo = "admin1@example.com", "li@example.com", "ana@example.com"

func openMoody(t *testing.T) (*moody, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &moody{tries: map[string][]string{}}
	s := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &talk{m: m, conn: c}, nil }))
	s.Domain = "localhost"
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return m, l.Addr().String()
}

// talk is one conversation with the moody mail server.
type talk struct {
	m    *moody
	conn *smtp.Conn
	to   string
}

func (*talk) Reset()                               {}
func (*talk) Logout() error                        { return nil }
func (*talk) Mail(string, *smtp.MailOptions) error { return nil }

func (k *talk) Rcpt(to string, _ *smtp.RcptOptions) error {
	if k.to = to; to == unknownTo {
		k.m.tried(to, "")
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such mailbox"}
	}
	return nil
}

func (k *talk) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	n := k.m.tried(k.to, string(messageID.FindSubmatch(text)[1]))
	switch {
	case k.to == busyFor && n == 1:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "Try again later"}
	case k.to == silentTo && n == 1:
		k.conn.Conn().Close()
		return errors.New("gone")
	}
	return nil
}

// tried notes an attempt, and counts those for the reader.
func (m *moody) tried(to, id string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.tries[to] = append(m.tries[to], id)
	return len(m.tries[to])
}

func (m *moody) of(to string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.tries[to])
}

// delivered is what became of the newest letter of a kind to an address's owner.
type delivered struct {
	ID, Kind, Person, State string
	Deliveries              []struct{ Outcome, Answer string }
}

// letterTo is the letter of a kind to a person, with every attempt.
func (f *fleet) letterTo(person, kind string) delivered {
	f.t.Helper()
	for line := range strings.Lines(f.laurel("letters", "--json")) {
		var l delivered
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			f.t.Fatal(err)
		}
		if l.Person != person || l.Kind != kind {
			continue
		}
		if err := json.Unmarshal([]byte(f.laurel("letters", l.ID, "--json")), &l); err != nil {
			f.t.Fatal(err)
		}
		return l
	}
	f.t.Fatalf("%s got no %s", person, kind)
	return delivered{}
}

func (l delivered) outcomes() string {
	var out []string
	for _, d := range l.Deliveries {
		out = append(out, d.Outcome)
	}
	return l.State + ": " + strings.Join(out, ", ")
}

var personID = regexp.MustCompile(`per_[a-z0-9]+`)

// TestLettersLeaveThroughTheServer lets the whole program meet a mail server that
// refuses for now, for ever, and whose answer is lost.
func TestLettersLeaveThroughTheServer(t *testing.T) {
	f := newFleet(t, t.TempDir()+"/laurel.db")
	server, at := openMoody(t)
	f.mail = &mailbox{address: at}
	who := map[string]string{}
	for line := range strings.Lines(f.laurel("person", "list", "--partner", "p0") + f.laurel("person", "list", "--partner", "p1") + f.laurel("person", "list")) {
		for _, email := range []string{"admin0@example.com", busyFor, silentTo} {
			if strings.Contains(line, email) {
				who[email] = personID.FindString(line)
			}
		}
	}
	li := personID.FindString(f.laurel("person", "invite", "Li", "li.home@example.com", "--partner", "p0", "--role", "member", "--phone", "+49 30 901820"))
	f.laurel("contact", "assign", "p0", li, "--email", unknownTo)

	f.start()
	f.rest(soon)
	f.stop(0)
	if got := server.of(busyFor); len(got) != 1 {
		t.Errorf("before the pause is over it was tried %d times", len(got))
	}
	f.pass(3 * time.Minute)
	f.start()
	f.rest(soon)
	f.stop(0)
	f.pass(72 * time.Hour)
	f.start()
	f.rest(soon)
	f.stop(0)

	for _, test := range []struct{ person, kind, want, answer string }{
		{who["admin0@example.com"], "invitation", "sent: accepted", ""},
		{who[busyFor], "invitation", "sent: deferred, accepted", "Try again later"},
		{li, "verify-email", "refused: bad-address", "No such mailbox"},
		{who[silentTo], "invitation", "unknown: unknown", ""},
		{who["admin0@example.com"], "contact-needed", "sent: accepted", ""},
	} {
		l := f.letterTo(test.person, test.kind)
		if got := l.outcomes(); got != test.want || !strings.Contains(l.Deliveries[0].Answer, test.answer) {
			t.Errorf("%s to %s is %s (%+v), want %s", test.kind, test.person, got, l.Deliveries, test.want)
		}
	}
	if got := server.of(busyFor); len(got) != 2 || got[0] != got[1] {
		t.Errorf("the letter that was deferred came as %v, want one id twice", got)
	}
	for _, once := range []string{unknownTo, silentTo, "admin2@example.com"} {
		if got := server.of(once); len(got) != 1 {
			t.Errorf("letters for %s were handed in %d times, want once", once, len(got))
		}
	}
	if got := f.laurel("contact", "list", "p0"); strings.Contains(got, unknownTo) {
		t.Errorf("an address that takes no letters is still a contact's: %s", got)
	}
}
