package app

import (
	"cmp"
	"context"
	"math"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// QueueName is a list of the desk.
type QueueName string

// The queues.
const (
	Mine       QueueName = "mine" // and whose work one does while they are away
	Unassigned QueueName = "unassigned"
	DueToday   QueueName = "due-today" // by the end of today where one is, and not late yet
	LateOnes   QueueName = "overdue"
	Waiting    QueueName = "waiting" // for the partner
	AllOpen    QueueName = "open"    // whatever is not over
)

// QueueNames are all queues, in the order in which the desk shows them.
func QueueNames() []QueueName {
	return []QueueName{Mine, DueToday, LateOnes, Unassigned, Waiting, AllOpen}
}

// QueueInput asks for a part of a queue.
type QueueInput struct {
	Queue    QueueName
	Filter   store.CaseFilter // of its cases only those
	AfterDue int64            // the due moment and
	AfterID  string           // the id of the case that was listed last
	Limit    int
}

// Queue lists the cases of a queue that the caller may see, what is due first.
// What nothing is due for comes at the end.
func (a *App) Queue(ctx context.Context, who people.Who, in QueueInput) ([]fulfillment.Case, error) {
	if err := cmp.Or(deskOf(who), a.checkFilter(ctx, in.Filter)); err != nil {
		return nil, err
	}
	f, err := a.queueFilter(ctx, who, in.Queue, in.Filter)
	if err != nil {
		return nil, err
	}
	return a.store.Queue(ctx, f, in.AfterDue, in.AfterID, in.Limit)
}

// QueueCount is how many cases a queue has.
type QueueCount struct {
	Queue QueueName
	Cases int
}

// QueueCounts is how many cases of each queue pass a filter and are for the caller to
// see, in the order of the queues.
func (a *App) QueueCounts(ctx context.Context, who people.Who, filter store.CaseFilter) ([]QueueCount, error) {
	if err := cmp.Or(deskOf(who), a.checkFilter(ctx, filter)); err != nil {
		return nil, err
	}
	var out []QueueCount
	for _, name := range QueueNames() {
		f, err := a.queueFilter(ctx, who, name, filter)
		if err != nil {
			return nil, err
		}
		n, err := a.store.CountCases(ctx, f)
		if err != nil {
			return nil, err
		}
		out = append(out, QueueCount{name, n})
	}
	return out, nil
}

// deskOf refuses those whom the desk is not for.
func deskOf(who people.Who) error {
	if who.Operator() {
		return nil
	}
	return problem.New(problem.Forbidden, "The queues are those of the Rewards team.").WithHint("List the cases of your partner.")
}

// queueFilter narrows a filter to the cases of a queue that somebody sees.
func (a *App) queueFilter(ctx context.Context, who people.Who, name QueueName, f store.CaseFilter) (_ store.CaseFilter, err error) {
	no, yes := false, true
	f.Open, f.Waiting, f.SeenBy = true, &no, &who
	switch name {
	case Mine:
		f.Waiting = nil
		f.Mine, err = a.workOf(ctx, who.ID)
	case Unassigned:
		f.Unheld = true
	case DueToday:
		f.DueFrom = a.moment()
		f.DueBy, err = a.endOfDay(ctx, who)
	case LateOnes:
		f.DueBy = a.moment()
	case Waiting:
		f.Waiting = &yes
	case AllOpen:
		f.Waiting = nil
	default:
		return f, problem.New(problem.Invalid, "There is no queue %q.", problem.Excerpt(string(name))).WithHint("There are: mine, due-today, overdue, unassigned, waiting, open.")
	}
	return f, err
}

// endOfDay is when today ends where the caller is.
func (a *App) endOfDay(ctx context.Context, who people.Who) (calendar.Moment, error) {
	p, err := a.store.Person(ctx, who.ID)
	if err != nil && problem.KindOf(err) != problem.NotFound { // the console is nobody
		return calendar.Moment{}, err
	}
	zone, err := a.ZoneOf(ctx, p)
	return calendar.Working{Zone: zone}.Close(a.moment().Day(zone)), err
}

// DueMicros is by when something of a case is due, for the order of a queue.
func DueMicros(c *fulfillment.Case) int64 {
	if due, _, ok := c.Due(); ok {
		return due.Micros()
	}
	return math.MaxInt64
}
