package api

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"maps"
	"strings"

	"laurel/internal/app"
	"laurel/internal/problem"
)

// PageInput asks for a part of a long list.
type PageInput struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"100"` // how much of the list at most
	Cursor string `query:"cursor"`                                         // where to go on, as next of the page before says
}

// list is a page of a long list.
type list[T any] struct {
	Link string `header:"Link"` // of the next page, by RFC 8288
	Body Page[T]
}

// Page is a part of a list.
type Page[T any] struct {
	Items []T    `json:"items"`          // the part of the list; may be shorter than the limit, or empty, before the list ends
	Next  string `json:"next,omitempty"` // the cursor of the next page; missing on the last
}

// whole is a list that is never cut.
func whole[T any](items []T) *list[T] {
	if items == nil {
		items = []T{}
	}
	return &list[T]{Body: Page[T]{Items: items}}
}

// upTo is a page; last names where the next one begins, and is empty on the
// last page.
func upTo[T any](ctx context.Context, items []T, last ...string) *list[T] {
	out := whole(items)
	if strings.Join(last, "") == "" {
		return out
	}
	out.Body.Next = newCursor(ctx, last)
	next := *callOf(ctx).url
	query := maps.Clone(next.Query())
	query.Set("cursor", out.Body.Next)
	next.RawQuery = query.Encode()
	out.Link = "<" + next.RequestURI() + `>; rel="next"`
	return out
}

// newCursor says where a list goes on. It belongs to the path that it was given
// for.
func newCursor(ctx context.Context, last []string) string {
	text, _ := json.Marshal(append([]string{callOf(ctx).url.Path}, last...))
	return base64.RawURLEncoding.EncodeToString(text)
}

// readCursor is where a list goes on: so many words, empty ones at its
// beginning. A cursor opens nothing: what may be seen is asked again.
func readCursor(ctx context.Context, cursor string, words int) ([]string, error) {
	if cursor == "" {
		return make([]string, words), nil
	}
	var last []string
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(text, &last)
	}
	if err != nil || len(last) != words+1 || last[0] != callOf(ctx).url.Path || !isText(strings.Join(last, "")) {
		return nil, at("query.cursor", problem.New(problem.Invalid, "This is no cursor of this list.").
			WithHint("Send what next says, with the same path, or leave it out to begin anew."))
	}
	return last[1:], nil
}

// partners is the page as a list of partners understands it.
func (in PageInput) partners(ctx context.Context) (app.Page, error) {
	last, err := readCursor(ctx, in.Cursor, 1)
	if err != nil {
		return app.Page{}, err
	}
	return app.Page{After: last[0], Limit: in.Limit}, nil
}
