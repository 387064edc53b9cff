// Package standing works out where a partner stands at a moment and why. Facts
// and a program's history go in; a timeline with every reason comes out, the
// same every time. The standing at a day, the explanation, the gap, the
// forecast and a restatement are all read from that timeline.
package standing

import (
	"slices"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/program"
)

// Input is everything that a standing depends on. The same input gives the
// same timeline.
type Input struct {
	Partner Partner
	// Others are partners that this one may be part of, for their names.
	Others []Partner
	// Facts are all facts of the partner, of its publishers and of the partners
	// merged into it, in any order. Facts of others are ignored.
	Facts []fact.Fact
	// History is every release of one program, in the order of NewHistory.
	History program.History
	Rates   money.Rates
	// Known selects facts, retractions, overrides, rates and releases by when
	// they were recorded: by the close of this day.
	Known calendar.Day
	// At is the day asked about: its close.
	At calendar.Day
	// Ahead is how far after At to go on without new facts, for the forecast.
	Ahead calendar.Day

	asking bool // only whether an issued grant had a cause is asked, not since when it has none
}

// Partner is who stands.
type Partner struct {
	ID   string `json:"partner"` // the id
	Name string `json:"name"`    // the name; the id where no name is known
}

// history is the input as known: what every segment is cut from.
type history struct {
	in       Input
	releases program.History
	zone     *time.Location
	entries  []fact.Entry
	members  membership
	rates    money.Rates
	complete []completeness
	override []override
	partly   bool           // some waiver does not count for keeping a tier
	moments  []calendar.Day // on which overrides begin or end and deeds were done, ascending
}

// completeness is up to which day a source has told everything.
type completeness struct {
	source  string
	through calendar.Day
}

func newHistory(in Input) *history {
	h := &history{in: in, releases: in.History.Known(in.Known), zone: time.UTC}
	if len(h.releases) == 0 {
		return h
	}
	h.zone = h.releases[len(h.releases)-1].Zone
	known := fact.AsKnown(in.Facts, in.Known, h.zone)
	h.entries = known[:0]
	for _, e := range known {
		// Whether a source was complete is about the past: what is known counts, however late it was said.
		if e.Day <= in.At || e.Learned <= in.At || e.Kind == fact.Complete {
			h.entries = append(h.entries, e)
		}
	}
	h.members = membershipOf(h.entries)
	h.rates = knownRates(in.Rates, in.Known)
	for i := range h.entries {
		h.collect(&h.entries[i])
	}
	slices.Sort(h.moments)
	return h
}

func (h *history) collect(e *fact.Entry) {
	switch e.Kind {
	case fact.Complete:
		through, err := calendar.ParseDay(e.Attribute("through").String())
		if err == nil {
			h.complete = append(h.complete, completeness{source: e.Attribute("source").String(), through: through})
		}
	case fact.Override:
		if h.members.into(e.Subject.Partner, e.Day) == h.in.Partner.ID || e.Subject.Partner == "" {
			o := overrideOf(e)
			h.override, h.partly = append(h.override, o), h.partly || o.act == Waive && !o.retention
			h.moments = append(h.moments, e.Day, e.Ends+1)
		}
	default:
		if fact.TellsOfBenefit(e.Kind) {
			h.moments = append(h.moments, e.Day)
		}
	}
}

func knownRates(rates money.Rates, known calendar.Day) money.Rates {
	out := money.Rates{}
	for name, table := range rates {
		out[name] = table.Known(known)
	}
	return out
}

// ratesOf is the rates by which a release converts: what was imported, and what
// its own file says, which is not what another version's says.
func (h *history) ratesOf(r *program.Release) money.Rates {
	own := r.OwnRates()
	if own == nil {
		return h.rates
	}
	return money.Rates{own.Source: own}
}

// putsOff reports whether a release waits with the evaluation of a day for
// sources that have not told everything up to it.
func (h *history) putsOff(r *program.Release, day calendar.Day) bool {
	return r.Ready != nil && r.Ready.Until == program.Wait && h.incomplete(r, day)
}

// incomplete reports whether a source that a release asks for has not told
// everything up to a day.
func (h *history) incomplete(r *program.Release, day calendar.Day) bool {
	if r.Ready == nil {
		return false
	}
	through, ok := h.completeThrough(r.Ready.Sources)
	return !ok || through < day
}

// completeThrough is up to which day all of some sources have told everything;
// false when one of them never said.
func (h *history) completeThrough(sources []string) (calendar.Day, bool) {
	through := calendar.LastDay
	for _, source := range sources {
		day, ok := h.through(source)
		if !ok {
			return 0, false
		}
		through = min(through, day)
	}
	return through, true
}

func (h *history) through(source string) (calendar.Day, bool) {
	best, found := calendar.Day(0), false
	for _, c := range h.complete {
		if c.source == source && (!found || c.through > best) {
			best, found = c.through, true
		}
	}
	return best, found
}
