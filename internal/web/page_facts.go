package web

import (
	"net/url"
	"strings"

	answers "laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// factsPage is how fresh the facts are, and which of them somebody must look at.
type factsPage struct {
	app.FactNeeds
	Conflicts []conflictRow
	More      string // the path of the next page of conflicts; empty at the end
	Most      string // how much of each list is shown
}

// conflictRow is a fact that came again with other content.
type conflictRow struct {
	app.Disputed
	Path    string // of the page that decides it
	Partner string // whose it is; empty for nobody's
	Name    string
	Differs []answers.Difference
}

// rowsOfConflicts is how many conflicts one page has.
const rowsOfConflicts = 25

func showFacts(c *call) (answer, error) {
	needs, err := c.App.FactNeeds(c.ctx(), c.who)
	if err != nil {
		return answer{}, err
	}
	page := factsPage{FactNeeds: needs, Most: c.locale.Int(app.MostNeeds)}
	q := c.r.URL.Query()
	id, _ := splitFact(q.Get("fact")) // none begins at the beginning
	list, last, err := c.App.Conflicts(c.ctx(), c.who, app.ConflictPlace{ID: id, Content: q.Get("content")}, rowsOfConflicts)
	if err != nil {
		return answer{}, err
	}
	if page.Conflicts, err = c.conflictRows(list); err != nil {
		return answer{}, err
	}
	if last.Content != "" {
		page.More = "/facts?" + url.Values{"fact": {last.ID.String()}, "content": {last.Content}}.Encode()
	}
	return c.showing(page)
}

// splitFact reads the id of a fact as it is written: its source, a slash, its key.
func splitFact(text string) (fact.ID, bool) {
	source, key, ok := strings.Cut(text, "/")
	return fact.ID{Source: source, Key: key}, ok && source != "" && key != ""
}

func (c *call) conflictRows(list []app.Disputed) ([]conflictRow, error) {
	rows, partners := make([]conflictRow, len(list)), []string(nil)
	for i, d := range list {
		rows[i] = conflictRow{Disputed: d, Partner: d.Came.Subject.Partner, Differs: answers.Differences(&d.Held, &d.Came),
			Path: "/facts/conflict?" + url.Values{"fact": {d.Came.ID.String()}, "content": {d.Content()}}.Encode()}
		if d.Came.Subject.Partner != "" {
			partners = append(partners, d.Came.Subject.Partner)
		}
	}
	names, err := c.App.PartnersNamed(c.ctx(), partners...)
	for i := range rows {
		rows[i].Name = names[rows[i].Partner]
	}
	return rows, err
}

// conflictFields say which conflict is decided.
var conflictFields = []field{onceField, {name: "fact", kind: "hidden", most: 500}, {name: "content", kind: "hidden", most: 100}}

// askConflict asks which of the two contents counts.
func askConflict(c *call) ([]field, error) {
	return []field{
		{name: "counts", kind: "select", most: 20, options: []option{{Value: "came", Name: c.locale.Say("conflict.came", nil)}, {Value: "held", Name: c.locale.Say("conflict.held", nil)}}},
		{name: "because", kind: "textarea", most: 4000, label: c.locale.Say("conflict.because", nil)},
	}, nil
}

// conflictNamed is the conflict that the address, or the form, names.
func (c *call) conflictNamed() app.ReviewInput {
	q := c.r.URL.Query()
	if c.form != nil {
		q = c.form
	}
	id, _ := splitFact(q.Get("fact")) // there is no conflict about none
	return app.ReviewInput{ID: id, Content: q.Get("content")}
}

func showConflict(c *call) (answer, error) {
	named := c.conflictNamed()
	list, _, err := c.App.Conflicts(c.ctx(), c.who, app.ConflictPlace{ID: named.ID}, rowsOfConflicts)
	if err != nil {
		return answer{}, err
	}
	for _, d := range list {
		if d.Came.ID == named.ID && d.Content() == named.Content {
			rows, err := c.conflictRows([]app.Disputed{d})
			return answer{template: "conflict", data: rows[0]}, err
		}
	}
	return answer{}, problem.New(problem.NotFound, "No conflict about %s waits for review.", named.ID)
}

// decideConflict lets one of the two contents count from now on.
func decideConflict(c *call) (answer, error) {
	in := c.conflictNamed()
	switch c.value("counts") {
	case "came":
		in.Accept = true
	case "held":
	default:
		return answer{}, at("counts")
	}
	in.Because = c.value("because")
	if _, err := c.App.Review(c.ctx(), c.who, in); err != nil {
		return answer{}, err
	}
	return goTo("/facts")
}

// Decides reports whether whoever looks may decide which content of a fact counts.
func (v *view) Decides() bool {
	return v.call.who.Operator() && v.call.who.Can(people.ReviewFacts, people.About{})
}

// FactField is what a field of a fact is called; its name where the catalogs have no
// word for it.
func (v *view) FactField(name string) string {
	if _, has := v.call.locale.Takes("fact-field." + dashed(name)); has {
		return v.Say("fact-field." + dashed(name))
	}
	return name
}

// Ago is how many days ago a day was, for its reader.
func (v *view) Ago(d calendar.Day) string {
	return v.Say("facts.ago", "Count", int(v.call.moment().Day(v.call.zone)-d))
}
