package problem_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/problem"
)

func Example() {
	err := fmt.Errorf("run scenario: %w", problem.New(problem.NotFound, "There is no partner %q.", "Contoso").
		WithHint("See the list of partners.").AtConsole("See `laurel partner list`."))
	fmt.Println(problem.KindOf(err))
	fmt.Println(problem.Of(err).Hint)
	// Output:
	// not-found
	// See the list of partners.
}

func TestErrorIsWhatAPersonReads(t *testing.T) {
	mistakes := []problem.Mistake{{Place: problem.Place{File: "gold.yaml", Line: 3, Column: 7}, Message: "There is no key `off`."}}
	tests := []struct {
		name string
		err  *problem.Problem
		want string
	}{
		{"the message alone", problem.New(problem.Invalid, "The row is too long."), "The row is too long."},
		{"then the hint", problem.New(problem.Invalid, "%q is no date.", "x").WithHint("Write %s.", "2024-03-05"), "\"x\" is no date.\nWrite 2024-03-05."},
		{"the command line has words of its own", problem.New(problem.Invalid, "%q is no date.", "x").WithHint("Write one.").AtConsole("Give --at a day."), "\"x\" is no date.\nGive --at a day."},
		{"the mistakes between them", &problem.Problem{Message: "The file has mistakes.", Mistakes: mistakes, Hint: "See the tutorial."},
			"The file has mistakes.\ngold.yaml:3:7: There is no key `off`.\nSee the tutorial."},
		{"mistakes need no message", &problem.Problem{Mistakes: mistakes}, "gold.yaml:3:7: There is no key `off`."},
		{"a cause is kept for logs, not shown", problem.New(problem.Internal, "Sorry.").Because(io.ErrUnexpectedEOF), "Sorry."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.err.Error(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestKindAndProblemOfAnError(t *testing.T) {
	inner := problem.New(problem.Conflict, "The id is taken.")
	tests := []struct {
		name string
		err  error
		kind problem.Kind
		of   *problem.Problem
	}{
		{"no error has no kind", nil, "", nil},
		{"an error that is no problem is our fault", io.EOF, problem.Internal, nil},
		{"a problem has its own kind", inner, problem.Conflict, inner},
		{"a wrapped problem keeps its kind", problem.Wrap(inner, "save fact %s", "s1"), problem.Conflict, inner},
		{"the outermost problem decides", problem.New(problem.Unavailable, "Try again.").Because(inner), problem.Unavailable, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := problem.KindOf(test.err); got != test.kind {
				t.Errorf("got kind %q, want %q", got, test.kind)
			}
			if got := problem.Of(test.err); test.of != nil && got != test.of {
				t.Errorf("got problem %v, want %v", got, test.of)
			}
		})
	}
}

func TestWrapSaysWhatWasBeingDone(t *testing.T) {
	if err := problem.Wrap(nil, "read program"); err != nil {
		t.Errorf("wrapping nil gave %v", err)
	}
	err := problem.Wrap(io.EOF, "read program %s", "gold.yaml")
	if got, want := err.Error(), "read program gold.yaml: EOF"; got != want || !errors.Is(err, io.EOF) {
		t.Errorf("got %q, want %q around io.EOF", got, want)
	}
}

func TestProblemsAreNotChangedByWhatIsSaidAboutThem(t *testing.T) {
	shared := problem.New(problem.Invalid, "The header is missing.")
	said := shared.WithHint("Add it.").Because(io.EOF)
	if shared.Hint != "" || errors.Is(shared, io.EOF) {
		t.Errorf("the shared problem became %+v", shared)
	}
	if said.Hint != "Add it." || !errors.Is(said, io.EOF) {
		t.Errorf("the new problem is %+v", said)
	}
}

func TestPlaces(t *testing.T) {
	tests := []struct {
		place problem.Place
		want  string
	}{
		{problem.Place{}, ""},
		{problem.Place{File: "a.yaml"}, "a.yaml"},
		{problem.Place{File: "a.yaml", Line: 3}, "a.yaml:3"},
		{problem.Place{File: "a.yaml", Line: 3, Column: 4}, "a.yaml:3:4"},
		{problem.Place{Line: 3, Column: 4}, "3:4"},
	}
	for _, test := range tests {
		if got := test.place.String(); got != test.want {
			t.Errorf("%+v: got %q, want %q", test.place, got, test.want)
		}
	}
}

func TestMistakesAreListedFromTopToBottom(t *testing.T) {
	var m problem.Mistakes
	if !m.Empty() || m.Err("The file has mistakes.") != nil {
		t.Errorf("nothing was added, and yet there are mistakes: %v", m.List())
	}
	m.Add(problem.Place{File: "b", Line: 1}, "fifth")
	m.AddWithHint(problem.Place{File: "a", Line: 9, Column: 2}, "Mend it.", "%s", "third")
	m.Add(problem.Place{File: "a", Line: 9, Column: 2}, "fourth")
	m.Add(problem.Place{File: "a", Line: 9, Column: 1}, "second")
	m.Add(problem.Place{File: "a"}, "first")
	want := []string{"a: first", "a:9:1: second", "a:9:2: third Mend it.", "a:9:2: fourth", "b:1: fifth"}
	err := m.Err("The file %s has mistakes.", "a")
	m.Add(problem.Place{}, "added after the error was made")
	var got []string
	for _, mistake := range problem.Of(err).Mistakes {
		got = append(got, mistake.String())
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got (-), want (+):\n%s", diff)
	}
	if problem.KindOf(err) != problem.Invalid {
		t.Errorf("got kind %q, want %q", problem.KindOf(err), problem.Invalid)
	}
	if got := m.List()[0].String(); got != "added after the error was made" {
		t.Errorf("got %q first", got)
	}
}

func TestExcerptKeepsMessagesReadable(t *testing.T) {
	hundred := strings.Repeat("x", 100)
	tests := []struct{ name, value, want string }{
		{"a short value is shown whole", "1,000", "1,000"},
		{"so is one of 100 bytes", hundred, hundred},
		{"a longer one is cut", hundred + "y", hundred + "…"},
		{"never inside a character", hundred[:99] + "é", hundred[:99] + "…"},
	}
	for _, test := range tests {
		if got := problem.Excerpt(test.value); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
