package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// Finding is what a look at one part of the running system found.
type Finding struct {
	Part string // what was looked at
	Well bool
	Says string // a sentence
	Next string // what to do; empty when it is well
	said []problem.Sentence
}

// In is what was found in another language: say tells every sentence of it.
func (f Finding) In(say func(problem.Sentence) string) string {
	var out []string
	for _, s := range append(slices.Clone(f.said), problem.Sentence{Format: f.Next}) {
		if s.Format != "" {
			out = append(out, say(s))
		}
	}
	return strings.Join(out, " ")
}

// found is what a look found: well, unless somebody is told what to do next.
func found(part string, next string, said ...problem.Sentence) Finding {
	f := Finding{Part: part, Well: next == "", Next: next, said: said}
	var words []string
	for _, s := range said {
		words = append(words, s.String())
	}
	f.Says = strings.Join(words, " ")
	return f
}

// Engine is what the engine of the database is called.
func (a *App) Engine() string { return a.store.Engine() }

// longestQueue is how long work may be due before somebody must look.
const longestQueue = 10 * time.Minute

// Examine looks at what the database tells about how the system runs.
func (a *App) Examine(ctx context.Context, who people.Who) ([]Finding, error) {
	if err := a.May(ctx, who, people.SeeSystem, ""); err != nil {
		return nil, err
	}
	check, err := a.VerifyAudit(ctx)
	if err != nil {
		return nil, err
	}
	work, err := a.examineWork(ctx)
	if err != nil {
		return nil, err
	}
	letters, err := a.examineLetters(ctx)
	if err != nil {
		return nil, err
	}
	admins, err := a.examineAdmins(ctx)
	return []Finding{
		found("database", "", problem.Say("It is reached, and its tables are those of this version.")),
		examineAudit(check), work, letters, admins, a.examineClock(check),
	}, err
}

func examineAudit(check store.AuditCheck) Finding {
	if check.Broken != 0 {
		return found("audit trail", "Compare it with a backup.", problem.Say("Line %d was changed, left out or put in.", check.Broken))
	}
	return found("audit trail", "", problem.Say("It holds, with %d lines.", check.Lines))
}

// examineWork finds work that fails, and work that nobody does.
func (a *App) examineWork(ctx context.Context) (Finding, error) {
	backlogs, err := a.store.Backlogs(ctx, a.moment())
	var said []problem.Sentence
	var next string
	for _, b := range backlogs {
		if b.Failed > 0 {
			said = append(said, problem.Say("%s: %d failed.", b.Kind, b.Failed))
			next = "See the log of the server for the reason."
		}
		if late := a.now().Sub(time.UnixMicro(b.Oldest.Micros())); !b.Oldest.IsZero() && late > longestQueue {
			said = append(said, problem.Say("%s: %d waiting, the first since %s.", b.Kind, b.Due, b.Oldest))
			next = "Run `laurel serve`, or `laurel work` by a scheduler."
		}
	}
	if len(said) == 0 {
		said = append(said, problem.Say("Nothing waits for long, and nothing fails."))
	}
	return found("background work", next, said...), err
}

// mostExamined is how many letters are looked at.
const mostExamined = 1000

// examineLetters finds letters that did not arrive.
func (a *App) examineLetters(ctx context.Context) (Finding, error) {
	lost, err := a.store.Letters(ctx, store.LetterFilter{State: store.GivenUp}, "", mostExamined)
	if len(lost) == 0 {
		return found("letters", "", problem.Say("None was given up.")), err
	}
	return found("letters", "See `laurel letters --state given-up`, and tell the readers another way.",
		problem.Say("%d were given up, because no mail server took them for days; the newest is %s.", len(lost), lost[0].ID)), err
}

// examineAdmins finds out whether anybody can let others in.
func (a *App) examineAdmins(ctx context.Context) (Finding, error) {
	needed, err := a.NeedsSetUp(ctx)
	if needed {
		return found("system admin", "", problem.Say("There is none, so nobody can sign in yet: `laurel setup` prints the link for the first one.")), err
	}
	return found("system admin", "", problem.Say("There is one.")), err
}

// aheadAllowed is how far clocks of machines may be apart.
const aheadAllowed = time.Minute

// examineClock compares the clock with the last line of the audit trail: a clock
// that is behind would let facts seem to come from the future.
func (a *App) examineClock(check store.AuditCheck) Finding {
	last := check.Last.At
	if ahead := time.UnixMicro(last.Micros()).Sub(a.now()); !last.IsZero() && ahead > aheadAllowed {
		return found("clock", "Set the clock of this machine, and let it follow a time server.", problem.Say("It says %s, and something was done at %s already.", a.moment(), last))
	}
	return found("clock", "", problem.Say("It is not behind what was done last."))
}
