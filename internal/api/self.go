package api

import (
	"context"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/store"
)

func (d *door) self(ctx context.Context, who people.Who, _ *nothing) (*revised[answer.Person], error) {
	v, err := d.App.Self(ctx, who)
	return &revised[answer.Person]{etag(v.Revision), NewPerson(v)}, err
}

// SelfInput is what somebody says about themselves: all of it.
type SelfInput struct {
	ProfileInput
	Digest      bool `json:"digest"`      // letters that can wait come once a day
	Promotional bool `json:"promotional"` // letters that only recommend are wanted
}

// changeSelfInput is what somebody says about themselves, with the revision that they saw.
type changeSelfInput struct {
	IfMatch string `header:"If-Match" required:"true"` // the revision that you saw, as ETag says it
	Body    SelfInput
}

func (d *door) changeSelf(ctx context.Context, who people.Who, in *changeSelfInput) (*revised[answer.Person], error) {
	seen, err := revisionOf(in.IfMatch)
	if err != nil {
		return nil, err
	}
	p, err := d.App.ChangeSelf(ctx, who, seen, in.Body.profile(), in.Body.Digest, in.Body.Promotional)
	return &revised[answer.Person]{etag(p.Revision), NewPerson(app.PersonView{Person: p, Seats: who.Seats})}, err
}

// AbsenceInput is a time in which somebody else does your work.
type AbsenceInput struct {
	First calendar.Day `json:"first"`                           // the first day
	Last  calendar.Day `json:"last"`                            // the last day; before the first it removes the absence
	Cover string       `json:"cover,omitempty" maxLength:"100"` // who does your work
}

func (d *door) absent(ctx context.Context, who people.Who, in *one[AbsenceInput]) (*done, error) {
	return &done{}, d.App.Absent(ctx, who, store.Absence{First: in.Body.First, Last: in.Body.Last, Cover: in.Body.Cover})
}

func (d *door) absences(ctx context.Context, who people.Who, _ *nothing) (*list[answer.Absence], error) {
	found, err := d.App.Absences(ctx, who)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Absence, len(found))
	for i, x := range found {
		items[i] = NewAbsence(x)
	}
	return whole(items), nil
}

// NewAbsence is an absence as it is answered.
func NewAbsence(x store.Absence) answer.Absence {
	return answer.Absence{Person: x.Person, First: x.First, Last: x.Last, Cover: x.Cover}
}

func (d *door) sessions(ctx context.Context, who people.Who, _ *nothing) (*list[answer.Session], error) {
	found, err := d.App.Sessions(ctx, who)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Session, len(found))
	for i, s := range found {
		items[i] = answer.Session{ID: s.ID, Browser: s.Label, Created: s.Created, Expires: s.Expires}
	}
	return whole(items), nil
}

// endSessionInput names a session.
type endSessionInput struct {
	Session string `path:"session"` // the id of the session
}

func (d *door) endSession(ctx context.Context, who people.Who, in *endSessionInput) (*done, error) {
	return &done{}, d.App.EndSession(ctx, who, in.Session)
}
