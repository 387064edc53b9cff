package letter

// CaseRevoked tells a partner that the operator took back what it was about to
// get, and why.
type CaseRevoked struct {
	Case
	Reason string `json:"reason,omitzero"` // why, as partners may read it
	Cause  string `json:"cause,omitzero"`  // what it was, when nobody decided it
}

func (l CaseRevoked) write(d *draft) {
	d.yours(l.Case)
	d.say("happened")
	d.because(l.Cause, l.Reason)
	d.say("means")
	d.say("next")
	d.rows("Partner", "Benefit", "Offer", "Reference")
}

func (CaseRevoked) samples() []Content {
	return []Content{
		CaseRevoked{Case: sampleCase("spo"), Reason: "The sale that unlocked it was found to be fraud."},
		CaseRevoked{Case: sampleCase("act"), Cause: "fraud"},
		CaseRevoked{Case: sampleCase("act"), Cause: "delisting"},
	}
}
