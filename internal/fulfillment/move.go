package fulfillment

import (
	"slices"

	"laurel/internal/fact"
	"laurel/internal/people"
)

// Move is something that can be done with a case.
type Move string

// The moves.
const (
	Edit      Move = "edit"
	Submit    Move = "submit"
	Recall    Move = "recall"
	Amend     Move = "amend"
	Ask       Move = "ask"
	Answer    Move = "answer"
	Say       Move = "say"
	Approve   Move = "approve"
	Reject    Move = "reject"
	Reach     Move = "contact"
	Object    Move = "object"
	Begin     Move = "begin"
	Provision Move = "provision"
	Open      Move = "open"
	Fail      Move = "fail"
	Deliver   Move = "deliver"
	Complete  Move = "complete"
	Confirm   Move = "confirm"
	Reopen    Move = "reopen"
	Cancel    Move = "cancel"
	Revoke    Move = "revoke"
	Take      Move = "take"
	Assign    Move = "assign"
	Escalate  Move = "escalate"
	Note      Move = "note"
)

// Rule is a line of the table of moves.
type Rule struct {
	Move   Move
	Means  string       // what is done, after "to "
	Kinds  []Kind       // of which cases
	From   []State      // in which states
	To     State        // the state afterwards; empty when it stays, or depends
	Acts   []people.Act // what one must be allowed to do, one of them; empty for what beginning the case takes
	Reason bool         // it needs words: a reason, a question, an answer
	do     func(*step) error
}

var (
	benefits = []Kind{Activation, Request, Sponsorship}
	allKinds = Kinds()
	unsent   = []State{Draft, Recalled, Rejected}
	standing = []State{Submitted, ActionRequired, Approved, Contacted, InDelivery, Delivered, Failed}
	working  = []State{Approved, Contacted, InDelivery}
)

// moves is the workflow. The first rule that fits a move and a kind is the one.
var moves []Rule

func init() { // the moves themselves name those that are possible next
	moves = []Rule{
		{Edit, "change what was filled in", benefits, unsent, "", nil, false, (*step).edit},
		{Submit, "hand it in", benefits, unsent, Submitted, nil, false, (*step).submit},
		{Recall, "take it back in order to change it", benefits, []State{Submitted, ActionRequired}, Recalled, nil, false, (*step).recall},
		{Amend, "change one field after it was handed in", benefits, standing, "", can(people.AnswerCase), true, (*step).amend},
		{Ask, "ask the partner something", allKinds, []State{Submitted, Approved, Contacted, InDelivery, Failed}, ActionRequired, can(people.WorkCase), true, (*step).ask},
		{Answer, "answer what was asked", allKinds, []State{ActionRequired}, "", can(people.AnswerCase), true, (*step).answer},
		{Say, "write something for the other side", allKinds, standing, "", can(people.AnswerCase, people.WorkCase), true, (*step).say},
		{Approve, "approve it, or the stage that is due", benefits, []State{Submitted}, Approved, can(people.DecideCase), false, (*step).approve},
		{Reject, "refuse it", benefits, []State{Submitted, ActionRequired}, Rejected, can(people.DecideCase), true, (*step).reject},
		{Reach, "record a contact with the partner", allKinds, []State{Submitted, Approved, Contacted, InDelivery, Delivered}, Contacted, can(people.WorkCase), false, (*step).reach},
		{Object, "say that nobody got in touch", []Kind{Activation, Request, Sponsorship, Outreach}, []State{Approved, Contacted}, Approved, can(people.AnswerCase), false, (*step).object},
		{Begin, "begin the delivery", benefits, []State{Approved, Contacted, Failed}, InDelivery, can(people.WorkCase), false, (*step).begun},
		{Provision, "ask for the credit to be set up", []Kind{Sponsorship}, []State{Approved, Contacted, Failed}, InDelivery, can(people.RecordUse), false, (*step).provision},
		{Open, "record that the credit can be used", []Kind{Sponsorship}, []State{Approved, Contacted, InDelivery, Failed}, Delivered, can(people.RecordUse), false, (*step).open},
		{Fail, "record that it could not be done", benefits, working, Failed, can(people.WorkCase), true, (*step).fail},
		{Deliver, "record that it was delivered", []Kind{Activation, Request}, []State{Approved, Contacted, InDelivery}, Delivered, can(people.WorkCase), false, (*step).deliver},
		{Complete, "end it, because it is done", allKinds, []State{Submitted, Approved, Contacted, InDelivery, Delivered}, Completed, can(people.WorkCase), false, (*step).complete},
		{Confirm, "say that it is done", []Kind{Activation, Request, Ticket}, []State{Submitted, Contacted, Delivered}, Completed, can(people.AnswerCase), false, (*step).confirm},
		{Reopen, "open it again", []Kind{Ticket, Outreach}, []State{Completed}, Submitted, can(people.AnswerCase), true, (*step).reopened},
		{Cancel, "end it, because it is not wanted any more", allKinds, slices.Concat(unsent, standing), Canceled, can(people.StopCase), true, (*step).cancel},
		{Revoke, "take back what was granted", benefits, slices.Concat(standing, []State{Completed}), Revoked, can(people.RevokeCase), true, (*step).revoke},
		{Take, "take the case", allKinds, standing, "", can(people.WorkCase), false, (*step).take},
		{Assign, "give the case to somebody", allKinds, standing, "", can(people.AssignCase), false, (*step).assign},
		{Escalate, "tell others that it cannot wait", allKinds, standing, "", can(people.WorkCase), true, (*step).escalate},
		{Note, "write something for the operator alone", allKinds, States(), "", can(people.WorkCase), true, (*step).note},
	}
}

