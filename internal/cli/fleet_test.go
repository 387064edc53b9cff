package cli_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// ahead is how far the clock of a command runs before the real one, as a length
// of time; without it the clock stands still.
const ahead = "LAUREL_TEST_AHEAD"

// clockOf is the clock of a command that a test runs.
func clockOf(getenv func(string) string) func() time.Time {
	by, err := time.ParseDuration(getenv(ahead))
	if err != nil {
		return func() time.Time { return now }
	}
	return func() time.Time { return time.Now().Add(by) }
}

// fleet is several servers on one database, any of which may be killed, and those
// who call them. Their clock is one, and can be moved on.
type fleet struct {
	t     *testing.T
	db    string
	dir   string
	key   string // may do everything that the tests do
	mail  *mailbox
	flags []string

	broken atomic.Int64 // requests without a whole answer

	mu      sync.Mutex
	proxy   string         // through which all servers are called; empty for none
	failed  map[string]int // answers of servers that could not do what was asked
	slowest time.Duration
	ahead   time.Duration
	nodes   []*member
	done    []*member // that ended
}

// member is one server.
type member struct {
	process *exec.Cmd
	at      string // http://127.0.0.1:…
	log     bytes.Buffer
	out     *bufio.Reader
}

// fleetProgram promises something of each kind, and has one small budget.
const fleetProgram = `
program: rewards
version: 1
effective: 2026-01-01
currency: USD
go-live: 2026-11-01
metrics: {sales: {sum: amount, of: sale, window: lifetime}}
ladders: {main: {tiers: [{id: starter, attain: sales >= 0 USD}]}}
desk: {tickets: {answer: {within: 2 days}, resolve: {within: 10 days}}, escalate: [{after: 1 day, to: program_owner}]}
budgets: {pot: {amount: 1_500 USD, benefits: credit}}
deliveries:
  engagement: {contact: none, assign: engagement_manager, promises: {contact: {within: 7 days, warn: 2 days}}}
  sponsor: {kind: sponsorship, contact: none, automatic: {up-to: 1_000 USD}, approvals: [{stage: money, by: finance}], credit: {countries: DE, overage: partner}}
benefits:
  blog: {label: Blog, category: marketing, unlock: {tier: starter}, deliver: engagement}
  credit: {label: Credit, category: technical, unlock: {tier: starter}, amount: 1_000 USD, deliver: sponsor}
`

// fleetPartners is how many partners there are: p0, p1 and so on.
const fleetPartners = 6

// newFleet publishes the program, and makes people and a key. No server runs yet.
func newFleet(t *testing.T, db string) *fleet {
	t.Helper()
	f := &fleet{t: t, db: db, dir: t.TempDir(), mail: openMailbox(t), failed: map[string]int{}}
	t.Cleanup(f.killAll)
	facts := "id,kind,happened,partner,amount,currency,attributes.name\n"
	for i := range fleetPartners {
		facts += fmt.Sprintf("n%d,partner,2026-01-01,p%d,,,Partner %d\ns%d,sale,2026-11-10,p%d,100,USD,\n", i, i, i, i, i)
	}
	f.file("program.yaml", fleetProgram)
	f.file("facts.csv", facts)
	f.laurel("program", "apply", "program.yaml")
	f.laurel("import", "--format", "laurel-csv", "--source", "shop", "--published", "2026-11-11", "facts.csv")
	for i := range fleetPartners {
		f.laurel("person", "invite", fmt.Sprintf("Admin %d", i), fmt.Sprintf("admin%d@example.com", i), "--partner", fmt.Sprintf("p%d", i), "--role", "partner_admin")
	}
	f.laurel("person", "invite", "Ana", "ana@example.com", "--role", "engagement_manager")
	f.laurel("person", "invite", "Rae", "rae@example.com", "--role", "rewards_agent")
	f.laurel("person", "invite", "Olu", "olu@example.com", "--role", "program_owner")
	words := []string{"key", "make", "load"}
	for _, scope := range strings.Fields("send-facts see-facts see-partner see-case see-letters see-system activate claim-credit file-ticket file-request stop-case") {
		words = append(words, "--scope", scope)
	}
	f.key = strings.Fields(f.laurel(words...))[0]
	return f
}

