package app

import (
	"cmp"
	"context"
	"strings"

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
