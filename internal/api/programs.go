package api

import (
	"context"
	"net/http"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// nothing is an input that asks for nothing in particular.
type nothing struct{}

func (d *door) programs(ctx context.Context, _ people.Who, _ *nothing) (*list[answer.Version], error) {
	versions, err := d.App.Programs(ctx)
	if err != nil {
		return nil, err
	}
	items := make([]answer.Version, len(versions))
	for i, v := range versions {
		items[i] = answer.Version{Program: v.Program, Version: v.Version, Effective: v.Effective, Applied: v.Applied, File: v.File}
	}
	return whole(items), nil
}

// versionInput names one version of a program.
type versionInput struct {
	Program string `path:"program"` // the program
	Version string `path:"version"` // its version
}

// text is an answer as it was written.
type text struct {
	ContentType string `header:"Content-Type"` // of the text
	Body        []byte
}

func (d *door) program(ctx context.Context, _ people.Who, in *versionInput) (*text, error) {
	versions, err := d.App.Programs(ctx)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		if v.Program == in.Program && v.Version == in.Version {
			return &text{"text/yaml; charset=utf-8", v.Text}, nil
		}
	}
	return nil, problem.New(problem.NotFound, "There is no version %q of a program %q.", problem.Excerpt(in.Version), problem.Excerpt(in.Program)).
		WithHint("GET /v1/programs lists those that there are.")
}

// programInput is a program file.
type programInput struct {
	Effective string `query:"effective"` // in force from this day, instead of the one in the file
	File      string `query:"file"`      // the name of the file, for the register and for mistakes; program.yaml where it is left out
	RawBody   []byte `contentType:"text/yaml"`
}

func (in programInput) name() string {
	if in.File == "" {
		return "program.yaml"
	}
	return in.File
}

// applied is a version that is published.
type applied struct {
	Status int
	Body   app.Applied
}

func (d *door) publish(ctx context.Context, who people.Who, in *programInput) (*applied, error) {
	from, err := day("query.effective", in.Effective)
	if err != nil {
		return nil, err
	}
	done, err := d.App.Publish(ctx, who, app.ApplyInput{File: in.name(), Text: in.RawBody, Effective: from})
	if err != nil {
		return nil, err
	}
	if done.Proposal != "" {
		return &applied{http.StatusAccepted, done}, nil
	}
	if done.New {
		return &applied{http.StatusCreated, done}, nil
	}
	return &applied{http.StatusOK, done}, nil
}

// planInput is a program file that is asked about.
type planInput struct {
	At      string `query:"at"`   // the day to compare; the file's effective day where it is left out, or today if that is past
	File    string `query:"file"` // the name of the file, for mistakes
	RawBody []byte `contentType:"text/yaml"`
}

// Plan is a plan and who is left out of it.
type Plan struct {
	answer.Plan
	LeftOut []Mistake `json:"left_out,omitempty"` // partners that cannot be evaluated, with the reason
}

func (d *door) plan(ctx context.Context, _ people.Who, in *planInput) (*one[Plan], error) {
	day, err := day("query.at", in.At)
	if err != nil {
		return nil, err
	}
	found, err := d.App.Plan(ctx, app.PlanInput{File: programInput{File: in.File}.name(), Text: in.RawBody, At: day})
	if err != nil && !app.OnlyLeftOut(err) {
		return nil, err
	}
	return &one[Plan]{Plan{*found, mistakesOf(mistakesIn(err))}}, nil
}