// Moves lists the table of moves in its order.
func Moves() []Rule { return slices.Clone(moves) }

func rule(m Move, k Kind) (Rule, bool) {
	i := slices.IndexFunc(moves, func(r Rule) bool { return r.Move == m && slices.Contains(r.Kinds, k) })
	if i < 0 {
		return Rule{}, false
	}
	return moves[i], true
}

// Next lists the moves that the state of a case allows somebody.
func (c *Case) Next(who people.Who, partner people.About) []Move {
	var out []Move
	for _, r := range moves {
		if slices.Contains(r.Kinds, c.Kind) && slices.Contains(r.From, c.State) && r.may(who, c.Kind, c.About(partner)) == nil {
			out = append(out, r.Move)
		}
	}
	return out
}

func can(acts ...people.Act) []people.Act { return acts }

// may is nil when somebody may make the move; otherwise it says who may.
func (r Rule) may(who people.Who, k Kind, about people.About) (refused error) {
	acts := r.Acts
	if acts == nil {
		acts = can(k.Act())
	}
	for _, act := range acts {
		if refused = who.May(act, about); refused == nil {
			return nil
		}
	}
	return refused
}

// Act is what one must be allowed to do to begin a case of the kind.
func (k Kind) Act() people.Act {
	return map[Kind]people.Act{Activation: people.Activate, Request: people.FileRequest, Sponsorship: people.ClaimCredit, Ticket: people.FileTicket, Outreach: people.WorkCase}[k]
}

func (s *step) edit() error { return s.fillIn(false) }

// submit hands the case in: from then on the grant is activated, so that no
// clock of the grant runs out while somebody decides.
func (s *step) submit() error {
	if err := s.fillIn(true); err != nil {
		return err
	}
	s.use()
	s.to.HandedIn, s.to.Approved, s.to.Stage = s.now, nil, ""
	s.tell(WasReceived, ToSubmitter)
	s.nextStage()
	return nil
}

// recall takes back what was handed in, and what followed.
func (s *step) recall() error {
	s.withdraw()
	s.tell(WasRecalled, ToAssignee)
	return nil
}

// use takes what is used from the grant.
func (s *step) use() {
	s.deed(fact.Activation)
	if s.to.Counted {
		s.effects = append(s.effects, Effect{Deed: fact.Use, Units: 1})
	}
	s.post(Available, Reserved)
}

// withdraw gives back what handing in took.
func (s *step) withdraw() {
	switch {
	case !slices.Contains(standing, s.from.State):
	case s.to.Counted:
		s.effects = append(s.effects, Effect{Deed: fact.Use, Units: -1})
	default:
		s.deed(fact.Cancellation)
	}
	if slices.Contains(standing, s.from.State) {
		s.post(Reserved, Available)
		s.post(Active, Available)
	}
	s.endAll()
	s.to.Stage, s.to.Back = "", ""
}

func (s *step) ask() error {
	s.to.Back = s.from.State
	s.end(ToAnswer)
	s.stop()
	s.tell(WasAsked, ToSubmitter)
	return nil
}

func (s *step) answer() error {
	s.to.State, s.to.Back = s.from.Back, ""
	if s.in.Form != nil {
		if err := s.fillIn(true); err != nil {
			return err
		}
	}
	s.goOn()
	s.tell(WasAnswered, ToAssignee)
	s.again()
	return nil
}

// again lets everybody approve anew what was changed while it was looked at.
func (s *step) again() {
	if s.in.Form != nil && s.to.State == Submitted && len(s.to.Approved) > 0 {
		s.to.Approved = nil
		s.nextStage()
	}
}

// say writes to the other side: what the operator writes first is an answer.
func (s *step) say() error {
	if s.who.Operator() {
		s.end(ToAnswer)
		s.tell(WasAsked, ToSubmitter)
		return nil
	}
	s.tell(WasAnswered, ToAssignee)
	return nil
}

