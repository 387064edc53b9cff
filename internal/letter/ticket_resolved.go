package letter

// TicketResolved tells whoever opened a ticket how it ended.
type TicketResolved struct {
	Case
	By     Person `json:"by,omitzero"` // who resolved it
	Answer string `json:"answer"`      // in their words
}

func (l TicketResolved) write(d *draft) {
	d.yours(l.Case)
	d.manager(l.By)
	d.quote(l.Answer, "happened", "happened-open")
	d.say("next")
	d.rows("Partner", "Offer", "Reference")
}

func (TicketResolved) samples() []Content {
	return []Content{
		TicketResolved{Case: sampleCase("tic"), By: sampleManager, Answer: "The sale was corrected and counts since 12 February. Your tier did not change."},
		TicketResolved{Case: sampleCase("tic"), Answer: "The sale counts."},
	}
}
