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
	ByOptOut     Cause = "opted-out"  // the partner wants no contact
)

// Causes are all causes.
func Causes() []Cause {
	return []Cause{ByDelisting, ByFraud, ByCorrection, ByClock, ByRevoking, ByOptOut}
}

// Lose is what becomes of a case whose cause is lost: it goes on, ends when it has
// not begun, ends in any case, or is to be looked at by a person; false when
// nothing changes. Nothing happens twice for the same cause.
func Lose(c Case, r Rules, cause Cause, why string, now calendar.Moment) (Case, []Effect, bool) {
	s := &step{from: c, to: c.clone(), in: Input{Reason: why}, rules: r, now: now, cause: cause}
	if !c.Promised() || !s.lose(cause) {
		return c, nil, false
	}
	s.done()
	return s.to, s.effects, true
}

// lose reports whether something changes.
func (s *step) lose(cause Cause) bool {
	switch rule := s.rules.onLoss(cause); {
	case s.from.Kind == Outreach && (cause == ByDelisting || cause == ByOptOut):
		s.to.State = Canceled // nobody is owed a contact that nobody wants, or for what is not live
		s.withdraw()
		s.tell(WasCanceled, ToAssignee)
	case cause == ByClock:
		return s.runOut()
	case rule == program.ClawBack:
		s.loseGrant(cause != ByRevoking)
	case rule == program.StopUnbegun && !s.from.begun():
		s.loseGrant(true)
	case rule == program.ReviewIt && !slices.Contains(s.from.Reviewed, cause):
		s.to.Reviewed = append(s.to.Reviewed, cause)
		s.tellRoles(ToReview, []people.Role{people.RewardsAgent, people.ProgramOwner})
	default:
		return false
	}
	return true
}

// onLoss is what the program says of a cause; nobody is asked about what a person
// decided.
func (r Rules) onLoss(cause Cause) program.LossRule {
	if cause == ByRevoking {
		return program.ClawBack
	}
	if r.Delivery == nil {
		return program.KeepGoing
	}
	return map[Cause]program.LossRule{ByDelisting: r.Delivery.OnLoss.Delisting, ByFraud: r.Delivery.OnLoss.Fraud, ByCorrection: r.Delivery.OnLoss.Correction}[cause]
}

// loseGrant ends the case and what it was promised from. A grant that counts, of
// which others may be under way, only gets back what this one would have used.
func (s *step) loseGrant(revoke bool) {
	s.to.State = Revoked
	switch {
	case s.to.Counted && revoke:
		s.deed(Effect{Deed: fact.Use, Units: -1})
	case revoke:
		s.deed(Effect{Deed: fact.Revocation})
	}
	s.takeBack()
}

// runOut ends what waits for the partner when the grant ended with its clock, and
// a claim, whose credit is gone. What the Rewards team owes it still owes.
func (s *step) runOut() bool {
	if s.from.Kind != Sponsorship && s.from.State != ActionRequired {
		return false
	}
	s.to.State = Expired
	s.post(Reserved, Available) // what was never set up was not given; it lapses with the grant
	s.post(Active, Lapsed)
	s.endAll()
	s.to.Stage, s.to.Back = "", ""
	s.tellStopped(WasExpired)
	return true
}
