package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// How often a standing is asked for, and for how long.
const (
	asked   = 1000 // in a second
	asking  = 20 * time.Second
	sending = 1000 // facts in a second
)

// standings measures how fast the API says where a partner stands, and how soon
// it knows of new facts.
func standings(t *table) {
	dir, err := os.MkdirTemp("", "bench")
	must(err)
	defer os.RemoveAll(dir)
	b := buildBinary(dir)
	for _, e := range chosen(engines(dir)) {
		m := marketplace{partners: *partners, perEach: 10}
		if *kept != "" && e.name == "SQLite" {
			e.own = filepath.Join(*kept, fmt.Sprintf("standings-%d.db", m.partners))
		}
		if *kept == "" || !app.Exists(e.own) {
			settle(e.own, dir, m, time.Now, published)
		}
		s := b.serve(e.own)
		idle := s.askFor(asking, m)
		t.add(fmt.Sprintf("a standing of one of %d partners, %d times a second, %s", m.partners, asked, e.name), latencies(idle), "aim: p99 under 10 ms")
		fresh(t, s, e, m)
		s.stop()
	}
}

// settle loads a marketplace and works out where everybody stands, by a clock.
func settle(database, dir string, m marketplace, now func() time.Time, program string) {
	for _, f := range m.files(dir) {
		ownImport(database, f)
		must(os.Remove(f.path))
	}
	ctx := context.Background()
	a, err := app.Open(ctx, database, now)
	must(err)
	defer a.Close()
	text, err := os.ReadFile(program)
	must(err)
	_, err = a.Apply(ctx, app.ApplyInput{File: filepath.Base(program), Text: text, By: "bench"})
	must(err)
	for _, name := range []string{"look around", "evaluate"} { // the day begins, and then nothing is left to do
		for _, c := range a.Chores(nil) {
			for c.Name == name {
				done, err := c.Pass(ctx)
				must(err)
				if done == 0 {
					break
				}
			}
		}
	}
}

// askFor asks where partners stand, at a steady pace whatever the answers take.
func (s *serving) askFor(length time.Duration, m marketplace) *vegeta.Metrics {
	random := rand.New(rand.NewPCG(5, 6))
	next := func(t *vegeta.Target) error {
		t.Method, t.URL, t.Header = http.MethodGet, s.standingOf(partner(random.IntN(m.partners))), s.header()
		return nil
	}
	var out vegeta.Metrics
	for answer := range vegeta.NewAttacker(vegeta.Connections(64)).Attack(next, vegeta.Rate{Freq: asked, Per: time.Second}, length, "") {
		out.Add(answer)
	}
	out.Close()
	if out.Success < 1 {
		must(fmt.Errorf("%.2f %% of the answers were good; the first that was not: %s", 100*out.Success, out.Errors[0]))
	}
	return &out
}

func latencies(m *vegeta.Metrics) string {
	ms := func(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
	return fmt.Sprintf("p50 %s, p95 %s, p99 %s ms", ms(m.Latencies.P50), ms(m.Latencies.P95), ms(m.Latencies.P99))
}

// fresh sends facts at a steady pace, a few partners having most of them. Of each
// call one fact is watched until its partner's standing was worked out after it.
func fresh(t *table, s *serving, e engine, m marketplace) {
	begun := time.Now()
	random := rand.New(rand.NewPCG(7, uint64(begun.UnixNano()))) // other facts than another run beside the same marketplace sent
	zipf := rand.NewZipf(random, 1.1, 8, uint64(m.partners-1))
	w := &watch{db: e.open()}
	defer w.db.Close()
	yesterday := calendar.At(time.Now()).Day(nil) - 1
	const each = sending / 10
	for call := 0; time.Since(begun) < asking; call++ {
		batch := make([]fact.Fact, each)
		who := 0
		for i := range batch {
			who = int(zipf.Uint64())
			batch[i] = m.saleOf(random, who, yesterday)
		}
		s.send(sentAs(batch), fmt.Sprintf("fresh-%d-%d", begun.UnixNano(), call))
		w.begin(partner(who))
		time.Sleep(time.Until(begun.Add(time.Duration(call+1) * time.Second / 10)))
	}
	took := w.end()
	p := func(share float64) float64 { return took[int(share*float64(len(took)-1))].Seconds() }
	t.add(fmt.Sprintf("from a fact to the standing that is kept, %d facts/s, %s", len(took)*each/int(time.Since(begun).Seconds()), e.name),
		fmt.Sprintf("p50 %.1f s, p99 %.1f s, longest %.1f s", p(0.5), p(0.99), p(1)), "aim: 2 s")
}

// watch waits for standings to be worked out anew.
type watch struct {
	db   *sql.DB
	all  sync.WaitGroup
	lock sync.Mutex
	took []time.Duration
}

// begin waits, beside everything else, until a partner's standing is newer than
// now. The server's own moments are compared, on the same machine's clock.
func (w *watch) begin(partner string) {
	from := time.Now()
	w.all.Go(func() {
		for made := int64(0); made < from.UnixMicro(); time.Sleep(20 * time.Millisecond) {
			must(w.db.QueryRow(`SELECT COALESCE(MAX(made), 0) FROM standings WHERE partner = $1`, partner).Scan(&made))
		}
		w.lock.Lock()
		defer w.lock.Unlock()
		w.took = append(w.took, time.Since(from))
	})
}

func (w *watch) end() []time.Duration {
	w.all.Wait()
	slices.Sort(w.took)
	return w.took
}
