package scenario

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/program"
	"laurel/internal/standing"
)

// world is a story as the engine sees it: all facts, the program's history and
// the rates. Every moment is worked out once.
type world struct {
	story   *story
	ledger  *ledger
	history program.History
	rates   money.Rates
	views   map[viewKey]*view
}

type viewKey struct {
	partner   *partner
	at, known calendar.Day
}

// ahead is how far a forecast looks: a little over two years.
const ahead = 800

func newWorld(s *story, l *ledger, history program.History, rates money.Rates) *world {
	w := &world{story: s, ledger: l, history: history, rates: rates, views: map[viewKey]*view{}}
	w.issue()
	return w
}

// evaluate works out a partner's timeline.
func (w *world) evaluate(p *partner, at, known calendar.Day) (*standing.Timeline, error) {
	return standing.Evaluate(standing.Input{Partner: standing.Partner{ID: p.name, Name: p.name}, Facts: w.ledger.facts,
		History: w.history, Rates: w.rates, Known: known, At: at, Ahead: ahead})
}

// view is a partner at a moment.
func (w *world) view(p *partner, at, known calendar.Day) *view {
	key := viewKey{p, at, known}
	if found := w.views[key]; found != nil {
		return found
	}
	v := &view{world: w, partner: p, at: at, known: known}
	if v.timeline, v.err = w.evaluate(p, at, known); v.err == nil && v.release() != nil {
		v.explained = v.timeline.Explain(at)
	}
	w.views[key] = v
	return v
}

// issue records what Laurel grants, one day of issue after the other: what was
// recorded on one is known on the next.
func (w *world) issue() {
	days := slices.Clone(w.story.issues)
	slices.SortStableFunc(days, func(a, b issue) int { return int(a.day - b.day) })
	for _, each := range days {
		var made []fact.Fact
		for _, p := range w.story.partners {
			made = append(made, w.issued(p, each.day)...)
		}
		for _, f := range made {
			w.ledger.add(each.at, f)
		}
	}
}

// issued makes facts of the grants in force on a day that no fact records yet.
func (w *world) issued(p *partner, day calendar.Day) []fact.Fact {
	t, err := w.evaluate(p, day, day)
	if err != nil {
		return nil
	}
	var out []fact.Fact
	for _, g := range t.InForce(day) {
		if g.Issued.IsZero() {
			f := t.IssueFact(g)
			f.Recorded = calendar.On(day)
			if f.Subject.Partner == "" {
				f.Subject.Partner = p.name
			}
			out = append(out, f)
		}
	}
	return out
}
