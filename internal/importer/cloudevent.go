package importer

import (
	"slices"
	"strings"

	"laurel/internal/problem"
)

// A CloudEvent 1.0 in structured JSON is a fact whose source and id are the
// event's, which happened at its time and was recorded at its recordedtime. Its
// subject is the publisher, unless data names a publisher or a partner; its
// type is the kind, unless data has a kind. Everything else of the fact is in
// data, by the names of laurelFields. Extensions are passed over, as the
// standard asks.

// eventFields is the field of a fact that each attribute of an event becomes.
var eventFields = map[string]string{
	"id": "id", "source": "source", "type": "kind", "subject": "publisher", "time": "happened", "recordedtime": "recorded",
}

// isCloudEvent reports whether an object says that it is one.
func isCloudEvent(fields []given) bool {
	_, ok := fieldNamed(fields, "specversion")
	return ok
}

func fieldNamed(fields []given, name string) (given, bool) {
	i := slices.IndexFunc(fields, func(g given) bool { return g.name == name })
	if i < 0 {
		return given{}, false
	}
	return fields[i], true
}

// openEvent is the fields of the fact in an event.
func (d *draft) openEvent(event []given) []given {
	data, _ := fieldNamed(event, "data")
	d.checkEvent(event, data)
	if data.name != "" && !data.is(objectValue) && !data.is(nullValue) {
		d.fault(data, problem.New(problem.Invalid, "The data of the event is not a JSON object.").
			WithHint("Write the fields of the fact in it, like {\"amount\": \"12.50\", \"currency\": \"USD\"}."))
	}
	fields := data.fields
	for _, g := range event {
		if field, ok := eventFields[g.name]; ok && !saidIn(data.fields, field) {
			g.label, g.name = g.name, field
			fields = append(fields, g)
		}
	}
	return fields
}

// saidIn reports whether data says itself what a field of the event would.
func saidIn(data []given, field string) bool {
	_, said := fieldNamed(data, field)
	_, partner := fieldNamed(data, "partner")
	return said || field == "publisher" && partner
}

func (d *draft) checkEvent(event []given, data given) {
	for _, name := range []string{"id", "source", "type"} {
		if g, ok := fieldNamed(event, name); !ok || strings.TrimSpace(g.text) == "" {
			version, _ := fieldNamed(event, "specversion")
			d.fault(version, problem.New(problem.Invalid, "The event has no %s, which CloudEvents 1.0 needs.", name).
				WithHint("Write it beside specversion."))
		}
	}
	for _, name := range []string{"id", "source"} {
		if g, ok := fieldNamed(data.fields, name); ok {
			d.fault(g, problem.New(problem.Invalid, "The %s of an event stands beside its data, not in it.", name).
				WithHint("Take it out of data."))
		}
	}
	for _, g := range event {
		switch {
		case g.name == "specversion" && g.text != "1.0":
			d.fault(g, problem.New(problem.Invalid, "CloudEvents %q are not known.", shorten(g.text)).WithHint("Send specversion 1.0."))
		case g.name == "data_base64":
			d.fault(g, problem.New(problem.Invalid, "The data of the event is in base64.").WithHint("Send it as a JSON object in data."))
		}
	}
}
