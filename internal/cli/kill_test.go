package cli_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"laurel/internal/number"
	"laurel/internal/store/storetest"
)

// TestKilledServersKeepTheirPromises kills servers under load, in the middle of
// whatever they do, and moves their clocks on: what was acknowledged is there
// once, the same call gets the same answer, every clock rings once, and no letter
// leaves twice. LAUREL_TEST_KILLS says how often; few times, so that it is quick.
func TestKilledServersKeepTheirPromises(t *testing.T) {
	kills := 3
	if n, err := strconv.Atoi(os.Getenv("LAUREL_TEST_KILLS")); err == nil {
		kills = n
	}
	storetest.Each(t, func(t *testing.T, db string) {
		f, servers := newFleet(t, db), 2
		if strings.HasPrefix(db, "postgres") {
			servers = 3
		}
		for range servers {
			f.start()
		}
		l := f.begin(4)
		for n := range kills {
			l.until(20)
			f.disturb(n, servers)
		}
		l.until(20)
		l.end()
		l.check()
		f.killAll()
		f.pass(14 * 24 * time.Hour) // every promise is overdue
		for range kills {
			f.start()
			time.Sleep(rand.N(200 * time.Millisecond))
			f.killAll()
			f.pass(10 * time.Minute) // what the dead have claimed can be claimed again
		}
		for range servers {
			f.start()
		}
		f.rest(soon)
		l.checkFacts()
		for range servers {
			f.stop(0)
		}
		f.checkLetters()
		f.checkLogs()
		f.laurel("audit", "verify")
	})
}

// TestConcurrentClaimsStayWithinABudget claims more than there is, at two servers
// at once: all of the budget goes, no more, and who comes too late is told.
func TestConcurrentClaimsStayWithinABudget(t *testing.T) {
	const callers, each, fit = 6, 5, 20 // claims of 75 USD of 1,500 USD
	storetest.Each(t, func(t *testing.T, db string) {
		f := newFleet(t, db)
		f.start()
		f.start()
		var wait sync.WaitGroup
		var approved atomic.Int64
		for c := range callers {
			wait.Go(func() {
				for n := range each {
					got := f.insist(callOf(c, 4*n+3))
					if got.status == 201 {
						approved.Add(1)
					} else if got.status != 422 || !strings.Contains(got.body, "Of the budget pot only") && !strings.Contains(got.body, "is left") {
						t.Errorf("a claim was answered %d %s", got.status, got.body)
					}
				}
			})
		}
		wait.Wait()
		if approved.Load() != fit {
			t.Errorf("%d claims were approved, want %d", approved.Load(), fit)
		}
		f.checkCredit(list[oneCase](f, "/v1/cases?limit=100"))
	})
}

// disturb kills one server, and every second time all of them, whose clocks then
// go on with another time.
func (f *fleet) disturb(n, servers int) {
	f.t.Helper()
	f.kill(rand.N(servers))
	if n%2 == 1 {
		f.killAll()
		f.pass(time.Hour)
	}
	for len(f.nodes) < servers {
		f.start()
	}
}

// load is callers who do everything at once.
type load struct {
	f        *fleet
	answered atomic.Int64
	stop     chan struct{}
	callers  sync.WaitGroup
	mu       sync.Mutex
	calls    []call
	replies  []reply
}

func (f *fleet) begin(callers int) *load {
	l := &load{f: f, stop: make(chan struct{})}
	for c := range callers {
		l.callers.Go(func() {
			for n := 0; !l.ended(); n++ {
				l.do(callOf(c, n))
			}
		})
	}
	return l
}

func (l *load) ended() bool {
	select {
	case <-l.stop:
		return true
	default:
		return false
	}
}

func (l *load) end() {
	close(l.stop)
	l.callers.Wait()
}

// until waits for so many more answers.
func (l *load) until(more int64) {
	l.f.t.Helper()
	goal := l.answered.Load() + more
	for end := time.Now().Add(time.Minute); l.answered.Load() < goal; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			l.f.t.Fatal("the servers do not answer any more")
		}
	}
}

func (l *load) do(c call) {
	got := l.f.insist(c)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls, l.replies = append(l.calls, c), append(l.replies, got)
	l.answered.Add(1)
}

// factsInCall is how many facts one call brings.
const factsInCall = 10

// callOf is the n-th call of a caller.
func callOf(caller, n int) call {
	name, partner := fmt.Sprintf("c%d-%d", caller, n), fmt.Sprintf("p%d", (caller+n/4)%fleetPartners)
	post := func(path string, body any) call {
		text, err := json.Marshal(body)
		if err != nil {
			panic(err) // never: it is made of texts
		}
		return call{method: "POST", path: path, body: string(text), key: name}
	}
	type object map[string]any
	switch n % 4 {
	case 0:
		var facts []object
		for i := range factsInCall {
			facts = append(facts, object{"id": fmt.Sprintf("%s-%d", name, i), "kind": "sale", "happened": "2026-11-15", "partner": partner, "amount": "1", "currency": "USD"})
		}
		return post("/v1/facts?source=load", facts)
	case 1:
		return post("/v1/tickets", object{"partner": partner, "topic": "general", "text": name})
	case 2:
		return post("/v1/cases", object{"partner": partner, "program": "rewards", "benefit": "blog", "submit": true, "tags": []string{name}})
	default:
		return post("/v1/cases", object{"partner": partner, "program": "rewards", "benefit": "credit", "submit": true, "tags": []string{name},
			"amount": object{"value": "75", "currency": "USD"}, "credit": object{"country": "DE", "overage": "partner"}})
	}
}

