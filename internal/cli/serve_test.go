package cli_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// served is a server that a transcript has begun.
type served struct {
	process *exec.Cmd
	out     *bufio.Reader
	log     bytes.Buffer
}

// serverOf is the server of a transcript, kept among its values.
type serverOf struct{ *served }

var address = regexp.MustCompile(`https?://127\.0\.0\.1:[0-9]+`)

// serve begins `laurel serve` on addresses of its own: $SERVER and $METRICS. It
// returns once the server can be reached.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	s := &served{process: exec.Command("laurel", append([]string{"serve", "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0"}, args...)...)}
	s.process.Dir, s.process.Stderr = ts.Getenv("WORK"), &s.log
	for _, name := range []string{"LAUREL_DB", "HOME", "PATH"} {
		s.process.Env = append(s.process.Env, name+"="+ts.Getenv(name))
	}
	out, err := s.process.StdoutPipe()
	ts.Check(err)
	s.out = bufio.NewReader(out)
	ts.Check(s.process.Start())
	ts.Defer(func() { s.process.Process.Kill() })
	ts.Value(serverOf{}).(*serverOf).served = s
	for _, name := range []string{"SERVER", "METRICS"} {
		line, err := s.out.ReadString('\n')
		if err != nil {
			s.process.Wait()
			ts.Fatalf("the server did not begin: %s", s.log.String())
		}
		ts.Setenv(name, address.FindString(line))
	}
}

// askServer sends a request, METHOD URL [KEY [FILE]], and writes the status and
// the body of the answer into the file `answer`.
func askServer(ts *testscript.TestScript, _ bool, args []string) {
	body := ""
	if len(args) > 3 {
		body = ts.ReadFile(args[3])
	}
	r, err := http.NewRequest(args[0], args[1], strings.NewReader(body))
	ts.Check(err)
	r.Header.Set("Content-Type", "application/json")
	if len(args) > 2 {
		r.Header.Set("Authorization", "Bearer "+strings.TrimSpace(args[2]))
	}
	answer, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("answer"), fmt.Appendf(nil, "%d\n%s", answer.StatusCode, text), 0o644))
}

// stopServer sends SIGTERM, waits for an end in good order, and writes the log
// into the file `log`.
func stopServer(ts *testscript.TestScript, _ bool, _ []string) {
	s := ts.Value(serverOf{}).(*serverOf).served
	ts.Check(s.process.Process.Signal(syscall.SIGTERM))
	said, err := io.ReadAll(s.out)
	ts.Check(err)
	if err := s.process.Wait(); err != nil || !strings.HasSuffix(string(said), "Laurel has stopped.\n") {
		ts.Fatalf("the server ended with %v and said %q; its log: %s", err, said, s.log.String())
	}
	ts.Check(os.WriteFile(ts.MkAbs("log"), s.log.Bytes(), 0o644))
}

// keepOutput keeps the first word of what a command printed: env-of NAME WORDS…
func keepOutput(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(ts.Exec("laurel", args[1:]...))
	ts.Setenv(args[0], strings.Fields(ts.ReadFile("stdout"))[0])
}
