package fulfillment

import (
	"slices"
	"strings"

	"laurel/internal/people"
	"laurel/internal/problem"
)

// ask lets every clock stand still until the partner has answered.
func (s *step) ask() error {
	s.to.Back = s.from.State
	s.end(ToAnswer)
	s.stop()
	s.tell(WasAsked, ToSubmitter)
	return nil
}

// answer goes on where the case was when the partner was asked. The Rewards team
// may write down an answer that came another way.
func (s *step) answer() error {
	s.to.State, s.to.Back = s.from.Back, ""
	if s.in.Form != nil {
		if err := s.fillIn(true); err != nil {
			return err
		}
	}
	s.goOn()
	s.tell(WasAnswered, ToAssignee)
	if s.in.Form != nil {
		s.anew()
	} else {
		s.resume()
	}
	return nil
}

// say writes to the other side: what the operator writes first is an answer, and
// what the partner writes while it is asked is one, too.
func (s *step) say() error {
	if s.from.State == ActionRequired && s.ofPartner() {
		return s.answer()
	}
	if s.ofPartner() {
		s.tell(WasAnswered, ToAssignee)
		return nil
	}
	s.end(ToAnswer)
	s.tell(WasAsked, ToSubmitter)
	return nil
}

// ofPartner reports whether the caller speaks for the partner.
func (s *step) ofPartner() bool { return s.who.Holds(s.about, people.PartnerRoles()...) }

// channels are the ways in which a contact is made.
var channels = []string{"email", "phone", "meeting", "portal"}

// reach records a contact. It is the first that is owed, and does not set back
// what is further already, or not approved yet.
func (s *step) reach() error {
	if err := s.checkContact(); err != nil {
		return err
	}
	s.to.Contacts = append(s.to.Contacts, Contact{By: s.who.ID, At: s.now, Channel: s.in.Contact.Channel, To: s.in.Contact.To, Outcome: s.in.Contact.Outcome})
	if s.from.State == Approved {
		s.to.State = Contacted
	}
	s.end(ToContact, ToAnswer)
	if slices.Contains([]State{Contacted, InDelivery, Failed}, s.to.State) {
		s.start(ToDeliver)
	}
	return nil
}

func (s *step) checkContact() error {
	in := s.in.Contact
	var m mistakes
	if !slices.Contains(channels, in.Channel) {
		m.AddSaid(field("contact/channel"), problem.Say("There are: %s.", strings.Join(channels, ", ")), problem.Say("There is no channel %q.", problem.Excerpt(in.Channel)))
	}
	if in.To == "" || len(in.To) > longestWord {
		m.Add(field("contact/to"), "It is not said in 1 to %d characters with whom the contact was made.", longestWord)
	}
	if strings.TrimSpace(in.Outcome) == "" || len(in.Outcome) > longestText {
		m.Add(field("contact/outcome"), "It is not said in 1 to %d characters what came of the contact.", longestText)
	}
	return m.Err("The contact cannot be recorded.")
}

// object lets the clock of the first contact go on: nobody got in touch.
func (s *step) object() error {
	if s.from.State == Contacted {
		s.to.State = Approved
	}
	s.reopen(ToContact)
	s.tell(NoContact, ToAssignee)
	s.tellRoles(NoContact, []people.Role{people.RewardsAgent})
	return nil
}

// escalate tells others; whoever has the case keeps it.
func (s *step) escalate() error {
	roles := []people.Role{people.ProgramOwner}
	if s.in.Role != "" {
		roles = []people.Role{s.in.Role}
	}
	if !roles[0].OfOperator() {
		return missing("role", "%q is not a role of the operator.", problem.Excerpt(string(s.in.Role)))
	}
	s.tellRoles(Escalated, roles)
	return nil
}

// note changes nothing: its words stand in the history of the case.
func (s *step) note() error { return nil }
