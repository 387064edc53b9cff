package scenario

import (
	"cmp"
	"fmt"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/standing"
)

// change makes facts of what was learned later about a partner's facts: each
// names the newest fact of its chain, in the order in which it was learned.
func (l *ledger) change(p *partner) {
	changes := slices.Clone(p.changes)
	slices.SortStableFunc(changes, func(a, b *change) int {
		return cmp.Or(cmp.Compare(a.new.fact.Recorded.Micros(), b.new.fact.Recorded.Micros()),
			cmp.Compare(a.what, b.what), cmp.Compare(a.new.fact.Digest(), b.new.fact.Digest()))
	})
	for _, c := range changes {
		chain := l.chains[c.of.text]
		if len(chain) == 0 {
			l.unknownFact(c.of)
			continue
		}
		l.changeOne(p, c, chain)
	}
}

func (l *ledger) unknownFact(w word) {
	names := make([]string, 0, len(l.lines))
	for name := range l.lines {
		names = append(names, name)
	}
	slices.Sort(names)
	hint := suggestion(w.text, names)
	if len(names) == 0 {
		hint = "Give the fact a name, like sale " + w.text + " 2024-03-05 60_000 USD."
	}
	l.wrong(w, hint, "No fact is named %s.", w.text)
}

func (l *ledger) changeOne(p *partner, c *change, chain []fact.Fact) {
	newest := chain[len(chain)-1]
	switch c.what {
	case marks:
		l.add(c.at, fact.Fact{ID: l.next(c, newest, "mark"), Kind: fact.Mark, Marks: newest.ID, Attributes: c.new.fact.Attributes, Recorded: c.new.fact.Recorded})
	case retracts:
		l.add(c.at, fact.Fact{ID: l.next(c, newest, "retraction"), Replaces: newest.ID.Key, Retracts: true, Recorded: c.new.fact.Recorded})
	default:
		l.correct(p, c, newest)
	}
}

// next is the id of what changes a fact: it comes from the same source.
func (l *ledger) next(c *change, of fact.Fact, what string) fact.ID {
	key := c.of.text + " " + what
	if l.copies[key]++; l.copies[key] > 1 {
		key = fmt.Sprintf("%s %d", key, l.copies[key])
	}
	return fact.ID{Source: of.ID.Source, Key: key}
}

func (l *ledger) correct(p *partner, c *change, was fact.Fact) {
	if c.new.fact.State && !was.State {
		l.wrong(c.at, "Write one date.", "%s happened once; it has no beginning and end.", c.of.text)
		return
	}
	if was.State && !c.new.fact.State && !c.new.fact.Happened.IsZero() {
		l.wrong(c.at, "Write from when to when, like 2024-03-01..2024-06-30.", "%s held over days, not on one.", c.of.text)
		return
	}
	if c.new.publisher.text != "" || c.new.about.text != "" {
		c.new.fact.Subject = l.subject(p, c.new)
	}
	f := c.apply(was)
	f.ID, f.Replaces = l.next(c, was, "correction"), was.ID.Key
	l.names[f.ID] = c.of.text
	l.chains[c.of.text] = append(l.chains[c.of.text], l.add(c.at, f))
}

// merge makes facts of a merger and of its undoing. A merger that ended is
// corrected; one that never was is retracted.
func (l *ledger) merge(m *merge) {
	for _, w := range []word{m.gone, m.into} {
		if l.story.partner(w.text) == nil {
			l.wrong(w, suggestion(w.text, l.story.partnerNames()), "There is no partner %q in the story.", w.text)
			return
		}
	}
	f := l.add(m.at, fact.Fact{ID: fact.ID{Source: fact.Laurel}, Kind: fact.Merge, State: true, Subject: fact.Subject{Partner: m.into.text},
		Attributes: fact.NewAttributes(fact.Attribute{Name: "merged", Value: fact.Text(m.gone.text)}), Happened: calendar.On(m.on), Recorded: m.learned})
	for i, u := range m.undone {
		undo := fact.Fact{ID: fact.ID{Source: fact.Laurel, Key: fmt.Sprintf("%s undone %d", f.ID.Key, i+1)}, Replaces: f.ID.Key, Retracts: true, Recorded: u.learned}
		if u.on != 0 {
			undo.Kind, undo.State, undo.Retracts = f.Kind, true, false
			undo.Subject, undo.Attributes, undo.Happened = f.Subject, f.Attributes, f.Happened
			undo.Until = calendar.On(max(u.on-1, m.on))
		}
		l.add(u.at, undo)
	}
}

// fill writes into an override what it is about.
func (o *objects) fill(l *ledger, p *partner, f *fact.Fact) {
	set := func(name, value string) {
		if value != "" {
			f.Attributes = f.Attributes.With(name, fact.Text(value))
		}
	}
	set("ladder", o.tier.ladder.name)
	set("tier", o.tier.tier)
	set("key", l.offerID(p, o.tier.ladder.key))
	set("metric", o.metric.text)
	if f.Attributes.Get("act").String() != string(standing.Exclude) {
		return
	}
	chain := l.chains[o.fact.text]
	if len(chain) == 0 {
		l.unknownFact(o.fact)
		return
	}
	set("fact", chain[0].ID.String())
}
