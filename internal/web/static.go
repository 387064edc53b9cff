package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"

	"laurel/internal/gate"
)

//go:embed static
var staticFiles embed.FS

// The addresses of what pages load: others when it changes, so that a browser may keep
// it for ever.
var (
	stylePath  = versioned("static/style.css")
	scriptPath = versioned("static/keys.js")
)

func versioned(file string) string {
	text, err := staticFiles.ReadFile(file)
	if err != nil {
		panic(err)
	}
	sum := sha256.Sum256(text)
	return "/" + file + "?v=" + hex.EncodeToString(sum[:8])
}

// serveStatic serves what every page loads.
func (d *door) serveStatic() {
	for name, kind := range map[string]string{"/static/style.css": "text/css; charset=utf-8", "/static/keys.js": "text/javascript; charset=utf-8", "/static/icon.svg": "image/svg+xml"} {
		text, err := staticFiles.ReadFile(name[1:])
		if err != nil {
			panic(err)
		}
		d.mux.HandleFunc("GET "+name, func(w http.ResponseWriter, r *http.Request) {
			gate.Of(r.Context()).Route = "GET " + name
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Cache-Control", "public, max-age=604800")
			w.Write(text)
		})
	}
}
