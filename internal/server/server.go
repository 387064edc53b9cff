// Package server is Laurel as a process that stays: it listens, puts the gate
// before the doors, does the chores, tells how it fares, and stops without
// leaving anything half done.
package server

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"laurel/internal/gate"
	"laurel/internal/problem"
)

// Config is everything that a server needs.
type Config struct {
	Listen      string                      // the address of the doors
	Metrics     string                      // the address of the metrics; empty for none
	Certificate Certificate                 // for https; none for http
	Secure      bool                        // browsers reach the doors by https alone, through a proxy or not
	Proxies     []netip.Prefix              // who may say for which client it asks
	Doors       map[string]http.Handler     // by the pattern of their paths
	Ready       func(context.Context) error // nil while the database can be reached
	Chores      []Chore
	Traces      string // where traces are sent (OTLP over HTTP); empty for nowhere
	Version     string
	Log         *slog.Logger
	Now         func() time.Time
	Notify      string // the socket of the service manager that wants to know; empty for none
}

// Addresses are where a server listens.
type Addresses struct {
	Doors   string // as the beginning of an address: http://127.0.0.1:8080
	Metrics string // empty for none
}

// patience is how long a server that stops waits for requests under way.
const patience = 30 * time.Second

// Run serves until the context ends; then it takes no more, finishes what is
// under way, and returns. It calls began when it can be reached.
func Run(ctx context.Context, c Config, began func(Addresses)) error {
	s, err := open(c)
	if err != nil {
		return err
	}
	ended := make(chan error, 2)
	s.serve(ended)
	var chores sync.WaitGroup
	working, stopWorking := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWorking()
	for _, chore := range c.Chores {
		chores.Go(func() { chore.run(working, s) })
	}
	began(s.addresses())
	s.notify("READY=1")
	select {
	case <-ctx.Done():
	case err = <-ended:
	}
	s.notify("STOPPING=1")
	err = cmp.Or(err, s.stop())
	stopWorking()
	chores.Wait()
	return errors.Join(err, s.traces.end())
}

// server is one that runs.
type server struct {
	Config
	meters   *meters
	traces   traces
	answered atomic.Int64  // how many requests
	stopping chan struct{} // closed when it takes no more
	doors    *http.Server
	metrics  *http.Server
	at       net.Listener
	metricAt net.Listener
}

// open takes the addresses, before anything is promised.
func open(c Config) (*server, error) {
	s := &server{Config: c, meters: newMeters(c.Version), stopping: make(chan struct{})}
	var err error
	if s.at, err = listen(c.Listen); err != nil {
		return nil, err
	}
	if c.Metrics != "" {
		if s.metricAt, err = listen(c.Metrics); err != nil {
			return nil, errors.Join(err, s.at.Close())
		}
	}
	if s.traces, err = newTraces(c.Traces, c.Version); err != nil {
		return nil, errors.Join(err, s.at.Close())
	}
	errorLog := slog.NewLogLogger(c.Log.Handler(), slog.LevelWarn)
	s.doors = &http.Server{Handler: s.traces.around(s.handler()), ErrorLog: errorLog, TLSConfig: c.Certificate.config(),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 35 * time.Second, WriteTimeout: 65 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	s.metrics = &http.Server{Handler: s.meters.handler(), ErrorLog: errorLog, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second}
	return s, nil
}

func listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, problem.New(problem.Unavailable, "Laurel cannot listen on %s: %v.", address, cause(err)).
			WithHint("Choose another address, or stop what listens there.")
	}
	return l, nil
}

// cause is what the system says, without the address that the sentence names.
func cause(err error) error {
	if op := (*net.OpError)(nil); errors.As(err, &op) {
		return op.Err
	}
	return err
}

// serve begins to answer. An error in ended is why it does not any more.
func (s *server) serve(ended chan<- error) {
	go func() {
		if s.Certificate.Chain != "" { // the library gives a server of plain http a TLSConfig as well, once it serves
			ended <- notClosed(s.doors.ServeTLS(s.at, "", ""))
			return
		}
		ended <- notClosed(s.doors.Serve(s.at))
	}()
	if s.metricAt != nil {
		go func() { ended <- notClosed(s.metrics.Serve(s.metricAt)) }()
	}
}

func notClosed(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return problem.New(problem.Unavailable, "Laurel cannot serve any more: %v.", err).Because(err)
}

// stop takes no more requests, and waits for those under way.
func (s *server) stop() error {
	close(s.stopping)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := s.doors.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		s.Log.Warn("requests were cut off", "after", patience.String())
		err = s.doors.Close()
	}
	return errors.Join(err, s.metrics.Close())
}

// handler is the doors behind the gate, and what a proxy or a service manager
// asks.
func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	for pattern, door := range s.Doors {
		mux.Handle(pattern, door)
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { tellState(w, r, nil) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { tellState(w, r, s.state(r.Context())) })
	g := gate.Gate{Log: s.Log, Now: s.Now, Proxies: s.Proxies, Secure: s.Secure, Observe: s.observe}
	return g.Wrap(mux)
}

// state is nil while requests can be answered.
func (s *server) state(ctx context.Context) error {
	select {
	case <-s.stopping:
		return problem.New(problem.Unavailable, "Laurel is stopping.")
	default:
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return s.Ready(ctx)
}

// tellState answers in one word: who asks is a machine.
func tellState(w http.ResponseWriter, r *http.Request, err error) {
	gate.Of(r.Context()).Route = r.Pattern
	word := "ok\n"
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err != nil {
		gate.Of(r.Context()).Cause, word = err, "unavailable\n"
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	w.Write([]byte(word))
}

func (s *server) addresses() Addresses {
	scheme := "http://"
	if s.Certificate.Chain != "" { // the library gives a server of plain http a TLSConfig as well, once it serves
		scheme = "https://"
	}
	out := Addresses{Doors: scheme + s.at.Addr().String()}
	if s.metricAt != nil {
		out.Metrics = "http://" + s.metricAt.Addr().String() + "/metrics"
	}
	return out
}

// notify tells a service manager of the kind of systemd how far the server is.
func (s *server) notify(state string) {
	if s.Notify == "" {
		return
	}
	socket, err := net.Dial("unixgram", s.Notify)
	if err != nil {
		s.Log.Warn("the service manager cannot be told", "cause", err.Error())
		return
	}
	defer socket.Close()
	socket.Write([]byte(state))
}

// Certificate is the two files of a certificate for https.
type Certificate struct{ Chain, Key string }

// Check is nil when there is none, or one that can be used.
func (c Certificate) Check() error {
	if c == (Certificate{}) {
		return nil
	}
	if _, err := tls.LoadX509KeyPair(c.Chain, c.Key); err != nil {
		return problem.New(problem.Invalid, "The certificate cannot be used: %v.", err).WithHint("Give both files, in PEM: the chain and the key that belongs to it.")
	}
	return nil
}

// config reads the files again for every connection that begins: a renewed
// certificate is used at once.
func (c Certificate) config() *tls.Config {
	if c == (Certificate{}) {
		return nil
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		pair, err := tls.LoadX509KeyPair(c.Chain, c.Key)
		return &pair, err
	}}
}
