package web

import (
	"encoding/json"
	"testing"

	"laurel/internal/fulfillment"
	"laurel/internal/store"
)

// Why Laurel itself ended a case is read in the reader's language, and what a
// person wrote as it was written.
func TestWhyACaseEnded(t *testing.T) {
	said := map[string]bool{}
	for _, language := range catalogs().Languages() {
		c := &call{locale: catalogs().Match(language)}
		for _, cause := range fulfillment.Causes() {
			input, _ := json.Marshal(fulfillment.Input{Move: "lose", Reason: "In English.", Cause: cause}) // never fails
			got := c.because(&store.Made{Reason: "In English.", Input: input})
			if got == "" || got == "In English." || said[got] {
				t.Errorf("%s, %s: got %q, want words of its own", language, cause, got)
			}
			said[got] = true
		}
		if got := c.because(&store.Made{Reason: "Not now.", Input: json.RawMessage(`{"move":"cancel"}`)}); got != "Not now." {
			t.Errorf("%s: got %q, want what was written", language, got)
		}
	}
}
