package main

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"io"
	"net/url"
	"os"

	"laurel/internal/fact"
	"laurel/internal/importer"
)

// bareLoad is what imports are compared with: it parses the same files in the
// same way and puts the rows into one table with the same unique key and an
// index by partner and time, in the same batches; what is there already is
// passed over.
type bareLoad struct {
	db   *sql.DB
	put  func(*sql.Tx, []bareRow) error
	rows []bareRow
}

type bareRow struct {
	source, key, kind, holder string
	happened, recorded        int64
	content                   string
}

const bareBatch = 20_000 // as ours

func newBareLoad(db *sql.DB, put func(*sql.Tx, []bareRow) error) *bareLoad {
	db.SetMaxOpenConns(1)
	for _, statement := range []string{`CREATE TABLE facts (source TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, holder TEXT NOT NULL, happened BIGINT NOT NULL,
		recorded BIGINT NOT NULL, content TEXT NOT NULL, UNIQUE (source, key))`, `CREATE INDEX facts_by_holder ON facts (holder, happened)`} {
		_, err := db.Exec(statement)
		must(err)
	}
	return &bareLoad{db: db, put: put}
}

// load does nothing without a database to compare with.
func (b *bareLoad) load(f file) {
	if b == nil {
		return
	}
	in, err := os.Open(f.path)
	must(err)
	defer in.Close()
	_, err = importer.Read("laurel-csv", io.TeeReader(in, sha256.New()), importer.Options{Source: "bench"}, b)
	must(err)
	must(b.flush())
}

// Fact puts one row into the batch.
func (b *bareLoad) Fact(it importer.Item) error {
	b.rows = append(b.rows, bareRowOf(&it.Fact))
	if len(b.rows) < bareBatch {
		return nil
	}
	return b.flush()
}

func bareRowOf(f *fact.Fact) bareRow {
	return bareRow{f.ID.Source, f.ID.Key, f.Kind, f.Subject.Holder(), f.Happened.Micros(), f.Recorded.Micros(), fmt.Sprint(f.Subject, f.Amount, f.Attributes)}
}

// Reject cannot happen: the files were generated.
func (b *bareLoad) Reject(r importer.Reject) error { return fmt.Errorf("%v", r.Faults) }

func (b *bareLoad) flush() error {
	if err := b.inOne(func(tx *sql.Tx) error { return b.put(tx, b.rows) }); err != nil {
		return err
	}
	b.rows = b.rows[:0]
	return nil
}

func (b *bareLoad) inOne(work func(*sql.Tx) error) error {
	tx, err := b.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := work(tx); err != nil {
		return err
	}
	return tx.Commit()
}

const putInto = `INSERT INTO facts (source, key, kind, holder, happened, recorded, content) `

// putOneByOne is the fast way of SQLite.
func putOneByOne(tx *sql.Tx, rows []bareRow) error {
	statement, err := tx.Prepare(putInto + `VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`)
	if err != nil {
		return err
	}
	defer statement.Close()
	for _, r := range rows {
		if _, err := statement.Exec(r.source, r.key, r.kind, r.holder, r.happened, r.recorded, r.content); err != nil {
			return err
		}
	}
	return nil
}

// putTogether is the fast way of PostgreSQL: one statement for the whole batch.
func putTogether(tx *sql.Tx, rows []bareRow) error {
	n := len(rows)
	sources, keys, kinds, holders, contents := make([]string, n), make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	happened, recorded := make([]int64, n), make([]int64, n)
	for i, r := range rows {
		sources[i], keys[i], kinds[i], holders[i], contents[i] = r.source, r.key, r.kind, r.holder, r.content
		happened[i], recorded[i] = r.happened, r.recorded
	}
	_, err := tx.Exec(putInto+`SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[]) ON CONFLICT DO NOTHING`,
		sources, keys, kinds, holders, happened, recorded, contents)
	return err
}

// freshDatabase is a new database on the server.
func freshDatabase(server, name string) string {
	db, err := sql.Open("pgx", server)
	must(err)
	defer db.Close()
	for _, statement := range []string{"DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name} {
		_, err := db.Exec(statement)
		must(err)
	}
	address, err := url.Parse(server)
	must(err)
	address.Path = "/" + name
	return address.String()
}
