package fulfillment

import (
	"laurel/internal/fact"
	"laurel/internal/people"
)

// The words for how far a credit is.
const (
	provisioning = "provisioning"
	inUse        = "active"
)

// begun begins the delivery: the contact that was owed is not any more.
func (s *step) begun() error {
	if err := s.progress(); err != nil {
		return err
	}
	s.end(ToContact)
	s.start(ToDeliver)
	s.tell(WasScheduled, ToContacts)
	return nil
}

// progress says how far it is, in a word of the Rewards team.
func (s *step) progress() error {
	if len(s.in.Stage) > longestWord {
		return missing("stage", "It is longer than %d characters.", longestWord)
	}
	s.to.Stage = s.in.Stage
	return nil
}

// provision makes it finance's turn.
func (s *step) provision() error {
	s.to.Stage, s.to.Queue = provisioning, people.Finance
	s.start(ToDeliver)
	s.tellRoles(ToProvision, []people.Role{people.Finance})
	return nil
}

// open records where the credit is: from now on it is used, and from now on its
// term counts.
func (s *step) open() error {
	if s.in.External == "" || len(s.in.External) > longestWord {
		return missing("external", "It is not said in 1 to %d characters by which id the billing system knows the credit.", longestWord)
	}
	if s.to.Credit == nil {
		s.to.Credit = &Credit{}
	}
	s.to.Credit.External, s.to.Stage, s.to.Queue = s.in.External, inUse, s.rules.team()
	s.end(ToContact, ToDeliver)
	s.begin(ToComplete)
	s.deed(Effect{Deed: fact.Activation, Sole: true})
	s.post(Reserved, Active)
	s.tell(CreditActive, ToContacts, ToSubmitter)
	return nil
}

// fail leaves what is owed as it is: it may be tried again.
func (s *step) fail() error {
	s.to.Stage, s.to.Queue = "", s.rules.team()
	s.tell(WasFailed, ToSubmitter, ToAssignee)
	return nil
}

func (s *step) deliver() error {
	s.to.Stage = ""
	s.end(ToContact, ToDeliver)
	s.begin(ToComplete)
	s.tell(WasDelivered, ToContacts)
	return nil
}

// undo goes back to the delivery: the partner does not find it done.
func (s *step) undo() error {
	s.drop(ToComplete)
	s.reopen(ToDeliver)
	s.tell(WasReopened, ToAssignee)
	return nil
}

func (s *step) complete() error {
	s.finish()
	if s.to.Kind != Outreach {
		s.tell(WasCompleted, ToSubmitter)
	}
	return nil
}

// finish ends what is owed, because it is done.
func (s *step) finish() {
	if s.to.Kind != Sponsorship && !s.to.Amount.IsZero() { // all that it is worth was given
		s.deed(Effect{Deed: fact.Use, Worth: s.to.Amount})
		s.post(Reserved, Used)
	}
	s.deed(Effect{Deed: fact.Completion})
	s.endAll()
	s.to.Stage, s.to.Back = "", ""
	s.unfreeze()
}

func (s *step) reopenTicket() error {
	s.begin(ToAnswer)
	s.begin(ToResolve)
	s.tell(WasReopened, ToSubmitter, ToAssignee)
	return nil
}

func (s *step) reopenOutreach() error {
	s.begin(ToContact)
	s.tell(WasReopened, ToAssignee)
	return nil
}
