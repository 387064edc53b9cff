package cli_test

import (
	"errors"
	"net"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"laurel/internal/store/storetest"
)

// TestStoppingUnderLoad sends SIGTERM to servers under load. Whoever asked them
// is answered, a letter that is on its way arrives and is known to, and another
// server goes on at once with the work that was claimed.
func TestStoppingUnderLoad(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db string) {
		f := newFleet(t, db)
		f.mail.slowly = 20 * time.Millisecond
		f.start()
		l := f.begin(4)
		for range 3 {
			l.until(20)
			f.start()
			f.stop(0)
		}
		l.until(20)
		l.end()
		f.rest(soon) // nobody waits for a lease
		f.stop(0)
		f.checkLogs()
		if n := f.broken.Load(); n > 0 {
			t.Errorf("%d requests were cut off", n)
		}
		if unknown := f.laurel("letters", "--state", "unknown"); !strings.Contains(unknown, "There is no such letter.") {
			t.Errorf("nobody knows what became of these letters:\n%s", unknown)
		}
	})
}

// TestASecondSignalEndsAtOnce: who does not want to wait for what is under way
// says so once more.
func TestASecondSignalEndsAtOnce(t *testing.T) {
	f := newFleet(t, storetest.Engines(t)[0].Fresh(t))
	f.mail.slowly = time.Minute
	f.start()
	f.mail.until(t, 1)
	m := f.take(0)
	m.process.Process.Signal(syscall.SIGTERM)
	for { // it has heard the first one when it takes no more
		connection, err := net.Dial("tcp", strings.TrimPrefix(m.at, "http://"))
		if err != nil {
			break
		}
		connection.Close()
	}
	m.process.Process.Signal(syscall.SIGTERM)
	err := m.process.Wait()
	if how := (*exec.ExitError)(nil); !errors.As(err, &how) || how.Sys().(syscall.WaitStatus).Signal() != syscall.SIGTERM {
		t.Errorf("it ended with %v, want by the signal", err)
	}
}
