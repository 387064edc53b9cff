package letter

// CaseRecalled confirms to a partner that it took a case back to change it.
type CaseRecalled struct {
	Case
	By string `json:"by"` // who took it back
}

func (l CaseRecalled) write(d *draft) {
	d.yours(l.Case)
	d.name("By", l.By)
	d.say("happened")
	d.say("means")
	d.say("next")
	d.rows("Partner", "Benefit", "Offer", "Reference")
}

func (CaseRecalled) samples() []Content {
	return []Content{CaseRecalled{Case: sampleCase("act"), By: sampleAdmin}}
}
