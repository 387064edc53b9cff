package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/fulfillment"
	"laurel/internal/gate"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/standing/sentence"
)

// settings are how the library works for us: it serves no pages of its own, and
// puts nothing into an answer that is not there.
func settings() huma.Config {
	schemas := huma.NewMapRegistry("#/components/schemas/", schemaName)
	for from, to := range written {
		schemas.RegisterTypeAlias(from, to)
	}
	return huma.Config{
		OpenAPI: &huma.OpenAPI{OpenAPI: "3.1.0",
			Info:    &huma.Info{Title: "Laurel", Version: "1", Description: aboutAPI, License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}},
			Servers: []*huma.Server{{URL: "/"}},
			Components: &huma.Components{Schemas: schemas, SecuritySchemes: map[string]*huma.SecurityScheme{
				"key":     {Type: "http", Scheme: "bearer", Description: "A key, made by `laurel key` or by the API, with scopes"},
				"session": {Type: "apiKey", In: "cookie", Name: "__Host-" + gate.SessionCookie, Description: "The session of somebody who signed in with a browser, for pages of this address alone"}}}},
		Formats: map[string]huma.Format{"application/json": jsonFormat, problemType: jsonFormat}, DefaultFormat: "application/json"}
}

const aboutAPI = `Marketplace rewards programs: facts in; standings, benefits and reasons out. Every answer that is not good is a problem
(RFC 9457) with a sentence, a hint and the number of the request. Days mean their close in the program's time zone. Numbers that
decide something are texts, so that nothing rounds them. Fields are only ever added.`

// otherNames are for types whose own names say too little outside of their
// package.
var otherNames = map[reflect.Type]string{reflect.TypeFor[fact.ID](): "FactID", reflect.TypeFor[sentence.Line](): "Sentence",
	reflect.TypeFor[fulfillment.Contact](): "RecordedContact"}

func schemaName(t reflect.Type, hint string) string {
	if name, ok := otherNames[t]; ok {
		return name
	}
	return huma.DefaultSchemaNamer(t, hint)
}

// written are types that are written as texts of a form of their own.
var written = map[reflect.Type]reflect.Type{
	reflect.TypeFor[number.Number]():   reflect.TypeFor[decimal](),
	reflect.TypeFor[calendar.Day]():    reflect.TypeFor[date](),
	reflect.TypeFor[calendar.Moment](): reflect.TypeFor[moment](),
	reflect.TypeFor[metric.Truth]():    reflect.TypeFor[truth](),
}

type (
	decimal string
	date    string
	moment  string
	truth   string
)

// Schema describes an exact number.
func (decimal) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Pattern: `^-?[0-9]+(\.[0-9]+|/[0-9]+)?$`, Description: "An exact number, such as 1088.9 or 20/3"}
}

// Schema describes a day.
func (date) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date", Description: "A day, such as 2024-03-31: its close in the program's zone"}
}

// Schema describes a moment.
func (moment) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: "A time, such as 2024-03-31T14:30:00Z, or a day where no time is known"}
}

// Schema describes whether a condition holds.
func (truth) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Enum: []any{"holds", "fails", "ignored"}}
}
