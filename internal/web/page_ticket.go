package web

import (
	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/store"
)

// ticketsPage is the tickets of a partner, above a form for a new one.
type ticketsPage struct{ Rows []ticketRow }

// ticketRow is a ticket in the list.
type ticketRow struct {
	shownCase
	Opened calendar.Moment
}

// mostFiles is how many files one may attach to a ticket.
const mostFiles = 5

// topics asks what a ticket is about.
func topics(c *call) ([]field, error) {
	about := field{name: "topic", kind: "select", most: 40}
	for _, t := range fulfillment.Topics() {
		about.options = append(about.options, option{Value: string(t), Name: c.locale.Say("topic."+string(t), nil)})
	}
	out := []field{about, {name: "text", kind: "textarea", most: 10_000}, {name: "files", kind: "file", most: 100, optional: true, many: true, files: anyFile(mostFiles)}}
	programs, err := c.severalPrograms()
	if len(programs) == 0 || err != nil {
		return out, err
	}
	return append(out, field{name: "program", kind: "select", most: 200, options: programs}), nil
}

func showTickets(c *call) (answer, error) {
	list, err := c.App.Cases(c.ctx(), c.who, store.CaseFilter{Partner: c.partner.ID, Kind: fulfillment.Ticket}, "", mostCases)
	if err != nil {
		return answer{}, err
	}
	var page ticketsPage
	for i := range list {
		shown, _, err := c.shown(&list[i])
		if err != nil {
			return answer{}, err
		}
		page.Rows = append(page.Rows, ticketRow{shown, list[i].Opened})
	}
	return c.showing(page)
}

// fileTicket files a ticket, and shows the case that it is.
func fileTicket(c *call) (answer, error) {
	in := app.TicketInput{Partner: c.partner.ID, Program: c.value("program"), Topic: fulfillment.Topic(c.value("topic")), Text: c.value("text"), Attachments: c.form["files"]}
	if in.Topic == fulfillment.LooksWrong {
		var err error
		if in.Shown, err = c.explained(app.View{Program: in.Program}); err != nil {
			return answer{}, err
		}
	}
	k, err := c.App.FileTicket(c.ctx(), c.who, in)
	if err != nil {
		return answer{}, err
	}
	return goTo("/cases/" + k.ID)
}
