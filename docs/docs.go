// Package docs holds what is written for readers; the program serves some of it.
package docs

import _ "embed" // for OpenAPI

// OpenAPI is the description of the API (OpenAPI 3.1, JSON). It is written from
// the code by a test of the room api.
//
//go:embed openapi.json
var OpenAPI []byte
