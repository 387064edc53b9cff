package metric

import (
	"laurel/internal/calendar"
	"laurel/internal/money"
)

// Reader computes the metrics of one program version from one book. It keeps
// what it has computed, so it is for one evaluation and one goroutine.
type Reader struct {
	book  *Book
	set   *Set
	rates money.Rates // as known
	env   Env

	readings map[readingKey]reading
	frames   map[frameKey]*Frame
	last     *Frame // the frame asked for last: most questions come in runs
	pasts    map[pastKey]*past
	err      error
}

type readingKey struct {
	index  int
	window *Window // for windows chosen among several
	scope  Scope
}

type frameKey struct {
	scope Scope
	day   calendar.Day
}

// NewReader is a reader of a book. Rates must have been cut to what was known.
func NewReader(book *Book, set *Set, rates money.Rates, env Env) *Reader {
	return &Reader{book: book, set: set, rates: rates, env: env, readings: map[readingKey]reading{},
		frames: map[frameKey]*Frame{}, pasts: map[pastKey]*past{}}
}

// Err is the first rate of exchange that was missing, when the program refuses
// to go on without.
func (r *Reader) Err() error { return r.err }

func (r *Reader) note(err error) {
	if r.err == nil {
		r.err = err
	}
}

// maxFrames bounds what a reader remembers; days are mostly asked in order.
const maxFrames = 256

// Frame is where conditions are asked for a scope on a day.
func (r *Reader) Frame(s Scope, day calendar.Day) *Frame {
	if r.last != nil && r.last.day == day && r.last.scope == s {
		return r.last
	}
	key := frameKey{s, day}
	if f, ok := r.frames[key]; ok {
		r.last = f
		return f
	}
	if len(r.frames) >= maxFrames {
		clear(r.frames)
	}
	f := &Frame{reader: r, scope: s, day: day, values: make([]Value, len(r.set.Definitions)), known: make([]bool, len(r.set.Definitions))}
	r.frames[key], r.last = f, f
	return f
}

// Value is a metric in a scope on a day.
func (r *Reader) Value(index int, s Scope, day calendar.Day) Value {
	return *r.Frame(s, day).metric(index)
}

func (r *Reader) value(index int, s Scope, day calendar.Day) Value {
	def := r.set.Definitions[index]
	if def.pinned() && s != (Scope{}) {
		return r.Value(index, Scope{}, day)
	}
	return r.reading(index, s).at(r.Frame(s, day))
}

// pinned metrics see the whole partner, whatever the scope.
func (d *Definition) pinned() bool { return d.For == "partner" }

func (r *Reader) reading(index int, s Scope) reading {
	key := readingKey{index: index, scope: s}
	if found, ok := r.readings[key]; ok {
		return found
	}
	def := r.set.Definitions[index]
	made := def.kind.read(r, def, s)
	r.readings[key] = made
	return made
}

// seriesOf is the reading of a definition whose window was chosen among
// several.
func (r *Reader) seriesOf(def *Definition, s Scope) reading {
	key := readingKey{index: def.index, window: def.Window, scope: s}
	if found, ok := r.readings[key]; ok {
		return found
	}
	made := def.kind.read(r, def, s)
	r.readings[key] = made
	return made
}

// nextOf is when a metric may differ from what it is in a frame.
func (r *Reader) nextOf(index int, f *Frame) calendar.Day {
	if def := r.set.Definitions[index]; def.pinned() && f.scope != (Scope{}) {
		f = r.Frame(Scope{}, f.day)
	}
	return r.reading(index, f.scope).next(f)
}

// NextValue is a day after day, not later than the first on which the metric
// may differ; LastDay when it never will without new facts.
func (r *Reader) NextValue(index int, s Scope, day calendar.Day) calendar.Day {
	return r.nextOf(index, r.Frame(s, day))
}

// Next is a day after day, not later than the first on which the outcome of a
// condition may differ.
func (r *Reader) Next(c *Condition, s Scope, day calendar.Day) calendar.Day {
	f := r.Frame(s, day)
	next := calendar.LastDay
	switch {
	case c.Compare != nil:
		for _, side := range []*Expression{c.Compare.Left, c.Compare.Right} {
			for _, index := range side.indexes() {
				next = min(next, r.nextOf(index, f))
			}
		}
	case c.Over != nil:
		next = r.nextQuantified(c.Over, f)
	case c.Time != nil:
		next = r.nextRecurring(c.Time, f)
	case c.Deed != nil:
		next = r.book.nextFact(day)
	default:
		for _, child := range c.children() {
			next = min(next, r.Next(child, s, day))
		}
	}
	return next
}

func (r *Reader) nextQuantified(q *Quantifier, f *Frame) calendar.Day {
	choice := q.selection()
	next := choice.next(f)
	if q.Holds != nil {
		for _, id := range r.book.ids(choice.of, f.scope, f.day) {
			next = min(next, r.Next(q.Holds, f.scope.Within(choice.of.key(id)), f.day))
		}
	}
	return next
}

func (q *Quantifier) selection() *selection {
	return &selection{of: domainOf(q.Over), where: q.Where, without: q.Without, when: q.When, top: q.Top}
}
