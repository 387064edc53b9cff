package app

import (
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
)

// QueueNames are all queues, in the order in which the desk shows them.
func QueueNames() []QueueName { return []QueueName{Mine, DueToday, LateOnes, Unassigned, Waiting} }

// QueueInput asks for a part of a queue.
type QueueInput struct {
	Queue    QueueName
	AfterDue int64  // the due moment and
	AfterID  string // the id of the case that was listed last
	Limit    int
}

// Queue lists the cases of a queue that the caller may see, what is due first.
// What nothing is due for comes at the end.
func (a *App) Queue(ctx context.Context, who people.Who, in QueueInput) ([]fulfillment.Case, error) {
	if !who.Operator() {
		return nil, problem.New(problem.Forbidden, "The queues are those of the Rewards team.").WithHint("List the cases of your partner.")
	}
	f, err := a.queueFilter(ctx, who, in.Queue)
	if err != nil {
		return nil, err
	}
	return a.visible(ctx, who, in.Limit, func(last *fulfillment.Case, n int) ([]fulfillment.Case, error) {
		if last != nil {
			in.AfterDue, in.AfterID = DueMicros(last), last.ID
		}
		return a.store.Queue(ctx, f, in.AfterDue, in.AfterID, n)
	})
}

func (a *App) queueFilter(ctx context.Context, who people.Who, name QueueName) (f store.CaseFilter, err error) {
	no, yes := false, true
	f = store.CaseFilter{Open: true, Waiting: &no}
	switch name {
	case Mine:
		f.Waiting = nil
		f.Assignees, err = a.workOf(ctx, who.ID)
	case Unassigned:
		f.Unheld = true
	case DueToday:
		f.DueFrom = a.moment()
		f.DueBy, err = a.endOfDay(ctx, who)
	case LateOnes:
		f.DueBy = a.moment()
	case Waiting:
		f.Waiting = &yes
	default:
		return f, problem.New(problem.Invalid, "There is no queue %q.", problem.Excerpt(string(name))).WithHint("There are: mine, due-today, overdue, unassigned, waiting.")
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