func (f *fleet) file(name, text string) {
	f.t.Helper()
	if err := os.WriteFile(filepath.Join(f.dir, name), []byte(text), 0o644); err != nil {
		f.t.Fatal(err)
	}
}

// command is a command with the clock and the database of the fleet.
func (f *fleet) command(words ...string) *exec.Cmd {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := exec.Command("laurel", words...)
	c.Dir, c.Env = f.dir, append(os.Environ(), "LAUREL_DB="+f.db, ahead+"="+f.ahead.String())
	return c
}

// laurel runs a command that ends well, and returns what it prints.
func (f *fleet) laurel(words ...string) string {
	f.t.Helper()
	c := f.command(words...)
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		f.t.Fatalf("laurel %s: %v\n%s%s", strings.Join(words, " "), err, out, said.String())
	}
	return string(out)
}

// start lets one more server begin, and waits until it can be reached.
func (f *fleet) start() {
	f.t.Helper()
	m := &member{process: f.command(append([]string{"serve", "--listen", "127.0.0.1:0", "--metrics", "off", "--rate-limit", "0",
		"--smtp", "smtp://" + f.mail.address + "?tls=none", "--mail-from", "rewards@example.com"}, f.flags...)...)}
	m.process.Stderr = &m.log
	out, err := m.process.StdoutPipe()
	if err != nil {
		f.t.Fatal(err)
	}
	if err := m.process.Start(); err != nil {
		f.t.Fatal(err)
	}
	m.out = bufio.NewReader(out)
	line, err := m.out.ReadString('\n')
	if m.at = address.FindString(line); err != nil || m.at == "" {
		m.process.Process.Kill()
		m.process.Wait()
		f.t.Fatalf("the server did not begin: %s", m.log.String())
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.nodes = append(f.nodes, m)
}

// take removes a server from those that are called.
func (f *fleet) take(i int) *member {
	f.mu.Lock()
	defer f.mu.Unlock()
	m := f.nodes[i]
	f.nodes = slices.Delete(f.nodes, i, i+1)
	f.done = append(f.done, m)
	return m
}

// kill ends one server in the middle of whatever it does.
func (f *fleet) kill(i int) {
	m := f.take(i)
	m.process.Process.Kill()
	m.process.Wait()
}

func (f *fleet) killAll() {
	for len(f.nodes) > 0 {
		f.kill(0)
	}
}

// stop ends one server in good order, and complains when that is not how it ends.
func (f *fleet) stop(i int) {
	f.t.Helper()
	m := f.take(i)
	m.process.Process.Signal(syscall.SIGTERM)
	said, _ := io.ReadAll(m.out)
	if err := m.process.Wait(); err != nil || !strings.HasSuffix(string(said), "Laurel has stopped.\n") {
		f.t.Errorf("the server ended with %v and said %q; its log: %s", err, said, m.log.String())
	}
}

// pass moves the clock of the servers that start from now on.
func (f *fleet) pass(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ahead += d
}

// any is the address of one of the servers; empty while there is none.
func (f *fleet) any() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.proxy != "" || len(f.nodes) == 0 {
		return f.proxy
	}
	return f.nodes[rand.N(len(f.nodes))].at
}

// call is a request that is sent until it is answered.
type call struct {
	method, path, body string
	key                string // its Idempotency-Key; empty for none
}

// reply is an answer.
type reply struct {
	status int
	body   string
}

// caller gives up on one server after a while, and asks another one.
var caller = &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 16}}

// send sends a call once. A status of 0 means that no whole answer came.
func (f *fleet) send(c call) reply {
	r, err := http.NewRequest(c.method, f.any()+c.path, strings.NewReader(c.body))
	if err != nil {
		return reply{body: err.Error()}
	}
	r.Header.Set("Authorization", "Bearer "+f.key)
	if c.body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if c.key != "" {
		r.Header.Set("Idempotency-Key", c.key)
	}
	began := time.Now()
	answer, err := caller.Do(r)
	if err != nil {
		f.broken.Add(1)
		return reply{body: err.Error()}
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		f.broken.Add(1)
		return reply{body: err.Error()}
	}
	f.note(answer.StatusCode, string(text), time.Since(began))
	if answer.StatusCode >= 500 && (answer.StatusCode != 503 || answer.Header.Get("Retry-After") == "") {
		f.t.Errorf("%s %s was answered %d: %s", c.method, c.path, answer.StatusCode, text)
	}
	return reply{answer.StatusCode, string(text)}
}

