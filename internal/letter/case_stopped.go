package letter

// CaseStopped tells whoever has a case that there is nothing to do for now: it
// was taken back, canceled or revoked.
type CaseStopped struct {
	Case
	By     string `json:"by,omitzero"`     // who did it
	Reason string `json:"reason,omitzero"` // in their words
	Cause  string `json:"cause,omitzero"`  // what it was, when nobody did it
	Again  bool   `json:"again,omitzero"`  // it may come back: the partner only changes it
}

func (l CaseStopped) write(d *draft) {
	d.theirs(l.Case)
	d.name("By", l.By)
	d.say("happened", "happened-open")
	d.because(l.Cause, l.Reason)
	if l.Again {
		d.say("means-again")
	} else {
		d.say("means")
	}
	d.rows("Partner", "Benefit", "Offer", "Reference")
}

func (CaseStopped) samples() []Content {
	return []Content{
		CaseStopped{Case: sampleCase("act"), By: sampleAdmin, Reason: "We launch the new version first.", Again: true},
		CaseStopped{Case: sampleCase("req"), Cause: "revoked"},
		CaseStopped{Case: sampleCase("spo"), Cause: "clock"},
	}
}
