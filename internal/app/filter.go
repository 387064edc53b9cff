package app

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"laurel/internal/fulfillment"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// part is a part of a filter that can be written.
type part struct {
	name string
	in   *string
}

// parts are those of a filter, in the order in which they are told. One person alone
// is asked for as the one who has a case.
func parts(f *store.CaseFilter) []part {
	if len(f.Assignees) == 0 {
		f.Assignees = []string{""}
	}
	return []part{{"kind", (*string)(&f.Kind)}, {"state", (*string)(&f.State)}, {"stage", &f.Stage}, {"program", &f.Program}, {"benefit", &f.Benefit}, {"offer", &f.Offer}, {"grant", &f.Grant},
		{"partner", &f.Partner}, {"region", &f.Region}, {"portfolio", &f.Portfolio}, {"assignee", &f.Assignees[0]}}
}

// longestWord is how long a word of a filter is; what is longer is cut, as it is that
// of no case.
const longestWord = 400

// ReadFilter reads which cases are meant, as addresses say it.
func ReadFilter(q url.Values) store.CaseFilter {
	var f store.CaseFilter
	for _, p := range parts(&f) {
		if *p.in = q.Get(p.name); len(*p.in) > longestWord {
			*p.in = strings.ToValidUTF8((*p.in)[:longestWord], "")
		}
	}
	f.Assignees = slices.DeleteFunc(f.Assignees, func(id string) bool { return id == "" })
	return f
}

// FilterQuery is which cases are meant, as addresses say it.
func FilterQuery(f store.CaseFilter) url.Values {
	f.Assignees = slices.Clone(f.Assignees)
	out := url.Values{}
	for _, p := range parts(&f) {
		if *p.in != "" {
			out.Set(p.name, *p.in)
		}
	}
	return out
}

// checkFilter refuses to look for what no case can be.
func (a *App) checkFilter(ctx context.Context, f store.CaseFilter) error {
	var m problem.Mistakes
	at := func(name string) problem.Place { return problem.Place{File: name} }
	if f.Kind != "" && !slices.Contains(fulfillment.Kinds(), f.Kind) {
		m.AddSaid(at("kind"), problem.Say("There are: %s.", listed(fulfillment.Kinds())), problem.Say("There is no kind %q of cases.", problem.Excerpt(string(f.Kind))))
	}
	if f.State != "" && !slices.Contains(fulfillment.States(), f.State) {
		m.AddSaid(at("state"), problem.Say("There are: %s.", listed(fulfillment.States())), problem.Say("There is no state %q.", problem.Excerpt(string(f.State))))
	}
	if err := cmp.Or(a.checkPrograms(ctx, f, &m), a.checkPeople(ctx, f, &m)); err != nil {
		return err
	}
	return m.Err("The cases cannot be listed.")
}

// checkPrograms asks for a program that is there, and for a benefit that it has or
// had.
func (a *App) checkPrograms(ctx context.Context, f store.CaseFilter, m *problem.Mistakes) error {
	histories, err := a.histories(ctx, "")
	if err != nil && problem.KindOf(err) != problem.NotFound {
		return err
	}
	var names []string
	has := false
	for _, h := range histories {
		names = append(names, h[0].ID)
		has = has || (f.Program == "" || f.Program == h[0].ID) && hadBenefit(h, f.Benefit)
	}
	switch {
	case f.Program != "" && !slices.Contains(names, f.Program):
		m.AddWithHint(problem.Place{File: "program"}, thereAre(names), "There is no program %q.", problem.Excerpt(f.Program))
	case f.Benefit != "" && !has:
		m.AddWithHint(problem.Place{File: "benefit"}, "Write it as the file of its program does.", "There is no benefit %q.", problem.Excerpt(f.Benefit))
	}
	return nil
}

// hadBenefit reports whether any version of a program has a benefit.
func hadBenefit(h program.History, name string) bool {
	return slices.ContainsFunc(h, func(r program.Release) bool { _, has := r.Benefit(name); return has })
}

// checkPeople asks for somebody who is there, and for a region and a portfolio of some
// partner.
func (a *App) checkPeople(ctx context.Context, f store.CaseFilter, m *problem.Mistakes) error {
	for _, id := range f.Assignees {
		if _, err := a.store.Person(ctx, id); problem.KindOf(err) == problem.NotFound {
			m.AddWithHint(problem.Place{File: "assignee"}, "Name somebody by their id.", "There is nobody %q.", problem.Excerpt(id))
		} else if err != nil {
			return err
		}
	}
	if f.Region == "" && f.Portfolio == "" {
		return nil
	}
	regions, portfolios, err := a.store.Territories(ctx)
	if f.Region != "" && !slices.Contains(regions, f.Region) {
		m.Add(problem.Place{File: "region"}, "No partner is of the region %q.", problem.Excerpt(f.Region))
	}
	if f.Portfolio != "" && !slices.Contains(portfolios, f.Portfolio) {
		m.Add(problem.Place{File: "portfolio"}, "No partner is of the portfolio %q.", problem.Excerpt(f.Portfolio))
	}
	return err
}
