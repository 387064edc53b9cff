package cli_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/store/storetest"
)

// page is a page of the documentation as a transcript. A block headed with a
// language and a file's name, such as `yaml rewards.yaml`, is that file from
// there on. In a block headed `sh` each line that begins with "$ " is a command
// for the shell, and the lines below it are everything that it prints. A command
// that fails is followed by `$ echo $?`, so that every page shows its exit code.
type page struct {
	t    *testing.T
	dir  string   // where the reader stands
	env  []string // of the commands
	last int      // the exit code of the last command
}

var (
	fence     = regexp.MustCompile("^```(.*)$")
	fileBlock = regexp.MustCompile(`^[a-z]+ ([A-Za-z0-9_-]+\.[a-z]+)$`)
)

// TestPages follows every page of the documentation on every engine, from an
// empty folder and an empty database.
func TestPages(t *testing.T) {
	for _, file := range documentation(t) {
		for _, engine := range storetest.Engines(t) {
			t.Run(filepath.Base(file)+"/"+engine.Name, func(t *testing.T) {
				text := readPage(t, file)
				p := &page{t: t, dir: t.TempDir(), env: append(os.Environ(), "LAUREL_DB="+engine.Fresh(t))}
				got := p.follow(text)
				if *update && got != text {
					rewrite(t, file, got)
				} else if diff := cmp.Diff(got, text); diff != "" {
					t.Errorf("got (-), the page (+):\n%s", diff)
				}
			})
		}
	}
}

// documentation is every page that has a transcript.
func documentation(t *testing.T) []string {
	all, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, file := range append(all, "../../README.md", "../../CONTRIBUTING.md") {
		if strings.Contains(readPage(t, file), "\n```sh\n") {
			found = append(found, file)
		}
	}
	if len(found) == 0 {
		t.Fatal("no page has a transcript")
	}
	return found
}

func readPage(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func rewrite(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// follow does what a page says and returns the page with what came out.
func (p *page) follow(text string) string {
	var out, block []string
	heading, inside := "", false
	for _, line := range strings.Split(text, "\n") {
		mark := fence.FindStringSubmatch(line)
		switch {
		case mark == nil && inside:
			block = append(block, line)
			continue
		case mark != nil && !inside:
			heading, inside, block = mark[1], true, nil
		case mark != nil:
			out, inside = append(out, p.block(heading, block)...), false
		}
		out = append(out, line)
	}
	p.checkShown("the end of the page")
	return strings.Join(out, "\n")
}

// block does what one block says and returns it with what came out.
func (p *page) block(heading string, lines []string) []string {
	if file := fileBlock.FindStringSubmatch(heading); file != nil {
		text := strings.Join(append(lines, ""), "\n")
		if err := os.WriteFile(filepath.Join(p.dir, file[1]), []byte(text), 0o644); err != nil {
			p.t.Fatal(err)
		}
	}
	if heading != "sh" {
		return lines
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "$ ") {
		p.t.Fatalf("A block headed sh begins with a command, not with %q.", lines)
	}
	var out []string
	for _, line := range lines {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			out = append(append(out, line), p.run(command)...)
		}
	}
	return out
}

// run runs one command and returns the lines that it printed.
func (p *page) run(command string) []string {
	if command == "echo $?" {
		code := p.last
		p.last = 0
		return []string{strconv.Itoa(code)}
	}
	p.checkShown(command)
	c := exec.Command("sh", "-c", command)
	c.Dir, c.Env = p.dir, p.env
	output, err := c.CombinedOutput()
	if ended := (*exec.ExitError)(nil); errors.As(err, &ended) {
		p.last = ended.ExitCode()
	} else if err != nil {
		p.t.Fatal(err)
	}
	if len(output) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(output), "\n"), "\n")
}

// checkShown wants the exit code of a command that failed to be on the page.
func (p *page) checkShown(next string) {
	if p.last != 0 {
		p.t.Errorf("The command before %q ended with exit code %d, which the page does not show with `echo $?`.", next, p.last)
	}
	p.last = 0
}
