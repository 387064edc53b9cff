package letter

import "laurel/internal/calendar"

// CaseCompleted tells a partner that a promise was kept, and what may come next.
type CaseCompleted struct {
	Case
	On calendar.Moment `json:"on"` // when
}

func (l CaseCompleted) write(d *draft) {
	d.yours(l.Case)
	d.moment("On", l.On)
	d.say("happened")
	d.say("wrong")
	d.say("next")
	d.rows("Partner", "Benefit", "Offer", "Reference")
	d.open("benefits", pathBenefits)
}

func (CaseCompleted) samples() []Content {
	return []Content{CaseCompleted{Case: sampleCase("act"), On: sampleNow}}
}
