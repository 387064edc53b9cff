package letter

import "laurel/internal/calendar"

// CaseExpired tells a partner that a case has ended because its time was over.
type CaseExpired struct {
	Case
	On     calendar.Moment `json:"on"`              // when
	Waited bool            `json:"waited,omitzero"` // for an answer of the partner; otherwise the grant ended
}

func (l CaseExpired) write(d *draft) {
	d.yours(l.Case)
	d.moment("On", l.On)
	if l.Waited {
		d.say("happened")
	} else {
		d.say("happened-grant")
	}
	d.say("means")
	d.say("next")
	d.rows("Partner", "Benefit", "Offer", "Reference")
}

func (CaseExpired) samples() []Content {
	return []Content{CaseExpired{Case: sampleCase("act"), On: sampleDay, Waited: true}, CaseExpired{Case: sampleCase("act"), On: sampleDay}}
}
