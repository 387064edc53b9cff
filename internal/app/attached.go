package app

import (
	"context"
	"slices"

	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// EndingsOf are the ends of the names of files of a media type, such as .jpg and
// .jpeg; none when no such file is taken.
func EndingsOf(kind string) []string { return slices.Clone(endings[kind]) }

// AttachmentsNamed are the files of a partner that some ids name, without their
// content, in the order of the ids. An id that names none is left out.
func (a *App) AttachmentsNamed(ctx context.Context, who people.Who, partner string, ids ...string) ([]store.Attachment, error) {
	if err := a.May(ctx, who, people.SeeCase, partner); err != nil {
		return nil, err
	}
	var out []store.Attachment
	for _, id := range ids {
		held, err := a.store.Attachment(ctx, partner, id)
		if problem.KindOf(err) == problem.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, held)
	}
	return out, nil
}
