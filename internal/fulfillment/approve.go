package fulfillment

import (
	"slices"

	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
)

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
// approved, or nobody needs to.
func (s *step) nextStage() {
	s.end(ToDecide)
	stage := s.rules.stage(&s.to)
	if stage == nil || len(s.to.Approved) == 0 && s.rules.Delivery.ApprovedByRule(s.to.Amount) {
		s.promise()
		return
	}
	s.to.State, s.to.Stage, s.to.Queue, s.to.Assignee = Submitted, stage.Stage, stage.By[0], ""
	s.begin(ToDecide)
	s.tellRoles(ToBeDecided, stage.By)
}

// promise begins what is owed once everything is approved: somebody does it, by
// a time.
func (s *step) promise() {
	s.to.State, s.to.Stage, s.to.Queue = Approved, "", s.rules.team()
	if role := s.rules.Delivery; role != nil && role.Assign != "" {
		s.effects = append(s.effects, Effect{Assign: role.Assign})
	}
	s.begin(ToContact)
	if s.to.clock(ToContact) == nil {
		s.begin(ToDeliver)
	}
	if len(s.to.Approved) > 0 {
		s.tell(WasApproved, ToSubmitter)
	}
	s.tell(Instructions, ToContacts)
	s.tell(WasAssigned, ToAssignee)
}

// team is whose turn a case is once it is promised.
func (r Rules) team() people.Role {
	if r.Delivery != nil && r.Delivery.Assign != "" {
		return r.Delivery.Assign
	}
	return people.RewardsAgent
}

// undecided reports whether somebody still decides about what was handed in.
func (c *Case) undecided() bool {
	return c.State == Submitted || c.State == ActionRequired && c.Back == Submitted
}

// mustBeUndecided refuses what is possible only before the decision.
func (s *step) mustBeUndecided() error {
	if !s.from.undecided() {
		return errNotNow
	}
	return nil
}

// mustBeUnapproved refuses to change what somebody has approved, and what the
// caller could not have begun.
func (s *step) mustBeUnapproved() error {
	if err := s.who.May(s.from.Kind.Act(), s.about); err != nil {
		return err
	}
	if !s.from.undecided() && len(s.from.Approved) > 0 {
		return problem.New(problem.Conflict, "What was approved does not change any more.").WithHint("Write to the Rewards team what is different: say.")
	}
	return nil
}

// mustDecide asks for somebody who decides the stage that is due.
func (s *step) mustDecide() error {
	stage := s.rules.stage(&s.from)
	if stage == nil || !s.from.undecided() {
		return errNotNow
	}
	if !s.who.Holds(s.about, stage.By...) {
		p := problem.New(problem.Forbidden, "You may not decide the stage %s.", stage.Stage).WithHint("That is for: %s.", people.RoleNames(stage.By))
		return people.Refusal{Problem: p, Roles: stage.By}
	}
	return nil
}

// mustApprove asks, where the program does, for somebody who had no part in it.
func (s *step) mustApprove() error {
	if err := s.mustDecide(); err != nil {
		return err
	}
	if stage := s.rules.stage(&s.from); stage.FourEyes && s.tookPart() {
		p := problem.New(problem.Forbidden, "The stage %s must be approved by somebody who had no part in it before.", stage.Stage).
			WithHint("Ask somebody else of: %s.", people.RoleNames(stage.By))
		return people.Refusal{Problem: p, Roles: stage.By}
	}
	return nil
}

// tookPart reports whether the caller began the case, handed it in, or approved it
// before.
func (s *step) tookPart() bool {
	return s.from.By == s.who.ID || s.from.HandedInBy == s.who.ID || slices.ContainsFunc(s.from.Approved, func(a Approval) bool { return a.By == s.who.ID })
}

// approve passes the stage that is due.
func (s *step) approve() error {
	s.to.Approved = append(s.to.Approved, Approval{Stage: s.rules.stage(&s.to).Stage, By: s.who.ID, At: s.now})
	s.nextStage()
	return nil
}

// reject gives back what handing in took; the partner may change it and hand it in
// again.
func (s *step) reject() error {
	s.withdraw()
	s.begin(ToReturn)
	s.tell(WasRejected, ToSubmitter)
	return nil
}

// anew lets everybody approve anew what was changed while it was looked at.
func (s *step) anew() {
	if s.to.undecided() {
		s.to.Approved = nil
	}
	s.resume()
}

// resume goes on with the stage that is due, when it is not the one that was.
func (s *step) resume() {
	if stage := s.rules.stage(&s.to); s.to.State == Submitted && stage != nil && stage.Stage != s.to.Stage {
		s.nextStage()
	}
}
