package web

import (
	"cmp"
	"net/http"
	"strconv"

	"laurel/internal/brand"
	"laurel/internal/gate"
	"laurel/internal/letter"
)

// operator is who runs the programs, by the name and in the color that the
// marketplace chose.
func (c *call) operator() letter.Operator {
	o := c.Operator
	o.Name, o.Color = cmp.Or(c.brand.Name, o.Name), string(c.brand.Light)
	return o
}

// BrandStyle is the address of the style sheet with the color of the marketplace;
// empty while it is ours.
func (v *view) BrandStyle() string {
	if v.call.brand.Light == "" {
		return ""
	}
	return "/brand.css?v=" + strconv.FormatInt(v.call.looks, 10)
}

// Logo is the address of the logo; empty for none.
func (v *view) Logo() string {
	if v.call.brand.Logo.Type == "" {
		return ""
	}
	return "/logo?v=" + strconv.FormatInt(v.call.looks, 10)
}

// logoPolicy lets a drawing do nothing but draw, also when somebody opens it alone.
const logoPolicy = "default-src 'none'; sandbox"

// serveBrand serves what the marketplace made of the pages. Addresses change with
// it, so that a browser may keep what it has; and it asks again after an hour.
func (d *door) serveBrand() {
	for path, of := range map[string]func(brand.Brand) (kind string, content []byte){
		"/brand.css": func(b brand.Brand) (string, []byte) { return "text/css; charset=utf-8", []byte(b.Style()) },
		"/logo":      func(b brand.Brand) (string, []byte) { return b.Logo.Type, b.Logo.Content },
	} {
		d.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			gate.Of(r.Context()).Route = "GET " + path
			b, revision, err := d.App.Brand(r.Context())
			kind, content := of(b)
			if err != nil || len(content) == 0 {
				gate.Of(r.Context()).Cause = err
				http.NotFound(w, r)
				return
			}
			h := w.Header()
			h.Set("Cache-Control", "public, max-age=3600")
			h.Set("ETag", `"`+strconv.FormatInt(revision, 10)+`"`)
			h.Set("Content-Type", kind)
			h.Set("Content-Security-Policy", logoPolicy)
			if r.Header.Get("If-None-Match") == h.Get("ETag") {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Write(content)
		})
	}
}
