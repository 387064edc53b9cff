package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/importer"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// ImportInput is one file of facts.
type ImportInput struct {
	Format      string
	Source      string // the format's name when empty
	Publisher   string
	Currency    string
	Published   calendar.Moment
	Snapshot    bool
	AllowShrink bool
	Complete    *calendar.Day // the source has told everything up to this day
	File        string        // its name, for the register
	In          io.Reader
	Rejects     *importer.RejectsWriter
	OnReject    func(importer.Reject)
}

// Imported is what became of a file.
type Imported struct {
	File      string `json:"file"`      // the file
	Source    string `json:"source"`    // the name of its feed
	Rows      int    `json:"rows"`      // how many rows it holds
	Rejected  int    `json:"rejected"`  // how many rows cannot be read
	New       int    `json:"new"`       // how many facts are new
	Repeated  int    `json:"repeated"`  // how many facts were there already
	Corrected int    `json:"corrected"` // how many facts take the place of another
	Retracted int    `json:"retracted"` // how many facts take another back
	Conflicts int    `json:"conflicts"` // how many came again with other content, which does not count
	// Circular is among the rejected: facts that would replace, by way of others, themselves.
	Circular []store.Circular `json:"circular,omitempty"`
	Seen     bool             `json:"seen_before"`               // the same file was imported before; nothing was done
	Skipped  []importer.Skip  `json:"skipped,omitempty"`         // rows of which nothing is kept
	Ignored  []string         `json:"ignored_columns,omitempty"` // columns that the format does not read
}

// batchSize is how many facts are stored in one go.
const batchSize = 5000

// Import reads a file into the database. When the file is refused, nothing of
// it counts; rejected rows do not stop the others.
func (a *App) Import(ctx context.Context, in ImportInput) (Imported, error) {
	format, err := importer.Find(in.Format)
	if err != nil {
		return Imported{}, err
	}
	if in.Source == "" {
		in.Source = format.Name
	}
	if err := cmp.Or(checkSource(in.Source), fact.CheckID("publisher", in.Publisher), a.checkPublished(in.Published), a.checkComplete(in.Complete)); err != nil {
		return Imported{}, err
	}
	started, err := a.store.BeginImport(ctx, store.ImportHeader{Source: in.Source, Format: format.Name, Keyless: format.Keyless, File: in.File,
		Published: in.Published, Snapshot: in.Snapshot, AllowShrink: in.AllowShrink, Received: a.now()})
	if err != nil {
		return Imported{}, err
	}
	defer started.Rollback()
	return a.read(ctx, in, started)
}

// checkSource keeps feeds from speaking in Laurel's own name.
func checkSource(source string) error {
	if source == fact.Laurel {
		return problem.New(problem.Invalid, "A feed cannot be called %q: that is the source of what Laurel itself does.", source).
			WithHint("Choose another source.").AtConsole("Choose another --source.")
	}
	return fact.CheckID("source", source)
}

// checkPublished refuses a publication that is still to come, as a slip of the
// pen may say: every right one after it would be older.
func (a *App) checkPublished(published calendar.Moment) error {
	today, last := a.todayAnywhere()
	if published.IsZero() || published.Day(nil) <= last {
		return nil
	}
	return problem.New(problem.Invalid, "The date of publication, %s, is still to come; today is %s.", published.Day(nil), today).
		WithHint("Give the day on which the file was published.").AtConsole("Give the day on which the file was published, with --published.")
}

// todayAnywhere is today and the last day that it may be somewhere: a day is
// allowed for time zones.
func (a *App) todayAnywhere() (today, last calendar.Day) {
	today = calendar.At(a.now()).Day(nil)
	return today, today + 1
}

// checkComplete keeps a slip in the year from calling every later day complete.
func (a *App) checkComplete(through *calendar.Day) error {
	today, last := a.todayAnywhere()
	if through == nil || *through <= last {
		return nil
	}
	return problem.New(problem.Invalid, "No source can have told everything through %s, which is still to come; today is %s.", *through, today).
		WithHint("Give a day that is over.").AtConsole("Give a day that is over, with --complete-through.")
}

