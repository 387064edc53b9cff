package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// serving is a `laurel serve` that runs, and a key of it.
type serving struct {
	process *exec.Cmd
	address string
	key     string
	client  *http.Client
}

// serve starts the server on a database and waits until it is ready.
func (b binary) serve(database string) *serving {
	ask := exec.Command(string(b), "key", "make", "bench", "--scope", "send-facts", "--scope", "see-partner", "--db", database, "--json")
	ask.Stderr = os.Stderr
	made, err := ask.Output()
	must(err)
	var key struct {
		Value string `json:"value"`
	}
	must(json.Unmarshal(made, &key))
	s := &serving{address: freeAddress(), key: key.Value, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}, Timeout: time.Minute}}
	s.process = exec.Command(string(b), "serve", "--db", database, "--listen", s.address, "--metrics", "off", "--rate-limit", "0")
	must(s.process.Start()) // its log goes nowhere: writing it to a terminal would be measured too
	for end := time.Now().Add(30 * time.Second); !s.ready(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			must(fmt.Errorf("laurel serve was not ready after 30 seconds"))
		}
	}
	return s
}

func (s *serving) stop() {
	must(s.process.Process.Signal(os.Interrupt))
	must(s.process.Wait())
}

func (s *serving) ready() bool {
	got, err := s.client.Get("http://" + s.address + "/readyz")
	if err != nil {
		return false
	}
	got.Body.Close()
	return got.StatusCode == http.StatusOK
}

func freeAddress() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	defer l.Close()
	return l.Addr().String()
}

// send posts a batch of facts and waits until they are durable.
func (s *serving) send(batch []sentFact, once string) {
	body, err := json.Marshal(batch)
	must(err)
	call, err := http.NewRequest(http.MethodPost, "http://"+s.address+"/v1/facts?source=bench", bytes.NewReader(body))
	must(err)
	call.Header = s.header()
	call.Header.Set("Content-Type", "application/json")
	call.Header.Set("Idempotency-Key", once)
	got, err := s.client.Do(call)
	must(err)
	defer got.Body.Close()
	answer, err := io.ReadAll(got.Body)
	must(err)
	if got.StatusCode != http.StatusAccepted {
		must(fmt.Errorf("facts were answered %s: %s", got.Status, answer))
	}
}

func (s *serving) header() http.Header {
	return http.Header{"Authorization": {"Bearer " + s.key}}
}

func (s *serving) standingOf(partner string) string {
	return "http://" + s.address + "/v1/partners/" + partner + "/standings"
}

// memory is what the process holds now, in bytes.
func (s *serving) memory() int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Process.Pid))
	must(err)
	for _, line := range strings.Split(string(text), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			n, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			must(err)
			return n << 10
		}
	}
	return 0
}
