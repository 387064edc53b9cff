package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// ProgramVersion is one version of a program, as its author wrote it.
type ProgramVersion struct {
	Program   string
	Version   string
	File      string // the file's name when it was applied
	Text      []byte
	Checksum  string // SHA-256 of the text, in hex; ApplyProgram fills it in
	Effective calendar.Day
	Applied   calendar.Moment
	By        string // an opaque id of who applied it
}

// ApplyProgram stores a version and reports whether it was new. A version is
// one text for ever: the same again changes nothing, another text or another
// effective day is a Conflict.
func (tx *Tx) ApplyProgram(ctx context.Context, v ProgramVersion) (isNew bool, err error) {
	sum := sha256.Sum256(v.Text)
	v.Checksum = hex.EncodeToString(sum[:])
	n, err := tx.exec(ctx, `INSERT INTO programs (program, version, file, content, checksum, effective, applied, applied_dated, applied_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
		v.Program, v.Version, v.File, string(v.Text), v.Checksum, int64(v.Effective), v.Applied.Micros(), v.Applied.IsDate(), v.By)
	if err != nil || n > 0 {
		return n > 0, err
	}
	held, err := tx.ProgramHistory(ctx, v.Program)
	if err != nil {
		return false, err
	}
	for _, h := range held {
		switch {
		case h.Version != v.Version:
		case h.Checksum != v.Checksum:
			return false, problem.New(problem.Conflict, "Version %s of the program %s was applied on %s with another text.", v.Version, v.Program, h.Applied.Day(nil)).
				WithHint("Give the changed text a new version; what was applied stays readable for ever.")
		case h.Effective != v.Effective:
			return false, problem.New(problem.Conflict, "Version %s of the program %s was applied on %s and is in force from %s.", v.Version, v.Program, h.Applied.Day(nil), h.Effective).
				WithHint("Give it a new version to let it be in force from another day.")
		}
	}
	return false, nil
}

// ApplyProgram is Tx.ApplyProgram in a transaction of its own.
func (s *Store) ApplyProgram(ctx context.Context, v ProgramVersion) (isNew bool, err error) {
	err = s.Write(ctx, func(tx *Tx) error {
		isNew, err = tx.ApplyProgram(ctx, v)
		return err
	})
	return isNew, err
}

const programColumns = `SELECT program, version, file, content, checksum, effective, applied, applied_dated, applied_by FROM programs `

// Programs lists every version of every program: by program, then by effective
// day, then by when it was applied.
func (r *Reader) Programs(ctx context.Context) ([]ProgramVersion, error) {
	return all(ctx, r, scanProgram, programColumns+`ORDER BY program, effective, applied, version`)
}

// ProgramHistory lists the versions of one program in the same order; none when
// there is no such program.
func (r *Reader) ProgramHistory(ctx context.Context, program string) ([]ProgramVersion, error) {
	return all(ctx, r, scanProgram, programColumns+`WHERE program = $1 ORDER BY effective, applied, version`, program)
}

func scanProgram(rows *sql.Rows, v *ProgramVersion) error {
	var text string
	var applied int64
	var dated bool
	err := rows.Scan(&v.Program, &v.Version, &v.File, &text, &v.Checksum, &v.Effective, &applied, &dated, &v.By)
	v.Text, v.Applied = []byte(text), calendar.MomentOf(applied, dated)
	return err
}
