package program

import (
	"slices"
	"sort"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// Release is one version of a program with when it was applied.
type Release struct {
	*Program
	Applied calendar.Moment // when the operator published it
	First   bool            // the program's first version: known from its effective day
}

// History is the releases of one program, by effective day; of two with the
// same day the one applied later comes last and is the one in force.
type History []Release

// NewHistory orders the releases of one program and marks the first.
func NewHistory(releases ...Release) History {
	h := append(History(nil), releases...)
	sort.SliceStable(h, func(i, j int) bool {
		if h[i].Effective != h[j].Effective {
			return h[i].Effective < h[j].Effective
		}
		return h[i].Applied.Before(h[j].Applied)
	})
	for i := range h {
		h[i].First = i == 0
	}
	return h
}

// With is the history with one more release.
func (h History) With(r Release) History { return NewHistory(append(append(History(nil), h...), r)...) }

// Parts is the first day on which another history may have other rules in force;
// LastDay when there is none. That holds for both as known on any day. Where not
// all releases reckon days in one zone they part from the beginning, because the
// zone of a history is that of the last release that is known.
func (h History) Parts(other History) calendar.Day {
	if !slices.Concat(h, other).inOneZone() {
		return calendar.FirstDay
	}
	n := min(len(h), len(other))
	for i := range n {
		if h[i] != other[i] {
			return min(h[i].Effective, other[i].Effective)
		}
	}
	if rest := slices.Concat(h[n:], other[n:]); len(rest) > 0 {
		return rest[0].Effective
	}
	return calendar.LastDay
}

func (h History) inOneZone() bool {
	return !slices.ContainsFunc(h, func(r Release) bool { return r.Zone.String() != h[0].Zone.String() })
}

// Known is the history as known at the close of a day: the first version from
// its effective day, later ones from when they were applied.
func (h History) Known(day calendar.Day) History {
	var known History
	for _, r := range h {
		since := r.Applied.Day(r.Zone)
		if r.First {
			since = r.Effective
		}
		if since <= day {
			known = append(known, r)
		}
	}
	return known
}

// Until is the history without the releases that take effect after a day.
func (h History) Until(day calendar.Day) History {
	var out History
	for _, r := range h {
		if r.Effective <= day {
			out = append(out, r)
		}
	}
	return out
}

// InForce is the release in force on a day; nil before the first.
func (h History) InForce(day calendar.Day) *Release {
	var found *Release
	for i := range h {
		if h[i].Effective <= day {
			found = &h[i]
		}
	}
	return found
}

// Find is the release of a version.
func (h History) Find(version string) (*Release, error) {
	for i := range h {
		if h[i].Version == version {
			return &h[i], nil
		}
	}
	return nil, problem.New(problem.NotFound, "There is no version %q of this program.", version).
		WithHint("See the list of programs.").AtConsole("See `laurel program list`.")
}
