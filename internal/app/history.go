package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/scenario"
	"laurel/internal/standing"
	"laurel/internal/store"
)

// HistoryFile is one file of a partner's history: the story, or a version of the
// program that it is about.
type HistoryFile struct {
	Name    string `json:"name"`    // of the file; the story is history.scenario
	Content string `json:"content"` // its text
}

// History is what happened to a partner as a scenario file that holds as it is
// written, with the program that it is about. It has the facts of the partner and of
// nobody else, as far as the caller may read them.
func (a *App) History(ctx context.Context, who people.Who, in PartnerView) ([]HistoryFile, error) {
	if err := a.May(ctx, who, people.SeeFacts, in.Partner); err != nil {
		return nil, err
	}
	operator, err := a.LooksAsOperator(ctx, who, in.Partner)
	if err != nil {
		return nil, err
	}
	p, b, err := a.loadKnown(ctx, in.Partner)
	if err != nil {
		return nil, err
	}
	s, err := a.oneSetting(ctx, in.View)
	if err != nil {
		return nil, err
	}
	past, err := s.past(p, b, operator)
	if err != nil {
		return nil, alone(p, err)
	}
	return a.writePast(ctx, past)
}

// oneSetting is the setting of the only program in question.
func (a *App) oneSetting(ctx context.Context, in View) (setting, error) {
	settings, err := a.settings(ctx, in)
	if err != nil {
		return setting{}, err
	}
	if len(settings) > 1 {
		return setting{}, problem.New(problem.Invalid, "A scenario is about one program.").WithHint("Say which program is meant.")
	}
	return settings[0], nil
}

// past is what the setting knows of a partner.
func (s setting) past(p store.Partner, b store.Bundle, operator bool) (scenario.Past, error) {
	t, err := s.timeline(p, b, 0)
	out := scenario.Past{Timeline: t, About: headOf(p, s)}
	for i, r := range s.history.Known(s.known) {
		out.Releases = append(out.Releases, scenario.NamedRelease{Release: r, File: fmt.Sprintf("program-%d.yaml", i+1)})
	}
	used := map[string]bool{}
	first, last := s.at, s.at
	for _, e := range standing.Owned(b.Facts, p.ID, s.known, s.zone()) {
		f := shown(*e.Fact, operator)
		e.Fact = &f
		out.Facts = append(out.Facts, e)
		if !e.Amount.IsZero() {
			used[e.Amount.Currency], first, last = true, min(first, e.Day), max(last, e.Day)
		}
	}
	out.Base, out.Rates = s.quotes(used, calendar.Span{From: first, Until: min(s.known, last) + 1})
	return out, err
}

// zone is where the days of the program begin.
func (s setting) zone() *time.Location {
	if len(s.history) == 0 || s.history[len(s.history)-1].Zone == nil {
		return time.UTC
	}
	return s.history[len(s.history)-1].Zone
}

// quotes are the rates that the program may need for some currencies.
func (s setting) quotes(used map[string]bool, days calendar.Span) (string, []money.Quote) {
	for _, r := range s.history {
		used[r.Currency] = true
	}
	var codes []string
	for code := range used {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, r := range s.history {
		if r.Rates == nil || r.OwnRates() != nil || len(codes) < 2 {
			continue
		}
		if table := s.rates[r.RateRule().Source]; table != nil {
			return table.Base, table.Quotes(codes, days)
		}
	}
	return "", nil
}

// headOf is what the comment at the top says.
func headOf(p store.Partner, s setting) []string {
	id := s.history[len(s.history)-1].ID
	return []string{
		fmt.Sprintf("What happened to %s in the program %s, as known on %s, and where that leads.", strings.Join(strings.Fields(p.Name), " "), id, s.known),
		"What was corrected stands here as corrected. Check it with: laurel test FOLDER",
	}
}

// writePast writes the story and its programs.
func (a *App) writePast(ctx context.Context, past scenario.Past) ([]HistoryFile, error) {
	complete, err := a.CompleteThrough(ctx, &past.Timeline.Known)
	if err != nil {
		return nil, err
	}
	past.Complete = complete
	const name = "history.scenario"
	text, err := past.Write(name)
	if err != nil {
		return nil, err
	}
	out := []HistoryFile{{name, string(text)}}
	for _, r := range past.Releases {
		out = append(out, HistoryFile{r.File, string(r.Text)})
	}
	return out, nil
}
