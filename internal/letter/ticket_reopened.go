package letter

import "laurel/internal/calendar"

// TicketReopened confirms to whoever opened a ticket that it is looked at again.
type TicketReopened struct {
	Case
	AnswerBy calendar.Moment `json:"answer_by,omitzero"` // by when a person answers; empty when nothing is promised
}

func (l TicketReopened) write(d *draft) {
	d.yours(l.Case)
	d.moment("FirstAnswer", l.AnswerBy)
	d.say("happened")
	d.say("owed", "owed-open")
	d.rows("Partner", "Offer", "FirstAnswer", "Reference")
}

func (TicketReopened) samples() []Content {
	return []Content{TicketReopened{Case: sampleCase("tic"), AnswerBy: sampleDue}, TicketReopened{Case: sampleCase("tic")}}
}
