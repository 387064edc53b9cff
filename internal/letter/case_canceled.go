package letter

// CaseCanceled tells a partner that a case will not be done.
type CaseCanceled struct {
	Case
	By     string `json:"by,omitzero"`     // who canceled it
	Reason string `json:"reason,omitzero"` // in their words
}

func (l CaseCanceled) write(d *draft) {
	d.yours(l.Case)
	d.name("By", l.By)
	d.say("happened", "happened-open")
	d.quote(l.Reason, "frame.reason")
	d.say("means")
	d.say("next")
	d.rows("Partner", "Benefit", "Offer", "Reference")
}

func (CaseCanceled) samples() []Content {
	return []Content{
		CaseCanceled{Case: sampleCase("act"), By: sampleAdmin, Reason: "We launch the new version first."},
		CaseCanceled{Case: sampleCase("req")},
	}
}
