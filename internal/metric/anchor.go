package metric

import (
	"slices"
	"sort"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// Anchor is a named moment in a partner's life from which time is counted. On
// a day it is found from what had happened by then.
type Anchor struct {
	Place problem.Place `yaml:"-"`

	On           *calendar.Day `yaml:"-"`          // a date
	FirstBenefit bool          `yaml:"-"`          // the first benefit granted: the words "first benefit"
	TierChange   bool          `yaml:"-"`          // the last change of the ladder's tier: "tier change"
	ChangeOf     string        `yaml:"change-of"`  // the last change of the tier of the ladder named
	First        string        `yaml:"first"`      // the first fact of a kind
	Last         string        `yaml:"last"`       // the last fact of a kind
	Where        Filter        `yaml:"where"`      // which facts First and Last look at
	Tier         string        `yaml:"tier"`       // when ladder.tier was attained
	LaterOf      []*Anchor     `yaml:"later-of"`   // the latest of several moments, once all have come
	EarlierOf    []*Anchor     `yaml:"earlier-of"` // the first of several moments to come

	ladder string // of TierChange, once bound
}

// Changes is the ladder at whose last change the moment lies; false when it is
// another moment.
func (a *Anchor) Changes() (ladder string, ok bool) {
	if a.ChangeOf != "" {
		return a.ChangeOf, true
	}
	return a.ladder, a.TierChange
}

// LooksBack reports whether the moment is one of the standing itself.
func (a *Anchor) LooksBack() bool {
	return a.FirstBenefit || a.TierChange || a.ChangeOf != "" || a.Tier != ""
}

// Follow makes "tier change" mean the changes of one ladder.
func (a *Anchor) Follow(ladder string) { a.ladder = ladder }

// resolve finds the day; false while it has not come.
func (a *Anchor) resolve(f *Frame) (calendar.Day, bool) {
	switch {
	case a.On != nil:
		return *a.On, true
	case a.FirstBenefit:
		return f.reader.env.FirstBenefit(f.day)
	case a.TierChange, a.ChangeOf != "":
		ladder, _ := a.Changes()
		return f.reader.env.TierChange(ladder, f.view.scope, f.day)
	case a.Tier != "":
		return f.reader.env.Attained(a.Tier, f.view.scope, f.day)
	case a.LaterOf != nil:
		return extreme(a.LaterOf, f, (*Anchor).resolve, true)
	case a.EarlierOf != nil:
		return extreme(a.EarlierOf, f, (*Anchor).resolve, false)
	default:
		return a.fact(f)
	}
}

// opens is the day from which a window counts that begins at the moment. What
// happened on the day of a change of tier counted for that change, so the
// window opens on the next; before the first change nothing was counted yet,
// and the window reaches back to the beginning.
func (a *Anchor) opens(f *Frame) (calendar.Day, bool) {
	if _, changes := a.Changes(); changes {
		change, ok := a.resolve(f)
		if !ok {
			return calendar.FirstDay, true
		}
		return change + 1, true
	}
	switch {
	case a.LaterOf != nil:
		return extreme(a.LaterOf, f, (*Anchor).opens, true)
	case a.EarlierOf != nil:
		return extreme(a.come(f), f, (*Anchor).opens, false)
	default:
		return a.resolve(f)
	}
}

// come lists those of several moments that have come; all of them as long as
// none has.
func (a *Anchor) come(f *Frame) []*Anchor {
	var come []*Anchor
	for _, each := range a.EarlierOf {
		if _, ok := each.resolve(f); ok {
			come = append(come, each)
		}
	}
	if come == nil {
		return a.EarlierOf
	}
	return come
}

// extreme is the latest or the earliest of several moments. The later of two
// has not come while one of them has not; the earlier has come with the first.
func extreme(list []*Anchor, f *Frame, of func(*Anchor, *Frame) (calendar.Day, bool), later bool) (calendar.Day, bool) {
	var found []calendar.Day
	for _, each := range list {
		day, ok := of(each, f)
		if !ok && later {
			return 0, false
		}
		if ok {
			found = append(found, day)
		}
	}
	if len(found) == 0 {
		return 0, false
	}
	best := found[0]
	for _, day := range found[1:] {
		if later == (day > best) {
			best = day
		}
	}
	return best, true
}

func (a *Anchor) fact(f *Frame) (calendar.Day, bool) {
	kind := a.First
	if kind == "" {
		kind = a.Last
	}
	best, found := calendar.Day(0), false
	for _, i := range f.reader.book.byKind[kind] {
		e := &f.reader.book.entries[i]
		if e.Day > f.day || found && a.First != "" {
			break
		}
		if f.view.scope.has(f.reader.book, e) && a.Where.Match(f.reader.book.lookup(e)) {
			best, found = e.Day, true
		}
	}
	return best, found
}

// next is a day after the frame's, not later than the first on which the moment
// may be another one, or may have come.
func (a *Anchor) next(f *Frame) calendar.Day {
	next := calendar.LastDay
	switch {
	case a.On != nil:
		if *a.On > f.day {
			next = *a.On
		}
	case a.FirstBenefit, a.TierChange, a.ChangeOf != "", a.Tier != "":
		next = f.reader.env.Next(f.day)
	case a.First != "":
		next = f.reader.book.nextOfKind(a.First, f.day)
	case a.Last != "":
		next = f.reader.book.nextOfKind(a.Last, f.day)
	}
	for _, each := range slices.Concat(a.LaterOf, a.EarlierOf) {
		next = min(next, each.next(f))
	}
	return next
}

// nextOfKind is the next day after one on which a fact of a kind happened.
func (b *Book) nextOfKind(kind string, after calendar.Day) calendar.Day {
	list := b.byKind[kind]
	i := sort.Search(len(list), func(i int) bool { return b.entries[list[i]].Day > after })
	if i == len(list) {
		return calendar.LastDay
	}
	return b.entries[list[i]].Day
}
