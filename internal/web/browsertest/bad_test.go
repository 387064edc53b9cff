package browsertest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// bad is a page with a mistake of each kind that the tests look for.
const bad = `<!doctype html><html lang="en"><title>Bad</title><style>
.ringless:focus { outline: none } .stuck { position: fixed; bottom: 0 } .wide { width: 2000px } .cut { width: 20px; overflow: hidden; white-space: nowrap }
</style><main><h1>Bad</h1>
<p class="wide">wide</p><p class="cut">This text is cut.</p><p class="stuck">stuck</p>
<button class="ringless">No ring</button>
<button id="last">Comes last</button><a href="/" id="first">Comes first</a>
<img src="/missing.png">
<script>document.getElementById("last").tabIndex = 0; document.getElementById("first").tabIndex = 1; console.error("noise"); document.querySelector("h1").textContent = "Good"; throw new Error("thrown")</script>
</main></html>`

// TestWhatIsWrongIsFound shows the browser a page on which everything is wrong.
func TestWhatIsWrongIsFound(t *testing.T) {
	needsChromium(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(bad))
	}))
	t.Cleanup(server.Close)
	b := newTab(t, server.URL)
	b.as(look{width: 1280})
	b.open("/")
	wantAll(t, "complaints", b.complaints(), "404 for "+server.URL+"/missing.png", "console: error", "thrown")
	eval[bool](b, lookScript)
	if rules := axeOrSay(t); rules != "" {
		eval[any](b, rules+";true")
		wantAll(t, "axe", eval[[]string](b, "laurel.axed()"), "critical image-alt", "serious tabindex")
	}
	wantAll(t, "stays", eval[[]string](b, "laurel.stays()"), "p.stuck")
	wantAll(t, "fits", eval[[]string](b, "laurel.fits()"), "sticks out: p.wide", "is cut: p.cut")
	wantAll(t, "keyboard", b.missedByKeyboard(), "no ring: button.ringless", "out of order")
	wantAll(t, "script", b.differsWithoutScript(), "with script: Good", "without: Bad")
}

func wantAll(t *testing.T, what string, found []string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(strings.Join(found, "\n"), want) {
			t.Errorf("%s: %q is not among %q", what, want, found)
		}
	}
}
