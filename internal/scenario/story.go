package scenario

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// story is a scenario as it was read: who there is, what happened, and what
// must be true. Nothing in it depends on the order of its lines, except that a
// line belongs to the block above it.
type story struct {
	file      string
	releases  []release
	rates     []rate
	rateFiles []rateFile
	partners  []*partner
	merges    []*merge
	sources   []*told // to which day each source is complete
	issues    []issue
	scenes    []*scene
	restated  []*restated
	tables    []*table
}

// The bounds of a story: what one person can read in one file.
const (
	mostBytes   = 1 << 20
	mostLines   = 20_000
	mostColumns = 1_000 // characters in one line
	mostFacts   = 5_000 // facts of all partners
	mostMoments = 2_000 // moments, cases and issues, each of which is an evaluation
)

// release is one version of the program.
type release struct {
	at      word
	file    string
	applied calendar.Moment // the version's effective day when zero
}

// partner is one partner with what is told about it.
type partner struct {
	at         word
	name       string
	attributes fact.Attributes
	publishers []*publisher
	offers     []*offer
	told       []*told
	unread     []string // names of facts whose lines have a mistake
	changes    []*change
}

// publisher is a selling profile of a partner.
type publisher struct {
	at           word
	name         string
	joined, left calendar.Moment
	learned      calendar.Moment
	attributes   fact.Attributes
}

// offer is an offer that a partner declares.
type offer struct {
	at        word
	name      string
	publisher word // as written; empty text when the partner has one
}

// told is one fact as a line tells it: the subject holds only what the line
// names, and there is no ID yet.
type told struct {
	at         word // the word that says what it is
	name       word // what other lines call it; empty text for none
	fact       fact.Fact
	attributes []word // as written
	publisher  word   // as written
	about      word   // the offer, as written
	benefit    word   // as written, for what became of a benefit
	objects    objects
	verbatim   bool // the kind is meant as it is written
	times      *int // how many such facts there are; one when nil
}

// change is what was learned later about a fact that has a name.
type change struct {
	at   word
	of   word
	what changeKind
	new  *told // what the line gives
}

type changeKind uint8

const (
	marks    changeKind = iota // adds attributes
	corrects                   // says anew what the line gives
	retracts                   // the fact never was
)

// merge is one partner becoming part of another.
type merge struct {
	at         word
	gone, into word
	on, until  calendar.Day // until is the last day; 0 while it lasts
	learned    calendar.Moment
	undone     []undoing
}

// undoing ends a merge, or says that it never was.
type undoing struct {
	at      word
	gone    word
	on      calendar.Day // from this day they are two again; 0 when it never was
	learned calendar.Moment
}

// issue makes recorded facts of what Laurel grants as known on a day.
type issue struct {
	at  word
	day calendar.Day
}

func (s *story) partner(name string) *partner {
	i := slices.IndexFunc(s.partners, func(p *partner) bool { return p.name == name })
	if i < 0 {
		return nil
	}
	return s.partners[i]
}

func (s *story) partnerNames() []string {
	names := make([]string, len(s.partners))
	for i, p := range s.partners {
		names[i] = p.name
	}
	return names
}
