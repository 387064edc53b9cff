package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
)

// ledger is the facts of a story, with their names. The same lines in another
// order make the same facts with the same ids.
type ledger struct {
	cast
	facts  []fact.Fact
	chains map[string][]fact.Fact // by name: the fact and its corrections, oldest first
	lines  map[string]word        // where each name was given
	names  map[fact.ID]string     // what facts are called in a report
	copies map[string]int
}

// storySource is the source of facts that do not name another.
const storySource = "story"

// newLedger makes the facts of a story. Extra lines of single cases come on
// top.
func newLedger(s *story, extra map[*partner][]*told, m *problem.Mistakes) *ledger {
	l := &ledger{cast: cast{story: s, mistakes: m}, chains: map[string][]fact.Fact{}, lines: map[string]word{},
		names: map[fact.ID]string{}, copies: map[string]int{}}
	for _, p := range s.partners {
		l.introduce(p)
		l.record(p, slices.Concat(p.told, extra[p]))
	}
	for _, p := range s.partners {
		l.change(p)
	}
	l.record(nil, s.sources)
	for _, each := range s.merges {
		l.merge(each)
	}
	return l
}

// introduce tells who the partner is and which publishers belong to it.
func (l *ledger) introduce(p *partner) {
	ever := calendar.On(calendar.FirstDay)
	l.add(p.at, fact.Fact{Kind: string(fact.Partner), State: true, Subject: fact.Subject{Partner: p.name},
		Happened: ever, Recorded: ever, Attributes: p.attributes})
	if len(p.publishers) == 0 {
		l.add(p.at, fact.Fact{Kind: fact.Membership, State: true, Subject: fact.Subject{Partner: p.name, Publisher: p.name}, Happened: ever, Recorded: ever})
	}
	for _, each := range p.publishers {
		learned := each.learned
		if learned.IsZero() {
			learned = each.joined
		}
		l.add(each.at, fact.Fact{Kind: fact.Membership, State: true, Subject: fact.Subject{Partner: p.name, Publisher: each.name},
			Happened: each.joined, Until: each.left, Recorded: learned})
		if len(each.attributes) > 0 {
			l.add(each.at, fact.Fact{Kind: string(fact.Publisher), State: true, Subject: fact.Subject{Publisher: each.name},
				Happened: each.joined, Recorded: learned, Attributes: each.attributes})
		}
	}
}

// record makes facts of lines. Lines without a name are taken in the order of
// what they say, so that copies of one line are numbered alike in any order.
func (l *ledger) record(p *partner, lines []*told) {
	lines = repeated(lines)
	made := make([]fact.Fact, len(lines))
	order := make([]int, len(lines))
	for i, t := range lines {
		made[i], order[i] = t.fact, i
		if p != nil {
			made[i].Subject = l.subject(p, t)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(made[a].Recorded.Micros(), made[b].Recorded.Micros()), cmp.Compare(made[a].Digest(), made[b].Digest()))
	})
	for _, late := range []bool{false, true} { // overrides name other facts
		for _, i := range order {
			if t := lines[i]; (t.fact.Kind == fact.Override) == late {
				l.recordOne(p, t, made[i])
			}
		}
	}
}

// repeated lists each line as often as it says.
func repeated(lines []*told) []*told {
	var out []*told
	for _, t := range lines {
		out = append(out, slices.Repeat([]*told{t}, t.count())...)
	}
	return out
}

func (t *told) count() int {
	if t.times == nil {
		return 1
	}
	return *t.times
}

func (l *ledger) recordOne(p *partner, t *told, f fact.Fact) {
	if name := t.name.text; name != "" {
		if before, ok := l.lines[name]; ok {
			l.wrong(t.name, "Names are for one fact each.", "The name %s was given in line %d.", name, before.line)
			return
		}
		l.lines[name] = t.name
		f.ID.Key = name
	}
	t.objects.fill(l, p, &f)
	f = l.add(t.at, f)
	if name := t.name.text; name != "" {
		l.chains[name] = []fact.Fact{f}
	}
}

// add keeps a fact, with an id that follows from what it says unless it has one.
func (l *ledger) add(at word, f fact.Fact) fact.Fact {
	if f.ID.Source == "" {
		f.ID.Source = storySource
	}
	if f.ID.Key == "" {
		f.ID.Key = l.keyOf(f)
	}
	if err := f.Check(); err != nil {
		p := problem.Of(err)
		l.wrong(at, p.Hint, "%s", p.Message)
	}
	l.facts = append(l.facts, f)
	if l.names[f.ID] == "" {
		l.names[f.ID] = f.ID.Key
	}
	return f
}

func (l *ledger) keyOf(f fact.Fact) string {
	key := f.Kind + " of " + f.Happened.String()
	if f.Happened.Day(nil) == calendar.FirstDay {
		key = f.Kind
	}
	if holder := f.Subject.Holder(); len(l.story.partners) > 1 || holder == "" {
		key = strings.TrimSpace(holder + " " + key)
	}
	if l.copies[key]++; l.copies[key] == 1 {
		return key
	}
	return fmt.Sprintf("%s (%d)", key, l.copies[key])
}
