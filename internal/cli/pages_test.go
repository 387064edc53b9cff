package cli_test

import (
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"laurel/internal/golden"
	"laurel/internal/store/storetest"
)

// page is a page of the documentation as a transcript. A block headed with a
// language and a file's name, such as `yaml rewards.yaml`, is that file from
// there on. In a block headed `sh` each line that begins with "$ " is a command,
// which goes on in the next line where it ends with a backslash, and the lines
// below it are everything that it prints. One shell runs them all, so that a
// variable stays what it was set to. A command that fails is followed by
// `$ echo $?`, so that every page shows its exit code.
//
// What differs in every run is compared by a stand-in: ids and secrets by
// nicknames (per_1), numbers of requests and checksums by "…".
type page struct {
	t     *testing.T
	dir   string // where the reader stands
	shell *shell
	names storetest.Nicknames
	port  string // on which the page's server listens in the place of 8080
	last  int    // the exit code of the last command
}

// varying is what no reader sees twice: the number of a request, a checksum.
var varying = regexp.MustCompile(`\b([0-9A-Z]{26}|[0-9a-f]{64})\b`)

// pagePort is where a server listens when nothing else is said, as a page has it.
const pagePort = "127.0.0.1:8080"

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
				got := newPage(t, engine.Fresh(t)).follow(text)
				golden.Check(t, file, got)
			})
		}
	}
}

// newPage begins a page in an empty folder, with an empty database.
func newPage(t *testing.T, dsn string) *page {
	p := &page{t: t, dir: t.TempDir(), names: storetest.Nicknames{}, port: freeAddress(t)}
	p.shell = newShell(t, p.dir, append(os.Environ(), "LAUREL_DB="+dsn, "LAUREL_LISTEN="+p.port, "LAUREL_METRICS="+freeAddress(t)))
	return p
}

// freeAddress is one on which nothing listens.
func freeAddress(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
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
	for i := 0; i < len(lines); i++ {
		command, ok := strings.CutPrefix(lines[i], "$ ")
		if !ok {
			continue
		}
		out = append(out, lines[i])
		for strings.HasSuffix(command, `\`) && i+1 < len(lines) {
			i++
			command += "\n" + lines[i]
			out = append(out, lines[i])
		}
		out = append(out, p.run(command)...)
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
	var text string
	text, p.last = p.shell.run(strings.ReplaceAll(command, pagePort, p.port))
	if text == "" {
		return nil
	}
	text = varying.ReplaceAllString(strings.ReplaceAll(text, p.port, pagePort), "…")
	return p.names.Given(strings.Split(strings.TrimSuffix(text, "\n"), "\n"))
}

// checkShown wants the exit code of a command that failed to be on the page.
func (p *page) checkShown(next string) {
	if p.last != 0 {
		p.t.Errorf("The command before %q ended with exit code %d, which the page does not show with `echo $?`.", next, p.last)
	}
	p.last = 0
}
