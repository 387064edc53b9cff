package web

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/picture"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// standingPage explains where the partner stands.
type standingPage struct {
	At, Known string // what was asked for, as typed
	Program   string // the only program that was asked for; empty for all
	Cards     []explained
	NewRules  []newRulesCard // versions to come, where today is asked about
	Unknown   bool           // nothing was known of the partner then
	Today     bool           // it is asked as things are today
	Part      eligibility
	Histories []history
	File      string // where the explanation is handed out as a file
	Files     bool   // whoever looks may file a ticket
}

// explained is a standing with every reason and its history.
type explained struct {
	standingCard
	Reasons []Reasoned
	Sales   template.HTML
	Small   template.HTML
	Table   []monthRow
	Months  string     // what the table is about
	Told    bool       // some month of it was told anew
	Revised []Reasoned // what feeds told anew, the newest first
	Older   string     // that there is more of it; empty when there is not
	Course  []Reasoned
}

// monthRow is a month of the picture in words.
type monthRow struct {
	Name, Value, Brought string
	Ahead                bool
	Revised              []string // what it was told to be, until when and by which feed
}

// Reasoned is a sentence with those that explain it, as a page shows it.
type Reasoned struct {
	Text  string
	Mark  string // the class of its outcome
	Open  bool   // those below are shown at once
	Lines []Reasoned
}

var marks = map[sentence.Outcome]string{"met": "met", "unmet": "unmet"}

func reasoned(lines []sentence.Line, open int) []Reasoned {
	out := make([]Reasoned, len(lines))
	for i, l := range lines {
		mark := marks[l.Outcome]
		if mark == "" && l.Outcome != "" {
			mark = "open"
		}
		out[i] = Reasoned{Text: l.Text, Mark: mark, Open: open > 0, Lines: reasoned(l.Lines, open-1)}
	}
	return out
}

func showStanding(c *call) (_ answer, err error) {
	q := c.r.URL.Query()
	page := standingPage{At: q.Get("at"), Known: q.Get("known"), Program: q.Get("program"), Files: c.may(people.FileTicket)}
	if c.form != nil { // what looked wrong is shown again
		page.At, page.Known, page.Program = c.value("at"), c.value("known"), c.value("program")
	}
	page.File = partnerPath(c.partner.ID) + "/standing.csv?" + url.Values{"at": {page.At}, "known": {page.Known}, "program": {page.Program}}.Encode()
	v := app.View{Program: page.Program}
	if v.At, err = askedDay(page.At); err != nil {
		c.mark("at")
	}
	if v.Known, err = askedDay(page.Known); err != nil {
		c.mark("known")
	}
	if page.Today = v.At == nil && v.Known == nil; page.Today {
		if page.Part, err = c.eligibility(); err != nil {
			return answer{}, err
		}
	}
	timelines, err := c.timelines(v)
	if problem.KindOf(err) == problem.NotFound || err == nil && len(timelines) == 0 {
		page.Unknown = true
		return c.showing(page)
	}
	if err != nil {
		return answer{}, err
	}
	for _, card := range c.cards(timelines) {
		shown, err := c.explain(card)
		if err != nil {
			return answer{}, err
		}
		page.Cards = append(page.Cards, shown)
	}
	page.Histories = c.histories(&page)
	if v.At == nil && v.Known == nil {
		page.NewRules, err = c.newRules(page.Program)
	}
	return answer{template: "standing", data: page}, err
}

// askedDay reads a day that may be left out.
func askedDay(text string) (*calendar.Day, error) {
	if text == "" {
		return nil, nil
	}
	day, err := calendar.ParseDay(text)
	if err == nil && day == calendar.LastDay {
		err = problem.New(problem.Invalid, "%s stands for never.", day)
	}
	if err != nil {
		return nil, err
	}
	return &day, nil
}

// factsShown is how many facts of each metric a page lists.
const factsShown = 30

