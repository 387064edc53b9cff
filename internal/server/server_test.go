package server

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"laurel/internal/problem"
)

// running is a server of a test.
type running struct {
	Addresses
	t    *testing.T
	stop context.CancelFunc
	done chan error
}

// run begins a server on addresses of its own.
func run(t *testing.T, c Config) *running {
	t.Helper()
	c.Listen, c.Metrics, c.Now = "127.0.0.1:0", "127.0.0.1:0", time.Now
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Ready == nil {
		c.Ready = func(context.Context) error { return nil }
	}
	ctx, stop := context.WithCancel(t.Context())
	r := &running{t: t, stop: stop, done: make(chan error, 1)}
	began := make(chan Addresses, 1)
	go func() { r.done <- Run(ctx, c, func(a Addresses) { began <- a }) }()
	select {
	case r.Addresses = <-began:
	case err := <-r.done:
		t.Fatalf("the server did not begin: %v", err)
	}
	t.Cleanup(stop)
	return r
}

func (r *running) get(address string) (status int, body string) {
	r.t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, string(text)
}

func (r *running) end() {
	r.t.Helper()
	r.stop()
	if err := <-r.done; err != nil {
		r.t.Errorf("the server ended with %v", err)
	}
}

func TestTheServerTellsHowItFares(t *testing.T) {
	var away atomic.Bool
	r := run(t, Config{Version: "1.2.3", Doors: map[string]http.Handler{"/door/": http.NotFoundHandler()}, Ready: func(context.Context) error {
		if away.Load() {
			return errors.New("the database is away")
		}
		return nil
	}})
	for _, test := range []struct {
		path   string
		away   bool
		status int
		body   string
	}{
		{"/healthz", false, 200, "ok\n"}, {"/readyz", false, 200, "ok\n"},
		{"/healthz", true, 200, "ok\n"}, {"/readyz", true, 503, "unavailable\n"},
		{"/door/x", false, 404, "404 page not found\n"},
	} {
		away.Store(test.away)
		if status, body := r.get(r.Doors + test.path); status != test.status || body != test.body {
			t.Errorf("%s: got %d %q, want %d %q", test.path, status, body, test.status, test.body)
		}
	}
	status, body := r.get(r.Metrics)
	for _, want := range []string{`laurel_build_info{`, `version="1.2.3"`, `laurel_request_seconds_count{route="GET /readyz",status="503"} 1`, `laurel_request_seconds_count{route="none",status="404"} 1`, "go_goroutines"} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("the metrics (%d) lack %s:\n%s", status, want, body)
		}
	}
	r.end()
}

// TestStoppingFinishesWhatIsUnderWay: a request that was begun is answered, and
// a chore ends where it stands.
func TestStoppingFinishesWhatIsUnderWay(t *testing.T) {
	entered, release, working := make(chan bool), make(chan bool), make(chan bool)
	var ended atomic.Bool
	socket := filepath.Join(t.TempDir(), "notify")
	manager, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer manager.Close()
	r := run(t, Config{Notify: socket, Doors: map[string]http.Handler{"/": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		entered <- true
		<-release
		io.WriteString(w, "done")
	})}, Chores: []Chore{{Name: "wait", Pass: func(ctx context.Context) (int, error) {
		working <- true
		<-ctx.Done()
		ended.Store(true)
		return 0, ctx.Err()
	}}}})
	<-working
	answered := make(chan string)
	go func() {
		answer, err := http.Get(r.Doors)
		if err != nil {
			answered <- err.Error()
			return
		}
		defer answer.Body.Close()
		text, _ := io.ReadAll(answer.Body)
		answered <- string(text)
	}()
	<-entered
	r.stop()
	for _, want := range []string{"READY=1", "STOPPING=1"} {
		said := make([]byte, 100)
		n, err := manager.Read(said)
		if string(said[:n]) != want || err != nil {
			t.Errorf("the service manager was told %q (%v), want %q", said[:n], err, want)
		}
	}
	release <- true
	if got := <-answered; got != "done" {
		t.Errorf("the request under way got %q", got)
	}
	if err := <-r.done; err != nil || !ended.Load() {
		t.Errorf("ended with %v; the chore has ended: %v", err, ended.Load())
	}
	if _, err := http.Get(r.Doors); err == nil {
		t.Error("it still listens")
	}
}

func TestAnAddressThatIsTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, c := range []Config{{Listen: taken.Addr().String()}, {Listen: "127.0.0.1:0", Metrics: taken.Addr().String()}} {
		c.Log = slog.New(slog.DiscardHandler)
		err := Run(t.Context(), c, func(Addresses) { t.Error("it began") })
		if problem.KindOf(err) != problem.Unavailable || !strings.Contains(err.Error(), "Laurel cannot listen on "+taken.Addr().String()) {
			t.Errorf("got %v", err)
		}
	}
}

// TestChores are done again at once while there is something to do, and after
// their wait when there is nothing, or when they failed.
func TestChores(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		began, passes := time.Now(), []time.Duration{}
		var log bytes.Buffer
		s := &server{Config: Config{Now: time.Now, Log: slog.New(slog.NewTextHandler(&log, nil))}, meters: newMeters("")}
		Chore{Name: "sweep", Every: time.Minute, Pass: func(context.Context) (int, error) {
			passes = append(passes, time.Since(began))
			switch len(passes) {
			case 1, 2:
				return 10, nil
			case 4:
				return 1, errors.New("no broom")
			case 5:
				panic("fell")
			case 6:
				stop()
			}
			return 0, nil
		}}.run(ctx, s)
		want := []time.Duration{0, 0, 0, time.Minute, 2 * time.Minute, 3 * time.Minute}
		for i := range want {
			if i >= len(passes) || passes[i] != want[i] {
				t.Fatalf("passes at %v, want %v", passes, want)
			}
		}
		if text := log.String(); strings.Count(text, "a chore failed") != 2 || !strings.Contains(text, "no broom") || !strings.Contains(text, "panic: fell") {
			t.Errorf("the log says %s", text)
		}
	})
}

// TestAChoreThatYields rests as long as it worked, when somebody was answered
// meanwhile, and not at all when nobody was.
func TestAChoreThatYields(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		s := &server{Config: Config{Now: time.Now, Log: slog.New(slog.DiscardHandler)}, meters: newMeters("")}
		began, passes := time.Now(), []time.Duration{}
		Chore{Name: "ring", Every: time.Second, Yields: true, Pass: func(context.Context) (int, error) {
			passes = append(passes, time.Since(began))
			switch len(passes) {
			case 1:
				s.answered.Add(1)
				time.Sleep(30 * time.Millisecond)
			case 3:
				s.answered.Add(1)
				time.Sleep(time.Minute)
			case 4:
				stop()
			}
			return 1, nil
		}}.run(ctx, s)
		want := []time.Duration{0, 60 * time.Millisecond, 60 * time.Millisecond, time.Minute + 1060*time.Millisecond}
		if !slices.Equal(passes, want) {
			t.Errorf("passes at %v, want %v", passes, want)
		}
	})
}

// TestRenewedCertificatesAreUsedAtOnce, without a new start.
func TestRenewedCertificatesAreUsedAtOnce(t *testing.T) {
	folder := t.TempDir()
	c := Certificate{Chain: filepath.Join(folder, "chain.pem"), Key: filepath.Join(folder, "key.pem")}
	if err := c.Check(); problem.KindOf(err) != problem.Invalid {
		t.Errorf("files that are not there: got %v", err)
	}
	writeCertificate(t, c, 1)
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	r := run(t, Config{Certificate: c})
	for _, serial := range []int64{1, 2} {
		writeCertificate(t, c, serial)
		connection, err := tls.Dial("tcp", strings.TrimPrefix(r.Doors, "https://"), &tls.Config{InsecureSkipVerify: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := connection.ConnectionState().PeerCertificates[0].SerialNumber.Int64(); got != serial {
			t.Errorf("got certificate %d, want %d", got, serial)
		}
		connection.Close()
	}
	r.end()
}

func writeCertificate(t *testing.T, c Certificate, serial int64) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), NotAfter: time.Now().Add(time.Hour)}
	chain, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{c.Chain: {Type: "CERTIFICATE", Bytes: chain}, c.Key: {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTraces are sent where they are wanted, the last ones when the server ends.
func TestTraces(t *testing.T) {
	sent := make(chan string, 10)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		sent <- r.URL.Path + " " + string(body)
	}))
	defer collector.Close()
	r := run(t, Config{Traces: collector.URL + "/v1/traces", Version: "1.2.3"})
	r.get(r.Doors + "/healthz?secret=hunter2")
	r.end()
	got := <-sent
	if !strings.HasPrefix(got, "/v1/traces ") || !strings.Contains(got, "GET /healthz") || !strings.Contains(got, "laurel") || strings.Contains(got, "hunter2") {
		t.Errorf("got %q", got)
	}
}
