package letter

import "laurel/internal/calendar"

// TicketOpened confirms to whoever asked that a ticket was opened.
type TicketOpened struct {
	Case
	AnswerBy calendar.Moment `json:"answer_by,omitzero"` // by when a person answers; empty when nothing is promised
	Text     string          `json:"text,omitzero"`      // what was asked
}

func (l TicketOpened) write(d *draft) {
	d.yours(l.Case)
	d.moment("FirstAnswer", l.AnswerBy)
	d.say("happened")
	d.quote(l.Text, "text")
	d.say("owed", "owed-open")
	d.say("next")
	d.rows("Partner", "Offer", "FirstAnswer", "Reference")
}

func (TicketOpened) samples() []Content {
	all := []Content{TicketOpened{Case: sampleCase("tic"), AnswerBy: sampleDue, Text: "INV-2291 of 12 February does not count.\n\nCan you look?"}}
	for _, topic := range []string{"activate", "enroll", "program-missing", "owner-left", "general"} {
		all = append(all, TicketOpened{Case: Case{ID: "tic_01j9z3k7q9", Partner: samplePartner, Topic: topic}})
	}
	return all
}
