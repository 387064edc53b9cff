package api

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

const schemaPrefix = "#/components/schemas/"

// mendSchemas says which fields may be null: a pointer that is never left out.
// The library says so of texts and numbers, but neither of objects nor of types
// that are written in a form of their own.
func mendSchemas(schemas huma.Registry) {
	for name, schema := range schemas.Map() {
		t := schemas.TypeFromRef(schemaPrefix + name)
		eachField(t, func(_ reflect.Type, f reflect.StructField, name string, optional bool) {
			if of := schema.Properties[name]; of != nil && f.Type.Kind() == reflect.Pointer && !optional {
				schema.Properties[name] = orNull(of)
			}
		})
	}
}

func orNull(of *huma.Schema) *huma.Schema {
	if of.Ref != "" {
		return &huma.Schema{AnyOf: []*huma.Schema{of, {Type: "null"}}}
	}
	nullable := *of
	nullable.Nullable = true
	return &nullable
}

// eachField tells the fields of an object as JSON has them, those of what is
// embedded among them, each with the type that says what it is.
func eachField(t reflect.Type, tell func(owner reflect.Type, f reflect.StructField, name string, optional bool)) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			eachField(f.Type, tell)
		case f.IsExported() && name != "-" && name != "":
			tell(t, f, name, strings.Contains(options, "omit"))
		}
	}
}
