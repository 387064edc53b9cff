package metric

import (
	"maps"
	"slices"
	"sort"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// Book is a partner's history as known on one day, arranged for reading: facts
// by kind, and what every subject was like on any day.
type Book struct {
	// Partner is whose book it is: the partner of facts that name a publisher only.
	Partner string

	entries  []fact.Entry
	byKind   map[string][]int      // indexes into entries, in their order
	profiles map[profileKey][]int  // the states that describe a subject, in order
	stated   map[subjectPath][]int // the same for subjects that facts name, as far as asked for
	latest   struct {              // the one asked for last: facts that follow one another are often about one subject
		path   subjectPath
		states []int
	}
	subjects map[fact.Level][]subject        // of the levels that were asked for; see subjectsOf
	named    map[fact.Level]map[string][]int // of the levels that were asked for; see naming
	barred   map[fact.ID]Barred              // facts that an override leaves out
	credits  map[string][]*fact.Entry        // facts that an override adds, by metric
	choices  map[filterKey]choice            // what filters say of the entries, as far as asked

	stateDays []calendar.Day // see changes
}

type profileKey struct {
	level fact.Level
	id    string
}

// Barred is the reason why a person left a fact out.
type Barred struct {
	By fact.ID // the override
	Said
	Since calendar.Day
	Until calendar.Day // the last day; LastDay when open
}

// NewBook arranges a history that fact.AsKnown ordered and EndSuperseded went
// through. The entries are kept and must not change. Facts in barred are left out
// of every metric; those in credits count for the metric they are listed under,
// whatever their kind.
func (s *Set) NewBook(entries []fact.Entry, barred map[fact.ID]Barred, credits map[string][]*fact.Entry) *Book {
	b := &Book{entries: entries, byKind: map[string][]int{}, profiles: map[profileKey][]int{}, stated: map[subjectPath][]int{},
		named:    map[fact.Level]map[string][]int{},
		subjects: map[fact.Level][]subject{}, barred: barred, credits: credits, choices: map[filterKey]choice{}}
	for i := range entries {
		e := &entries[i]
		b.byKind[e.Kind] = append(b.byKind[e.Kind], i)
		if e.State {
			level := e.Subject.Level()
			key := profileKey{level, subjectKey(level, &e.Subject)}
			b.profiles[key] = append(b.profiles[key], i)
		}
	}
	return b
}

// TellsApartAs reports whether both sets tell states apart in the same way, so
// that one book does for both.
func (s *Set) TellsApartAs(other *Set) bool { return maps.Equal(s.numbered, other.numbered) }

// EndSuperseded ends a state on the day before the next one of the same kind,
// subject and distinguishing attributes begins: MAU = 600 ends MAU = 512, but
// one certificate does not end another. Words distinguish, and so do numbers
// that the program asks for by themselves, such as the step of a certificate.
func (s *Set) EndSuperseded(entries []fact.Entry) {
	type identity struct {
		kind    string
		subject fact.Subject
		words   string
	}
	last := map[identity]int{}
	for i := range entries {
		e := &entries[i]
		if !e.State || e.Kind == string(e.Subject.Level()) {
			continue
		}
		id := identity{e.Kind, e.Subject, distinguishing(e.Attributes, s.numbered)}
		if previous, ok := last[id]; ok {
			p := &entries[previous]
			p.Ends = min(p.Ends, max(e.Day-1, p.Day-1))
		}
		last[id] = i
	}
}

func distinguishing(attributes fact.Attributes, numbered map[string]bool) string {
	var words strings.Builder
	for _, a := range attributes {
		if a.Name != "value" && (a.Value.IsText() || numbered[a.Name]) {
			words.WriteString(a.Name + "=" + a.Value.String() + "\x00")
		}
	}
	return words.String()
}

// subject is one subject of a level and the first day on which a fact names it.
type subject struct {
	id    string
	first calendar.Day
}

// subjectsOf lists every subject of a level that appears, by id. Few programs ask
// for more than one level. What became of a benefit makes nothing appear: issuing
// a grant for an offer must not bring back one that has left.
func (b *Book) subjectsOf(l fact.Level) []subject {
	if list, asked := b.subjects[l]; asked {
		return list
	}
	naming := b.naming(l)
	list := make([]subject, 0, len(naming))
	for id, entries := range naming {
		if i := slices.IndexFunc(entries, b.shows); i >= 0 {
			list = append(list, subject{id, b.entries[entries[i]].Day})
		}
	}
	slices.SortFunc(list, func(x, y subject) int { return strings.Compare(x.id, y.id) })
	b.subjects[l] = list
	return list
}

// shows reports whether the subjects that an entry names are there because of it.
func (b *Book) shows(entry int) bool { return !fact.TellsOfBenefit(b.entries[entry].Kind) }

// naming lists the entries that name each subject of a level, in their order. Ids
// are joined once for each subject, not for every fact.
func (b *Book) naming(l fact.Level) map[string][]int {
	if named, asked := b.named[l]; asked {
		return named
	}
	ids, named := map[subjectPath]string{}, map[string][]int{}
	for i := range b.entries {
		path := pathOf(l, &b.entries[i].Subject)
		if path.id == "" {
			continue
		}
		id, known := ids[path]
		if !known {
			id = path.key()
			ids[path] = id
		}
		named[id] = append(named[id], i)
	}
	b.named[l] = named
	return named
}

// nextSubject is the next day after one on which a subject of a level is first
// named; LastDay when there is none.
func (b *Book) nextSubject(l fact.Level, after calendar.Day) calendar.Day {
	next := calendar.LastDay
	for _, s := range b.subjectsOf(l) {
		if s.first > after {
			next = min(next, s.first)
		}
	}
	return next
}

// lookup finds attributes for a filter on one fact.
func (b *Book) lookup(e *fact.Entry) Lookup {
	return func(n *Name) fact.Value { return b.value(e, n) }
}

// attribute is value for a name that was not taken apart.
func (b *Book) attribute(e *fact.Entry, name string) fact.Value {
	n := NameOf(name)
	return b.value(e, &n)
}

// value is a fact's own attribute, or with a prefix (offer.hosting) that of a
// subject it names, as of the fact's day.
func (b *Book) value(e *fact.Entry, n *Name) fact.Value {
	if n.level != "" {
		return b.described(b.statesOf(n.level, &e.Subject), n.level, n.rest, e.Day)
	}
	if v := e.Attribute(n.text); n.plain || !v.IsNothing() {
		return v
	}
	return builtin(e, n.text)
}

// builtins are the words for what every fact may have beside its attributes and
// its subjects.
var builtins = map[string]func(*fact.Entry) fact.Value{
	"amount": func(e *fact.Entry) fact.Value {
		if e.Amount.IsZero() {
			return fact.Value{}
		}
		return fact.Numeric(e.Amount.Value)
	},
	"quantity": func(e *fact.Entry) fact.Value {
		if !e.Counted {
			return fact.Value{}
		}
		return fact.Numeric(e.Quantity)
	},
	"currency": func(e *fact.Entry) fact.Value { return fact.Text(e.Amount.Currency) },
	"source":   func(e *fact.Entry) fact.Value { return fact.Text(e.ID.Source) },
	"kind":     func(e *fact.Entry) fact.Value { return fact.Text(e.Kind) },
}

// builtin is what a fact has beside its attributes, by the word for it: one of
// builtins, or a level for its subject.
func builtin(e *fact.Entry, name string) fact.Value {
	if of, known := builtins[name]; known {
		return of(e)
	}
	return subjectNamed(fact.Level(name), &e.Subject)
}

func subjectNamed(l fact.Level, s *fact.Subject) fact.Value {
	if s.ID(l) == "" {
		return fact.Value{}
	}
	return fact.Text(subjectKey(l, s))
}

// statesOf lists the states that describe a subject that a fact names.
func (b *Book) statesOf(l fact.Level, s *fact.Subject) []int {
	path := pathOf(l, s)
	if l == fact.Partner && path.id == "" {
		path.id = b.Partner
	}
	if b.latest.path == path {
		return b.latest.states
	}
	states, known := b.stated[path]
	if !known {
		states = b.profiles[profileKey{l, path.key()}]
		b.stated[path] = states
	}
	b.latest.path, b.latest.states = path, states
	return states
}

// described is what states say about a subject on a day: the value of one of its
// attributes, from the newest state that says it and still holds. A state whose
// kind is the level's own word (offer) describes the subject by its attributes;
// any other kind is itself an attribute (installs), and its attributes are
// reached by a dot (installs.region).
func (b *Book) described(states []int, l fact.Level, n *Name, day calendar.Day) fact.Value {
	for i := len(states) - 1; i >= 0; i-- {
		e := &b.entries[states[i]]
		if e.Day > day || e.Ends < day {
			continue
		}
		if v := describes(e, l, n); !v.IsNothing() {
			return v
		}
	}
	return fact.Value{}
}

func describes(e *fact.Entry, l fact.Level, n *Name) fact.Value {
	switch {
	case e.Kind == string(l):
		return e.Attribute(n.text)
	case e.Kind != n.first:
		return fact.Value{}
	case n.rest != nil:
		return e.Attribute(n.rest.text)
	default:
		return stateValue(e)
	}
}

// stateValue is what a state says when it is read as one value: its attribute
// "value", else its quantity, else its amount, else simply yes.
func stateValue(e *fact.Entry) fact.Value {
	if v := e.Attribute("value"); !v.IsNothing() {
		return v
	}
	if v := builtin(e, "quantity"); !v.IsNothing() {
		return v
	}
	if v := builtin(e, "amount"); !v.IsNothing() {
		return v
	}
	return fact.Bool(true)
}

// ids lists the members of a domain in a scope on a day, sorted: subjects that
// appear at all, or the values of a dimension that facts have had by then.
func (b *Book) ids(d domain, s Scope, day calendar.Day) []string {
	if d.level != "" && s.IsZero() {
		return b.namedBy(d.level, day)
	}
	seen := map[string]bool{}
	for i := range b.entries {
		e := &b.entries[i]
		if e.Day > day {
			break
		}
		if id := d.idOf(b, e); id != "" && b.shows(i) && s.has(b, e) {
			seen[id] = true
		}
	}
	out := make([]string, 0, len(seen))
	for id := range seen {
		out = append(out, id)
	}
	sort.Strings(out)
	return out
}

// namedBy lists the subjects of a level that facts have named by a day.
func (b *Book) namedBy(l fact.Level, day calendar.Day) []string {
	subjects := b.subjectsOf(l)
	out := make([]string, 0, len(subjects))
	for _, s := range subjects {
		if s.first <= day {
			out = append(out, s.id)
		}
	}
	return out
}

func (d domain) idOf(b *Book, e *fact.Entry) string {
	if d.level != "" {
		return subjectKey(d.level, &e.Subject)
	}
	return b.attribute(e, d.dimension).String()
}

// nextProfileChange is the next day after one on which any state begins or is
// over; LastDay when none does.
func (b *Book) nextProfileChange(after calendar.Day) calendar.Day {
	days := b.changes()
	i := sort.Search(len(days), func(i int) bool { return days[i] > after })
	if i == len(days) {
		return calendar.LastDay
	}
	return days[i]
}

// changes lists the days on which states begin or are over, sorted. It is
// worked out once, on first use.
func (b *Book) changes() []calendar.Day {
	if b.stateDays == nil {
		b.stateDays = []calendar.Day{}
		for i := range b.entries {
			if e := &b.entries[i]; e.State {
				b.stateDays = append(b.stateDays, e.Day, e.Ends+1)
			}
		}
		slices.Sort(b.stateDays)
		b.stateDays = slices.Compact(b.stateDays)
	}
	return b.stateDays
}
