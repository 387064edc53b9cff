package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"laurel/internal/calendar"
)

// clocks measures how much slower the API answers while the clock of every
// partner's first contact runs out at once.
func clocks(t *table) {
	dir, err := os.MkdirTemp("", "bench")
	must(err)
	defer os.RemoveAll(dir)
	b := buildBinary(dir)
	for _, e := range chosen(engines(dir)) {
		clocksIn(t, e, dir, b)
	}
}

func clocksIn(t *table, e engine, dir string, b binary) {
	m := marketplace{partners: *partners, perEach: 1, live: calendar.At(time.Now()).Day(nil)}
	out := time.Now().Add(2*asking + time.Duration(m.partners)*10*time.Millisecond) // by when everything should be set up
	settle(e.own, dir, m, func() time.Time { return out.Add(-time.Hour) }, withinAnHour(dir))
	w := &watch{db: e.open()}
	defer w.db.Close()
	waiting := w.count(`SELECT COUNT(*) FROM jobs WHERE kind = 'ring'`)
	s := b.serve(e.own)
	defer s.stop()
	idle := s.askFor(asking, m)
	if time.Now().After(out) {
		must(fmt.Errorf("setting up took %s longer than thought", time.Since(out)))
	}
	time.Sleep(time.Until(out))
	busy := s.askFor(asking, m)
	for w.count(`SELECT COUNT(*) FROM jobs WHERE kind = 'ring' AND run_at <= $1`, time.Now().UnixMicro()) > 0 {
		time.Sleep(time.Second / 4)
	}
	took := time.Since(out)
	t.add(fmt.Sprintf("a standing of one of %d partners, %d times a second, before clocks run out, %s", m.partners, asked, e.name), latencies(idle), "")
	t.add(fmt.Sprintf("the same while %d clocks have run out, %s", waiting, e.name), latencies(busy),
		fmt.Sprintf("p99 %.1f × before; aim 3; they had rung after %.0f s", busy.Latencies.P99.Seconds()/idle.Latencies.P99.Seconds(), took.Seconds()))
}

// withinAnHour is the published program with a first contact that is owed within
// an hour.
func withinAnHour(dir string) string {
	text, err := os.ReadFile(published)
	must(err)
	const promised = "contact: 7 days, silence"
	if !strings.Contains(string(text), promised) {
		must(fmt.Errorf("%s does not say %q any more", published, promised))
	}
	path := filepath.Join(dir, "program.yaml")
	must(os.WriteFile(path, []byte(strings.Replace(string(text), promised, "contact: 1 hour, silence", 1)), 0o600))
	return path
}

// count is the one number that a question is answered by.
func (w *watch) count(question string, about ...any) (n int) {
	must(w.db.QueryRow(question, about...).Scan(&n))
	return n
}
