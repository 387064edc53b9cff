package scenario

import (
	"fmt"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// Report is what came of one story. As JSON it is one object.
type Report struct {
	File     string            `json:"file"`               // the file
	Mistakes []problem.Mistake `json:"mistakes,omitempty"` // why the story could not be run
	Checks   []Check           `json:"checks,omitempty"`   // one for each line that must be true, in the order of the file
}

// Check is one line of a story with what was found.
type Check struct {
	Place   problem.Place `json:"place"`             // the line of the story
	Partner string        `json:"partner"`           // the partner
	At      calendar.Day  `json:"at"`                // the day asked about
	Known   calendar.Day  `json:"known"`             // what was known at the close of this day
	Said    string        `json:"said"`              // what must be true, as the story says it
	Held    bool          `json:"held"`              // it is so
	Found   string        `json:"found"`             // what is so, in the same words
	Reasons []string      `json:"reasons,omitempty"` // why it is so; only where it does not hold
}

// Passed reports whether the story was run and every line of it holds.
func (r *Report) Passed() bool { return len(r.Mistakes) == 0 && r.Failed() == 0 }

// Failed counts the lines that do not hold.
func (r *Report) Failed() int {
	n := 0
	for i := range r.Checks {
		if !r.Checks[i].Held {
			n++
		}
	}
	return n
}

// Text is the report for people: the mistakes, or the lines that do not hold
// with what was found instead, and a summary. With all it also tells what was
// found for the lines that hold.
func (r *Report) Text(all bool) string {
	var out strings.Builder
	for _, m := range r.Mistakes {
		out.WriteString(m.String() + "\n")
	}
	for i := range r.Checks {
		if c := &r.Checks[i]; all || !c.Held {
			c.write(&out)
		}
	}
	out.WriteString(r.Summary() + "\n")
	return out.String()
}

func (c *Check) write(out *strings.Builder) {
	verdict := "holds"
	if !c.Held {
		verdict = "does not hold"
	}
	fmt.Fprintf(out, "%s: %s at %s", c.Place, c.Partner, c.At)
	if c.Known != c.At {
		fmt.Fprintf(out, ", known %s", c.Known)
	}
	fmt.Fprintf(out, ": %s: %s\n\tfound: %s\n", c.Said, verdict, c.Found)
	for _, reason := range c.Reasons {
		out.WriteString("\t" + reason + "\n")
	}
}

// Summary is the report in one line.
func (r *Report) Summary() string {
	failed, all := r.Failed(), len(r.Checks)
	switch {
	case len(r.Mistakes) > 0:
		return fmt.Sprintf("%s: not run, because of %d %s", r.File, len(r.Mistakes), oneOrMany(len(r.Mistakes), "mistake", "mistakes"))
	case failed > 0:
		return fmt.Sprintf("%s: %d of %d lines %s", r.File, failed, all, oneOrMany(failed, "does not hold", "do not hold"))
	default:
		return fmt.Sprintf("%s: %d %s", r.File, all, oneOrMany(all, "line holds", "lines hold"))
	}
}

func oneOrMany(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
