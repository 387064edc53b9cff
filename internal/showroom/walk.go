package showroom

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Walk finds pages as a reader does: by following links. So a test meets a new page
// as soon as another one leads to it.
type Walk struct {
	Patterns []string                              // of the paths of all pages
	Most     int                                   // addresses of each pattern that are opened
	Open     func(path string) (*html.Node, error) // what a page shows; nil for one that is not looked at
	Found    map[string][]string                   // the addresses that were opened, by pattern, in the order of finding
	Asks     map[string][]string                   // what addresses of a pattern ask for in their queries

	mux  *http.ServeMux
	seen map[string]bool
}

// From walks from some addresses to all that can be reached.
func (w *Walk) From(starts ...string) error {
	w.begin()
	for queue := starts; len(queue) > 0; queue = queue[1:] {
		if !w.isNew(queue[0]) {
			continue
		}
		doc, err := w.Open(queue[0])
		if err != nil {
			return err
		}
		if doc != nil {
			queue = append(queue, w.links(queue[0], doc)...)
		}
	}
	return nil
}

func (w *Walk) begin() {
	if w.mux != nil {
		return
	}
	w.mux, w.seen, w.Found, w.Asks = http.NewServeMux(), map[string]bool{}, map[string][]string{}, map[string][]string{}
	for _, p := range slices.Compact(slices.Sorted(slices.Values(w.Patterns))) {
		w.mux.Handle(p, http.NotFoundHandler())
	}
}

// Pattern is that of the page at an address; empty where there is none.
func (w *Walk) Pattern(address string) string {
	w.begin()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return ""
	}
	_, pattern := w.mux.Handler(r)
	return pattern
}

func (w *Walk) isNew(address string) bool {
	pattern := w.Pattern(address)
	if w.seen[address] || pattern == "" || len(w.Found[pattern]) >= w.Most {
		return false
	}
	w.seen[address] = true
	w.Found[pattern] = append(w.Found[pattern], address)
	return true
}

// links are the addresses of ours that a page leads to. What its links and its
// forms ask for is noted.
func (w *Walk) links(from string, doc *html.Node) []string {
	base, _ := url.Parse(from) // it was opened
	var out []string
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "a" && Attribute(n, "href") != "":
			to, err := base.Parse(Attribute(n, "href"))
			if err != nil || to.Host != "" || to.Scheme != "" {
				continue
			}
			to.Fragment = ""
			for name := range to.Query() {
				w.ask(to.Path, name)
			}
			out = append(out, to.String())
		case n.Data == "form" && (Attribute(n, "method") == "" || strings.EqualFold(Attribute(n, "method"), "get")):
			out = append(out, w.sent(n))
		}
	}
	return out
}

// sent is where a form that only asks leads when nothing is filled in, and the last
// choice is made.
func (w *Walk) sent(form *html.Node) string {
	values, name := url.Values{}, ""
	for n := range form.Descendants() {
		if n.Type == html.ElementNode && Attribute(n, "name") != "" {
			name = Attribute(n, "name")
			w.ask(Attribute(form, "action"), name)
		}
		if name != "" && (n.Data == "input" || n.Data == "option") {
			values.Set(name, Attribute(n, "value"))
		}
	}
	return Attribute(form, "action") + "?" + values.Encode()
}

func (w *Walk) ask(path, name string) {
	if pattern := w.Pattern(path); pattern != "" && !slices.Contains(w.Asks[pattern], name) {
		w.Asks[pattern] = append(w.Asks[pattern], name)
	}
}

// Attribute is what an element says of itself under a name; empty for nothing.
func Attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
