package sentence

import (
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/problem"
)

// Page is a part of a list of facts.
type Page struct {
	After string // a line's Next; empty for the beginning
	Limit int    // at most so many facts; 100 when zero
}

// mostFacts is how many facts stand in one list.
const mostFacts = 100

// listed is a fact in a list: one that counted, or one that was left out.
type listed struct {
	metric.Counted
	left *metric.LeftOut
}

// Evidence is a metric with every fact it was made of in the order of time, those
// left out among them: at most a page of them, and on the last line where the
// list goes on. The totals are of all facts, not of the page.
func (t *Teller) Evidence(m *metric.Measured, p Page) (Line, error) {
	from, err := begin(factsOf(&m.Evidence), p.After)
	if err != nil {
		return Line{}, err
	}
	limit := p.Limit
	if limit <= 0 {
		limit = mostFacts
	}
	return t.list(m, from, limit), nil
}

// list tells a metric with so many of its facts, and where the list goes on.
func (t *Teller) list(m *metric.Measured, from, limit int) Line {
	line, facts := t.Measured(m), factsOf(&m.Evidence)
	until := min(len(facts), from+limit)
	for i := from; i < until; i++ {
		line.Lines = append(line.Lines, t.fact(m, &facts[i]))
	}
	if rest := len(facts) - until; rest > 0 {
		more := t.line("list.more-facts", args{"Count": rest})
		if until > 0 {
			more.Next = facts[until-1].spot().String()
		}
		line.Lines = append(line.Lines, more)
	}
	return line
}

func factsOf(e *metric.Evidence) []listed {
	list := make([]listed, 0, len(e.Facts)+len(e.LeftOut))
	for _, each := range e.Facts {
		list = append(list, listed{Counted: each})
	}
	for i := range e.LeftOut {
		if e.LeftOut[i].Fact != nil {
			list = append(list, listed{Counted: e.LeftOut[i].Counted, left: &e.LeftOut[i]})
		}
	}
	slices.SortStableFunc(list, func(a, b listed) int { return a.spot().compare(b.spot()) })
	return list
}

// spot is where a fact stands in a list. It stays there when others come.
type spot struct {
	day calendar.Day
	id  string
}

func (f listed) spot() spot { return spot{f.Day, f.Fact.ID.String()} }

func (s spot) compare(other spot) int {
	if s.day != other.day {
		return int(s.day - other.day)
	}
	return strings.Compare(s.id, other.id)
}

// String is the spot as a cursor: 2024-03-05 gcloud/17.
func (s spot) String() string { return s.day.String() + " " + s.id }

// begin is the index of the first fact behind a cursor.
func begin(list []listed, after string) (int, error) {
	if after == "" {
		return 0, nil
	}
	text, id, ok := strings.Cut(after, " ")
	day, err := calendar.ParseDay(text)
	if !ok || err != nil {
		return 0, problem.New(problem.Invalid, "%q is not a place in this list.", after).WithHint("Use what the last page gave as next.")
	}
	i, found := slices.BinarySearchFunc(list, spot{day, id}, func(f listed, at spot) int { return f.spot().compare(at) })
	if found {
		i++
	}
	return i, nil
}
