package server

import (
	"cmp"
	"net/http"
	"runtime"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"laurel/internal/gate"
)

// meters count what the server does, for Prometheus.
type meters struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	passes   *prometheus.HistogramVec
	done     *prometheus.CounterVec
	failed   *prometheus.CounterVec
}

func newMeters(version string) *meters {
	m := &meters{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "laurel_request_seconds", Help: "How long requests took.",
			Buckets: prometheus.ExponentialBuckets(0.001, 2, 15)}, []string{"route", "status"}),
		passes: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "laurel_chore_seconds", Help: "How long passes of chores took.",
			Buckets: prometheus.ExponentialBuckets(0.001, 4, 9)}, []string{"chore"}),
		done:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "laurel_chore_done_total", Help: "How much chores got done."}, []string{"chore"}),
		failed: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "laurel_chore_failures_total", Help: "How many passes of chores failed."}, []string{"chore"}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{Name: "laurel_build_info", Help: "1, with the version.",
		ConstLabels: prometheus.Labels{"version": version, "go": runtime.Version()}})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.passes, m.done, m.failed, build, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *meters) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry}))
	return mux
}

func (m *meters) chore(name string, done int, err error, took time.Duration) {
	m.passes.WithLabelValues(name).Observe(took.Seconds())
	m.done.WithLabelValues(name).Add(float64(done))
	failed := m.failed.WithLabelValues(name)
	if err != nil {
		failed.Inc()
	}
}

// observe counts a request that was answered, and names its trace.
func (s *server) observe(r *http.Request, v *gate.Visit, status int, took time.Duration) {
	s.answered.Add(1)
	route := cmp.Or(v.Route, "none")
	s.meters.requests.WithLabelValues(route, strconv.Itoa(status)).Observe(took.Seconds())
	span := trace.SpanFromContext(r.Context())
	span.SetName(route)
	span.SetAttributes(attribute.String("laurel.request", v.Number))
}
