package cli_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestFailover does what docs/high-availability.md describes: three servers behind
// nginx on a PostgreSQL with a synchronous standby, whose primary is killed under
// load. Nothing that was acknowledged is lost, and meanwhile everybody is answered.
// scripts/try-failover runs it, and says in LAUREL_TEST_FAILOVER where the binaries
// of PostgreSQL are.
func TestFailover(t *testing.T) {
	binaries := os.Getenv("LAUREL_TEST_FAILOVER")
	if binaries == "" {
		t.Skip("scripts/try-failover runs this")
	}
	p := newPair(t, binaries)
	f := newFleet(t, fmt.Sprintf("postgres://laurel@127.0.0.1:%s,127.0.0.1:%s/postgres?sslmode=disable&target_session_attrs=read-write&connect_timeout=3", p.ports[0], p.ports[1]))
	for range 3 {
		f.start()
	}
	f.behindProxy()
	l := f.begin(6)
	l.until(150)
	before := l.answered.Load()
	killed := time.Now()
	syscall.Kill(-p.primary.Process.Pid, syscall.SIGKILL)
	p.primary.Wait()
	f.awaitReady(http.StatusServiceUnavailable)
	t.Logf("%v after the primary was killed all servers say that they are not ready", since(killed))
	for time.Since(killed) < 2*time.Second { // until somebody notices
		f.send(call{method: "GET", path: "/v1/partners/p0/account"})
	}
	promoted := time.Now()
	p.run("pg_ctl", "promote", "--wait", "-D", p.standbyDir)
	t.Logf("promoting took %v", since(promoted))
	f.awaitReady(http.StatusOK)
	t.Logf("%v after that was begun all servers are ready", since(promoted))
	away := l.answered.Load()
	l.until(1)
	t.Logf("%v after the primary was killed somebody got a good answer again", since(killed))
	l.until(150)
	l.end()
	t.Logf("%d calls were answered before, %d while there was no primary, %d after; the longest took %v; answered otherwise: %v",
		before, away-before, l.answered.Load()-away, f.longest().Round(time.Millisecond), f.otherwise())
	if n := f.broken.Load(); n > 0 {
		t.Errorf("%d requests had no answer", n)
	}
	l.check()
	for range 3 {
		f.stop(0)
	}
	f.proxy = ""
	f.pass(10 * time.Minute) // what was claimed when the primary died waits for its lease
	f.start()
	f.rest(soon)
	f.stop(0)
	f.laurel("audit", "verify")
	for _, m := range f.done {
		for line := range strings.Lines(m.log.String()) {
			if strings.Contains(line, `"status":500`) {
				t.Errorf("a server says: %s", line)
			}
		}
	}
	if unknown := f.laurel("letters", "--state", "unknown"); !strings.Contains(unknown, "There is no such letter.") {
		t.Errorf("nobody knows what became of these letters:\n%s", unknown)
	}
}

func since(t time.Time) time.Duration { return time.Since(t).Round(10 * time.Millisecond) }

// awaitReady waits until all servers say whether they are ready, and wants that
// each says it soon.
func (f *fleet) awaitReady(status int) {
	f.t.Helper()
	for _, m := range f.nodes {
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			asked := time.Now()
			answer, err := http.Get(m.at + "/readyz")
			if err != nil {
				f.t.Fatal(err)
			}
			answer.Body.Close()
			if took := time.Since(asked); took > 6*time.Second {
				f.t.Errorf("/readyz took %v", took)
			}
			if answer.StatusCode == status {
				break
			}
			if time.Now().After(end) {
				f.t.Fatalf("/readyz says %d, want %d", answer.StatusCode, status)
			}
		}
	}
}

// pair is a primary and its synchronous standby.
type pair struct {
	t          *testing.T
	binaries   string
	owner      *syscall.SysProcAttr
	ports      [2]string
	standbyDir string
	primary    *exec.Cmd
}

