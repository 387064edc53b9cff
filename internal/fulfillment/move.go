package fulfillment

import (
	"slices"

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
	Progress  Move = "progress"
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
	Tag       Move = "tag"
	Untag     Move = "untag"
	Relate    Move = "relate"
	Unrelate  Move = "unrelate"
)

// Rule is a line of the table of moves.
type Rule struct {
	Move   Move
	Means  string       // what is done, after "to "
	Kinds  []Kind       // with which cases
	From   []State      // in which states
	To     State        // the state afterwards; empty when it stays, or depends
	Acts   []people.Act // what one must be allowed to do, one of them; empty for what beginning the case takes
	Reason bool         // it needs words: a reason, a question, an answer
	when   func(*step) error
	do     func(*step) error
}

var (
	benefits   = []Kind{Activation, Request, Sponsorship}
	engagement = []Kind{Activation, Request}
	credit     = []Kind{Sponsorship}
	ticket     = []Kind{Ticket}
	outreach   = []Kind{Outreach}
	contacts   = []Kind{Ticket, Outreach}
	owed       = []Kind{Activation, Request, Sponsorship, Outreach}

	unsent   = []State{Draft, Recalled, Rejected}
	standing = []State{Submitted, ActionRequired, Approved, Contacted, InDelivery, Delivered, Failed}
	approved = []State{Approved, Contacted, InDelivery, Delivered, Failed}
	working  = []State{Approved, Contacted, InDelivery}
)

// moves is the workflow. A move has one line for each group of kinds that it is
// alike for.
var moves []Rule

func init() { // the moves themselves name those that are possible next
	moves = []Rule{
		{Edit, "change what was filled in", benefits, unsent, "", nil, false, nil, (*step).edit},
		{Submit, "hand it in", benefits, unsent, Submitted, nil, false, nil, (*step).submit},
		{Recall, "take it back in order to change it", benefits, []State{Submitted, ActionRequired}, Recalled, nil, false, (*step).mustBeUndecided, (*step).recall},
		{Amend, "change one field after it was handed in", benefits, standing, "", can(people.AnswerCase), true, (*step).mustBeUnapproved, (*step).amend},

		{Ask, "ask the partner something", Kinds(), []State{Submitted, Approved, Contacted, InDelivery, Failed}, ActionRequired, can(people.WorkCase, people.DecideCase), true, nil, (*step).ask},
		{Answer, "answer what was asked", Kinds(), []State{ActionRequired}, "", can(people.AnswerCase, people.WorkCase), true, nil, (*step).answer},
		{Say, "write something for the other side", Kinds(), standing, "", can(people.AnswerCase, people.WorkCase, people.DecideCase), true, nil, (*step).say},

		{Approve, "approve it, or the stage that is due", benefits, []State{Submitted}, "", can(people.DecideCase), false, (*step).mustApprove, (*step).approve},
		{Reject, "refuse it", benefits, []State{Submitted, ActionRequired}, Rejected, can(people.DecideCase), true, (*step).mustDecide, (*step).reject},

		{Reach, "record a contact with the partner", benefits, []State{Submitted, Approved, Contacted, InDelivery, Delivered, Failed}, "", can(people.WorkCase), false, nil, (*step).reach},
		{Reach, "record a contact with the partner", contacts, []State{Submitted, Approved, Contacted}, Contacted, can(people.WorkCase), false, nil, (*step).reach},
		{Object, "say that nobody got in touch", owed, working, "", can(people.AnswerCase), false, nil, (*step).object},

		{Begin, "begin the delivery", benefits, []State{Approved, Contacted, Failed}, InDelivery, can(people.WorkCase), false, nil, (*step).begun},
		{Progress, "say how far it is", benefits, approved, "", can(people.WorkCase), false, nil, (*step).progress},
		{Provision, "ask for the credit to be set up", credit, []State{Approved, Contacted, Failed}, InDelivery, can(people.WorkCase, people.RecordUse), false, nil, (*step).provision},
		{Open, "record that the credit can be used", credit, []State{Approved, Contacted, InDelivery, Failed}, Delivered, can(people.RecordUse), false, nil, (*step).open},
		{Fail, "record that it could not be done", engagement, working, Failed, can(people.WorkCase), true, nil, (*step).fail},
		{Fail, "record that it could not be done", credit, working, Failed, can(people.WorkCase, people.RecordUse), true, nil, (*step).fail},
		{Deliver, "record that it was delivered", engagement, working, Delivered, can(people.WorkCase), false, nil, (*step).deliver},

		{Complete, "end it, because it is done", engagement, []State{Contacted, InDelivery, Delivered}, Completed, can(people.WorkCase), false, nil, (*step).complete},
		{Complete, "end it, because it is done", credit, []State{Delivered}, Completed, can(people.WorkCase, people.RecordUse), false, nil, (*step).complete},
		{Complete, "end it, because it is done", ticket, []State{Submitted, ActionRequired, Contacted}, Completed, can(people.WorkCase), false, nil, (*step).complete},
		{Complete, "end it, because it is done", outreach, []State{Contacted}, Completed, can(people.WorkCase), false, nil, (*step).complete},
		{Confirm, "say that it is done", engagement, []State{Delivered}, Completed, can(people.AnswerCase), false, nil, (*step).complete},
		{Confirm, "say that it is done", ticket, []State{Submitted, ActionRequired, Contacted}, Completed, can(people.AnswerCase), false, nil, (*step).complete},
		{Reopen, "say that it is not done after all", engagement, []State{Delivered}, InDelivery, can(people.AnswerCase), true, nil, (*step).undo},
		{Reopen, "say that it is not done after all", ticket, []State{Completed, Canceled}, Submitted, can(people.AnswerCase, people.WorkCase), true, nil, (*step).reopenTicket},
		{Reopen, "say that it is not done after all", outreach, []State{Completed, Canceled}, Approved, can(people.AnswerCase, people.WorkCase), true, nil, (*step).reopenOutreach},

		{Cancel, "end it, because it is not wanted any more", engagement, slices.Concat(unsent, []State{Submitted, ActionRequired, Approved, Contacted, InDelivery, Failed}), Canceled, can(people.StopCase), true, nil, (*step).cancel},
		{Cancel, "end it, because it is not wanted any more", []Kind{Sponsorship, Ticket, Outreach}, slices.Concat(unsent, standing), Canceled, can(people.StopCase), true, nil, (*step).cancel},
		{Revoke, "take back what was granted", benefits, slices.Concat(standing, []State{Completed}), Revoked, can(people.RevokeCase), true, nil, (*step).revoke},

		{Take, "take the case", Kinds(), standing, "", can(people.WorkCase, people.DecideCase), false, nil, (*step).take},
		{Assign, "give the case to somebody", Kinds(), standing, "", can(people.AssignCase), false, nil, (*step).assign},
		{Escalate, "tell others that it cannot wait", Kinds(), standing, "", can(people.WorkCase, people.DecideCase), true, nil, (*step).escalate},
		{Note, "write something for the operator alone", Kinds(), States(), "", can(people.WorkCase, people.DecideCase), true, nil, (*step).note},

		{Tag, "add words to find it by", Kinds(), States(), "", can(people.AnswerCase, people.WorkCase), false, nil, (*step).tag},
		{Untag, "take words to find it by away", Kinds(), States(), "", can(people.AnswerCase, people.WorkCase), false, nil, (*step).untag},
		{Relate, "say what it belongs to", Kinds(), States(), "", can(people.AnswerCase, people.WorkCase), false, nil, (*step).relate},
		{Unrelate, "say what it belongs to no more", Kinds(), States(), "", can(people.AnswerCase, people.WorkCase), false, nil, (*step).unrelate},
	}
}

