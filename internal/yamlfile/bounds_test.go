package yamlfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

func TestBounds(t *testing.T) {
	long := strings.Repeat("x", 1025)
	for _, c := range []struct{ name, text, want string }{
		{"a file of 1 MB is read", "a: " + strings.Repeat("x", 1<<20-3), ""},
		{"a larger file is refused", "a: " + strings.Repeat("x", 1<<20-2),
			"f: The file is larger than 1 MB. Divide it into several files."},
		{"brackets may be nested in 100 levels", strings.Repeat("[", 99) + strings.Repeat("]", 99), ""},
		{"more brackets are refused", strings.Repeat("[", 3000),
			"f:1:100: Maps and lists are nested deeper than 100 levels here."},
		{"nested dashes are refused", strings.Repeat("- ", 200),
			"f:1:201: Maps and lists are nested deeper than 100 levels here."},
		{"nested maps are refused", stairs(200),
			"f:101:101: Maps and lists are nested deeper than 100 levels here."},
		{"nested aliases are refused", "a0: &a0 {x: 1}\n" + lines(1, 120, "a%d: &a%d {x: *a%d}\n"),
			"f:99:19: Maps and lists are nested deeper than 100 levels here."},
		{"aliases that multiply are refused", "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + lines(1, 9, "a%d: &a%d [*a%[3]d, *a%[3]d, *a%[3]d, *a%[3]d, *a%[3]d, *a%[3]d, *a%[3]d, *a%[3]d, *a%[3]d]\n"),
			"f:6:10: The aliases up to here stand for more than 100000 values."},
		{"long keys are refused", long + ": 1\n", "f:1:1: This key is longer than 1024 characters."},
		{"many empty lines are refused", "a: |\n" + strings.Repeat("  \n", 101),
			"f:102:1: More than 100 empty lines follow one another. Remove some."},
		{"many tabs are refused", "a: 1\nb: \"" + strings.Repeat("\t", 101) + "\"\n",
			"f:2:1: More than 100 tabs stand in this line. Remove some."},
		{"many arrows are refused", "a: " + strings.Repeat("<", 101),
			"f:1:1: More than 100 characters < follow one another. Remove some."},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m problem.Mistakes
			yamlfile.Parse("f", []byte(c.text), &m)
			if diff := cmp.Diff(join(m.List()), c.want); diff != "" {
				t.Errorf("-got +want\n%s", diff)
			}
		})
	}
}

func TestManyMistakes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"of grammar", strings.Repeat("x: 1\n", 1200), 1001},
		{"that garble the file", strings.Repeat("- @\n", 100), 41},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m problem.Mistakes
			if n := yamlfile.Parse("f", []byte(c.text), &m); n != nil {
				t.Error("something was returned")
			}
			list := m.List()
			if len(list) != c.want {
				t.Errorf("%d mistakes, want %d", len(list), c.want)
			}
			if want := "f: The file has more mistakes than these; mend these first."; list[0].String() != want {
				t.Errorf("got %q, want %q", list[0], want)
			}
		})
	}
}

// stairs is a map in a map in a map.
func stairs(levels int) string {
	var b strings.Builder
	for i := range levels {
		fmt.Fprintf(&b, "%sa:\n", strings.Repeat(" ", i))
	}
	return b.String()
}

func lines(from, to int, format string) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, format, i, i, i-1)
	}
	return b.String()
}

func join(list []problem.Mistake) string {
	var lines []string
	for _, mistake := range list {
		lines = append(lines, mistake.String())
	}
	return strings.Join(lines, "\n")
}
