package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/problem"
)

// deskPage is one queue of the desk, or those of its cases that pass a filter.
type deskPage struct {
	Queue   app.QueueName
	Here    string // the path of the page
	Queues  []deskTab
	Saved   []deskTab
	Kept    string // the name under which what is open is kept; empty for none
	Filter  deskFilter
	Bulk    bulk
	Rows    []caseRow
	More    string // the path of the next page; empty at the end
	Waiting []waitingPage
}

// deskTab leads to a queue, or to what somebody kept.
type deskTab struct {
	Name, Path string
	Count      string // empty where nothing is counted
	Here       bool
}

// rowsOnDesk is how many cases one page has.
const rowsOnDesk = 50

// deskFields are those of what is done with filters, and with several cases.
var deskFields = []field{
	{name: "do", kind: "hidden", most: 20},
	{name: "name", kind: "text", complete: "off", most: 200, optional: true},
	{name: "batch", kind: "hidden", most: 40, optional: true},
	{name: "case", kind: "checkbox", most: 80, optional: true, many: true},
	{name: "to", kind: "select", most: 100, optional: true},
	{name: "reason", kind: "text", most: 4000, optional: true},
}

func showDesk(c *call) (answer, error) {
	if q, plain := withoutEmpty(c.r.URL.Query()); !plain && c.form == nil {
		return goTo("/desk?" + q.Encode())
	}
	view := c.deskView()
	page := deskPage{Queue: view.Queue, Here: view.path()}
	var err error
	if page.Waiting, err = c.waiting(); err != nil {
		return answer{}, err
	}
	if err := c.listDesk(&page, view); err != nil {
		return answer{}, err
	}
	choices, err := c.App.CaseChoices(c.ctx(), c.who)
	if err != nil {
		return answer{}, err
	}
	page.Filter, page.Bulk = c.deskFilter(view, choices), c.bulk(choices)
	if err := c.savedTabs(&page); err != nil {
		return answer{}, err
	}
	a, err := c.showing(page)
	if len(c.wrong) > 0 || c.sorry != "" {
		a.code = http.StatusUnprocessableEntity
	}
	return a, err
}

// withoutEmpty is an address without what was left empty in its form, and whether it
// had nothing of the kind.
func withoutEmpty(q url.Values) (_ url.Values, plain bool) {
	n := len(q)
	maps.DeleteFunc(q, func(_ string, values []string) bool { return slices.Max(append(values, "")) == "" })
	return q, len(q) == n
}

// deskView is what an address of the desk says: a queue, a filter, and where it goes
// on.
type deskView struct {
	app.QueueInput
}

func (c *call) deskView() deskView {
	q := c.r.URL.Query()
	v := deskView{app.QueueInput{Queue: app.QueueName(or(q.Get("queue"), string(app.Mine))), Filter: app.ReadFilter(q), AfterID: q.Get("after"), Limit: rowsOnDesk}}
	v.AfterDue, _ = strconv.ParseInt(q.Get("due"), 10, 64) // a page that nobody named is the first one
	return v
}

// path is the address of its first page.
func (v deskView) path() string { return "/desk?" + v.query().Encode() }

func (v deskView) query() url.Values {
	q := app.FilterQuery(v.Filter)
	q.Set("queue", string(v.Queue))
	return q
}

// at is the view of another queue.
func (v deskView) at(queue app.QueueName) deskView {
	v.Queue = queue
	return v
}

// listDesk counts the queues and lists the one that is open. What no case can be is
// said at the fields of the filter.
func (c *call) listDesk(page *deskPage, view deskView) error {
	counts, err := c.App.QueueCounts(c.ctx(), c.who, view.Filter)
	if c.wrongFilter(err) {
		for _, name := range app.QueueNames() {
			page.Queues = append(page.Queues, deskTab{c.queueName(name), view.at(name).path(), "", name == view.Queue})
		}
		return nil
	}
	if err != nil {
		return err
	}
	for _, each := range counts {
		page.Queues = append(page.Queues, deskTab{c.queueName(each.Queue), view.at(each.Queue).path(), c.locale.Int(each.Cases), each.Queue == view.Queue})
	}
	list, err := c.App.Queue(c.ctx(), c.who, view.QueueInput)
	if c.wrongFilter(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if len(list) == rowsOnDesk {
		last, q := &list[len(list)-1], view.query()
		q.Set("due", strconv.FormatInt(app.DueMicros(last), 10))
		q.Set("after", last.ID)
		page.More = "/desk?" + q.Encode()
	}
	page.Rows, err = c.caseRows(list)
	return err
}

func (c *call) queueName(name app.QueueName) string {
	return c.locale.Say("desk.queue-"+string(name), nil)
}

// wrongFilter notes in the words of the act what is wrong with an address of the desk,
// if it is that.
func (c *call) wrongFilter(err error) bool {
	if problem.KindOf(err) != problem.Invalid {
		return false
	}
	p := c.locale.Refused(problem.Of(err))
	for _, m := range p.Mistakes {
		c.wrongAt(m.Place.File, m.Message)
	}
	if len(p.Mistakes) == 0 {
		c.sorry = p.Message
	}
	return true
}

// savedTabs lead to what whoever looks has kept.
func (c *call) savedTabs(page *deskPage) error {
	list, err := c.App.SavedFilters(c.ctx(), c.who)
	for _, f := range list {
		tab := deskTab{Name: f.Name, Path: "/desk?" + f.Query, Here: "/desk?"+f.Query == page.Here}
		if tab.Here {
			page.Kept = f.Name
		}
		page.Saved = append(page.Saved, tab)
	}
	return err
}

// changeDesk keeps the filter that is open under a name, or removes one; or it moves
// the cases that were chosen.
func changeDesk(c *call) (answer, error) {
	view := c.deskView()
	switch c.value("do") {
	case "save":
		if err := c.App.SaveFilter(c.ctx(), c.who, c.value("name"), view.query()); err != nil {
			return answer{}, err
		}
	case "remove":
		if err := c.App.RemoveFilter(c.ctx(), c.who, c.value("name")); err != nil {
			return answer{}, err
		}
	default:
		if _, known := deskMoves[fulfillment.Move(c.value("do"))]; !known {
			return answer{}, status{http.StatusBadRequest, badForm}
		}
		return moveSeveral(c, fulfillment.Move(c.value("do")))
	}
	return goTo(view.path())
}
