package app

import (
	"cmp"
	"context"
	"strings"

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

// Page is a part of a list of partners: those after an id, so many at most.
type Page struct {
	After string
	Limit int
}

// PartnersSeen lists the partners of a page that somebody may do an act to. Last
// is where the next page begins, empty when this one is the last; a page may
// have fewer partners than its limit, or none, and not be the last.
func (a *App) PartnersSeen(ctx context.Context, who people.Who, act people.Act, page Page) (seen []store.Partner, last string, err error) {
	list, err := a.partnersOf(ctx, who, page)
	if err != nil {
		return nil, "", err
	}
	for _, p := range list {
		what, err := about(ctx, &a.store.Reader, p.ID)
		if err != nil {
			return nil, "", err
		}
		if who.Can(act, what) {
			seen = append(seen, p)
		}
	}
	if len(list) == page.Limit {
		last = list[len(list)-1].ID
	}
	return seen, last, nil
}

// partnersOf lists the partners that somebody may see at all.
func (a *App) partnersOf(ctx context.Context, who people.Who, page Page) ([]store.Partner, error) {
	if who.Operator() {
		return a.store.Partners(ctx, page.After, page.Limit)
	}
	var out []store.Partner
	for _, id := range who.Partners() {
		p, found, err := a.store.Partner(ctx, id)
		if err != nil {
			return nil, err
		}
		if found && id > page.After && len(out) < page.Limit {
			out = append(out, p)
		}
	}
	return out, nil
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