// note keeps what a server answers that cannot do what was asked.
func (f *fleet) note(status int, text string, took time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.slowest = max(f.slowest, took)
	if status < 500 {
		return
	}
	var p struct{ Detail string }
	if json.Unmarshal([]byte(text), &p) != nil {
		p.Detail = "no problem+json"
	}
	f.failed[fmt.Sprintf("%d %s", status, p.Detail)]++
}

// insist sends a call again and again, until a server answers it.
func (f *fleet) insist(c call) reply {
	f.t.Helper()
	for end := time.Now().Add(time.Minute); ; {
		got := f.send(c)
		if got.status != 0 && got.status < 500 {
			return got
		}
		if time.Now().After(end) || f.t.Context().Err() != nil {
			f.t.Errorf("%s %s was never answered; at last: %d %s", c.method, c.path, got.status, got.body)
			return got
		}
		time.Sleep(rand.N(20 * time.Millisecond))
	}
}

// list is all of a list, page by page.
func list[T any](f *fleet, path string) []T {
	f.t.Helper()
	var out []T
	for cursor := ""; ; {
		got := f.insist(call{method: "GET", path: path + cursor})
		var page struct {
			Items []T
			Next  string
		}
		if err := json.Unmarshal([]byte(got.body), &page); err != nil || got.status != 200 {
			f.t.Fatalf("%s: got %d %s", path, got.status, got.body)
		}
		if out = append(out, page.Items...); page.Next == "" {
			return out
		}
		cursor = "?cursor=" + page.Next
		if strings.Contains(path, "?") {
			cursor = "&cursor=" + page.Next
		}
	}
}

// soon is shorter than any lease.
const soon = 30 * time.Second

// rest waits until nothing is left to do in the background.
func (f *fleet) rest(patience time.Duration) {
	f.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		due := 0
		jobs := list[struct {
			Kind        string
			Due, Failed int
		}](f, "/v1/jobs")
		for _, j := range jobs {
			due += j.Due + j.Failed
		}
		if due == 0 {
			return
		}
		if time.Now().After(end) {
			f.t.Fatalf("work is left: %+v", jobs)
		}
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// mailbox is a mail server that counts how often each letter came.
type mailbox struct {
	address string
	mu      sync.Mutex
	came    map[string]int
	begun   int           // letters whose text has come
	slowly  time.Duration // how long it thinks about each letter
}

func openMailbox(t *testing.T) *mailbox {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &mailbox{address: l.Addr().String(), came: map[string]int{}}
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return postbag{m}, nil }))
	s.Domain = "localhost"
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return m
}

// until waits for letters to come.
func (m *mailbox) until(t *testing.T, letters int) {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		m.mu.Lock()
		begun := m.begun
		m.mu.Unlock()
		if begun >= letters {
			return
		}
		if time.Now().After(end) {
			t.Fatal("no letter comes")
		}
	}
}

// postbag is one conversation with the mail server.
type postbag struct{ m *mailbox }

func (postbag) Reset()                               {}
func (postbag) Logout() error                        { return nil }
func (postbag) Mail(string, *smtp.MailOptions) error { return nil }
func (postbag) Rcpt(string, *smtp.RcptOptions) error { return nil }

var messageID = regexp.MustCompile(`(?mi)^Message-Id: <(ltr_[a-z0-9]+)@`)

func (p postbag) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	p.m.mu.Lock()
	p.m.begun++
	p.m.mu.Unlock()
	time.Sleep(p.m.slowly)
	if id := messageID.FindSubmatch(text); id != nil {
		p.m.mu.Lock()
		defer p.m.mu.Unlock()
		p.m.came[string(id[1])]++
	}
	return nil
}
