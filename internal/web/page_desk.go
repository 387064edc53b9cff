package web

import (
	"net/url"
	"slices"
	"strconv"

	"laurel/internal/app"
)

// deskPage is one queue of the desk.
type deskPage struct {
	Queue   app.QueueName
	Queues  []app.QueueName
	Rows    []caseRow
	More    string // the path of the next page; empty at the end
	Waiting []waitingPage
}

// rowsOnDesk is how many cases one page has.
const rowsOnDesk = 50

func showDesk(c *call) (answer, error) {
	q := c.r.URL.Query()
	page := deskPage{Queue: app.QueueName(q.Get("queue")), Queues: app.QueueNames()}
	if !slices.Contains(page.Queues, page.Queue) {
		page.Queue = app.Mine
	}
	due, _ := strconv.ParseInt(q.Get("due"), 10, 64) // a page that nobody named is the first one
	list, err := c.App.Queue(c.ctx(), c.who, app.QueueInput{Queue: page.Queue, AfterDue: due, AfterID: q.Get("after"), Limit: rowsOnDesk})
	if err != nil {
		return answer{}, err
	}
	if page.Waiting, err = c.waiting(); err != nil {
		return answer{}, err
	}
	if page.Rows, err = c.caseRows(list); err != nil {
		return answer{}, err
	}
	if len(list) == rowsOnDesk {
		last := &list[len(list)-1]
		page.More = "/desk?" + url.Values{"queue": {string(page.Queue)}, "due": {strconv.FormatInt(app.DueMicros(last), 10)}, "after": {last.ID}}.Encode()
	}
	return c.showing(page)
}
