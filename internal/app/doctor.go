package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"laurel/internal/people"
	"laurel/internal/store"
)

// Finding is what a look at one part of the running system found.
type Finding struct {
	Part string // what was looked at
	Well bool
	Says string // a sentence
	Next string // what to do; empty when it is well
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
		{Part: "database", Well: true, Says: "It is reached, and its tables are those of this version."},
		examineAudit(check), work, letters, admins, a.examineClock(check),
	}, err
}

func examineAudit(check store.AuditCheck) Finding {
	f := Finding{Part: "audit trail", Well: check.Broken == 0, Says: fmt.Sprintf("It holds, with %d lines.", check.Lines)}
	if !f.Well {
		f.Says = fmt.Sprintf("Line %d was changed, left out or put in.", check.Broken)
		f.Next = "Compare it with a backup."
	}
	return f
}

// examineWork finds work that fails, and work that nobody does.
func (a *App) examineWork(ctx context.Context) (Finding, error) {
	f := Finding{Part: "background work", Well: true, Says: "Nothing waits for long, and nothing fails."}
	backlogs, err := a.store.Backlogs(ctx, a.moment())
	var said []string
	for _, b := range backlogs {
		if b.Failed > 0 {
			said = append(said, fmt.Sprintf("%s: %d failed", b.Kind, b.Failed))
			f.Next = "See the log of the server for the reason."
		}
		if late := a.now().Sub(time.UnixMicro(b.Oldest.Micros())); !b.Oldest.IsZero() && late > longestQueue {
			said = append(said, fmt.Sprintf("%s: %d waiting, the first since %s", b.Kind, b.Due, b.Oldest))
			f.Next = "Run `laurel serve`, or `laurel work` by a scheduler."
		}
	}
	if len(said) > 0 {
		f.Well, f.Says = false, strings.Join(said, "; ")+"."
	}
	return f, err
}

// mostExamined is how many letters are looked at.
const mostExamined = 1000

// examineLetters finds letters that did not arrive.
func (a *App) examineLetters(ctx context.Context) (Finding, error) {
	f := Finding{Part: "letters", Well: true, Says: "None was given up."}
	lost, err := a.store.Letters(ctx, store.LetterFilter{State: store.GivenUp}, "", mostExamined)
	if len(lost) > 0 {
		f.Well, f.Says = false, fmt.Sprintf("%d were given up, because no mail server took them for days; the newest is %s.", len(lost), lost[0].ID)
		f.Next = "See `laurel letters --state given-up`, and tell the readers another way."
	}
	return f, err
}

// examineAdmins finds out whether anybody can let others in.
func (a *App) examineAdmins(ctx context.Context) (Finding, error) {
	needed, err := a.NeedsSetUp(ctx)
	f := Finding{Part: "system admin", Well: true, Says: "There is one."}
	if needed {
		f.Says = "There is none, so nobody can sign in yet: `laurel setup` prints the link for the first one."
	}
	return f, err
}

// aheadAllowed is how far clocks of machines may be apart.
const aheadAllowed = time.Minute

// examineClock compares the clock with the last line of the audit trail: a clock
// that is behind would let facts seem to come from the future.
func (a *App) examineClock(check store.AuditCheck) Finding {
	f := Finding{Part: "clock", Well: true, Says: "It is not behind what was done last."}
	last := check.Last.At
	if ahead := time.UnixMicro(last.Micros()).Sub(a.now()); !last.IsZero() && ahead > aheadAllowed {
		f.Well, f.Says = false, fmt.Sprintf("It says %s, and something was done at %s already.", a.moment(), last)
		f.Next = "Set the clock of this machine, and let it follow a time server."
	}
	return f
}
