package letter

import "laurel/internal/calendar"

// CaseRejected tells a partner why a case does not go ahead, and how to hand it
// in again.
type CaseRejected struct {
	Case
	Reason     string          `json:"reason"`               // in the words of whoever decided
	ResubmitBy calendar.Moment `json:"resubmit_by,omitzero"` // then the case expires; empty when it never does
}

func (l CaseRejected) write(d *draft) {
	d.yours(l.Case)
	d.moment("ResubmitBy", l.ResubmitBy)
	d.say("happened")
	d.quote(l.Reason, "frame.reason")
	d.say("next", "next-open")
	d.say("means")
	d.rows("Partner", "Benefit", "Offer", "ResubmitBy", "Reference")
}

func (CaseRejected) samples() []Content {
	return []Content{
		CaseRejected{Case: sampleCase("act"), Reason: "The pictures show another product. Please send some of Data Loader.", ResubmitBy: sampleDay},
		CaseRejected{Case: sampleCase("req"), Reason: "The offer is not live yet."},
	}
}
