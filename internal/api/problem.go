package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"laurel/internal/gate"
	"laurel/internal/problem"
)

// Problem is what went wrong, in the form of RFC 9457.
type Problem struct {
	Title   string       `json:"title"`             // the status in words
	Status  int          `json:"status"`            // the status
	Detail  string       `json:"detail"`            // what is wrong, in a sentence
	Hint    string       `json:"hint,omitempty"`    // the next thing to do
	Kind    problem.Kind `json:"kind"`              // what the caller can do about it
	Errors  []Mistake    `json:"errors,omitempty"`  // everything that is wrong with what was sent
	Request string       `json:"request,omitempty"` // the number of the request, by which the log knows it

	headers http.Header
}

// Mistake is one thing that is wrong with what was sent.
type Mistake struct {
	Location string `json:"location,omitempty"` // where: body.items[3].id, query.at, or a place in a file
	Line     int    `json:"line,omitempty"`     // of a file, from 1
	Column   int    `json:"column,omitempty"`   // of the line, from 1
	Message  string `json:"message"`            // what is wrong, in a sentence
	Hint     string `json:"hint,omitempty"`     // what would be right
}

const problemType = "application/problem+json"

// Error is the sentence.
func (p *Problem) Error() string { return p.Detail }

// GetStatus is the status of the answer.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders are further headers of the answer.
func (p *Problem) GetHeaders() http.Header { return p.headers }

// ContentType is that of problems, whatever was asked for.
func (p *Problem) ContentType(string) string { return problemType }

// statuses maps the kinds of problems.
var statuses = map[problem.Kind]int{
	problem.NotFound:        http.StatusNotFound,
	problem.Invalid:         http.StatusUnprocessableEntity,
	problem.Conflict:        http.StatusConflict,
	problem.Stale:           http.StatusPreconditionFailed,
	problem.Forbidden:       http.StatusForbidden,
	problem.Unauthenticated: http.StatusUnauthorized,
	problem.TooMany:         http.StatusTooManyRequests,
	problem.Unavailable:     http.StatusServiceUnavailable,
	problem.Internal:        http.StatusInternalServerError,
}

// status is an error with a status of its own, where the kind alone says too
// little.
type status struct {
	code int
	error
}

func (s status) Unwrap() error { return s.error }

// problemOf is an error as the caller may read it. What went wrong inside is
// noted for the log, and only there.
func problemOf(ctx context.Context, err error) *Problem {
	visit := gate.Of(ctx)
	err = known(ctx, outside(err))
	p := problem.Of(err)
	if p == nil || p.Kind == problem.Internal {
		visit.Cause = err
		if p != nil && p.Unwrap() != nil {
			visit.Cause = errors.Join(err, p.Unwrap())
		}
		p = problem.New(problem.Internal, "Something went wrong in Laurel.").WithHint("Tell us the number of the request.")
	} else if p.Kind == problem.Unavailable {
		visit.Cause = cmp.Or(p.Unwrap(), err)
	}
	code := statuses[p.Kind]
	if own := (status{}); errors.As(err, &own) {
		code = own.code
	}
	return &Problem{Title: title(code), Status: code, Detail: p.Message, Hint: p.Hint, Kind: p.Kind, Errors: mistakesOf(p.Mistakes), Request: visit.Number, headers: headersOf(p.Kind)}
}

// outside is what a caller may know of a database that does not answer: not where
// it is. The log has all of it.
func outside(err error) error {
	p := problem.Of(err)
	if p == nil || p.Kind != problem.Unavailable || p.Unwrap() == nil {
		return err
	}
	return problem.New(problem.Unavailable, "Laurel cannot do this at the moment: its database does not answer, or is busy.").
		WithHint("Send it again in some seconds. With the same Idempotency-Key nothing is done twice.").Because(errors.Join(err, p.Unwrap()))
}

// known turns what the context says into a problem.
func known(ctx context.Context, err error) error {
	switch {
	case problem.Of(err) != nil:
		return err
	case errors.Is(err, context.DeadlineExceeded):
		return problem.New(problem.Unavailable, "This took longer than a request may take.").WithHint("Ask for less at once, or try again later.").Because(err)
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return status{statusGone, problem.New(problem.Unavailable, "The request was given up.")}
	default:
		return err
	}
}

// statusGone is noted when the caller did not wait for the answer; nobody reads
// it.
const statusGone = 499

func title(code int) string { return cmp.Or(http.StatusText(code), "Given Up") }

func headersOf(k problem.Kind) http.Header {
	switch k {
	case problem.Unauthenticated:
		return http.Header{"Www-Authenticate": {"Bearer"}}
	case problem.Unavailable:
		return http.Header{"Retry-After": {"5"}}
	default:
		return nil
	}
}

// mistakesIn are the mistakes that an error lists.
func mistakesIn(err error) []problem.Mistake {
	if p := problem.Of(err); p != nil {
		return p.Mistakes
	}
	return nil
}

func mistakesOf(list []problem.Mistake) []Mistake {
	var out []Mistake
	for _, m := range list {
		out = append(out, Mistake{Location: m.Place.File, Line: m.Place.Line, Column: m.Place.Column, Message: m.Message, Hint: m.Hint})
	}
	return out
}

// at is an Invalid problem about one input.
func at(location string, err error) error {
	p := problem.Of(err)
	if p == nil || p.Kind != problem.Invalid {
		return err
	}
	out := problem.New(problem.Invalid, "The request has a mistake.")
	out.Mistakes = []problem.Mistake{{Place: problem.Place{File: location}, Message: p.Message, Hint: p.Hint}}
	return out
}

// refuse answers a request with a problem, outside of an operation.
func refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(r.Context(), err)
	for name, values := range p.headers {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(p.Status)
	json.NewEncoder(w).Encode(p)
}

// misread is what huma found wrong with a request: never with the value, which
// may be a secret.
func misread(ctx huma.Context, code int, _ string, errs ...error) huma.StatusError {
	var list []problem.Mistake
	for _, err := range errs {
		m := problem.Mistake{Message: err.Error()}
		if d, ok := err.(huma.ErrorDetailer); ok {
			m.Place.File, m.Message = d.ErrorDetail().Location, asSentence(d.ErrorDetail().Message)
		}
		list = append(list, m)
	}
	p := problem.New(problem.Invalid, "%s", detailOf(code, len(list)))
	p.Mistakes = slices.SortedStableFunc(slices.Values(list), func(a, b problem.Mistake) int { return strings.Compare(a.Place.File, b.Place.File) })
	if code >= http.StatusInternalServerError {
		return problemOf(contextOf(ctx), errors.Join(errs...))
	}
	return problemOf(contextOf(ctx), status{code, p})
}

func contextOf(ctx huma.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return ctx.Context()
}

func detailOf(code, mistakes int) string {
	switch {
	case code == http.StatusBadRequest:
		return "The body cannot be read."
	case code == http.StatusRequestEntityTooLarge:
		return "The body is too large."
	case code == http.StatusRequestTimeout:
		return "The body did not come in time."
	case mistakes == 1:
		return "The request has a mistake."
	default:
		return "The request has mistakes."
	}
}

// asSentence lets a text begin with a capital letter and end with a full stop.
func asSentence(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + strings.TrimSuffix(text[1:], ".") + "."
}
