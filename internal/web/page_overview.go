package web

import (
	"slices"
	"strings"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// overview is the first page of a partner: where it stands, what it must do, and
// what it was promised.
type overview struct {
	Cards    []standingCard
	NewRules []newRulesCard // versions to come
	ToDo     []todo
	Promised []shownCase
	Fresh    []freshGrant // unlocked, and not used yet
	Part     eligibility
}

// todo is one thing that waits for the partner.
type todo struct {
	Text, Path string
	By         calendar.Moment // by when; zero for no day
	Late       bool
}

// freshGrant is a benefit that may be activated.
type freshGrant struct {
	Name   string
	Path   string // of its page
	Amount string
	Ends   calendar.Day // zero when nothing ends it
}

// mostCases is how many open cases one page looks at.
const mostCases = 200

func showOverview(c *call) (answer, error) {
	timelines, err := c.timelines(app.View{})
	if err != nil && problem.KindOf(err) != problem.NotFound {
		return answer{}, err
	}
	o := overview{Cards: c.cards(timelines), Fresh: c.freshGrants(timelines)}
	if o.NewRules, err = c.newRules(""); err != nil {
		return answer{}, err
	}
	open, err := c.App.Cases(c.ctx(), c.who, store.CaseFilter{Partner: c.partner.ID, Open: true}, "", mostCases)
	if err != nil {
		return answer{}, err
	}
	if err := c.sortOut(&o, open); err != nil {
		return answer{}, err
	}
	if o.Part, err = c.eligibility(); err != nil {
		return answer{}, err
	}
	return c.showing(o)
}

// sortOut tells what waits for the partner from what it was promised.
func (c *call) sortOut(o *overview, open []fulfillment.Case) error {
	for i := range open {
		k := &open[i]
		shown, _, err := c.shown(k)
		switch {
		case err != nil:
			return err
		case k.Waiting():
			o.ToDo = append(o.ToDo, todo{Text: c.locale.Say("overview.waits-"+dashed(k.State), map[string]any{"What": shown.Name}), Path: "/cases/" + k.ID, By: shown.Due, Late: shown.Late})
		default:
			o.Promised = append(o.Promised, shown)
		}
	}
	slices.SortStableFunc(o.Promised, func(a, b shownCase) int { return soonest(a.Due, b.Due) })
	slices.SortStableFunc(o.ToDo, func(a, b todo) int { return soonest(a.By, b.By) })
	contacts, err := c.App.Contacts(c.ctx(), c.who, c.partner.ID, false)
	if err == nil && len(contacts) == 0 {
		o.ToDo = append(o.ToDo, todo{Text: c.locale.Say("overview.no-contact", nil), Path: partnerPath(c.partner.ID) + "/contacts"})
	}
	if problem.KindOf(err) == problem.Forbidden {
		return nil // who may not see the contacts cannot name one either
	}
	return err
}

// soonest orders what is due, what has no day behind everything else.
func soonest(a, b calendar.Moment) int {
	if a.IsZero() || b.IsZero() {
		return map[bool]int{true: 1, false: 0}[a.IsZero()] - map[bool]int{true: 1, false: 0}[b.IsZero()]
	}
	return a.Compare(b)
}

// benefitOf is a benefit of the newest version that has it.
func benefitOf(t *standing.Timeline, name string) *program.Benefit {
	for _, p := range t.Programs(t.At) {
		if b, ok := p.Benefit(name); ok {
			return b
		}
	}
	return nil
}

// newsDays is for how long a benefit that nobody needs to activate is new.
const newsDays = 30

func (c *call) freshGrants(timelines []*standing.Timeline) []freshGrant {
	var out []freshGrant
	for _, t := range timelines {
		for _, g := range t.GrantsOn(t.At) {
			b := benefitOf(t, g.Benefit)
			if g.State != standing.Available || b == nil || !b.IsActivated() && g.Granted < t.At-newsDays {
				continue
			}
			f := freshGrant{Name: or(b.Label.In(c.locale.Language), b.Name), Path: partnerPath(c.partner.ID) + "/benefits/" + t.Program + "/" + b.Name}
			if !g.Amount.IsZero() {
				f.Amount = c.locale.Money(g.Remaining())
			}
			if g.Ends != calendar.LastDay {
				f.Ends = g.Ends
			}
			out = append(out, f)
		}
	}
	return out
}

// dashed is a word of the program as catalogs write it.
func dashed[T ~string](word T) string { return strings.ReplaceAll(string(word), "_", "-") }