func newPair(t *testing.T, binaries string) *pair {
	t.Helper()
	dir, err := os.MkdirTemp("", "laurel-failover-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	p := &pair{t: t, binaries: binaries, owner: ownerOf(t, dir), ports: [2]string{freePort(t), freePort(t)}, standbyDir: filepath.Join(dir, "standby")}
	data := filepath.Join(dir, "primary")
	p.run("initdb", "-D", data, "-U", "laurel", "--auth=trust", "--encoding=UTF8", "--locale=C")
	p.primary = p.serve(data, p.ports[0], "-c", "synchronous_standby_names=standby", "-c", "synchronous_commit=on")
	p.run("pg_basebackup", "-R", "-D", p.standbyDir, "-d", "host=127.0.0.1 user=laurel application_name=standby port="+p.ports[0])
	p.serve(p.standbyDir, p.ports[1])
	return p
}

// ownerOf lets PostgreSQL run as its own user, because it refuses to run as root,
// and gives the folder to that user.
func ownerOf(t *testing.T, dir string) *syscall.SysProcAttr {
	t.Helper()
	attributes := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if os.Getuid() != 0 {
		return attributes
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		t.Fatal(err)
	}
	attributes.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attributes
}

func (p *pair) command(name string, words ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(p.binaries, name), words...)
	c.SysProcAttr, c.Dir, c.Env = p.owner, "/", append(os.Environ(), "LC_ALL=C")
	return c
}

func (p *pair) run(name string, words ...string) {
	p.t.Helper()
	if out, err := p.command(name, words...).CombinedOutput(); err != nil {
		p.t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// serve starts a server, and waits until it takes connections.
func (p *pair) serve(data, port string, words ...string) *exec.Cmd {
	p.t.Helper()
	c := p.command("postgres", append([]string{"-D", data, "-h", "127.0.0.1", "-p", port, "-k", ""}, words...)...)
	if err := c.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { syscall.Kill(-c.Process.Pid, syscall.SIGKILL); c.Wait() })
	for end := time.Now().Add(30 * time.Second); p.command("pg_isready", "-q", "-h", "127.0.0.1", "-p", port).Run() != nil; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatal("PostgreSQL does not start")
		}
	}
	return c
}

var (
	upstreams = regexp.MustCompile(`(?m)^    server 127.0.0.1:.*\n(    server .*\n)*`)
	encrypted = regexp.MustCompile(`(?m)^    ssl_.*\n`)
	redirect  = regexp.MustCompile(`(?s)\nserver \{\n    listen 80;.*`)
)

// behindProxy puts nginx in front of the servers, set up as deploy/nginx.conf says,
// but without https.
func (f *fleet) behindProxy() {
	f.t.Helper()
	text, err := os.ReadFile("../../deploy/nginx.conf")
	if err != nil {
		f.t.Fatal(err)
	}
	servers, port := "", freePort(f.t)
	for _, m := range f.nodes {
		servers += "    server " + strings.TrimPrefix(m.at, "http://") + " max_fails=1 fail_timeout=2s;\n"
	}
	site := redirect.ReplaceAllString(encrypted.ReplaceAllString(upstreams.ReplaceAllString(string(text), servers), ""), "\n")
	site = strings.Replace(site, "listen 443 ssl;", "listen 127.0.0.1:"+port+";", 1)
	f.file("nginx.conf", "daemon off; pid nginx.pid; error_log stderr; events {}\nhttp { access_log off;\n"+site+"}\n")
	os.Chmod(f.dir, 0o755)
	c := exec.Command("nginx", "-p", f.dir, "-c", filepath.Join(f.dir, "nginx.conf"))
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := c.Start(); err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { syscall.Kill(-c.Process.Pid, syscall.SIGTERM); c.Wait() })
	f.mu.Lock()
	f.proxy = "http://127.0.0.1:" + port
	f.mu.Unlock()
	for end := time.Now().Add(10 * time.Second); f.send(call{method: "GET", path: "/v1/me"}).status == 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			f.t.Fatal("nginx does not start")
		}
	}
	f.broken.Store(0)
}

// otherwise is how often which answer came that was none to the question.
func (f *fleet) otherwise() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	text, _ := json.Marshal(f.failed) // never fails: it is made of texts and numbers
	return string(text)
}

func (f *fleet) longest() time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.slowest
}
