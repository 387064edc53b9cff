package store

import (
	"context"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
)

// settle decides about rows whose key is taken, one after the other: repeated,
// a correction or a conflict. It stores the corrections and returns them.
func (b *batch) settle(ctx context.Context, left []*row, held map[fact.ID]storedFact) ([]*row, error) {
	if len(left) == 0 {
		return nil, nil
	}
	chains, err := b.tx.chains(ctx, held, b.in.mayRevive(left))
	if err != nil {
		return nil, err
	}
	var grown, conflicting []*row
	for _, r := range left {
		c := chains[r.fact.ID]
		outcome, err := c.decide(ctx, r, b.in)
		if err != nil {
			return nil, err
		}
		b.outcomes[r.index] = outcome
		switch outcome {
		case fact.Corrected:
			grown = append(grown, c.grow(r)...)
		case fact.Conflict:
			conflicting = append(conflicting, r)
		}
	}
	if err := b.tx.addConflicts(ctx, b.in, chains, conflicting); err != nil {
		return nil, err
	}
	return b.storeLinks(ctx, grown, chains)
}

// storeLinks stores corrections. Their keys were made here, so a taken one is
// a key of the source that looks like ours: that stops the delivery.
func (b *batch) storeLinks(ctx context.Context, grown []*row, chains map[fact.ID]*chain) ([]*row, error) {
	for _, r := range grown {
		var err error
		if r.content, err = contentOf(r.fact); err != nil {
			return nil, err
		}
	}
	stored, left, _, err := b.store(ctx, grown)
	if err != nil {
		return nil, err
	}
	if len(left) > 0 {
		return nil, takenKey(left[0].fact.ID)
	}
	return stored, b.tx.saveChains(ctx, chains)
}

// mayRevive reports whether rows may bring back what was retracted: those of a
// snapshot or beside one, and those that are said to be the newest content.
func (in intake) mayRevive(rows []*row) bool {
	return in.revive || !in.beside.IsZero() || slices.ContainsFunc(rows, func(r *row) bool { return r.correction })
}

// decide tells what a delivery under a known key is. What was retracted counts
// again when its source shows it later; a row beside a snapshot is a part of
// that publication, whenever it was recorded first.
func (c *chain) decide(ctx context.Context, r *row, in intake) (fact.Outcome, error) {
	if in.revive && r.correction {
		return c.decideShown(ctx, r, in)
	}
	if !c.gone() || !r.correction && !in.revive && in.beside.IsZero() {
		return c.judge(r, in), nil
	}
	if r.fact.Recorded.Before(in.beside) {
		if err := r.recordOn(in.beside); err != nil {
			return "", err
		}
	}
	again := !in.revive && c.delivered(saidOf(r.content), r.fact.Recorded)
	if !again && c.revivedBy(r) {
		return fact.Corrected, nil
	}
	return c.judge(r, in), nil
}

// decideShown is decide for a row of a snapshot, which has the last word on its
// day: the row is there already only when it is what counts on that day, or when
// another row speaks for it and it says nothing new.
func (c *chain) decideShown(ctx context.Context, r *row, in intake) (fact.Outcome, error) {
	said, current := saidOf(r.content), c.countingOn(r.fact.Recorded)
	overtaken, err := c.overtaken(ctx, current, in.file)
	link := c.link(current)
	switch {
	case err != nil:
		return "", err
	case !c.replacesTheSame(said), overtaken && !c.toldBefore(said):
		return fact.Conflict, nil
	case overtaken:
		return fact.Repeated, nil
	case link == nil:
		return fact.Corrected, nil
	case r.earliest:
		return judgeEarliest(*link, r.fact, in.months), nil
	case withoutReplaced(link.said) == withoutReplaced(said):
		return fact.Repeated, nil
	default:
		return fact.Corrected, nil
	}
}

// toldBefore reports whether some link says the same, whatever it replaces.
func (c *chain) toldBefore(said string) bool {
	return slices.ContainsFunc(c.links, func(l storedFact) bool { return withoutReplaced(l.said) == withoutReplaced(said) })
}

func (r *row) recordOn(m calendar.Moment) (err error) {
	r.fact.Recorded = m
	r.content, err = contentOf(r.fact)
	return err
}

// judge decides about a delivery as if its key had never been retracted.
func (c *chain) judge(r *row, in intake) fact.Outcome {
	head, said := c.links[c.head], saidOf(r.content)
	switch {
	case r.earliest:
		return judgeEarliest(head, r.fact, in.months)
	case r.dated && !c.delivered(said, r.fact.Recorded) && c.isOldest(r.fact.Recorded):
		return fact.Corrected
	case !r.correction && c.has(said):
		return fact.Repeated
	case !r.correction, !c.replacesTheSame(said):
		return fact.Conflict
	case c.says(head, said), !in.revive && c.delivered(said, r.fact.Recorded):
		return fact.Repeated
	case r.single && !in.revive && c.recordedOn(r.fact.Recorded):
		return fact.Conflict
	default:
		return fact.Corrected
	}
}

// judgeEarliest lets the earlier of two beginnings stand. A beginning inside
// the months that a snapshot replaces is the snapshot's to say.
func judgeEarliest(head storedFact, f *fact.Fact, months calendar.Span) fact.Outcome {
	stands := head.happened.Before(f.Happened) && !months.Has(head.happened.Day(nil))
	if stands || head.happened == f.Happened {
		return fact.Repeated
	}
	return fact.Corrected
}

// delivered reports whether the same content was recorded at the same moment
// before: the same file again, and no return to old content.
func (c *chain) delivered(said string, recorded calendar.Moment) bool {
	for _, l := range c.links {
		if c.says(l, said) && l.recorded == recorded {
			return true
		}
	}
	return false
}

// recordedOn reports whether some content was recorded at a moment.
func (c *chain) recordedOn(m calendar.Moment) bool {
	return slices.ContainsFunc(c.links, func(l storedFact) bool { return l.recorded == m })
}

// replacesTheSame reports whether a delivery is a correction of the same fact as
// the first content of its key, or leaves that open. One of another fact would be
// about something else.
func (c *chain) replacesTheSame(said string) bool {
	replaced := replacedOf(said)
	return replaced == "" || replaced == replacedOf(c.links[0].said)
}

// isOldest reports whether every link was recorded after a moment.
func (c *chain) isOldest(recorded calendar.Moment) bool {
	before, _ := c.around(recorded)
	return before == nil
}

func takenKey(id fact.ID) error {
	return problem.New(problem.Conflict, "The correction of a fact of source %q needs the id %q, which the source uses itself.", id.Source, id.Key).
		WithHint("Ids that end in a tilde and a number are made by Laurel; let the source use others.")
}
