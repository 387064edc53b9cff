package fulfillment

import (
	"encoding/json"
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
	Move     Move            `json:"move"`
	Revision int64           `json:"revision"`           // the one that the caller saw
	Reason   string          `json:"reason,omitempty"`   // a reason, a question, an answer
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
	s.to.Revision++
	return s.to, s.effects, nil
}

// allowed finds the rule of the move, and refuses what may not be done.
func (s *step) allowed() (Rule, error) {
	rule, known := rule(s.in.Move, s.from.Kind)
	if err := s.who.May(people.SeeCase, s.about); err != nil {
		return rule, err
	}
	if !known {
		return rule, problem.New(problem.Invalid, "There is no move %q of a case of the kind %s.", problem.Excerpt(string(s.in.Move)), s.from.Kind).
			WithHint("%s", s.nextMoves())
	}
	if err := rule.may(s.who, s.from.Kind, s.about); err != nil {
		return rule, err
	}
	if s.in.Revision != s.from.Revision {
		return rule, problem.New(problem.Stale, "The case %s is at revision %d, and not at %d any more: somebody else moved it.", s.from.ID, s.from.Revision, s.in.Revision).
			WithHint("Read it again, look at what changed, and then decide.")
	}
	if !slices.Contains(rule.From, s.from.State) {
		return rule, s.notNow()
	}
	if rule.Reason && strings.TrimSpace(s.in.Reason) == "" {
		return rule, missing("reason", "The move %q needs words: a reason, a question or an answer.", s.in.Move)
	}
	return rule, nil
}

// notNow refuses a move that the state does not allow.
func (s *step) notNow() error {
	return problem.New(problem.Conflict, "The case %s is %s, and then there is no %q.", s.from.ID, words(string(s.from.State)), s.in.Move).WithHint("%s", s.nextMoves())
}

func (s *step) nextMoves() string {
	next := s.from.Next(s.who, s.about)
	if len(next) == 0 {
		return "There is nothing that you can do with it now."
	}
	list := make([]string, len(next))
	for i, m := range next {
		list[i] = string(m)
	}
	return "You can: " + strings.Join(list, ", ") + "."
}

// words is a name as people read it.
func words(name string) string { return strings.ReplaceAll(name, "_", " ") }

// missing is a mistake in one field of the input.
func missing(field, format string, args ...any) error {
	var m problem.Mistakes
	m.Add(problem.Place{File: field}, format, args...)
	return m.Err("The move cannot be made.")
}

// stage is the approval that is due; nil when none is.
func (r Rules) stage(c *Case) *program.Approval {
	if r.Delivery == nil {
		return nil
	}
	for _, stage := range r.Delivery.Stages(c.Amount) {
		if !slices.ContainsFunc(c.Approved, func(a Approval) bool { return a.Stage == stage.Stage }) {
			return stage
		}
	}
	return nil
}

// nextStage goes on to the approval that is due, or to the promise when all
// approved.
func (s *step) nextStage() {
	s.end(ToDecide)
	stage := s.rules.stage(&s.to)
	if stage == nil || len(s.to.Approved) == 0 && s.rules.Delivery.ApprovedByRule(s.to.Amount) {
		s.promised()
		return
	}
	s.to.State, s.to.Stage, s.to.Queue, s.to.Assignee = Submitted, stage.Stage, stage.By[0], ""
	s.begin(ToDecide)
	s.tellRoles(ToBeDecided, stage.By)
}

// promised begins what is owed once everything is approved: somebody does it, by
// a time.
func (s *step) promised() {
	s.to.State, s.to.Stage, s.to.Queue = Approved, "", people.RewardsAgent
	if s.rules.Delivery != nil && s.rules.Delivery.Assign != "" {
		s.to.Queue = s.rules.Delivery.Assign
		s.effects = append(s.effects, Effect{Assign: s.to.Queue})
	}
	s.begin(ToContact)
	if s.to.clock(ToContact) == nil {
		s.begin(ToDeliver)
	}
	if len(s.to.Approved) > 0 {
		s.tell(WasApproved, ToSubmitter)
	}
	s.tell(Instructions, ToContacts)
}

// approve passes the stage that is due.
func (s *step) approve() error {
	stage := s.rules.stage(&s.to)
	if stage == nil {
		return s.notNow()
	}
	if !s.who.Holds(s.about, stage.By...) {
		return problem.New(problem.Forbidden, "You may not approve the stage %s.", stage.Stage).WithHint("That is for: %s.", people.RoleNames(stage.By))
	}
	if stage.FourEyes && s.tookPart() {
		return problem.New(problem.Forbidden, "The stage %s must be approved by somebody who had no part in it before.", stage.Stage).
			WithHint("Ask somebody else of: %s.", people.RoleNames(stage.By))
	}
	s.to.Approved = append(s.to.Approved, Approval{Stage: stage.Stage, By: s.who.ID, At: s.now})
	s.nextStage()
	return nil
}

// tookPart reports whether the caller filed the case or approved it before.
func (s *step) tookPart() bool {
	return s.from.By == s.who.ID || slices.ContainsFunc(s.from.Approved, func(a Approval) bool { return a.By == s.who.ID })
}

// unfreeze ends the freeze of an appeal.
func (s *step) unfreeze() []Effect {
	if s.from.Kind == Ticket && s.from.Topic == LooksWrong {
		return []Effect{{Until: true}}
	}
	return nil
}

// channels are the ways in which a contact is made.
var channels = []string{"email", "phone", "meeting", "portal"}

func (s *step) checkContact() error {
	in := s.in.Contact
	var m problem.Mistakes
	at := func(field string) problem.Place { return problem.Place{File: "contact/" + field} }
	if !slices.Contains(channels, in.Channel) {
		m.AddWithHint(at("channel"), "There are: "+strings.Join(channels, ", ")+".", "There is no channel %q.", problem.Excerpt(in.Channel))
	}
	if in.To == "" {
		m.Add(at("to"), "It is not said with whom the contact was made.")
	}
	if strings.TrimSpace(in.Outcome) == "" {
		m.Add(at("outcome"), "It is not said what came of the contact.")
	}
	return m.Err("The contact cannot be recorded.")
}
