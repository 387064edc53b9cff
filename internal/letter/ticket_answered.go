package letter

// TicketAnswered brings an answer to a ticket.
type TicketAnswered struct {
	Case
	By     Person `json:"by,omitzero"` // who answered
	Answer string `json:"answer"`      // in their words
}

func (l TicketAnswered) write(d *draft) {
	d.yours(l.Case)
	d.manager(l.By)
	d.quote(l.Answer, "happened", "happened-open")
	d.say("next")
	d.rows("Partner", "Offer", "Reference")
}

func (TicketAnswered) samples() []Content {
	return []Content{
		TicketAnswered{Case: sampleCase("tic"), By: sampleManager, Answer: "The sale arrived with another publisher. We are asking for a correction."},
		TicketAnswered{Case: sampleCase("tic"), Answer: "The sale counts since today."},
	}
}
