package cli_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// shell is one in which a reader types.
type shell struct {
	t   *testing.T
	in  io.Writer
	out *bufio.Reader
}

// endOfCommand stands between what a command printed and its exit code.
const endOfCommand = "--- the command ended with "

// newShell begins a shell in a folder. Whatever it began ends with the test.
func newShell(t *testing.T, dir string, env []string) *shell {
	out, written, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("sh")
	c.Dir, c.Env, c.Stdout, c.Stderr = dir, env, written, written
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	in, err := c.StdinPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	written.Close()
	t.Cleanup(func() {
		syscall.Kill(-c.Process.Pid, syscall.SIGKILL)
		c.Wait()
		out.Close()
	})
	return &shell{t, in, bufio.NewReader(out)}
}

// run types a command, and returns what it printed and its exit code.
func (s *shell) run(command string) (string, int) {
	fmt.Fprintf(s.in, "{ %s\n} </dev/null\necho \"\n%s$?\"\n", command, endOfCommand)
	var out strings.Builder
	for {
		line, err := s.out.ReadString('\n')
		if err != nil {
			s.t.Fatalf("The shell ended at %q: %v\n%s", command, err, out.String())
		}
		if code, ended := strings.CutPrefix(line, endOfCommand); ended {
			n, err := strconv.Atoi(strings.TrimSpace(code))
			if err != nil {
				s.t.Fatal(err)
			}
			return strings.TrimSuffix(out.String(), "\n"), n
		}
		out.WriteString(line)
	}
}
