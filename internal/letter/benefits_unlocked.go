package letter

import "laurel/internal/label"

// BenefitsUnlocked tells a partner what it may use now.
type BenefitsUnlocked struct {
	Partner  string     `json:"partner"`  // the partner's name
	Program  label.Text `json:"program"`  // what the program is called
	Benefits []Benefit  `json:"benefits"` // in the order of the program
}

func (l BenefitsUnlocked) write(d *draft) {
	d.name("Partner", l.Partner)
	d.label("Program", l.Program)
	d.count(len(l.Benefits))
	d.list(d.benefits(l.Benefits), "happened")
	if d.begun(l.Benefits) {
		d.say("owed")
	}
	d.open("benefits", pathBenefits)
}

func (BenefitsUnlocked) samples() []Content {
	return []Content{
		BenefitsUnlocked{Partner: samplePartner, Program: sampleProgram, Benefits: sampleBenefits},
		BenefitsUnlocked{Partner: samplePartner, Program: sampleProgram, Benefits: sampleBenefits[:1]},
		BenefitsUnlocked{Partner: samplePartner, Program: sampleProgram, Benefits: []Benefit{{Label: sampleBlog, Here: true}}},
	}
}