// oneCase is what the checks read of a case.
type oneCase struct {
	ID, Partner, Benefit, State, Text string
	Tags                              []string
	Amount                            struct{ Value number.Number }
}

// check compares what was acknowledged with what is there.
func (l *load) check() {
	l.f.t.Helper()
	l.checkFacts()
	named := map[string][]oneCase{}
	var all []oneCase
	all = list[oneCase](l.f, "/v1/cases?limit=100")
	for _, c := range all {
		for _, name := range append(c.Tags, c.Text) {
			named[name] = append(named[name], c)
		}
	}
	for i, c := range l.calls {
		got, want := len(named[c.key]), 0
		if l.replies[i].status == 201 {
			want = 1
		}
		refusable := c.path == "/v1/cases" && l.replies[i].status == 422
		if l.replies[i].status/100 != 2 && !refusable || !strings.HasPrefix(c.path, "/v1/facts") && got != want {
			l.f.t.Errorf("%s was answered %d %s, and there are %d cases of it", c.body, l.replies[i].status, l.replies[i].body, got)
		}
	}
	l.f.checkCredit(all)
	l.checkAgain()
}

func (l *load) checkFacts() {
	l.f.t.Helper()
	there := map[string]int{}
	for p := range fleetPartners {
		for _, f := range list[struct{ Source, ID string }](l.f, fmt.Sprintf("/v1/partners/p%d/facts?limit=100", p)) {
			there[f.Source+"/"+f.ID]++
		}
	}
	for i, c := range l.calls {
		for n := 0; strings.HasPrefix(c.path, "/v1/facts") && n < factsInCall; n++ {
			if id := fmt.Sprintf("load/%s-%d", c.key, n); l.replies[i].status != 202 || there[id] != 1 {
				l.f.t.Errorf("the fact %s was answered %d, and is there %d times", id, l.replies[i].status, there[id])
			}
		}
	}
}

// checkCredit wants that the claims that were let through are within each grant
// and within the budget, and that the ledger says the same.
func (f *fleet) checkCredit(all []oneCase) {
	f.t.Helper()
	claimed, sum := map[string]number.Number{}, number.Number{}
	for _, c := range all {
		if c.Benefit == "credit" && c.State == "approved" {
			claimed[c.Partner] = claimed[c.Partner].Add(c.Amount.Value)
			sum = sum.Add(c.Amount.Value)
		}
	}
	if sum.Cmp(number.FromInt(1500)) > 0 || sum.Sign() == 0 {
		f.t.Errorf("%s USD were claimed of a budget of 1,500 USD", sum)
	}
	for p := range fleetPartners {
		partner, reserved := fmt.Sprintf("p%d", p), number.Number{}
		for _, b := range list[struct{ Accounts map[string]number.Number }](f, "/v1/partners/"+partner+"/credits") {
			reserved = reserved.Add(b.Accounts["reserved"])
		}
		if reserved.Cmp(claimed[partner]) != 0 || reserved.Cmp(number.FromInt(1000)) > 0 {
			f.t.Errorf("%s claimed %s USD, of which the ledger has %s", partner, claimed[partner], reserved)
		}
	}
}

// checkAgain sends everything again: what was done is answered as before, and
// facts that come without their key are known by their ids.
func (l *load) checkAgain() {
	l.f.t.Helper()
	for i, c := range l.calls {
		switch before, got := l.replies[i], l.f.insist(c); {
		case before.status/100 == 2 && got != before, got.status != before.status:
			l.f.t.Errorf("%s %s was answered\n%d %s\nand the second time\n%d %s", c.method, c.path, before.status, before.body, got.status, got.body)
		case before.status == 202:
			c.key = ""
			if got := l.f.insist(c); !strings.Contains(got.body, fmt.Sprintf(`"new":0,"repeated":%d,`, factsInCall)) {
				l.f.t.Errorf("facts that were sent again were answered %s", got.body)
			}
		}
	}
}

// checkLetters wants that every letter left once; where the answer of the mail
// server was lost, at most once.
func (f *fleet) checkLetters() {
	f.t.Helper()
	told := map[string]int{} // of each clock, by whom, what and about which case
	for line := range strings.Lines(f.laurel("letters", "--json")) {
		var l struct{ ID, Kind, Case, Person, State string }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			f.t.Fatal(err)
		}
		if came := f.mail.came[l.ID]; l.State == "sent" && came != 1 || l.State == "unknown" && came > 1 || l.State != "sent" && l.State != "unknown" {
			f.t.Errorf("the letter %s %s is %s, and came %d times", l.Kind, l.ID, l.State, came)
		}
		if l.Kind == "promise-overdue" || l.Kind == "promise-escalated" {
			told[l.Kind+" of "+l.Case+" to "+l.Person]++
		}
	}
	for what, n := range told {
		clocks := 1
		if strings.Contains(what, "tic_") { // to answer, and to resolve
			clocks = 2
		}
		if n != clocks {
			f.t.Errorf("%s was told %d times, want %d", what, n, clocks)
		}
	}
	if len(told) == 0 {
		f.t.Error("no clock rang")
	}
}

// checkLogs wants that no server had a mistake of its own.
func (f *fleet) checkLogs() {
	for _, m := range f.done {
		for line := range strings.Lines(m.log.String()) {
			if strings.Contains(line, `"level":"ERROR"`) {
				f.t.Errorf("a server says: %s", line)
			}
		}
	}
}
