package fulfillment

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
)

// Rules are what a case is kept by: those of the version under which it began.
type Rules struct {
	Program  *program.Program
	Delivery *program.Delivery // nil for outreach and tickets
}

// Input is a move to be made with a case.
type Input struct {
	Move     Move            `json:"move"`               // what is done
	Revision int64           `json:"revision"`           // the one that the caller saw
	Reason   string          `json:"reason,omitempty"`   // a reason, a question, an answer
	Codes    []string        `json:"codes,omitempty"`    // the reason in short words for programs
	Form     json.RawMessage `json:"form,omitempty"`     // what was filled in: all of it
	Terms    string          `json:"terms,omitempty"`    // the version of the benefit's terms that is accepted
	Amount   money.Amount    `json:"amount,omitzero"`    // of a claim
	Credit   *Credit         `json:"credit,omitempty"`   // of a claim
	Field    string          `json:"field,omitempty"`    // what is amended, as a JSON pointer
	Value    json.RawMessage `json:"value,omitempty"`    // what it becomes
	Assignee string          `json:"assignee,omitempty"` // who gets the case
	Role     people.Role     `json:"role,omitempty"`     // or whose turn it is; or who is told
	Contact  Contact         `json:"contact,omitzero"`   // a contact that was made: channel, to, outcome
	Stage    string          `json:"stage,omitempty"`    // a word of the Rewards team for how far it is
	External string          `json:"external,omitempty"` // how the billing system knows a credit
	Tags     []string        `json:"tags,omitempty"`     // words to find it by
	Related  []string        `json:"related,omitempty"`  // ids of what it belongs to
	Cause    Cause           `json:"cause,omitempty"`    // what was lost; Laurel alone says it
}

// step is one move being made.
type step struct {
	from    Case
	to      Case
	in      Input
	rules   Rules
	who     people.Who
	about   people.About
	now     calendar.Moment
	cause   Cause // what was lost, when that is why
	effects []Effect
}

// Apply makes a move: the case as it is afterwards, and what follows. Nothing
// happened when it fails. A stale revision is Stale; what one may not do is
// Forbidden or NotFound; what the state does not allow is a Conflict that names
// what it does; what is wrong with the input is Invalid, all of it at once.
func Apply(c Case, in Input, r Rules, who people.Who, partner people.About, now calendar.Moment) (Case, []Effect, error) {
	s := &step{from: c, to: c.clone(), in: in, rules: r, who: who, about: c.About(partner), now: now}
	rule, err := s.allowed()
	if err != nil {
		return c, nil, err
	}
	if rule.To != "" {
		s.to.State = rule.To
	}
	if err := rule.do(s); err != nil {
		return c, nil, err
	}
	s.done()
	return s.to, s.effects, nil
}

// done ends a step: the case has another revision, and says why it is as it is.
func (s *step) done() {
	s.to.Revision++
	if s.to.State != s.from.State {
		s.to.Because, s.to.Codes = s.in.Reason, s.in.Codes
	}
}

// allowed finds the rule of the move, and refuses what may not be done.
func (s *step) allowed() (Rule, error) {
	rule, known := ruleOf(s.in.Move, s.from.Kind)
	if err := s.who.May(people.SeeCase, s.about); err != nil {
		return rule, err
	}
	if !known {
		return rule, problem.New(problem.Invalid, "There is no move %q of a case of the kind %s.", problem.Excerpt(string(s.in.Move)), s.from.Kind).
			WithHint("%s", s.nextMoves())
	}
	if err := s.may(rule); err != nil {
		return rule, err
	}
	if err := s.from.At(s.in.Revision); err != nil {
		return rule, err
	}
	if !slices.Contains(rule.From, s.from.State) {
		return rule, s.notNow()
	}
	switch err := s.check(rule); {
	case errors.Is(err, errNotNow):
		return rule, s.notNow()
	case err != nil:
		return rule, err
	}
	return rule, s.checkWords(rule)
}

// errNotNow is what a rule answers when the state does not allow the move after
// all. What is possible instead is only worked out for whoever is refused: it asks
// the rules again.
var errNotNow = errors.New("the state does not allow it")

// At refuses whoever read another revision of the case: an older one, or one that
// there never was.
func (c *Case) At(revision int64) error {
	switch {
	case revision < c.Revision:
		return problem.New(problem.Stale, "The case %s is at revision %d, and not at %d any more: somebody else moved it.", c.ID, c.Revision, revision).
			WithHint("Read it again, look at what changed, and then decide.")
	case revision > c.Revision:
		return problem.New(problem.Stale, "The case %s is at revision %d, and was never at %d.", c.ID, c.Revision, revision).WithHint("Read it again, and give the revision that you read.")
	default:
		return nil
	}
}

// notNow refuses a move that the state does not allow.
func (s *step) notNow() error {
	return problem.New(problem.Conflict, "The case %s is %s, and then there is no %q.", s.from.ID, words(string(s.from.State)), s.in.Move).WithHint("%s", s.nextMoves())
}

func (s *step) nextMoves() string {
	next := s.from.Next(s.rules, s.who, s.about)
	if len(next) == 0 {
		return "There is nothing that you can do with it now."
	}
	list := make([]string, len(next))
	for i, m := range next {
		list[i] = string(m)
	}
	return "You can: " + strings.Join(list, ", ") + "."
}

// What somebody writes is bounded, in bytes.
const (
	longestText = 20_000
	longestWord = 100
	mostCodes   = 20
)

var code = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)

// checkWords looks at what is written with a move.
func (s *step) checkWords(rule Rule) error {
	var m mistakes
	if rule.Reason && strings.TrimSpace(s.in.Reason) == "" {
		m.Add(field("reason"), "The move %q needs words: a reason, a question or an answer.", s.in.Move)
	}
	if len(s.in.Reason) > longestText {
		m.Add(field("reason"), "It is longer than %d characters.", longestText)
	}
	if len(s.in.Codes) > mostCodes {
		m.Add(field("codes"), "There are more than %d codes.", mostCodes)
	}
	for _, each := range s.in.Codes {
		if len(each) > longestWord || !code.MatchString(each) {
			m.AddWithHint(field("codes"), "Use lower-case letters, digits, hyphens and underscores, like missing-logo.", "%q is not a code.", problem.Excerpt(each))
		}
	}
	return m.Err("The move cannot be made.")
}

// words is a name as people read it.
func words(name string) string { return strings.ReplaceAll(name, "_", " ") }

// missing is a mistake in one field of the input.
func missing(name, format string, args ...any) error {
	var m mistakes
	m.Add(field(name), format, args...)
	return m.Err("The move cannot be made.")
}

type mistakes = problem.Mistakes

func field(name string) problem.Place { return problem.Place{File: name} }
