package letter

// BenefitsWaiting reminds a partner, or a new admin of it, of benefits that it has
// unlocked and that nobody has activated.
type BenefitsWaiting struct {
	Partner  string    `json:"partner"`  // the partner's name
	Benefits []Benefit `json:"benefits"` // the soonest to end first
}

func (l BenefitsWaiting) write(d *draft) {
	d.name("Partner", l.Partner)
	d.count(len(l.Benefits))
	d.list(d.benefits(l.Benefits), "happened")
	d.say("next")
	d.open("benefits", pathBenefits)
}

func (BenefitsWaiting) samples() []Content {
	return []Content{
		BenefitsWaiting{Partner: samplePartner, Benefits: sampleBenefits},
		BenefitsWaiting{Partner: samplePartner, Benefits: sampleBenefits[:1]},
	}
}
