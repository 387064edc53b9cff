package server

import (
	"context"
	"net/http"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"

	"laurel/internal/problem"
)

// traces are sent to whoever collects them; to nobody when provider is nil.
type traces struct{ provider *sdktrace.TracerProvider }

// newTraces sends traces to an address, such as http://localhost:4318/v1/traces.
func newTraces(address, version string) (traces, error) {
	if address == "" {
		return traces{}, nil
	}
	exporter, err := otlptracehttp.New(context.Background(), otlptracehttp.WithEndpointURL(address))
	if err != nil {
		return traces{}, problem.New(problem.Invalid, "Traces cannot be sent to %q: %v.", address, err).WithHint("Give an address such as http://localhost:4318/v1/traces.")
	}
	about := resource.NewSchemaless(attribute.String("service.name", "laurel"), attribute.String("service.version", version))
	return traces{sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter), sdktrace.WithResource(about))}, nil
}

// around puts a span around every request.
func (t traces) around(h http.Handler) http.Handler {
	if t.provider == nil {
		return h
	}
	return otelhttp.NewHandler(h, "request", otelhttp.WithTracerProvider(t.provider), otelhttp.WithPropagators(propagation.TraceContext{}))
}

// end sends what was not sent yet.
func (t traces) end() error {
	if t.provider == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return t.provider.Shutdown(ctx)
}
