package standing

import (
	"cmp"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// segment is a stretch of the timeline in which one release is in force and
// the partner consists of the same companies: there metrics are read from one
// book by one reader.
type segment struct {
	span    calendar.Span
	release *program.Release
	book    *metric.Book
	reader  *metric.Reader
	merged  string     // the partner that this one was merged into; empty when none
	former  []*segment // what versions before would read in its place, as far as it was asked for
}

// forget lets go of the values that were computed in the segment or in its place.
func (s *segment) forget() {
	s.reader.Forget()
	for _, former := range s.former {
		former.forget()
	}
}

// anchor finds moments as a key sees them.
func (s *segment) anchor(key metric.Key) program.FindAnchor {
	return func(a *metric.Anchor, day calendar.Day) (calendar.Day, bool) {
		return s.reader.Frame(scopeOf(key), day).Resolve(a)
	}
}

func (w *walk) newSegment() *segment {
	return w.segmentOf(w.history.releases.InForce(w.day))
}

// segmentOf is a segment that begins today, as it would be under a release.
func (w *walk) segmentOf(r *program.Release) *segment {
	h := w.history
	s := &segment{release: r, span: calendar.Span{From: w.day, Until: w.segmentEnd()}}
	if into := h.members.into(h.in.Partner.ID, w.day); into != h.in.Partner.ID {
		s.merged = into
	}
	s.book = w.bookOf(r)
	s.reader = metric.NewReader(s.book, s.release.Set, h.ratesOf(s.release), &env{walk: w, segment: s})
	return s
}

// bookOf is the facts that count today, read as a release reads them: those of the
// segment before where nothing but the release is another.
func (w *walk) bookOf(r *program.Release) *metric.Book {
	h, last := w.history, w.segment
	if last != nil && last.release.History == r.History && last.release.Set.TellsApartAs(r.Set) &&
		(last.span.Has(w.day) || !slices.Contains(h.edges(), w.day)) {
		return last.book
	}
	book := r.Set.NewBook(h.entriesOn(w.day, r), h.barred(r.ID, w.day), h.credits(r.ID))
	book.Partner = h.in.Partner.ID
	return book
}

// entriesOn is the facts that count for the partner as it is composed on a day,
// in their order; a state begins anew where its publisher joins.
func (h *history) entriesOn(day calendar.Day, r *program.Release) []fact.Entry {
	all := slices.Clone(h.entries)
	r.Set.EndSuperseded(all)
	out := make([]fact.Entry, 0, len(all))
	for i := range all {
		out = h.members.share(out, &all[i], h.in.Partner.ID, day, r.History)
	}
	if earlier := func(a, b fact.Entry) int { return cmp.Compare(a.Day, b.Day) }; !slices.IsSortedFunc(out, earlier) {
		slices.SortStableFunc(out, earlier)
	}
	return out
}

func (w *walk) segmentEnd() calendar.Day {
	end := calendar.LastDay
	for _, r := range w.history.releases {
		if r.Effective > w.day {
			end = min(end, r.Effective)
		}
	}
	for _, day := range w.history.edges() {
		if day > w.day {
			end = min(end, day)
		}
	}
	return end
}

// edges are the days on which a new segment begins beside those of releases:
// the partner's companies change, or an exclusion begins or ends.
func (h *history) edges() []calendar.Day {
	days := h.members.edges(h.releases)
	for i := range h.override {
		if o := &h.override[i]; o.act == Exclude {
			days = append(days, o.span.From, o.span.Until)
		}
	}
	return days
}
