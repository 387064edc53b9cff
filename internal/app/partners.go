package app

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"laurel/internal/answer"
	"laurel/internal/people"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// Partners tells every partner in the order of their ids.
func (a *App) Partners(ctx context.Context, tell func(store.Partner) error) error {
	return eachPage(func(last *store.Partner) ([]store.Partner, error) {
		after := ""
		if last != nil {
			after = last.ID
		}
		return a.store.Partners(ctx, after, pageSize)
	}, tell)
}

// Page is a part of a list of partners: those after an id, so many at most; with
// words only those to whom they lead.
type Page struct {
	Words string
	After string
	Limit int
}

// mostLookedThrough is how many times as many partners as a page has are looked
// through for those that somebody may see.
const mostLookedThrough = 20

// PartnersSeen lists the partners of a page that somebody may do an act to. Last
// is where the next page begins, empty when this one is the last; a page may
// have fewer partners than its limit, or none, and not be the last.
func (a *App) PartnersSeen(ctx context.Context, who people.Who, act people.Act, page Page) (seen []store.ListedPartner, last string, err error) {
	for range mostLookedThrough {
		list, err := a.partnersOf(ctx, who, page)
		if err != nil {
			return nil, "", err
		}
		for _, p := range list {
			page.After = p.ID
			if !findable(who, act, &p) {
				continue
			}
			if seen = append(seen, p); len(seen) == page.Limit {
				return seen, p.ID, nil
			}
		}
		if len(list) < page.Limit {
			return seen, "", nil
		}
	}
	return seen, page.After, nil
}

// findable reports whether somebody may do an act to a partner, and find it by what
// it was found by: addresses of persons lead only those to it who see its persons.
func findable(who people.Who, act people.Act, p *store.ListedPartner) bool {
	what := people.About{Partner: p.ID, Region: p.Region, Portfolio: p.Portfolio}
	if !who.Can(act, what) {
		return false
	}
	searched := len(p.Traces) > 0
	if !who.Can(people.SeePersons, what) {
		p.Traces = slices.DeleteFunc(p.Traces, func(t store.Trace) bool { return t.By == store.ByPersonEmail || t.By == store.ByContactEmail })
	}
	return !searched || len(p.Traces) > 0
}

// partnersOf lists the partners that somebody may see at all. Who belongs to
// partners looks through their own alone.
func (a *App) partnersOf(ctx context.Context, who people.Who, page Page) ([]store.ListedPartner, error) {
	if who.Operator() {
		return a.store.ListPartners(ctx, page.Words, page.After, page.Limit)
	}
	var out []store.ListedPartner
	for _, id := range who.Partners() {
		p, found, err := a.store.Partner(ctx, id)
		if err != nil {
			return nil, err
		}
		if found && id > page.After && len(out) < page.Limit && called(p, page.Words) {
			out = append(out, store.ListedPartner{Partner: p})
		}
	}
	return out, nil
}

// called reports whether the name or the id of a partner has the words.
func called(p store.Partner, words string) bool {
	return strings.Contains(strings.ToLower(p.ID+"\n"+p.Name), strings.ToLower(strings.TrimSpace(words)))
}

// LastStandings is where partners that somebody was shown stand, as it was worked
// out last.
func (a *App) LastStandings(ctx context.Context, partners []string) (map[string][]answer.Standing, error) {
	rows, err := a.store.StandingsOf(ctx, partners)
	out := map[string][]answer.Standing{}
	for id, list := range rows {
		for _, row := range list {
			var s answer.Standing
			if err := json.Unmarshal(row.Content, &s); err != nil {
				return nil, err
			}
			out[id] = append(out[id], s)
		}
	}
	return out, err
}

// Partner is the partner with an id. It is NotFound where there is none, as it
// would be for somebody who may not see it.
func (a *App) Partner(ctx context.Context, id string) (store.Partner, error) {
	p, found, err := a.store.Partner(ctx, id)
	if err == nil && !found {
		err = people.NoPartner(id)
	}
	return p, err
}

// ByName orders partners for people: by name, whatever its case.
func ByName(a, b standing.Partner) int {
	return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

// pageSize is how much is listed in one go.
const pageSize = 500

// eachPage tells a long list page by page. The function read is given the last
// item of the page before, nil for the first page.
func eachPage[T any](read func(last *T) ([]T, error), tell func(T) error) error {
	var last *T
	for {
		page, err := read(last)
		if err != nil {
			return err
		}
		for _, item := range page {
			if err := tell(item); err != nil {
				return err
			}
		}
		if len(page) < pageSize {
			return nil
		}
		last = &page[len(page)-1]
	}
}