func (c *call) explain(card standingCard) (explained, error) {
	out := explained{standingCard: card}
	t, teller := card.timeline, c.teller(card.timeline)
	lines := teller.Explain(card.about, sentence.Ask{Through: t.Through, Facts: factsShown})
	out.Reasons = reasoned(lines[1:], 1)
	if course := t.Course(card.about.Ladder, card.about.Key); course != nil {
		out.Course = reasoned(teller.Course(course), 0)
	}
	revised, err := c.revise(&out)
	c.drawSales(&out, revised)
	return out, err
}

// monthsBack and monthsAhead are how much of the past, and of what follows
// without new facts, is drawn.
const (
	monthsBack  = 24
	monthsAhead = 12
)

// drawSales draws the metric that the tiers ask for, month by month.
func (c *call) drawSales(e *explained, revised []standing.Revised) {
	m, asks := climbed(e.about)
	if m == nil {
		return
	}
	e.Months = m.Metric.Label.In(c.locale.Language)
	pic := picture.Sales{Text: picture.Text{ID: e.ID + "-sales", Title: e.Months, Description: e.Stands.Text}, Running: e.Months, Monthly: c.locale.Say("standing.each-month", nil),
		Restated: c.locale.Say("standing.restated", nil), Thresholds: thresholds(e.Steps, asks)}
	for _, at := range monthsAround(e.timeline) {
		if shown, ok := c.month(e, m, at); ok {
			row := monthRow{Name: shown.Name, Value: c.exact(shown.Value, m), Brought: c.exact(shown.Brought, m), Ahead: shown.Ahead, Revised: c.revisedMonth(at, revised, m)}
			shown.Restated = row.Revised != nil
			pic.Months, e.Table = append(pic.Months, shown), append(e.Table, row)
		}
	}
	if marked := restated(e.Table); marked != nil {
		e.Told, pic.Text.Description = true, pic.Text.Description+" "+c.locale.Say("standing.restated-months", map[string]any{"Months": c.locale.And(marked)})
	}
	markLeaving(pic.Months, m.Evidence.Bounded)
	e.Sales = template.HTML(pic.Draw(760))
	pic.Text.ID += "-narrow"
	e.Small = template.HTML(pic.Draw(320))
}

// monthsAround are the last days of the months that are drawn; the day asked about
// stands for its month.
func monthsAround(t *standing.Timeline) []calendar.Day {
	var out []calendar.Day
	for i := -monthsBack; i <= monthsAhead; i++ {
		end := t.At.MonthStart().AddMonths(i).MonthEnd()
		if i == 0 {
			end = t.At
		}
		if end <= t.Through {
			out = append(out, end)
		}
	}
	return out
}

// month is the metric at the end of a month, and what the facts of the month
// brought to it.
func (c *call) month(e *explained, now *metric.Measured, end calendar.Day) (picture.Month, bool) {
	list := e.timeline.Metrics(e.about.Key, end)
	i := slices.IndexFunc(list, func(m metric.Measured) bool { return m.Metric.Name == now.Metric.Name })
	if i < 0 || !list[i].Value.Is() || list[i].Value.Basket != nil {
		return picture.Month{}, false
	}
	out := picture.Month{Name: c.locale.Month(end), Value: list[i].Value.Number, Ahead: end > e.timeline.At}
	out.Counts = !out.Ahead && (!now.Evidence.Bounded || end >= now.Evidence.Span.From)
	out.Brought = list[i].Brought(end.MonthStart())
	return out, true
}

// markLeaving marks the month that leaves a window next.
func markLeaving(months []picture.Month, bounded bool) {
	if i := slices.IndexFunc(months, func(m picture.Month) bool { return m.Counts }); i >= 0 && bounded {
		months[i].Leaves = true
	}
}

func thresholds(steps []stepRow, asks map[string]metric.Value) []picture.Threshold {
	var out []picture.Threshold
	for _, s := range steps {
		out = append(out, picture.Threshold{Name: s.Name, Value: asks[s.ID].Number, Held: s.Held})
	}
	return out
}

// exact is a value as a table writes it.
func (c *call) exact(n number.Number, m *metric.Measured) string {
	return strings.TrimSpace(c.locale.Fixed(n.Round(2, number.HalfEven), 2) + " " + m.Value.Currency)
}
