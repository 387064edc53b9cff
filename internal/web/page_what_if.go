package web

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// whatIfPage asks what a partner expects, and says where it would stand.
type whatIfPage struct {
	Rows       []assumedRow
	What       []choiceGroup
	Months     []string
	Currencies []option // beside the usual one; none when there is only one
	Usual      string   // the currency of an amount that names none; empty where programs differ
	Keys       []string // offers or regions with tiers of their own
	Asked      bool
	Cards      []outlookCard
}

// assumedRow is one thing that is expected, as typed.
type assumedRow struct {
	N                                   int
	What, When, Amount, Currency, About string
	Wrong                               map[string]string // what is wrong, by field
	Says                                string            // whether it counts
	Counts                              bool
}

// choiceGroup is what can be expected in one program.
type choiceGroup struct {
	Program string
	Options []option
}

// outlookCard is where the partner would stand in one ladder, beside where it
// stands.
type outlookCard struct {
	ID, Program, Ladder string
	Leads               string
	Days                []Reasoned // whose tier would be another
	Now, Then           outlookSide
	Gained, Lost        []sentence.Line
	Picture             standingCard
}

// outlookSide is one of the two things that are compared.
type outlookSide struct {
	Day           calendar.Day
	Tier          string
	Metric, Value string // what the tiers ask for
	Missing       string
	Next          []sentence.Line
}

// fewRows and mostRows are how many rows the form has: at first, and at most.
const (
	fewRows  = 3
	mostRows = 12
)

// rowFields are the inputs of a row, with how much each takes.
var rowFields = []field{{name: "what", most: 200}, {name: "when", most: 20}, {name: "amount", most: 40}, {name: "currency", most: 10}, {name: "about", most: 200}}

func showWhatIf(c *call) (answer, error) {
	page := whatIfPage{Rows: c.typedRows()}
	asked, rows := assumedOf(page.Rows)
	page.Asked = len(asked) > 0
	found, err := c.App.WhatIf(c.ctx(), c.who, app.WhatIfInput{Partner: c.partner.ID, Assumed: asked})
	if c.markRows(&page, rows, err) {
		page.Asked = false
		found, err = c.App.WhatIf(c.ctx(), c.who, app.WhatIfInput{Partner: c.partner.ID})
	}
	if problem.KindOf(err) == problem.NotFound {
		return c.showing(page) // there is no program yet
	}
	if err != nil {
		return answer{}, err
	}
	page.offer(c, found.Choices)
	for i := range found.Outlooks {
		page.Cards = append(page.Cards, c.outlookCard(&found.Outlooks[i], i))
	}
	for i := range found.Reckoned {
		r := &found.Reckoned[i]
		line := sentence.For(sentence.Reader{Locale: c.locale, Audience: sentence.ForPartner}, standing.Partner{}, r.Programs...).Reckoned(r)
		page.Rows[rows[i]].Says, page.Rows[rows[i]].Counts = line.Text, r.Counts
	}
	return c.showing(page)
}

// typedRows are the rows of the form: those that were filled in, and some more.
func (c *call) typedRows() []assumedRow {
	q, last := c.r.URL.Query(), 0
	rows := make([]assumedRow, mostRows)
	for i := range rows {
		n := strconv.Itoa(i + 1)
		get := func(f field) string {
			text := strings.TrimSpace(q.Get(f.name + "-" + n))
			if !f.takes(text) {
				return ""
			}
			return text
		}
		rows[i] = assumedRow{N: i + 1, What: get(rowFields[0]), When: get(rowFields[1]), Amount: get(rowFields[2]), Currency: get(rowFields[3]), About: get(rowFields[4]), Wrong: map[string]string{}}
		if rows[i].filled() {
			last = i + 1
		}
	}
	return rows[:min(max(last+1, fewRows), mostRows)]
}

// filled reports whether a row means anything. What is chosen for it means nothing
// alone.
func (r *assumedRow) filled() bool { return r.Amount != "" }

// assumedOf is what the filled rows assume, and of each the row that it is in.
func assumedOf(rows []assumedRow) (list []app.Assumed, at []int) {
	for i := range rows {
		r := &rows[i]
		if !r.filled() {
			continue
		}
		program, name, _ := strings.Cut(r.What, "/")
		list, at = append(list, app.Assumed{Program: program, Metric: name, When: r.When, Amount: r.Amount, Currency: r.Currency, For: r.About}), append(at, i)
	}
	return list, at
}

var assumedPlace = regexp.MustCompile(`^assumed\[(\d+)\]\.(\w+)$`)

// rowField is the field of a row that an act calls by another name.
var rowField = map[string]string{"metric": "what", "for": "about"}

