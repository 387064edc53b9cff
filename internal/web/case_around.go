package web

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	answers "laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing/sentence"
	"laurel/internal/store"
)

// around is what stands around a case.
type around struct {
	Stood   []stood     // for the operator: when it was opened, and now
	Saw     []Reasoned  // the explanation that a ticket is about, as it was shown
	Letters []letterRow // about the case, as far as whoever looks may read them
}

// stood is which tiers a partner held on a day.
type stood struct {
	When, Tiers, Path string
}

// lettersAbout is how many letters about a case are listed.
const lettersAbout = 20

func (c *call) around(view *app.CaseView) (out around, err error) {
	if out.Saw, err = saw(view.Shown); err != nil {
		return out, err
	}
	if out.Stood, err = c.stoodAt(view); err != nil {
		return out, err
	}
	list, err := c.App.Letters(c.ctx(), c.who, store.LetterFilter{Partner: view.Partner, Case: view.ID}, "", lettersAbout)
	if slices.Contains([]problem.Kind{problem.Forbidden, problem.NotFound}, problem.KindOf(err)) {
		return out, nil
	}
	if err == nil {
		out.Letters, err = c.letterRows(list)
	}
	return out, err
}

// saw is an explanation as it was kept: its sentences, in the language of who read
// them.
func saw(shown json.RawMessage) ([]Reasoned, error) {
	if len(shown) == 0 {
		return nil, nil
	}
	var all []struct {
		Reasons []sentence.Line `json:"reasons"`
	}
	if err := json.Unmarshal(shown, &all); err != nil {
		return nil, nil // an API may attach something else: it stands in the file of the case
	}
	var out []Reasoned
	for _, each := range all {
		out = append(out, reasoned(each.Reasons, 1)...)
	}
	return out, nil
}

// stoodAt tells somebody of the operator which tiers of the case's program the
// partner held when it was opened, and holds now.
func (c *call) stoodAt(view *app.CaseView) ([]stood, error) {
	if !c.who.Operator() || view.Program == "" || c.App.May(c.ctx(), c.who, people.SeePartner, view.Partner) != nil {
		return nil, nil
	}
	opened := view.Opened.Day(c.zone)
	then, err := c.tiersAt(view, c.locale.Say("case.stood-then", nil), &opened)
	if err != nil {
		return nil, err
	}
	now, err := c.tiersAt(view, c.locale.Say("case.stood-now", nil), nil)
	return []stood{then, now}, err
}

func (c *call) tiersAt(view *app.CaseView, when string, at *calendar.Day) (stood, error) {
	query := url.Values{"program": {view.Program}}
	if at != nil {
		query.Set("at", at.String())
	}
	out := stood{When: when, Tiers: c.locale.Say("what-if.no-tier", nil), Path: partnerPath(view.Partner) + "/standing?" + query.Encode()}
	list, err := c.App.StandingsOf(c.ctx(), app.PartnerView{Partner: view.Partner, View: app.View{Program: view.Program, At: at}})
	if err != nil {
		return out, err
	}
	held, err := c.heldTiers(list)
	if len(held) > 0 {
		out.Tiers = strings.Join(held, " · ")
	}
	return out, err
}

// heldTiers are the tiers that the partner as a whole holds.
func (c *call) heldTiers(list []answers.Standing) (names []string, err error) {
	var row partnerRow
	err = c.addTiers(&row, list)
	for _, held := range row.Tiers {
		names = append(names, held.Tier)
	}
	return names, err
}
