package sentence

import (
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/metric"
)

// fewSubjects is how many subjects, days or parts stand below one condition; the
// telling ones come first.
const fewSubjects = 20

// asked are the sentences for how many of the subjects must be as asked.
var asked = map[metric.Mode]string{metric.Every: "asked.every", metric.Some: "asked.some", metric.NoneOf: "asked.none", metric.Among: "asked.several"}

// askedNot are the same for what must not hold.
var askedNot = map[metric.Mode]string{metric.Every: "asked.not-every", metric.Some: "asked.none", metric.NoneOf: "asked.some", metric.Among: "asked.fewer"}

// quantified tells what was asked of offers or other subjects, and what each
// one said.
func (t *Teller) quantified(r *metric.Reason, negated bool, outcome Outcome) Line {
	q, id := r.Condition.Over, asked[r.Condition.Over.Mode]
	if negated {
		id = askedNot[q.Mode]
	}
	line := t.line(id, args{"Subjects": t.subjects(q.Over, r.Of), "Met": t.reader.Locale.Int(r.Met), "K": t.reader.Locale.Int(q.K), "Outcome": t.outcome(outcome)})
	line.Lines = t.selection(q)
	unwanted := (q.Mode == metric.NoneOf) != negated
	line.Lines = append(line.Lines, t.answers(r, unwanted, func(child *metric.Reason) Line {
		told := t.answer(child, t.key(child.Key), unwanted)
		told.About = About{AboutSubject, child.Key.ID}
		return told
	})...)
	return line
}

// selection tells of which subjects it was asked, and what.
func (t *Teller) selection(q *metric.Quantifier) []Line {
	var lines []Line
	for _, part := range []struct {
		id     string
		filter metric.Filter
	}{{"asked.where", q.Where}, {"asked.without", q.Without}, {"asked.whether", q.Has}} {
		if !part.filter.IsZero() {
			lines = append(lines, t.line(part.id, args{"Filter": t.filter(part.filter)}))
		}
	}
	switch {
	case q.When == nil:
	case q.When.Compare != nil:
		lines = append(lines, t.line("asked.when", args{"Condition": t.inside(q.When.Compare)}))
	default:
		lines = append(lines, t.only(q.When))
	}
	if q.Top != nil {
		lines = append(lines, t.line("asked.top", args{"Count": q.Top.N, "Attribute": readable(q.Top.By)}))
	}
	return lines
}

// inside is a comparison that must hold inside each subject.
func (t *Teller) inside(c *metric.Comparison) string {
	wanted := t.expression(c.Right)
	if v, constant := c.Right.Literal(); constant {
		wanted = t.wanted(v, strings.Contains(c.Right.Text, "%"))
	}
	return t.say("asked.compared", args{"What": t.expression(c.Left), "Wanted": t.bound(c.Op, wanted)})
}

// answers tells children, those first that decide, and how many are not shown.
func (t *Teller) answers(r *metric.Reason, unwanted bool, tell func(*metric.Reason) Line) []Line {
	order := make([]*metric.Reason, len(r.Children))
	for i := range r.Children {
		order[i] = &r.Children[i]
	}
	if len(order) > fewSubjects {
		slices.SortStableFunc(order, func(a, b *metric.Reason) int { return rank(a, unwanted) - rank(b, unwanted) })
	}
	var lines []Line
	for _, child := range order[:min(len(order), fewSubjects)] {
		lines = append(lines, tell(child))
	}
	return append(lines, t.more(len(order)-fewSubjects)...)
}

// rank puts those who are not as needed first.
func rank(r *metric.Reason, unwanted bool) int {
	if outcomeOf(r.Truth, unwanted) == Unmet {
		return 0
	}
	return 1
}

// more says how many lines are not shown.
func (t *Teller) more(n int) []Line {
	if n <= 0 {
		return nil
	}
	return []Line{t.line("list.more", args{"Count": n})}
}

// answer is one subject's or day's yes or no, with its reason below.
func (t *Teller) answer(r *metric.Reason, name string, unwanted bool) Line {
	id := "asked.fails"
	if r.Truth.Met() {
		id = "asked.holds"
	}
	line := t.line(id, args{"Subject": name})
	line.Outcome = outcomeOf(r.Truth, unwanted)
	if r.Condition != nil {
		line.Lines = []Line{t.reason(r, unwanted)}
	}
	return line
}

// recurring tells on which of several days something held.
func (t *Teller) recurring(r *metric.Reason, negated bool, outcome Outcome) Line {
	c, l := r.Condition.Time, t.reader.Locale
	id := recurrences[c.Mode][0]
	if negated {
		id = recurrences[c.Mode][1]
	}
	line := t.line(id, args{"Met": l.Int(r.Met), "Of": l.Int(r.Of), "K": l.Int(c.K), "Periods": t.periods(c.Cycle, c.N),
		"From": l.Day(r.Span.From), "Until": l.Day(r.Span.Last()), "Outcome": t.outcome(outcome)})
	line.Lines = t.answers(r, negated, func(child *metric.Reason) Line { return t.answer(child, l.Day(child.Day), negated) })
	return line
}

// recurrences are the sentences for what must, and for what must not, recur.
var recurrences = map[metric.RecurrenceMode][2]string{metric.OnAnyDay: {"recurs.any", "recurs.none"},
	metric.OnEveryDay: {"recurs.every", "recurs.not-every"}, metric.Periods: {"recurs.periods", "recurs.fewer"}}

// periods is a number of periods: 16 weeks, or 4 periods of a calendar of the
// program.
func (t *Teller) periods(c metric.CycleRef, n int) string {
	for _, unit := range []calendar.Unit{calendar.Days, calendar.Weeks, calendar.Months, calendar.Quarters, calendar.Halves, calendar.Years} {
		if c.Name == string(unit) {
			return t.reader.Locale.Length(calendar.Length{N: n, Unit: unit})
		}
	}
	return t.say("length.periods", args{"Count": n, "Calendar": readable(c.Name)})
}
