package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/importer"
)

// imports measures how fast facts come in beside a bare load of the same file.
func imports(t *table) {
	dir, err := os.MkdirTemp("", "bench")
	must(err)
	defer os.RemoveAll(dir)
	m := sized(*partners)
	file := filepath.Join(dir, "facts.csv")
	out, err := os.Create(file)
	must(err)
	must(m.csv(out))
	must(out.Close())
	rows := float64(m.sales() + 3*m.partners)
	bare := timed(func() { bareLoad(file, filepath.Join(dir, "bare.db")) })
	own := timed(func() { ownImport(file, filepath.Join(dir, "laurel.db")) })
	t.add("bare load, SQLite", rate(rows, bare), "")
	t.add("import, SQLite", rate(rows, own), fmt.Sprintf("%.2f × bare load", bare.Seconds()/own.Seconds()))
	plan(t, filepath.Join(dir, "laurel.db"), m)
}

func timed(work func()) time.Duration {
	start := time.Now()
	work()
	return time.Since(start)
}

func rate(rows float64, took time.Duration) string {
	return fmt.Sprintf("%.0f rows/s (%.0f rows, %.1f s)", rows/took.Seconds(), rows, took.Seconds())
}

func ownImport(file, database string) {
	ctx := context.Background()
	a, err := app.Open(ctx, database, time.Now)
	must(err)
	defer a.Close()
	in, err := os.Open(file)
	must(err)
	defer in.Close()
	_, err = a.Import(ctx, app.ImportInput{Format: "laurel-csv", Source: "bench", In: in, File: "facts.csv"})
	must(err)
}

// bareLoad parses the same file in the same way and puts the rows into one
// table with the same unique key and an index by partner and time, in the same
// batches; what is there already is passed over.
func bareLoad(file, database string) {
	db, err := sql.Open("sqlite", "file:"+database+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=wal_autocheckpoint(16000)&_pragma=cache_size(-65536)&_txlock=immediate")
	must(err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`CREATE TABLE facts (source TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, holder TEXT NOT NULL, happened BIGINT NOT NULL,
		recorded BIGINT NOT NULL, content TEXT NOT NULL, digest TEXT NOT NULL, UNIQUE (source, key));
		CREATE INDEX facts_by_holder ON facts (holder, happened)`)
	must(err)
	in, err := os.Open(file)
	must(err)
	defer in.Close()
	l := &bareSink{db: db}
	_, err = importer.Read("laurel-csv", io.TeeReader(in, sha256.New()), importer.Options{Source: "bench"}, l)
	must(err)
	l.commit()
}

type bareSink struct {
	db   *sql.DB
	tx   *sql.Tx
	stmt *sql.Stmt
	n    int
}

// Fact puts one row into the table.
func (b *bareSink) Fact(it importer.Item) error {
	if b.tx == nil {
		b.begin()
	}
	f := &it.Fact
	_, err := b.stmt.Exec(f.ID.Source, f.ID.Key, f.Kind, f.Subject.Holder(), f.Happened.Micros(), f.Recorded.Micros(), fmt.Sprint(f.Subject, f.Amount, f.Attributes), "")
	if b.n++; b.n%5000 == 0 {
		b.commit()
	}
	return err
}

func (b *bareSink) begin() {
	var err error
	b.tx, err = b.db.Begin()
	must(err)
	b.stmt, err = b.tx.Prepare(`INSERT INTO facts (source, key, kind, holder, happened, recorded, content, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`)
	must(err)
}

func (b *bareSink) commit() {
	if b.tx != nil {
		must(b.tx.Commit())
		b.tx = nil
	}
}

// Reject cannot happen: the file was generated.
func (b *bareSink) Reject(r importer.Reject) error { return fmt.Errorf("%v", r.Faults) }

// plan measures a plan over all partners.
func plan(t *table, database string, m marketplace) {
	ctx := context.Background()
	a, err := app.Open(ctx, database, time.Now)
	must(err)
	defer a.Close()
	text, err := os.ReadFile("../programs/microsoft-marketplace-rewards/2023-08.yaml")
	must(err)
	from := calendar.MustParseDay("2014-01-01")
	_, err = a.Apply(ctx, app.ApplyInput{File: "2023-08.yaml", Text: text, Effective: &from})
	must(err)
	next, err := os.ReadFile("../programs/microsoft-marketplace-rewards/2023-12.yaml")
	must(err)
	at := calendar.MustParseDay("2024-01-31")
	took := timed(func() {
		p, err := a.Plan(ctx, app.PlanInput{File: "2023-12.yaml", Text: next, At: &at})
		must(err)
		if p.Partners != m.partners {
			must(fmt.Errorf("the plan has %d partners, not %d", p.Partners, m.partners))
		}
	})
	t.add(fmt.Sprintf("plan over %d partners, %d facts", m.partners, m.sales()), fmt.Sprintf("%.1f s, %d MiB at most", took.Seconds(), peakMemory()>>20), "")
}
