package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"laurel/internal/problem"
)

// What goes where: answers go to standard output, and with --json each is one
// JSON object on a line. Progress, notices and errors go to standard error.
// Nothing else is printed, so that the output of one command can be the input
// of another.

// The exit codes.
const (
	exitFine        = 0
	exitFailed      = 1   // a check failed, rows were rejected or conflicts were found
	exitUsage       = 2   // the words of the command are off
	exitNotFound    = 3   // what was named does not exist
	exitUnavailable = 4   // the database or a file cannot be reached
	exitRefused     = 5   // the input contradicts what is there, or may not be taken
	exitInternal    = 70  // our fault
	exitStopped     = 130 // the person stopped it
)

// exitCodes maps the kinds of problems to exit codes.
var exitCodes = map[problem.Kind]int{
	problem.NotFound:        exitNotFound,
	problem.Invalid:         exitFailed,
	problem.Conflict:        exitRefused,
	problem.Stale:           exitRefused,
	problem.Forbidden:       exitRefused,
	problem.Unauthenticated: exitRefused,
	problem.TooMany:         exitUnavailable,
	problem.Unavailable:     exitUnavailable,
	problem.Internal:        exitInternal,
}

// usageError is wrong words on the command line.
type usageError struct{ error }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// failed ends a command whose answer was given but is not good: rejected rows,
// a scenario that did not hold.
type failed struct{ message string }

func (f failed) Error() string { return f.message }

// refused is a file that was not taken as a whole.
type refused struct {
	file string
	error
}

func (r refused) Error() string { return r.file + " is not imported. " + r.error.Error() }
func (r refused) Unwrap() error { return r.error }

// tell prints an error for a person and returns the exit code.
func tell(w io.Writer, err error) int {
	var wrong usageError
	var bad failed
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(w, "laurel: Stopped.")
		return exitStopped
	case errors.As(err, &bad):
		if bad.message != "" {
			fmt.Fprintln(w, bad.message)
		}
		return exitFailed
	case errors.As(err, &wrong):
		fmt.Fprintf(w, "laurel: %s\n", strings.TrimSuffix(wrong.Error(), "\n"))
		return exitUsage
	}
	fmt.Fprintf(w, "laurel: %s\n", err)
	code := exitCode(err)
	if p := problem.Of(err); code == exitInternal && p != nil && p.Unwrap() != nil {
		fmt.Fprintf(w, "This is a mistake in Laurel. Please report it with this line: %v\n", p.Unwrap())
	}
	return code
}

// exitCode is that of the problem's kind. Wrong input is a file that did not
// pass, as a whole or with mistakes in it, or else a word of the command.
func exitCode(err error) int {
	p, whole := problem.Of(err), refused{}
	switch {
	case problem.KindOf(err) != problem.Invalid:
		return exitCodes[problem.KindOf(err)]
	case errors.As(err, &whole):
		return exitRefused
	case p != nil && len(p.Mistakes) == 0:
		return exitUsage
	default:
		return exitFailed
	}
}

// answers is standard output; an answer that cannot be written is no mistake of
// Laurel's.
type answers struct {
	io.Writer
	failed error // why something could not be written
}

func (a *answers) Write(text []byte) (int, error) {
	n, err := a.Writer.Write(text)
	if err != nil {
		err = problem.New(problem.Unavailable, "The answer cannot be written: %s.", causeOf(err)).
			WithHint("What the command changed is done. Make room, or send the answer elsewhere, and run it again.")
	}
	a.failed = cmp.Or(a.failed, err)
	return n, err
}

// writeJSON prints one object on one line.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
