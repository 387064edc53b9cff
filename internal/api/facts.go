package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/fact"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// mostFactBytes is the largest body of facts.
const mostFactBytes = 16 << 20

// factsInput is facts that are sent.
type factsInput struct {
	Source      string `query:"source"`        // the name of the feed, for facts that do not name theirs; api where it is left out
	ContentType string `header:"Content-Type"` // of the body
	RawBody     []byte `contentType:"application/json"`
}

func (d *door) sendFacts(ctx context.Context, who people.Who, in *factsInput) (*one[answer.Received], error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	source := in.Source
	if source == "" {
		source = "api"
	}
	done, err := d.App.SendFacts(ctx, who, app.FactsInput{Source: source, Text: in.RawBody})
	return &one[answer.Received]{done}, err
}

// check refuses a body that is no list: nothing in it could be trusted.
func (in factsInput) check() error {
	if strings.HasPrefix(in.ContentType, jsonLines) || json.Valid(in.RawBody) && bytes.HasPrefix(bytes.TrimLeft(in.RawBody, " \t\r\n"), []byte("[")) {
		return nil
	}
	return status{http.StatusBadRequest, problem.New(problem.Invalid, "The body is not a JSON list.").
		WithHint("Send a list of at most %d facts in the form of laurel-jsonl, or of CloudEvents.", app.MostFacts)}
}

// factsOfInput asks for the facts of one partner.
type factsOfInput struct {
	PartnerInput
	PageInput
	Kind  string `query:"kind"`  // only facts of this kind
	Known string `query:"known"` // as known at the close of this day; everything known now where it is left out
}

func (d *door) factsOf(ctx context.Context, who people.Who, in *factsOfInput) (*list[answer.Fact], error) {
	last, err := readCursor(ctx, in.Cursor, 2)
	if err != nil {
		return nil, err
	}
	known, err := day("query.known", in.Known)
	if err != nil {
		return nil, err
	}
	found, more, err := d.App.FactsOf(ctx, who, app.FactsOfInput{Partner: in.Partner, Kind: in.Kind, Known: known, After: fact.ID{Source: last[0], Key: last[1]}, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	items, next := make([]answer.Fact, len(found)), fact.ID{}
	for i := range found {
		items[i] = answer.NewFact(&found[i])
	}
	if more {
		next = found[len(found)-1].ID
	}
	return upTo(ctx, items, next.Source, next.Key), nil
}

func (d *door) conflicts(ctx context.Context, who people.Who, in *PageInput) (*list[answer.Conflict], error) {
	last, err := readCursor(ctx, in.Cursor, 3)
	if err != nil {
		return nil, err
	}
	found, next, err := d.App.Conflicts(ctx, who, app.ConflictPlace{ID: fact.ID{Source: last[0], Key: last[1]}, Content: last[2]}, in.Limit)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Conflict, len(found))
	for i := range found {
		items[i] = answer.NewConflict(found[i].Content(), &found[i].Came, &found[i].Held, found[i].Received)
	}
	return upTo(ctx, items, next.ID.Source, next.ID.Key, next.Content), nil
}

// decisionInput says which conflict is decided.
type decisionInput struct {
	Body Decision
}

// Decision names a conflict.
type Decision struct {
	Source  string `json:"source" minLength:"1"` // the feed
	ID      string `json:"id" minLength:"1"`     // the id of the fact in it
	Content string `json:"content,omitempty"`    // which content, where several came; the list names them
	Because string `json:"because,omitempty"`    // why; the audit log keeps it
}

func (d *door) acceptConflict(ctx context.Context, who people.Who, in *decisionInput) (*one[answer.Review], error) {
	return d.decide(ctx, who, in.Body, true)
}

func (d *door) dismissConflict(ctx context.Context, who people.Who, in *decisionInput) (*one[answer.Review], error) {
	return d.decide(ctx, who, in.Body, false)
}

func (d *door) decide(ctx context.Context, who people.Who, in Decision, accept bool) (*one[answer.Review], error) {
	done, err := d.App.Review(ctx, who, app.ReviewInput{ID: fact.ID{Source: in.Source, Key: in.ID}, Content: in.Content, Accept: accept, Because: in.Because})
	return &one[answer.Review]{answer.Review{ID: done.Came.ID, Accepted: accept}}, err
}
