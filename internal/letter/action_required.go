package letter

import "laurel/internal/calendar"

// ActionRequired puts a question to the partner, without whose answer a case
// does not go on.
type ActionRequired struct {
	Case
	By       Person          `json:"by,omitzero"`        // who asks
	Question string          `json:"question"`           // in their words
	AnswerBy calendar.Moment `json:"answer_by,omitzero"` // then the case expires; empty when it never does
}

func (l ActionRequired) write(d *draft) {
	d.yours(l.Case)
	d.manager(l.By)
	d.moment("AnswerBy", l.AnswerBy)
	d.quote(l.Question, "happened", "happened-open")
	d.say("next", "next-open")
	d.say("means")
	d.rows("Partner", "Benefit", "Offer", "AnswerBy", "Reference")
}

func (ActionRequired) samples() []Content {
	return []Content{
		ActionRequired{Case: sampleCase("act"), By: sampleManager, Question: "Which of the two pictures shall we use?\nAnd may we name the customer?", AnswerBy: sampleDue},
		ActionRequired{Case: sampleCase("req"), Question: "How many users will there be?"},
	}
}
