// Package importer turns foreign files into facts, row by row. A file is read
// as a stream and never held in memory; each format is one file of this
// package and one line in formats.go.
//
// A row either becomes facts or is rejected with the reason, the place and the
// row as it came; good rows count whatever becomes of the others. A file that
// cannot be trusted as a whole is refused with an error, and then nothing of
// it may count, although facts of its first rows were handed over already:
// callers keep what they get until the whole file was read.
//
// Every format keeps an allow-list of columns. Names, addresses and free text
// of persons never reach a fact; customers are known by opaque ids.
package importer

import (
	"io"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
)

// Options say what a file does not say about itself.
type Options struct {
	// Source is the feed's name in the ID of every fact; the format's name when empty.
	Source string
	// Publisher is whose facts these are, where the feed does not say.
	Publisher string
	// Published is the recorded date of every fact for which the feed has none.
	Published calendar.Moment
	// Now is when the file is read: a row that was recorded later is rejected. Nothing is when it is zero.
	Now calendar.Moment
	// Currency stands for an empty currency cell; when empty, such rows are rejected.
	Currency string
	// Snapshot says that the file restates whole months, so one that ends in the middle of a row is refused.
	Snapshot bool
}

// Item is a fact read from a file, with what the file knows about its repetition.
type Item struct {
	Fact fact.Fact
	// Line is the physical line that the fact was read from.
	Line int
	// Correction says that this is the newest content of the fact's key: other
	// content stored under the key is replaced and is no conflict.
	Correction bool
	// Single says of a correction that one publication has one content of the key:
	// other content that was recorded on the same day, in another file, contradicts
	// it, or is another part of a sum, so it is a conflict.
	Single bool
	// Earliest marks a state that holds from the first time this file shows it.
	// Under the same key, a stored state that began later, or that began inside
	// the months that a snapshot replaces, is corrected; an earlier one stands.
	Earliest bool
	// Dated says that the feed itself tells when it recorded this content: one that
	// was recorded before what is stored under the key is no conflict, but was
	// known until then.
	Dated bool
	// Ordinal counts the identical rows of a keyless file from 1; 0 when the feed
	// has keys. The key of a keyless fact is its digest, a dot and the ordinal.
	Ordinal int
}

// Sink takes what was read, in the order of the file. An error from it ends
// the reading and comes back from Read as it is.
type Sink interface {
	Fact(Item) error
	Reject(Reject) error
}

// Read reads one file of a format and hands every fact and every rejected row
// to the sink. An error means that the file is refused and that nothing of it
// may count; the summary then says how far it was read.
func Read(format string, in io.Reader, opts Options, sink Sink) (Summary, error) {
	f, err := Find(format)
	if err != nil {
		return Summary{}, err
	}
	if err := f.checkOptions(opts); err != nil {
		return Summary{}, err
	}
	if opts.Source == "" {
		opts.Source = f.Name
	}
	rd := &reading{in: newInput(in), format: f, opts: opts, sink: sink}
	err = f.read(rd)
	return rd.sum, err
}

// reading is one file being read: where it stands and what was found so far.
type reading struct {
	in     *input
	format Format
	opts   Options
	sink   Sink
	sum    Summary
}

// yield hands facts to the sink.
func (rd *reading) yield(items ...Item) error {
	for _, it := range items {
		rd.sum.note(it.Fact)
		if err := rd.sink.Fact(it); err != nil {
			return err
		}
	}
	return nil
}

func (rd *reading) reject(r Reject) error {
	rd.sum.Rejected++
	return rd.sink.Reject(r)
}

// close ends the reading: a snapshot must be whole.
func (rd *reading) close() error {
	if rd.sum.Truncated && rd.opts.Snapshot {
		return problem.New(problem.Invalid, "The file ends in the middle of a row (line %d), so it is not the whole snapshot.", rd.in.line).
			WithHint("Fetch it again, or import what there is without the snapshot option.")
	}
	return nil
}
