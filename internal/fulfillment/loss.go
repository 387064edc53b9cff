package fulfillment

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/program"
)

// Cause is why what a case was promised from is not there any more.
type Cause string

// The causes.
const (
	ByDelisting  Cause = "delisting"  // the offer is not live
	ByFraud      Cause = "fraud"      // what earned it is proven fraud
	ByCorrection Cause = "correction" // it was never earned
	ByClock      Cause = "clock"      // the grant ended by one of its clocks
	ByRevoking   Cause = "revoked"    // somebody took the grant back
)

// rule is what the program says of a cause; what a person decided, and what time
// ends, is not asked.
func (r Rules) rule(cause Cause) program.LossRule {
	if r.Delivery == nil {
		return program.KeepGoing
	}
	return map[Cause]program.LossRule{ByDelisting: r.Delivery.OnLoss.Delisting, ByFraud: r.Delivery.OnLoss.Fraud, ByCorrection: r.Delivery.OnLoss.Correction,
		ByRevoking: program.ClawBack}[cause]
}

// Lose is what becomes of a case whose cause is lost: it goes on, ends when it has
// not begun, ends in any case, or is to be looked at by a person; false when
// nothing changes. Nothing happens twice for the same cause.
func Lose(c Case, r Rules, cause Cause, why string, now calendar.Moment) (Case, []Effect, bool) {
	s := &step{from: c, to: c.clone(), in: Input{Reason: why}, rules: r, now: now}
	if !c.Promised() {
		return c, nil, false
	}
	s.to.Revision++
	switch rule := r.rule(cause); {
	case cause == ByClock:
		s.to.State = Expired
		s.post(Reserved, Available) // what was never set up was not given; it lapses with the grant
		s.post(Active, Lapsed)
		s.endAll()
		s.tell(WasExpired, ToSubmitter, ToAssignee)
	case rule == program.ClawBack, rule == program.StopUnbegun && slices.Contains([]State{Submitted, ActionRequired, Approved}, c.State):
		s.to.State = Revoked
		s.post(Reserved, Gone)
		s.post(Active, Gone)
		if cause != ByRevoking {
			s.deed(fact.Revocation)
		}
		s.endAll()
		s.tell(WasRevoked, ToSubmitter, ToContacts, ToAssignee)
	case rule == program.ReviewIt && !slices.Contains(c.Tags, "review: "+string(cause)):
		s.to.Tags = append(s.to.Tags, "review: "+string(cause))
		s.tellRoles(ToReview, []people.Role{people.RewardsAgent, people.ProgramOwner})
	default:
		return c, nil, false
	}
	return s.to, s.effects, true
}
