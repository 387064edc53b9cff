package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand"
	"os"
	"runtime/pprof"
	"strconv"
	"syscall"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/store"
	"laurel/internal/store/storetest"
)

func speedFacts(n, holders int, seed int64) []fact.Fact {
	r := rand.New(rand.NewSource(seed))
	pubs := make([]string, holders)
	for i := range pubs {
		pubs[i] = fact.Opaque("pub_", "x", strconv.Itoa(i))
	}
	facts := make([]fact.Fact, n)
	for i := range facts {
		k := r.Intn(holders)
		facts[i] = fact.Fact{
			ID: fact.ID{Source: "microsoft-revenue", Key: fmt.Sprintf("%08x-%08x/%08x", r.Uint32(), r.Uint32(), r.Uint32())}, Kind: "sale",
			Subject:  fact.Subject{Publisher: pubs[k], Offer: fmt.Sprintf("off_%s_%d", pubs[k][4:], r.Intn(5)), Customer: fact.Opaque("cus_", strconv.Itoa(r.Intn(10000)))},
			Happened: calendar.On(calendar.Date(2020, 1, 1) + calendar.Day(i*1500/n)), Recorded: calendar.On(calendar.Date(2024, 1, 1)),
			Amount: money.New(number.Fraction(int64(r.Intn(10000000)), 100), "USD"),
			Attributes: fact.NewAttributes(fact.Attribute{Name: "channel", Value: fact.Text("storefront")}, fact.Attribute{Name: "lot", Value: fact.Numeric(number.FromInt(3))},
				fact.Attribute{Name: "billing", Value: fact.Text("monthly")}, fact.Attribute{Name: "trial", Value: fact.Bool(false)}),
		}
	}
	return facts
}

func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func speedEngines(t *testing.T) []storetest.Engine { return storetest.Engines(t) }

func TestSpeed(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("SPEED"))
	if n == 0 {
		t.Skip()
	}
	facts := speedFacts(n, n/100, 1)
	for _, e := range speedEngines(t) {
		if only := os.Getenv("ENGINE"); only != "" && only != e.Name {
			continue
		}
		t.Run(e.Name, func(t *testing.T) {
			dsn := e.Fresh(t)
			s, err := store.Open(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			var members []store.Item
			for i := range n / 100 {
				pub := fact.Opaque("pub_", "x", strconv.Itoa(i))
				m := membership(pub, fact.Opaque("ptr_", "x", strconv.Itoa(i)))
				members = append(members, store.Item{Fact: m})
			}
			start := time.Now()
			addAll(t, s, members)
			t.Logf("%d memberships: %.0f/s", len(members), float64(len(members))/time.Since(start).Seconds())
			items := make([]store.Item, n)
			for i := range facts {
				items[i].Fact = facts[i]
			}
			pf, _ := os.Create("/tmp/exp/cpu." + e.Name)
			pprof.StartCPUProfile(pf)
			start = time.Now()
			c := cpu()
			addAll(t, s, items)
			ours := float64(n) / time.Since(start).Seconds()
			oursCPU := float64(cpu()-c) / float64(n) / 1000
			c = cpu()
			pprof.StopCPUProfile()
			bare := bareLoad(t, e, facts)
			bareCPU := float64(cpu()-c) / float64(n) / 1000
			t.Logf("import %.0f/s, bare %.0f/s, ratio %.2f; CPU µs %.1f, %.1f, ratio %.2f", ours, bare, ours/bare, oursCPU, bareCPU, bareCPU/oursCPU)
			start = time.Now()
			addAll(t, s, items[:n/5])
			t.Logf("again %.0f/s", float64(n/5)/time.Since(start).Seconds())
			pf, _ = os.Create("/tmp/exp/read." + e.Name)
			pprof.StartCPUProfile(pf)
			start = time.Now()
			c = cpu()
			count, bs := 0, 0
			if err := s.EachBundle(context.Background(), store.Everything, func(b store.Bundle) error {
				count += len(b.Facts)
				bs++
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			pprof.StopCPUProfile()
			t.Logf("read %d facts of %d bundles: %.0f/s; CPU µs %.2f", count, bs, float64(count)/time.Since(start).Seconds(), float64(cpu()-c)/float64(count)/1000)
		})
	}
}

func addAll(t *testing.T, s *store.Store, items []store.Item) {
	for i := 0; i < len(items); i += 5000 {
		if _, err := s.AddFacts(t.Context(), items[i:min(i+5000, len(items))], received); err != nil {
			t.Fatal(err)
		}
	}
}

func bareLoad(t *testing.T, e storetest.Engine, facts []fact.Fact) float64 {
	dsn := e.Fresh(t)
	ctx := context.Background()
	driver := "pgx"
	if e.Name == "sqlite" {
		driver = "sqlite"
		dsn = "file:" + dsn + "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=wal_autocheckpoint(16000)&_pragma=cache_size(-65536)&_txlock=immediate"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range []string{`CREATE TABLE bare (source TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, partner TEXT NOT NULL, offer TEXT NOT NULL, customer TEXT NOT NULL, happened BIGINT NOT NULL, recorded BIGINT NOT NULL, amount TEXT NOT NULL, currency TEXT NOT NULL, attributes TEXT NOT NULL, UNIQUE (source, key))`,
		`CREATE INDEX bare_time ON bare (partner, happened)`} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	type bareRow struct {
		f     *fact.Fact
		attrs string
	}
	rows := make([]bareRow, len(facts))
	for i := range facts {
		rows[i] = bareRow{&facts[i], fmt.Sprint(facts[i].Attributes)}
	}
	start := time.Now()
	for i := 0; i < len(rows); i += 5000 {
		part := rows[i:min(i+5000, len(rows))]
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		if driver == "sqlite" {
			st, err := tx.Prepare(`INSERT INTO bare VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) ON CONFLICT DO NOTHING`)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range part {
				f := r.f
				if _, err := st.Exec(f.ID.Source, f.ID.Key, f.Kind, f.Subject.Publisher, f.Subject.Offer, f.Subject.Customer, f.Happened.Micros(), f.Recorded.Micros(), f.Amount.Value.String(), f.Amount.Currency, r.attrs); err != nil {
					t.Fatal(err)
				}
			}
		} else {
			var c [11][]string
			var happened, recorded []int64
			for _, r := range part {
				f := r.f
				for k, v := range []string{f.ID.Source, f.ID.Key, f.Kind, f.Subject.Publisher, f.Subject.Offer, f.Subject.Customer, f.Amount.Value.String(), f.Amount.Currency, r.attrs} {
					c[k] = append(c[k], v)
				}
				happened, recorded = append(happened, f.Happened.Micros()), append(recorded, f.Recorded.Micros())
			}
			if _, err := tx.Exec(`INSERT INTO bare (source,key,kind,partner,offer,customer,amount,currency,attributes,happened,recorded) SELECT * FROM unnest($1::text[],$2::text[],$3::text[],$4::text[],$5::text[],$6::text[],$7::text[],$8::text[],$9::text[],$10::bigint[],$11::bigint[]) AS u(source,key,kind,partner,offer,customer,amount,currency,attributes,happened,recorded) ORDER BY source, key ON CONFLICT DO NOTHING`,
				c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], happened, recorded); err != nil {
				t.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	return float64(len(rows)) / time.Since(start).Seconds()
}
