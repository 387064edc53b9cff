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

	whole *view // of the whole partner, which is asked for most
	views map[Scope]*view
	last  *Frame // the frame asked for last: most questions come in runs
	held  int    // how many frames are remembered
	spare []Frame
	err   error

	question int // how many times it was asked what comes next
	depth    int // how deep in the answer it is

	ahead  *Reader // looks at later days; nil until needed
	shared *Reader // whose facts it reads; nil when it reads its own
}

// view is what a reader has computed in one scope.
type view struct {
	scope    Scope
	readings []reading             // by metric; nil until asked for
	tallies  []*tally              // by metric; nil until asked for
	chosen   map[windowKey]reading // readings in windows that are chosen among several
	frames   map[calendar.Day]*Frame
	pasts    map[*Condition]*past
	stays    map[*watched]*stay
}

type windowKey struct {
	index  int
	window *Window
}

// NewReader is a reader of a book. Rates must have been cut to what was known.
func NewReader(book *Book, set *Set, rates money.Rates, env Env) *Reader {
	r := &Reader{book: book, set: set, rates: rates, env: env, views: map[Scope]*view{}}
	r.whole = r.view(Scope{})
	return r
}

// Beside is a reader of the same book that shares what was read of its facts, and
// nothing else.
func (r *Reader) Beside(env Env) *Reader {
	made := NewReader(r.book, r.set, r.rates, env)
	made.shared = r
	return made
}

// Err is the first rate of exchange that was missing, when the program refuses
// to go on without.
func (r *Reader) Err() error { return r.err }

func (r *Reader) note(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *Reader) view(s Scope) *view {
	v := r.views[s]
	if v == nil {
		v = &view{scope: s, readings: make([]reading, len(r.set.Definitions)), tallies: make([]*tally, len(r.set.Definitions)), frames: map[calendar.Day]*Frame{}}
		r.views[s] = v
	}
	return v
}

// maxFrames bounds what a reader remembers; days are mostly asked in order.
const maxFrames = 2048

// Frame is where conditions are asked for a scope on a day.
func (r *Reader) Frame(s Scope, day calendar.Day) *Frame {
	v := r.whole
	if !s.IsZero() {
		v = r.view(s)
	}
	if r.last != nil && r.last.day == day && r.last.view == v {
		return r.last
	}
	f := v.frames[day]
	if f == nil {
		f = r.newFrame()
		f.reader, f.view, f.day = r, v, day
		r.remember(f)
	}
	r.last = f
	return f
}

// Forget lets go of every value that was computed, because a waiver counts for
// some who ask and not for others. What was read of the facts stays.
func (r *Reader) Forget() {
	for _, v := range r.views {
		for _, f := range v.frames {
			clear(f.slots)
		}
		clear(v.pasts)
	}
}

// newFrame takes a frame from those made together: an evaluation may need
// hundreds.
func (r *Reader) newFrame() *Frame {
	n := len(r.set.Definitions)
	if len(r.spare) == 0 {
		together := min(1+r.held, 16)
		r.spare = make([]Frame, together)
		slots := make([]slot, together*n)
		for i := range r.spare {
			r.spare[i].slots = slots[i*n : (i+1)*n : (i+1)*n]
		}
	}
	f := &r.spare[0]
	r.spare = r.spare[1:]
	return f
}

func (r *Reader) remember(f *Frame) {
	if r.held >= maxFrames {
		for _, v := range r.views {
			clear(v.frames)
		}
		r.held = 0
	}
	f.view.frames[f.day] = f
	r.held++
}

// Value is a metric in a scope on a day.
func (r *Reader) Value(index int, s Scope, day calendar.Day) Value {
	return *r.Frame(s, day).metric(index)
}

func (r *Reader) value(index int, f *Frame) Value {
	if r.set.Definitions[index].pinned() && !f.view.scope.IsZero() {
		return r.Value(index, Scope{}, f.day)
	}
	return r.reading(index, f.view).at(f)
}

// pinned metrics see the whole partner, whatever the scope.
func (d *Definition) pinned() bool { return d.For == "partner" }

func (r *Reader) reading(index int, v *view) reading {
	if v.readings[index] == nil {
		def := r.set.Definitions[index]
		v.readings[index] = r.read(def, v.scope)
	}
	return v.readings[index]
}

// readingIn is the reading of a definition as if it had one window.
func (r *Reader) readingIn(w *Window, def *Definition, v *view) reading {
	key := windowKey{index: def.index, window: w}
	if found, ok := v.chosen[key]; ok {
		return found
	}
	one := *def
	one.Window = w
	made := r.read(&one, v.scope)
	if v.chosen == nil {
		v.chosen = map[windowKey]reading{}
	}
	v.chosen[key] = made
	return made
}

// nextOf is when a metric may differ from what it is in a frame. Within one
// question each metric answers once, however many others are made from it; the
// next question may have another answer, because more of the standing is known.
func (r *Reader) nextOf(index int, f *Frame) calendar.Day {
	if r.set.Definitions[index].pinned() && !f.view.scope.IsZero() {
		f = r.Frame(Scope{}, f.day)
	}
	if r.depth == 0 {
		r.question++
	}
	slot := &f.slots[index]
	if slot.asked != r.question {
		r.depth++
		slot.next = r.findNext(index, f)
		r.depth--
		slot.asked = r.question
	}
	return slot.next
}

func (r *Reader) findNext(index int, f *Frame) calendar.Day {
	def := r.set.Definitions[index]
	next := r.reading(index, f.view).next(f)
	if def.SmallSample != nil {
		for _, under := range def.SmallSample.Under.indexes() {
			next = min(next, r.nextOf(under, f))
		}
	}
	return next
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
	next := r.env.Next(day)
	switch {
	case c.Compare != nil:
		for _, side := range []*Expression{c.Compare.Left, c.Compare.Right} {
			for _, index := range side.indexes() {
				next = min(next, r.nextOf(index, f))
			}
		}
	case c.Over != nil:
		next = min(next, r.nextQuantified(c.Over, f))
	case c.Time != nil:
		next = min(next, r.nextRecurring(c.Time, f))
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
		for _, id := range r.book.ids(choice.of, f.view.scope, f.day) {
			next = min(next, r.Next(q.Holds, f.view.scope.Within(choice.of.key(id)), f.day))
		}
	}
	return next
}

func (q *Quantifier) selection() *selection {
	return &selection{of: domainOf(q.Over), where: q.Where, without: q.Without, when: q.When, top: q.Top}
}
