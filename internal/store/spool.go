package store

import (
	"bufio"
	"errors"
	"io"
	"os"
	"strings"

	"laurel/internal/fact"
	"laurel/internal/problem"
)

// spool keeps the facts of a file on the disk until the whole file was read:
// nothing of a file that is refused in its middle may count, and no change of
// the database may last as long as the reading of a large file. One line is
// one fact; no text of a fact has a line end.
type spool struct {
	file *os.File
	w    *bufio.Writer
	rows int
}

func newSpool() (*spool, error) {
	file, err := os.CreateTemp("", "laurel-import-")
	if err != nil {
		return nil, spoolProblem(err)
	}
	os.Remove(file.Name()) // it stays readable, and goes when it is closed
	return &spool{file: file, w: bufio.NewWriterSize(file, 1<<16)}, nil
}

func spoolProblem(err error) error {
	return problem.New(problem.Unavailable, "The folder for temporary files, %s, cannot hold the import.", os.TempDir()).
		WithHint("Make room there, or name another folder in the environment variable TMPDIR.").Because(err)
}

// The marks at the beginning of a line.
const (
	plainMark      = "-"
	correctionMark = "c"
	singleMark     = "t"
	earliestMark   = "e"
	datedMark      = "d"
	keylessMark    = "k"
)

func (s *spool) add(r *row, mark string) error {
	for _, part := range []string{mark, "\t", r.fact.ID.Source, "\t", r.fact.ID.Key, "\t", r.content, "\n"} {
		if _, err := s.w.WriteString(part); err != nil {
			return spoolProblem(err)
		}
	}
	s.rows++
	return nil
}

// each reads the spool from its beginning.
func (s *spool) each(fn func(r *row, mark string) error) error {
	if err := s.w.Flush(); err != nil {
		return spoolProblem(err)
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return spoolProblem(err)
	}
	in, d := bufio.NewReaderSize(s.file, 1<<16), decoder{}
	for {
		line, err := in.ReadString('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return spoolProblem(err)
		}
		r, mark, err := rowOfLine(&d, strings.TrimSuffix(line, "\n"))
		if err != nil {
			return err
		}
		if err := fn(r, mark); err != nil {
			return err
		}
	}
}

func rowOfLine(d *decoder, line string) (r *row, mark string, err error) {
	r = &row{fact: &fact.Fact{}}
	mark, line = cut(line)
	r.fact.ID.Source, line = cut(line)
	r.fact.ID.Key, r.content = cut(line)
	r.single, r.earliest, r.dated = mark == singleMark, mark == earliestMark, mark == datedMark
	r.correction = r.single || mark == correctionMark
	return r, mark, d.decode(r.fact, r.content)
}

func (s *spool) close() error { return s.file.Close() }
