package web

import (
	"net/url"
	"strings"

	answers "laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// partnersPage is the partners that one may see, or those that words lead to.
type partnersPage struct {
	Words string
	Rows  []partnerRow
	More  string // the path of the next page; empty at the end
}

// partnerRow is a partner in the list.
type partnerRow struct {
	store.ListedPartner
	Manager string
	Tiers   []tierHeld
	Others  int // tiers that are not shown, such as those of single offers
}

// tierHeld is a tier with the program in which it is held.
type tierHeld struct{ Program, Tier string }

// rowsOfPartners is how many partners one page has.
const rowsOfPartners = 50

// wordsField is the box of a search.
var wordsField = field{name: "q", kind: "search", most: 200, optional: true}

// words is what was typed into the box of a search; nothing for what nobody types.
func (c *call) words() string {
	words := strings.TrimSpace(c.r.URL.Query().Get("q"))
	if !wordsField.takes(words) {
		return ""
	}
	return words
}

// showPartners lists partners; who chose one of several companies goes on with it.
func showPartners(c *call) (answer, error) {
	if c.r.URL.Query().Has("partner") {
		return chooseCompany(c)
	}
	page := partnersPage{Words: c.words()}
	list, last, err := c.App.PartnersSeen(c.ctx(), c.who, people.SeePartner, app.Page{Words: page.Words, After: c.r.URL.Query().Get("after"), Limit: rowsOfPartners})
	if err != nil {
		return answer{}, err
	}
	if page.Rows, err = c.partnerRows(list); err != nil {
		return answer{}, err
	}
	if last != "" {
		page.More = "/partners?" + url.Values{"q": {page.Words}, "after": {last}}.Encode()
	}
	return c.showing(page)
}

func (c *call) partnerRows(list []store.ListedPartner) ([]partnerRow, error) {
	ids, managers := make([]string, len(list)), make([]string, len(list))
	for i, p := range list {
		ids[i], managers[i] = p.ID, p.Manager
	}
	standings, err := c.App.LastStandings(c.ctx(), ids)
	if err != nil {
		return nil, err
	}
	names, err := c.App.NamesOf(c.ctx(), managers...)
	if err != nil {
		return nil, err
	}
	rows := make([]partnerRow, len(list))
	for i, p := range list {
		rows[i] = partnerRow{ListedPartner: p, Manager: names[p.Manager]}
		if err := c.addTiers(&rows[i], standings[p.ID]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// addTiers adds the tiers that the partner as a whole holds.
func (c *call) addTiers(row *partnerRow, list []answers.Standing) error {
	for _, s := range list {
		switch {
		case s.Tier == nil:
		case s.Key != "":
			row.Others++
		default:
			held, err := c.tierOf(s)
			if err != nil {
				return err
			}
			row.Tiers = append(row.Tiers, held)
		}
	}
	return nil
}

// tierOf is what the version that was in force calls a tier.
func (c *call) tierOf(s answers.Standing) (tierHeld, error) {
	out := tierHeld{Program: s.Program, Tier: *s.Tier}
	p, err := c.App.Version(c.ctx(), s.Program+"@"+s.Version)
	if problem.KindOf(err) == problem.NotFound {
		return out, nil // it was worked out under a version that is gone
	}
	if err != nil {
		return out, err
	}
	out.Program = p.Label.In(c.locale.Language)
	if l, ok := p.Ladder(s.Ladder); ok {
		if t := l.TierAt(l.Rank(*s.Tier)); t != nil {
			out.Tier = t.Label.In(c.locale.Language)
		}
	}
	return out, nil
}

// search goes on with what the words name: a case by its number, else the
// partners that they lead to.
func search(c *call) (answer, error) {
	words := c.words()
	if words == "" {
		return goTo("/partners")
	}
	k, err := c.App.Case(c.ctx(), c.who, words)
	if err == nil {
		return goTo("/cases/" + url.PathEscape(k.ID))
	}
	if kind := problem.KindOf(err); kind != problem.NotFound && kind != problem.Forbidden {
		return answer{}, err
	}
	return goTo("/partners?" + url.Values{"q": {words}}.Encode())
}
