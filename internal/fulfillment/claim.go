package fulfillment

import (
	"cmp"

	"laurel/internal/program"
)

// Transfer moves all the credit that a case has on one account to another.
type Transfer struct{ From, To Account }

// post moves the credit of a claim.
func (s *step) post(from, to Account) {
	if s.to.Kind == Sponsorship {
		s.effects = append(s.effects, Effect{Move: &Transfer{From: from, To: to}})
	}
}

// checkClaim refuses a claim that lacks something, or that the program does not
// pay for.
func (s *step) checkClaim(m *mistakes) {
	if s.to.Kind != Sponsorship || s.rules.Delivery == nil || s.rules.Delivery.Credit == nil {
		return
	}
	if s.to.Credit == nil {
		s.to.Credit = &Credit{}
	}
	credit, rule := s.to.Credit, s.rules.Delivery.Credit
	if s.to.Amount.Value.Sign() <= 0 {
		m.Add(field("amount"), "It is not said how much is claimed.")
	}
	if !rule.Countries.Has(credit.Country) {
		m.AddWithHint(field("credit/country"), "It is available in: "+rule.Countries.String()+".", "The credit is not available in the country %q.", credit.Country)
	}
	if !rule.Agreements.Has(credit.Agreement) {
		m.AddWithHint(field("credit/agreement"), "It can be used under: "+rule.Agreements.String()+".", "The credit cannot be used under the agreement %q.", credit.Agreement)
	}
	if rule.Target == required && credit.Target == "" {
		m.Add(field("credit/target"), "The account that the credit is for is missing.")
	}
	if payer := string(cmp.Or(rule.Overage, program.PartnerPays)); credit.Overage != payer {
		m.AddWithHint(field("credit/overage"), "Confirm it by writing "+payer+".", "What is used beyond the credit is paid by the %s.", payer)
	}
}
