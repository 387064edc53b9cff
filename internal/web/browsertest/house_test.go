package browsertest

import (
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net"
	"net/http/httptest"
	"testing"
	"time"

	"laurel/internal/gate"
	"laurel/internal/showroom"
	"laurel/internal/web"
)

// house is the showroom behind a server.
type house struct {
	*showroom.Room
	base string
}

// today is the day on which everything in this package happens.
var today = time.Date(2027, 3, 2, 9, 30, 0, 0, time.UTC)

func newHouse(t *testing.T) *house {
	t.Helper()
	r := showroom.Fill(t, t.TempDir()+"/laurel.db", today, nil)
	server := httptest.NewUnstartedServer(nil)
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	operator := showroom.Operator
	operator.BaseURL = "http://localhost:" + port
	r.App.Configure(operator)
	door := web.New(web.Config{App: r.App, Operator: operator, Now: r.Now, Limit: gate.Limit{PerSecond: 1_000_000, Burst: 1_000_000}})
	server.Config.Handler = gate.Gate{Log: slog.New(slog.DiscardHandler), Now: r.Now}.Wrap(door)
	server.Start()
	t.Cleanup(server.Close)
	return &house{r, operator.BaseURL}
}

// fingerprint is a short name for a text.
func fingerprint(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}
