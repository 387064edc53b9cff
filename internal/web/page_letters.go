package web

import (
	"laurel/internal/app"
	"laurel/internal/letter"
	"laurel/internal/store"
)

// lettersPage is letters, the newest first.
type lettersPage struct {
	Rows []letterRow
	More string // the id of the last one, where there are more

	heading string
}

// Called is the heading of the page.
func (p lettersPage) Called() string { return p.heading }

// letterRow is a letter in a list.
type letterRow struct {
	store.Letter
	To string
}

// lettersShown is how many letters one page has.
const lettersShown = 50

// showOwnLetters lists what was written to whoever looks.
func showOwnLetters(c *call) (answer, error) {
	return c.letters(store.LetterFilter{Person: c.who.ID})
}

// showInbox lists what was written to anybody of the partner.
func showInbox(c *call) (answer, error) {
	return c.letters(store.LetterFilter{Partner: c.partner.ID, Without: letter.ForOperator()})
}

func (c *call) letters(f store.LetterFilter) (answer, error) {
	list, err := c.App.Letters(c.ctx(), c.who, f, c.r.URL.Query().Get("before"), lettersShown)
	if err != nil {
		return answer{}, err
	}
	page := lettersPage{heading: c.locale.Say(c.page.name+".heading", nil)}
	if page.Rows, err = c.letterRows(list); err != nil {
		return answer{}, err
	}
	if len(list) == lettersShown {
		page.More = list[len(list)-1].ID
	}
	return answer{template: "letters", data: page}, nil
}

// letterRows are letters with the names of their readers.
func (c *call) letterRows(list []store.Letter) ([]letterRow, error) {
	ids := make([]string, len(list))
	for i, l := range list {
		ids[i] = l.Person
	}
	names, err := c.App.NamesOf(c.ctx(), ids...)
	rows := make([]letterRow, len(list))
	for i, l := range list {
		rows[i] = letterRow{l, names[l.Person]}
	}
	return rows, err
}

// showLetter is one letter as it was written.
func showLetter(c *call) (answer, error) {
	l, err := c.App.Letter(c.ctx(), c.who, c.r.PathValue("letter"))
	if err != nil {
		return answer{}, err
	}
	names, err := c.App.NamesOf(c.ctx(), l.Person)
	return answer{template: "letter", data: struct {
		app.LetterView
		To string
	}{l, names[l.Person]}}, err
}
