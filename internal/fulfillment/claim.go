package fulfillment

import (
	"cmp"
	"slices"

	"laurel/internal/problem"
	"laurel/internal/program"
)

// Credit is where a sponsorship is, and on which conditions.
type Credit struct {
	Country   string `json:"country,omitempty"`   // where it will be used
	Agreement string `json:"agreement,omitempty"` // the kind of contract of the account
	Target    string `json:"target,omitempty"`    // the account that it is for
	Overage   string `json:"overage,omitempty"`   // who pays for what is used beyond it, as accepted
	External  string `json:"external,omitempty"`  // how the billing system knows it
}

// Transfer moves all the credit that a case has on one account to another.
type Transfer struct{ From, To Account }

// post moves the credit of a case.
func (s *step) post(from, to Account) {
	if !s.to.Amount.IsZero() {
		s.effects = append(s.effects, Effect{Transfer: &Transfer{From: from, To: to}})
	}
}

// takeClaim takes over what is claimed. It does not change once credit is
// reserved; what is no claim is worth what its grant is.
func (s *step) takeClaim(m *mistakes) {
	given := !s.in.Amount.IsZero() || s.in.Amount.Value.Sign() != 0 || s.in.Credit != nil
	switch {
	case !given:
	case s.to.Kind != Sponsorship:
		m.Add(field("amount"), "Nothing is claimed: it is no sponsorship.")
	case !slices.Contains(unsent, s.from.State):
		m.AddWithHint(field("amount"), "Recall it first, as long as it is not approved.", "What is claimed does not change after it was handed in.")
	default:
		s.claim(m)
	}
}

func (s *step) claim(m *mistakes) {
	if !s.in.Amount.IsZero() {
		s.to.Amount = s.in.Amount
	}
	if s.in.Credit == nil {
		return
	}
	credit := *s.in.Credit
	if credit.External != "" {
		m.Add(field("credit/external"), "The id of the credit is recorded when it is set up.")
	}
	s.to.Credit = &credit
}

// checkClaim refuses a claim that lacks something, or that the program does not
// pay for.
func (s *step) checkClaim(m *mistakes) {
	if s.to.Kind != Sponsorship {
		return
	}
	if s.to.Credit == nil {
		s.to.Credit = &Credit{}
	}
	switch amount := s.to.Amount; {
	case amount.Value.Sign() <= 0:
		m.Add(field("amount"), "It is not said how much is claimed.")
	case !amount.IsPayable():
		m.Add(field("amount"), "%s cannot be paid: it has a part below the smallest unit of the currency.", amount)
	}
	if s.rules.Delivery != nil && s.rules.Delivery.Credit != nil {
		checkCredit(m, *s.to.Credit, s.rules.Delivery.Credit)
	}
}

// checkCredit refuses a credit that the program does not pay for.
func checkCredit(m *mistakes, credit Credit, rule *program.Credit) {
	if !rule.Countries.Has(credit.Country) {
		m.AddSaid(field("credit/country"), problem.Say("It is available in: %s.", rule.Countries.Names()), problem.Say("The credit is not available in the country %q.", credit.Country))
	}
	if !rule.Agreements.Has(credit.Agreement) {
		m.AddSaid(field("credit/agreement"), problem.Say("It can be used under: %s.", rule.Agreements.Names()), problem.Say("The credit cannot be used under the agreement %q.", credit.Agreement))
	}
	if rule.Target == program.Required && credit.Target == "" {
		m.Add(field("credit/target"), "The account that the credit is for is missing.")
	}
	if payer := string(cmp.Or(rule.Overage, program.PartnerPays)); credit.Overage != payer {
		m.AddSaid(field("credit/overage"), problem.Say("Confirm it by writing %s.", payer), problem.Say("What is used beyond the credit is paid by the %s.", payer))
	}
}
