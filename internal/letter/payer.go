package letter

// Payer is who pays for what is used beyond a credit.
type Payer string

// The payers, as the catalogs name them.
const (
	PartnerPays  Payer = "partner"
	OperatorPays Payer = "operator"
)

// overage says who pays for what is used beyond a credit.
func (d *draft) overage(p Payer) { d.say("overage." + string(p)) }