// Moves lists the table of moves in its order.
func Moves() []Rule { return slices.Clone(moves) }

// ruleOf finds the line of a move with a kind of case.
func ruleOf(m Move, k Kind) (Rule, bool) {
	i := slices.IndexFunc(moves, func(r Rule) bool { return r.Move == m && slices.Contains(r.Kinds, k) })
	if i < 0 {
		return Rule{}, false
	}
	return moves[i], true
}

// Next lists the moves that somebody can make with a case now.
func (c *Case) Next(r Rules, who people.Who, partner people.About) []Move {
	s := &step{from: *c, to: *c, rules: r, who: who, about: c.About(partner)}
	var out []Move
	for _, line := range moves {
		if slices.Contains(line.Kinds, c.Kind) && slices.Contains(line.From, c.State) && s.may(line) == nil && s.check(line) == nil {
			out = append(out, line.Move)
		}
	}
	return out
}

func can(acts ...people.Act) []people.Act { return acts }

// may is nil when the caller may make a move; otherwise it says who may.
func (s *step) may(r Rule) (refused error) {
	acts := r.Acts
	if acts == nil {
		acts = can(s.from.Kind.Act())
	}
	for _, act := range acts {
		if refused = s.who.May(act, s.about); refused == nil {
			return nil
		}
	}
	return refused
}

// check asks what a move asks of the case beside its state.
func (s *step) check(r Rule) error {
	if r.when == nil {
		return nil
	}
	return r.when(s)
}

// Act is what one must be allowed to do to begin a case of the kind.
func (k Kind) Act() people.Act {
	return map[Kind]people.Act{Activation: people.Activate, Request: people.FileRequest, Sponsorship: people.ClaimCredit, Ticket: people.FileTicket, Outreach: people.WorkCase}[k]
}