// markRows notes what is wrong at its field; false when nothing is.
func (c *call) markRows(page *whatIfPage, rows []int, err error) bool {
	p := problem.Of(err)
	if p == nil || p.Kind != problem.Invalid || len(p.Mistakes) == 0 {
		return false
	}
	marked := false
	for _, m := range p.Mistakes {
		found := assumedPlace.FindStringSubmatch(m.Place.File)
		if found == nil {
			continue
		}
		i, _ := strconv.Atoi(found[1]) // digits
		name := or(rowField[found[2]], found[2])
		row := &page.Rows[rows[i]]
		row.Wrong[name] = c.locale.Say("what-if.wrong-"+name, nil)
		c.wrongAt(name+"-"+strconv.Itoa(row.N), c.locale.Say("what-if.in-row", map[string]any{"Row": row.N, "Wrong": row.Wrong[name]}))
		marked = true
	}
	return marked
}

// offer fills the lists from which one chooses.
func (page *whatIfPage) offer(c *call, choices []app.Choice) {
	own, others := map[string]bool{}, map[string]bool{}
	for _, choice := range choices {
		name := choice.Program.Label.In(c.locale.Language)
		if n := len(page.What); n == 0 || page.What[n-1].Program != name {
			page.What = append(page.What, choiceGroup{Program: name})
		}
		group := &page.What[len(page.What)-1]
		group.Options = append(group.Options, option{Value: choice.Program.ID + "/" + choice.Metric.Name, Name: c.choiceName(&choice)})
		for i, code := range choice.Currencies {
			others[code] = true
			if i == 0 {
				own[code], page.Usual = true, code
			}
		}
		for _, key := range choice.Keys {
			page.Keys = append(page.Keys, key.ID)
		}
	}
	if len(own) > 1 {
		page.Usual = ""
	}
	for _, code := range slices.Sorted(maps.Keys(others)) {
		if code != page.Usual {
			page.Currencies = append(page.Currencies, option{Value: code, Name: code})
		}
	}
	slices.Sort(page.Keys)
	page.Keys, page.Months = slices.Compact(page.Keys), c.monthsToCome(monthsAhead)
}

// choiceName is what can be expected, in plain words.
func (c *call) choiceName(choice *app.Choice) string {
	label := choice.Metric.Label.In(c.locale.Language)
	if label == "" {
		label = strings.ReplaceAll(choice.Metric.Name, "_", " ")
	}
	if choice.In == metric.AssumeCount {
		return c.locale.Say("what-if.number-of", map[string]any{"What": label})
	}
	return label
}

// monthsToCome are this month and those that follow.
func (c *call) monthsToCome(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = c.moment().Day(c.zone).MonthStart().AddMonths(i).String()[:7]
	}
	return out
}

func (c *call) outlookCard(o *standing.Outlook, n int) outlookCard {
	p, teller := o.Programs[0], sentence.For(sentence.Reader{Locale: c.locale, Audience: sentence.ForPartner}, o.Partner, o.Programs...)
	lines := teller.Outlook(o)
	card := outlookCard{ID: "outlook-" + strconv.Itoa(n+1), Program: p.Label.In(c.locale.Language), Ladder: o.Key.ID, Leads: lines[0].Text,
		Days: reasoned(lines[0].Lines, 0), Gained: teller.GrantNames(o.Gained), Lost: teller.GrantNames(o.Lost),
		Now: c.outlookSide(o, o.As, o.Today, teller), Then: c.outlookSide(o, o.Then, o.Day, teller)}
	l, ok := p.Ladder(o.Ladder)
	if !ok {
		return card
	}
	card.Ladder = strings.TrimSpace(l.Label.In(c.locale.Language) + " " + o.Key.ID)
	if o.Then != nil {
		card.Picture = standingCard{ID: card.ID, Ladder: card.Ladder, Stands: sentence.Line{Text: card.Leads}}
		c.draw(&card.Picture, l, o.Then)
	}
	return card
}

func (c *call) outlookSide(o *standing.Outlook, x *standing.Explanation, day calendar.Day, teller *sentence.Teller) outlookSide {
	side := outlookSide{Day: day, Tier: c.locale.Say("what-if.no-tier", nil)}
	if x == nil {
		return side
	}
	if name := tierLabel(o.Programs, o.Ladder, x.Tier, c.locale.Language); name != "" {
		side.Tier = name
	}
	if m, _ := climbed(x); m != nil {
		side.Metric, side.Value = m.Metric.Label.In(c.locale.Language), c.amount(m.Value)
	}
	if len(x.Gaps) > 0 {
		side.Missing = teller.Gap(o.Ladder, &x.Gaps[0]).Text
	}
	side.Next = teller.Forecast(x, o.Through)
	return side
}

// tierLabel is what the newest of several versions calls a tier; empty for none.
func tierLabel(programs []*program.Program, ladder, tier, language string) string {
	for _, p := range programs {
		if l, ok := p.Ladder(ladder); ok && l.Rank(tier) > 0 {
			return or(l.TierAt(l.Rank(tier)).Label.In(language), tier)
		}
	}
	return tier
}