func (s *step) reject() error {
	s.withdraw()
	s.tell(WasRejected, ToSubmitter)
	return nil
}

// reach records a contact. It is the first that is owed, and does not set back
// what is further already.
func (s *step) reach() error {
	if err := s.checkContact(); err != nil {
		return err
	}
	s.to.Contacts = append(s.to.Contacts, Contact{By: s.who.ID, At: s.now, Channel: s.in.Contact.Channel, To: s.in.Contact.To, Outcome: s.in.Contact.Outcome})
	if s.from.State == InDelivery || s.from.State == Delivered {
		s.to.State = s.from.State
	}
	if s.from.State == Submitted && s.to.Kind != Ticket && s.to.Kind != Outreach {
		s.to.State = Submitted
		return nil
	}
	s.end(ToContact, ToAnswer)
	if s.to.clock(ToDeliver) == nil {
		s.begin(ToDeliver)
	}
	return nil
}

// object lets the clock of the first contact go on: nobody got in touch.
func (s *step) object() error {
	s.reopen(ToContact)
	s.tell(NoContact, ToAssignee)
	s.tellRoles(NoContact, []people.Role{people.RewardsAgent})
	return nil
}

func (s *step) begun() error {
	s.end(ToContact)
	if s.to.clock(ToDeliver) == nil {
		s.begin(ToDeliver)
	}
	s.to.Stage = s.in.Stage
	s.tell(WasScheduled, ToContacts)
	return nil
}

func (s *step) provision() error {
	s.to.Stage = "provisioning"
	s.tellRoles(ToProvision, []people.Role{people.Finance})
	return nil
}

// open records where the credit is: from now on it is used.
func (s *step) open() error {
	if s.in.External == "" {
		return missing("external", "The id of the credit in the billing system is missing.")
	}
	s.to.Credit.External, s.to.Stage = s.in.External, "active"
	s.end(ToContact, ToDeliver)
	s.begin(ToComplete)
	s.post(Reserved, Active)
	s.tell(CreditActive, ToContacts)
	return nil
}

func (s *step) fail() error {
	s.to.Stage = ""
	if s.to.Kind == Sponsorship {
		s.tell(CreditFailed, ToSubmitter, ToAssignee)
		return nil
	}
	s.tell(CreditFailed, ToAssignee)
	return nil
}

func (s *step) deliver() error {
	s.end(ToContact, ToDeliver)
	s.begin(ToComplete)
	s.tell(WasDelivered, ToContacts)
	return nil
}

func (s *step) complete() error {
	if s.to.Kind != Ticket && s.to.Kind != Outreach && s.from.State == Submitted {
		return s.notNow()
	}
	s.deed(fact.Completion)
	s.endAll()
	s.to.Stage = ""
	if s.to.Kind != Outreach {
		s.tell(WasCompleted, ToSubmitter)
	}
	s.effects = append(s.effects, s.unfreeze()...)
	return nil
}

// confirm is the partner's word that it is done; of what was never delivered only
// a ticket's.
func (s *step) confirm() error {
	if s.to.Kind != Ticket && s.from.State != Delivered {
		return s.notNow()
	}
	return s.complete()
}

func (s *step) reopened() error {
	if s.to.Kind == Outreach {
		s.to.State = Approved
		s.begin(ToContact)
	} else {
		s.begin(ToAnswer)
		s.begin(ToResolve)
	}
	s.tell(WasReopened, ToAssignee)
	return nil
}

func (s *step) cancel() error {
	s.withdraw()
	s.effects = append(s.effects, s.unfreeze()...)
	s.tell(WasCanceled, ToSubmitter, ToAssignee)
	return nil
}

// revoke takes back the grant itself, and what is left of its credit.
func (s *step) revoke() error {
	s.post(Reserved, Gone)
	s.post(Active, Gone)
	s.deed(fact.Revocation)
	s.endAll()
	s.tell(WasRevoked, ToSubmitter, ToContacts, ToAssignee)
	return nil
}

func (s *step) take() error {
	s.to.Assignee = s.who.ID
	return nil
}

func (s *step) assign() error {
	switch {
	case s.in.Assignee != "":
		s.to.Assignee = s.in.Assignee
		s.tell(WasAssigned, ToAssignee)
	case s.in.Role.OfOperator():
		s.to.Assignee, s.to.Queue = "", s.in.Role
	default:
		return missing("assignee", "It is not said to whom the case goes: name a person, or a role of the operator.")
	}
	return nil
}

func (s *step) escalate() error {
	roles := []people.Role{people.ProgramOwner}
	if s.in.Role.OfOperator() {
		roles = []people.Role{s.in.Role}
	}
	s.tellRoles(Escalated, roles)
	return nil
}

func (s *step) note() error { return nil }
