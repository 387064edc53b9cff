package letter

// CaseRevoked tells a partner that the operator took back what it was about to
// get, and why.
type CaseRevoked struct {
	Case
	Reason string `json:"reason"` // why, as partners may read it
}

func (l CaseRevoked) write(d *draft) {
	d.yours(l.Case)
	d.say("happened")
	d.quote(l.Reason, "frame.reason")
	d.say("means")
	d.say("next")
	d.rows("Partner", "Benefit", "Offer", "Reference")
}

func (CaseRevoked) samples() []Content {
	return []Content{CaseRevoked{Case: sampleCase("spo"), Reason: "The sale that unlocked it was found to be fraud."}}
}
