// Package problem holds what went wrong, in a form that a person, a page and a
// program can each use: a kind for the program, a sentence for the person, a
// hint that says what to do next, and the places in files where mistakes are.
package problem

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
)

// Kind sorts problems by what a caller can do about them. Each door maps a
// kind to its own form: an exit code, a status, a page.
type Kind string

// The kinds.
const (
	NotFound        Kind = "not-found"       // the thing named does not exist
	Invalid         Kind = "invalid"         // the input is wrong and must be changed
	Conflict        Kind = "conflict"        // the input contradicts what is already there
	Stale           Kind = "stale"           // what is to be changed is not any more what the caller saw
	Forbidden       Kind = "forbidden"       // known, but not allowed to do this
	Unauthenticated Kind = "unauthenticated" // not known
	TooMany         Kind = "too-many"        // over a limit; try later or ask for less
	Unavailable     Kind = "unavailable"     // something needed cannot be reached now
	Internal        Kind = "internal"        // our fault; the message is not for outsiders
)

// Problem is an error meant for people. Message is a full sentence that names
// the thing and the value; Hint, when not empty, is the next thing to do.
type Problem struct {
	Kind     Kind
	Message  string
	Hint     string
	Console  string    // the next thing to do at the command line, where its words are others than the hint's
	Mistakes []Mistake // every mistake found, when the input was a file or a form
	cause    error

	message, hint Sentence // the same, for other languages
}

// New is a problem whose message is the formatted sentence.
func New(kind Kind, format string, args ...any) *Problem {
	s := Say(format, args...)
	return &Problem{Kind: kind, Message: s.String(), message: s}
}

// WithHint is the same problem with the next thing to do; p is unchanged, so
// that problems can be shared as variables.
func (p *Problem) WithHint(format string, args ...any) *Problem {
	q := *p
	q.hint = Say(format, args...)
	q.Hint = q.hint.String()
	return &q
}

// AtConsole is the same problem with the next thing to do in the words of the
// command line, which says it in place of the hint; p is unchanged.
func (p *Problem) AtConsole(format string, args ...any) *Problem {
	q := *p
	q.Console = fmt.Sprintf(format, args...)
	return &q
}

// Because is the same problem with the error that caused it, kept for logs; p
// is unchanged.
func (p *Problem) Because(cause error) *Problem {
	q := *p
	q.cause = cause
	return &q
}

// Error is the message, every mistake and the hint as the command line says it,
// each on its own line. The cause is no part of it.
func (p *Problem) Error() string {
	lines := make([]string, 0, 2+len(p.Mistakes))
	if p.Message != "" {
		lines = append(lines, p.Message)
	}
	for _, m := range p.Mistakes {
		lines = append(lines, m.String())
	}
	if hint := cmp.Or(p.Console, p.Hint); hint != "" {
		lines = append(lines, hint)
	}
	return strings.Join(lines, "\n")
}

// Unwrap is the cause, nil when there is none.
func (p *Problem) Unwrap() error { return p.cause }

// Wrap adds what was being done ("read program gold.yaml") when an error
// crosses from one room to another. The kind stays; nil stays nil.
func Wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), err)
}

// Excerpt is a value as a message shows it: cut when it is long, so that a
// message stays readable whatever was in the input.
func Excerpt(value string) string {
	const longest = 100
	if len(value) <= longest {
		return value
	}
	return strings.ToValidUTF8(value[:longest], "") + "…"
}

// KindOf is the kind of the first Problem in the chain; Internal when there is
// none, empty when err is nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	if p := Of(err); p != nil {
		return p.Kind
	}
	return Internal
}

// Of is the first Problem in the chain, nil when there is none.
func Of(err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	return nil
}
