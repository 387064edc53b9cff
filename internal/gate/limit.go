package gate

import (
	"maps"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limit is how often one caller may ask.
type Limit struct {
	PerSecond int // on average; 0 for as often as it likes
	Burst     int // at once
}

// Limiter counts how often callers ask. Each process counts for itself.
type Limiter struct {
	limit Limit
	mu    sync.Mutex
	of    map[string]*rate.Limiter
}

// NewLimiter counts nobody yet.
func NewLimiter(l Limit) *Limiter { return &Limiter{limit: l, of: map[string]*rate.Limiter{}} }

// mostCounted is how many callers are counted before those are forgotten who
// did not ask for a while.
const mostCounted = 10_000

// Take counts one request of a caller, writes how many are left into the
// header of the answer, and reports whether it may go on.
func (l *Limiter) Take(h http.Header, caller string, now time.Time) bool {
	if l.limit.PerSecond == 0 {
		return true
	}
	counted := l.counted(caller, now)
	ok := counted.AllowN(now, 1)
	left := counted.TokensAt(now)
	h.Set("RateLimit-Limit", strconv.Itoa(l.limit.Burst))
	h.Set("RateLimit-Remaining", strconv.Itoa(max(0, int(left))))
	h.Set("RateLimit-Reset", l.wait(float64(l.limit.Burst)-left))
	if !ok {
		h.Set("Retry-After", l.wait(1-left))
	}
	return ok
}

// wait is in how many whole seconds so many requests are free again.
func (l *Limiter) wait(missing float64) string {
	return strconv.Itoa(max(1, int(missing/float64(l.limit.PerSecond)+0.999)))
}

func (l *Limiter) counted(caller string, now time.Time) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	counted := l.of[caller]
	if counted == nil {
		if len(l.of) >= mostCounted {
			maps.DeleteFunc(l.of, func(_ string, c *rate.Limiter) bool { return c.TokensAt(now) >= float64(l.limit.Burst) })
		}
		counted = rate.NewLimiter(rate.Limit(l.limit.PerSecond), l.limit.Burst)
		l.of[caller] = counted
	}
	return counted
}
