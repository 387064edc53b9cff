package api

import (
	"context"
	"strconv"

	"laurel/internal/answer"
	"laurel/internal/people"
)

func (d *door) audit(ctx context.Context, _ people.Who, in *PageInput) (*list[answer.AuditLine], error) {
	last, err := readCursor(ctx, in.Cursor, 1)
	if err != nil {
		return nil, err
	}
	after, _ := strconv.ParseInt(last[0], 10, 64)
	lines, err := d.App.AuditLines(ctx, after, in.Limit)
	if err != nil {
		return nil, err
	}
	items, next := make([]answer.AuditLine, len(lines)), ""
	for i, l := range lines {
		items[i] = answer.AuditLine{Number: l.Number, At: l.At, Who: l.Who, Act: l.What, Subject: l.Subject, Detail: l.Detail, Hash: l.Hash}
	}
	if len(lines) == in.Limit {
		next = strconv.FormatInt(lines[len(lines)-1].Number, 10)
	}
	return upTo(ctx, items, next), nil
}

func (d *door) verifyAudit(ctx context.Context, _ people.Who, _ *nothing) (*one[answer.Audit], error) {
	check, err := d.App.VerifyAudit(ctx)
	if err != nil {
		return nil, err
	}
	out := answer.Audit{Lines: check.Lines, Broken: check.Broken, Hash: check.Last.Hash}
	if check.Lines > 0 {
		out.At = &check.Last.At
	}
	return &one[answer.Audit]{out}, nil
}
