package letter

import "laurel/internal/calendar"

// TestLetter shows somebody of the operator that letters arrive.
type TestLetter struct {
	On calendar.Moment `json:"on"` // when it was asked for
}

func (l TestLetter) write(d *draft) {
	d.moment("On", l.On)
	d.say("happened")
	d.say("means")
	d.say("next")
	d.open("options", pathOptions)
}

func (TestLetter) samples() []Content { return []Content{TestLetter{On: sampleNow}} }
