package letter

import "laurel/internal/calendar"

// TicketWaiting puts a question to whoever opened a ticket.
type TicketWaiting struct {
	Case
	By       Person          `json:"by,omitzero"`        // who asks
	Question string          `json:"question"`           // in their words
	AnswerBy calendar.Moment `json:"answer_by,omitzero"` // then the ticket is closed; empty when it never is
}

func (l TicketWaiting) write(d *draft) {
	d.yours(l.Case)
	d.manager(l.By)
	d.moment("AnswerBy", l.AnswerBy)
	d.quote(l.Question, "happened", "happened-open")
	d.say("next", "next-open")
	d.rows("Partner", "Offer", "AnswerBy", "Reference")
}

func (TicketWaiting) samples() []Content {
	return []Content{
		TicketWaiting{Case: sampleCase("tic"), By: sampleManager, Question: "Which invoice is it?", AnswerBy: sampleDue},
		TicketWaiting{Case: sampleCase("tic"), Question: "Which invoice is it?"},
	}
}
