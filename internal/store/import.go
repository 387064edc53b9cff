package store

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
)

// ImportHeader is what is known about a file before it is read.
type ImportHeader struct {
	Source string // the feed's name in the ID of every fact
	Format string
	// Keyless says that events whose key is their digest, a dot and a number are
	// rows without a key of their own; the import gives them one.
	Keyless   bool
	File      string          // its name, for the register
	Published calendar.Moment // zero when the file has no date of publication
	// Snapshot says that the file restates whole months.
	Snapshot bool
	// AllowShrink takes a snapshot that loses more than a tenth of the rows.
	AllowShrink bool
	Received    time.Time
	// Progress, when given, is called with how many facts of how many were dealt with.
	Progress func(done, all int)
}

// ImportTrailer is what is known about a file after it was read.
type ImportTrailer struct {
	Checksum string        // SHA-256 of the file, in hex
	Months   calendar.Span // of the file's events, whole months; empty when it has none
	Rows     int           // all rows of the file
	Rejected int           // those that yielded no fact
}

// ImportResult counts what became of a file's facts.
type ImportResult struct {
	New       int
	Repeated  int // there already, with the same content
	Corrected int // newer content of a known key, or facts that replace others
	Retracted int // by facts that say so, or by a snapshot that does not show them any more
	Conflicts int
	Circular  []Circular // what was left out because it replaces itself, by way of others
	Seen      bool       // the same file was imported before, and nothing was done
}

// Circular is a fact that would replace, by way of others, itself.
type Circular struct {
	fact.ID
	Replaces string `json:"replaces"` // the id that it names
}

// Import is a file on its way into the database. Nothing of it is visible
// before Commit.
type Import struct {
	store    *Store
	header   ImportHeader
	received calendar.Moment
	spool    *spool
}

// BeginImport begins to take a file. End it with Commit or Rollback.
//
// A plain file adds to what is there: Commit stores it in batches, each a
// transaction, so that other changes get their turn. When it is interrupted, the same
// file again adds just what is missing, because every fact of a file has a key
// that follows from the file: its own, or for a row without one the content,
// the publication, the file's checksum and the number among identical rows.
//
// A snapshot replaces what its source said about the months from its first to
// its last event, in one transaction, all of it recorded on the date of
// publication. Rows with a key match by it: other content becomes a correction,
// and what was retracted before counts again. Rows without one match by content
// and count. What the file does not show any more is retracted. States
// that began before these months stand, and so do partners, memberships, merges
// and what is said about other facts. Rows that were imported without the
// snapshot option after a snapshot of the same publication (corrected rejects)
// stand as well. A file that is older than the source's newest snapshot is
// refused, as is one that loses more than a tenth of the rows.
//
// The same file again, with the same publication, does nothing.
func (s *Store) BeginImport(_ context.Context, h ImportHeader) (*Import, error) {
	if h.Snapshot && h.Published.IsZero() {
		return nil, problem.New(problem.Invalid, "The snapshot %s has no date of publication.", h.File).
			WithHint("Give it.").AtConsole("Give it, with --published.")
	}
	sp, err := newSpool()
	if err != nil {
		return nil, err
	}
	return &Import{store: s, header: h, received: calendar.At(h.Received), spool: sp}, nil
}

// Add takes facts of the file, in its order.
func (i *Import) Add(_ context.Context, items []Item) error {
	for n := range items {
		if i.header.Snapshot {
			items[n].Fact.Recorded = i.header.Published
		}
		r, err := newRow(&items[n], i.received)
		if err != nil {
			return err
		}
		if i.header.Snapshot && r.fact.ID.Source != i.header.Source {
			return problem.New(problem.Invalid, "The snapshot of the source %q has the fact %s of another source.", i.header.Source, r.fact.ID).
				WithHint("Import it without the snapshot option, or split the file by source.")
		}
		mark := i.mark(r)
		if mark == keylessMark && (r.fact.State || isStanding(r.fact)) {
			return i.lacksKey(r.fact)
		}
		if err := i.spool.add(r, mark); err != nil {
			return err
		}
	}
	return nil
}

// lacksKey stops a format that gives no key to what holds beyond the months of a
// file: nothing could tell it from what the source said before, so a snapshot
// would lose it or store it anew each time.
func (i *Import) lacksKey(f *fact.Fact) error {
	return problem.New(problem.Internal, "The format %s gives the %s %s no key of its own, but only events can do without.", i.header.Format, f.Kind, f.ID).
		WithHint("Let the format make a key of what the row is about, as gcloud does for partners and offers.")
}