func (a *App) read(ctx context.Context, in ImportInput, started *store.Import) (Imported, error) {
	sum := in.begunSum()
	load := &loader{ctx: ctx, into: started, rejects: in.Rejects, onReject: in.OnReject}
	summary, err := importer.Read(in.Format, io.TeeReader(in.In, sum), importer.Options{Source: in.Source, Publisher: in.Publisher,
		Published: in.Published, Now: calendar.At(a.now()), Currency: in.Currency, Snapshot: in.Snapshot}, load)
	if err != nil {
		return Imported{}, err
	}
	if err := a.complete(in, load); err != nil {
		return Imported{}, err
	}
	if err := load.flush(); err != nil {
		return Imported{}, err
	}
	return finish(ctx, in, started, summary, sum)
}

// begunSum is the checksum before the file's own bytes: what the import says
// beside the file is a part of it, so that saying something else is not the same
// import again.
func (in ImportInput) begunSum() hash.Hash {
	sum := sha256.New()
	complete := ""
	if in.Complete != nil {
		complete = in.Complete.String()
	}
	if beside := []string{in.Publisher, in.Currency, complete}; strings.Join(beside, "") != "" {
		fmt.Fprintf(sum, "%q\n", beside)
	}
	return sum
}

// complete notes to which day the source has told everything, as a fact of its
// own.
func (a *App) complete(in ImportInput, load *loader) error {
	if in.Complete == nil {
		return nil
	}
	recorded := in.Published
	if recorded.IsZero() {
		recorded = calendar.At(a.now())
	}
	return load.Fact(importer.Item{Fact: fact.Fact{
		ID: fact.ID{Source: in.Source, Key: "complete:" + in.Complete.String()}, Kind: fact.Complete, Happened: calendar.On(*in.Complete), Recorded: recorded,
		Attributes: fact.NewAttributes(fact.Attribute{Name: "source", Value: fact.Text(in.Source)}, fact.Attribute{Name: "through", Value: fact.Text(in.Complete.String())}),
	}})
}

func finish(ctx context.Context, in ImportInput, started *store.Import, summary importer.Summary, sum hash.Hash) (Imported, error) {
	done, err := started.Commit(ctx, store.ImportTrailer{Checksum: hex.EncodeToString(sum.Sum(nil)), Months: summary.Months, Rows: summary.Rows, Rejected: summary.Rejected})
	if err != nil {
		return Imported{}, err
	}
	return Imported{File: in.File, Source: in.Source, Rows: summary.Rows, Rejected: summary.Rejected + len(done.Circular), New: done.New, Repeated: done.Repeated,
		Corrected: done.Corrected, Retracted: done.Retracted, Conflicts: done.Conflicts, Circular: done.Circular, Seen: done.Seen, Skipped: summary.Skipped, Ignored: summary.Ignored}, nil
}

// loader hands what is read to the store, in batches.
type loader struct {
	ctx      context.Context
	into     *store.Import
	batch    []store.Item
	rejects  *importer.RejectsWriter
	onReject func(importer.Reject)
}

// Fact takes one fact.
func (l *loader) Fact(it importer.Item) error {
	l.batch = append(l.batch, store.Item{Fact: it.Fact, Correction: it.Correction, Single: it.Single, Earliest: it.Earliest, Dated: it.Dated})
	if len(l.batch) < batchSize {
		return nil
	}
	return l.flush()
}

func (l *loader) flush() error {
	if len(l.batch) == 0 {
		return nil
	}
	err := l.into.Add(l.ctx, l.batch)
	l.batch = l.batch[:0]
	return err
}

// Reject takes one rejected row.
func (l *loader) Reject(r importer.Reject) error {
	if l.onReject != nil {
		l.onReject(r)
	}
	if l.rejects == nil {
		return nil
	}
	return l.rejects.Write(r)
}
