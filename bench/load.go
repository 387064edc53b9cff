package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"laurel/internal/app"
)

// engine is a database that facts are loaded into.
type engine struct {
	name string
	own  string         // the database of Laurel
	bare func() *sql.DB // the database of the bare load
	put  func(*sql.Tx, []bareRow) error
}

// imports measures how fast facts come in beside a bare load of the same files,
// on every engine, and a plan over all of them.
func imports(t *table) {
	dir, err := os.MkdirTemp("", "bench")
	must(err)
	defer os.RemoveAll(dir)
	m := sized(*partners)
	files := m.files(dir)
	for _, e := range chosen(engines(dir)) {
		load(t, e, files)
		plan(t, e, m)
	}
}

// engines is SQLite, and PostgreSQL where LAUREL_TEST_POSTGRES names a server.
func engines(dir string) []engine {
	list := []engine{{"SQLite", filepath.Join(dir, "laurel.db"), func() *sql.DB {
		db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "bare.db")+
			"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=wal_autocheckpoint(16000)&_pragma=cache_size(-65536)&_txlock=immediate")
		must(err)
		return db
	}, putOneByOne}}
	server := os.Getenv("LAUREL_TEST_POSTGRES")
	if server == "" {
		fmt.Fprintln(os.Stderr, "PostgreSQL is left out: run make bench, or name a server in LAUREL_TEST_POSTGRES.")
		return list
	}
	return append(list, engine{"PostgreSQL", freshDatabase(server, "bench_laurel"), func() *sql.DB {
		db, err := sql.Open("pgx", freshDatabase(server, "bench_bare"))
		must(err)
		return db
	}, putTogether})
}

// open is another door to the database of Laurel.
func (e engine) open() *sql.DB {
	driver, address := "pgx", e.own
	if e.name == "SQLite" {
		driver, address = "sqlite", "file:"+e.own+"?mode=ro"
	}
	db, err := sql.Open(driver, address)
	must(err)
	return db
}

// load measures both ways of loading: all files, and the first beside the last.
func load(t *table, e engine, files []file) {
	var bare *bareLoad
	if *beside {
		bare = newBareLoad(e.bare(), e.put)
		defer bare.db.Close()
	}
	var bareTook, ownTook []time.Duration
	rows := 0
	for _, f := range files { // in turns, so that both meet the same machine
		bareTook = append(bareTook, timed(func() { bare.load(f) }))
		ownTook = append(ownTook, timed(func() { ownImport(e.own, f) }))
		rows += f.rows
	}
	ratio := ""
	if *beside {
		loaded(t, "bare load", e, files, rows, bareTook, "")
		ratio = fmt.Sprintf("%.2f × bare load", sum(bareTook).Seconds()/sum(ownTook).Seconds())
	}
	loaded(t, "import", e, files, rows, ownTook, ratio)
}

func loaded(t *table, what string, e engine, files []file, rows int, took []time.Duration, ratio string) {
	t.add(what+", "+e.name, rate(rows, sum(took)), ratio)
	if last := len(files) - 1; last > 0 {
		t.add(what+", the last file beside the first, "+e.name, rate(files[last].rows, took[last]), slowdown(files, took))
	}
}

// slowdown is the speed of the last file by that of the first.
func slowdown(files []file, took []time.Duration) string {
	speed := func(i int) float64 { return float64(files[i].rows) / took[i].Seconds() }
	return fmt.Sprintf("%.2f × the first", speed(len(files)-1)/speed(0))
}

func sum(list []time.Duration) time.Duration {
	total := time.Duration(0)
	for _, d := range list {
		total += d
	}
	return total
}

func timed(work func()) time.Duration {
	start := time.Now()
	work()
	return time.Since(start)
}

func rate(rows int, took time.Duration) string {
	return fmt.Sprintf("%.0f rows/s (%d rows, %.1f s)", float64(rows)/took.Seconds(), rows, took.Seconds())
}

func ownImport(database string, f file) {
	ctx := context.Background()
	a, err := app.Open(ctx, database, time.Now)
	must(err)
	defer a.Close()
	in, err := os.Open(f.path)
	must(err)
	defer in.Close()
	done, err := a.Import(ctx, app.ImportInput{Format: "laurel-csv", Source: "bench", In: in, File: filepath.Base(f.path)})
	must(err)
	if done.New != f.rows {
		must(fmt.Errorf("%s: %d facts were new, not %d", f.path, done.New, f.rows))
	}
}
