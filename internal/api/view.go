package api

import (
	"context"
	"slices"
	"strings"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/locale"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing/sentence"
)

// ViewInput asks about a moment, as everything that reads standings does.
type ViewInput struct {
	Program string `query:"program"` // only this program; every program where it is left out
	At      string `query:"at"`      // the day asked about, as 2024-06-30: its close in the program's zone; today where it is left out
	Known   string `query:"known"`   // as known at the close of this day; everything known now where it is left out
}

func (in ViewInput) view() (app.View, error) {
	out := app.View{Program: in.Program}
	var err error
	if out.At, err = day("query.at", in.At); err != nil {
		return out, err
	}
	out.Known, err = day("query.known", in.Known)
	return out, err
}

// day reads a date that may be left out. The last day of the calendar means
// never, and cannot be asked about.
func day(location, text string) (*calendar.Day, error) {
	if text == "" {
		return nil, nil
	}
	d, err := calendar.ParseDay(text)
	if err == nil && d == calendar.LastDay {
		err = problem.New(problem.Invalid, "%s stands for never.", d).WithHint("Ask for an earlier day.")
	}
	return &d, at(location, err)
}

// ReaderInput says who reads sentences.
type ReaderInput struct {
	Lang string `query:"lang"` // the language of sentences: en or zh-CN; en where it is left out
	For  string `query:"for"`  // partner for what a partner may read; operator, which only the operator may ask for, for everything
}

// reader is who reads about a partner. Who sees it as its own, and not in a role of
// the operator, is never told what is for operators.
func (d *door) reader(ctx context.Context, who people.Who, partner string, in ReaderInput) (sentence.Reader, error) {
	reader := sentence.Reader{Locale: locale.Match(in.Lang), Audience: sentence.ForPartner}
	base, _, _ := strings.Cut(in.Lang, "-")
	spoken := slices.ContainsFunc(locale.Languages(), func(tag string) bool { return strings.HasPrefix(tag, base) })
	operator, err := d.App.LooksAsOperator(ctx, who, partner)
	switch {
	case err != nil:
		return reader, err
	case !spoken:
		return reader, at("query.lang", problem.New(problem.Invalid, "There is no language %q.", problem.Excerpt(in.Lang)).
			WithHint("There are: %s.", strings.Join(locale.Languages(), ", ")))
	case in.For != "" && in.For != string(sentence.ForPartner) && in.For != string(sentence.ForOperator):
		return reader, at("query.for", problem.New(problem.Invalid, "This must be partner or operator."))
	case in.For == string(sentence.ForOperator) && !operator:
		return reader, problem.New(problem.Forbidden, "What is for operators is not for you.").WithHint("Leave out for=operator.")
	case in.For != string(sentence.ForPartner) && operator:
		reader.Audience = sentence.ForOperator
	}
	return reader, nil
}
