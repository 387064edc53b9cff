package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"laurel/internal/golden"
	"laurel/internal/store/storetest"
)

// apiPage is the page that shows the API; its calls are in blocks headed http.
const apiPage = "../../docs/api.md"

// TestCalls runs every file of calls, and the page of the API, on every engine. A file is text; what
// counts in it are lines that begin with > (a request: its method, its path and
// who asks; then headers; then, behind >>, its body) and, below them, lines that
// begin with < (the answer: its status, the headers that matter, its body).
// -update rewrites the answers. The same is answered when every request that
// changes something has an Idempotency-Key, so that all of it is one transaction.
func TestCalls(t *testing.T) {
	files, err := filepath.Glob("testdata/calls/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no calls (%v)", err)
	}
	for _, file := range append(files, apiPage) {
		t.Run(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), func(t *testing.T) {
			for _, engine := range storetest.Engines(t) {
				t.Run(engine.Name, func(t *testing.T) { runCalls(t, file, engine.Fresh(t), false) })
				if !golden.Updating() {
					t.Run(engine.Name+" with keys", func(t *testing.T) { runCalls(t, file, engine.Fresh(t), true) })
				}
			}
		})
	}
}

func runCalls(t *testing.T, file, dsn string, keyed bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p := &player{w: newWorld(t, dsn), names: storetest.Nicknames{}, keyed: keyed}
	golden.Check(t, file, p.play(string(text)))
}

// player makes the calls of a file.
type player struct {
	w     *world
	names storetest.Nicknames
	out   []string
	block []string // the request that is being read
	asked []ask    // every request that was made
	keyed bool     // give each request that changes something a key
}

// play makes the calls of a file and returns the file with what was answered.
func (p *player) play(text string) string {
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, ">") {
			p.block = append(p.block, line)
			p.out = append(p.out, line)
			continue
		}
		p.ask()
		if !strings.HasPrefix(line, "<") {
			p.out = append(p.out, line)
		}
	}
	p.ask()
	return strings.Join(p.out, "\n") + "\n"
}

// ask makes the call that was read.
func (p *player) ask() {
	if len(p.block) == 0 {
		return
	}
	q := readAsk(p.w.t, p.names.Meant(p.block))
	if p.keyed && q.method == http.MethodPost && q.header.Get(onceHeader) == "" {
		q.header.Set(onceHeader, fmt.Sprintf("key-%d", len(p.asked)))
	}
	p.asked, p.block = append(p.asked, q), nil
	p.out = append(p.out, p.names.Given(p.w.do(q).lines())...)
}

// readAsk reads a request: its first line, its headers, its body.
func readAsk(t *testing.T, lines []string) ask {
	words := strings.Fields(lines[0])
	if len(words) < 3 {
		t.Fatalf("%q is no request: write > METHOD PATH as WHO", lines[0])
	}
	q := ask{method: words[1], path: words[2], header: http.Header{}}
	if len(words) > 4 {
		q.as = words[4]
	}
	var body []string
	for _, line := range lines[1:] {
		if text, ok := strings.CutPrefix(line, ">>"); ok {
			body = append(body, strings.TrimPrefix(text, " "))
			continue
		}
		name, value, _ := strings.Cut(strings.TrimPrefix(line, "> "), ": ")
		q.header.Set(name, value)
	}
	q.body = strings.Join(body, "\n")
	return q
}

// toldHeaders are those that a file of calls shows.
var toldHeaders = []string{"Allow", "Content-Type", "Etag", "Link", "Location", "Retry-After", "Www-Authenticate"}

// lines are an answer as a file of calls shows it.
func (a told) lines() []string {
	out := []string{fmt.Sprintf("< %d", a.status)}
	for _, name := range toldHeaders {
		for _, value := range a.header[name] {
			out = append(out, "< "+name+": "+value)
		}
	}
	for line := range strings.Lines(indented(a.body)) {
		out = append(out, strings.TrimRight("< "+line, "\n "))
	}
	return out
}

// indented writes JSON over several lines, and lets other texts be.
func indented(body []byte) string {
	var out bytes.Buffer
	if json.Indent(&out, body, "", "  ") != nil {
		return string(body)
	}
	return out.String()
}

// TestEveryRouteIsCalled wants a call of each route to stand in a file of calls.
func TestEveryRouteIsCalled(t *testing.T) {
	files, _ := filepath.Glob("testdata/calls/*.txt")
	var called []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			words := strings.Fields(line)
			if len(words) > 2 && words[0] == ">" && strings.HasPrefix(words[2], "/") {
				r, _ := http.NewRequest(words[1], words[2], nil)
				_, pattern := newContract(t).mux.Handler(r)
				called = append(called, pattern)
			}
		}
	}
	for _, rt := range routes {
		if !slices.Contains(called, rt.pattern()) {
			t.Errorf("no file in testdata/calls has a call of %s", rt.pattern())
		}
	}
}