// keylessPattern is the key that importers give a row without one: the digest of
// its content, a dot, and the number among identical rows.
var keylessPattern = regexp.MustCompile(`^[a-z2-7]{24}\.[0-9]+$`)

// digestLength is how long the digest in the key of such a row is.
const digestLength = 24

func (i *Import) mark(r *row) string {
	switch {
	case i.header.Keyless && keylessPattern.MatchString(r.fact.ID.Key):
		return keylessMark
	case r.earliest:
		return earliestMark
	case r.correction && r.single:
		return singleMark
	case r.correction:
		return correctionMark
	case r.dated:
		return datedMark
	default:
		return plainMark
	}
}

// Rollback forgets the file. After Commit it does nothing.
func (i *Import) Rollback() {
	if i.spool != nil {
		i.spool.close()
		i.spool = nil
	}
}

// Commit stores the facts of the file and enters it into the register.
func (i *Import) Commit(ctx context.Context, t ImportTrailer) (ImportResult, error) {
	if i.spool == nil {
		return ImportResult{}, problem.New(problem.Internal, "The import of %s has ended already.", i.header.File)
	}
	defer i.Rollback()
	if i.header.Snapshot {
		return i.commitSnapshot(ctx, t)
	}
	return i.commitPlain(ctx, t)
}

// batchSize is how many facts one transaction stores: facts of one holder are
// neighbours, and a page that several of them change is written once.
const batchSize = 20_000

func (i *Import) commitPlain(ctx context.Context, t ImportTrailer) (ImportResult, error) {
	var in intake
	var res ImportResult
	err := i.store.Write(ctx, func(tx *Tx) (err error) {
		in, res.Seen, err = tx.beginImport(ctx, i, t)
		return err
	})
	if err != nil || res.Seen {
		return res, err
	}
	b := batcher{store: func(rows []*row) error {
		var outcomes []fact.Outcome
		err := i.store.Write(ctx, func(tx *Tx) (err error) {
			outcomes, err = tx.addRows(ctx, rows, in)
			return err
		})
		if err == nil {
			res.count(rows, outcomes)
		}
		return err
	}}
	err = i.spool.each(func(r *row, mark string) error {
		if mark == keylessMark {
			r.fact.ID.Key = i.looseKey(r, t)
		}
		return b.add(r, i.progress)
	})
	if err != nil {
		return res, err
	}
	if err := b.flush(i.progress); err != nil {
		return res, err
	}
	return res, i.store.Write(ctx, func(tx *Tx) error { return tx.endImport(ctx, in, i, res) })
}

func (i *Import) progress(done int) {
	if i.header.Progress != nil {
		i.header.Progress(done, i.spool.rows)
	}
}

func (r *ImportResult) count(rows []*row, outcomes []fact.Outcome) {
	for i, o := range outcomes {
		switch f := rows[i].fact; {
		case o == fact.Repeated:
			r.Repeated++
		case o == fact.Conflict:
			r.Conflicts++
		case o == fact.Circular:
			r.Circular = append(r.Circular, Circular{f.ID, f.Replaces})
		case f.Retracts:
			r.Retracted++
		case o == fact.Corrected, f.Replaces != "":
			r.Corrected++
		default:
			r.New++
		}
	}
}

// looseKey is the key of a row without one in a file that is no snapshot: the
// same file gives the same key, another file never does.
func (i *Import) looseKey(r *row, t ImportTrailer) string {
	digest, ordinal, _ := strings.Cut(r.fact.ID.Key, ".")
	return digest + "@" + i.header.Published.String() + "+" + fact.Opaque("", t.Checksum)[:8] + "." + ordinal
}

// snapshotKey is the key of a row without one in a snapshot.
func snapshotKey(digest string, published calendar.Moment, n int64) string {
	return digest + "@" + published.String() + "." + strconv.FormatInt(n, 10)
}

// batcher collects rows and stores them when there are enough.
type batcher struct {
	rows  []*row
	done  int
	store func([]*row) error
}

func (b *batcher) add(r *row, progress func(done int)) error {
	b.rows = append(b.rows, r)
	if len(b.rows) < batchSize {
		return nil
	}
	return b.flush(progress)
}

func (b *batcher) flush(progress func(done int)) error {
	if len(b.rows) == 0 {
		return nil
	}
	if err := b.store(b.rows); err != nil {
		return err
	}
	b.done += len(b.rows)
	b.rows = nil
	progress(b.done)
	return nil
}
