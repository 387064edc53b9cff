package browsertest

import (
	_ "embed"
	"flag"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"laurel/internal/gate"
	"laurel/internal/people"
	"laurel/internal/showroom"
	"laurel/internal/store"
	"laurel/internal/web"
)

var only = flag.String("only", "", "look only at pages whose address begins with this")

//go:embed look.js
var lookScript string

// view is a page as somebody sees it, and as nobody before saw it.
type view struct {
	who, session, pattern, path string
}

func (v view) String() string { return fmt.Sprintf("%s (%s)", v.path, v.who) }

// mostOfEach is how many addresses of one page each person opens.
const mostOfEach = 3

// views are the pages to look at: every page as everybody sees it, unless it has no
// kind of element that was not looked at on the same page before. Everybody follows
// the links; nobody has those of letters.
func (h *house) views(t *testing.T) []view {
	t.Helper()
	seen := map[string]bool{}
	var out []view
	for _, p := range append(slices.Clone(h.People), showroom.Person{Name: "nobody"}) {
		starts := []string{"/"}
		if p.Session == "" {
			starts = append(h.linksInLetters(t), "/sign-in", "/nowhere")
		}
		walk := &showroom.Walk{Patterns: append(web.Paths(), "/nowhere"), Most: mostOfEach}
		walk.Open = func(path string) (*html.Node, error) {
			doc, err := h.fetch(path, p.Session)
			if err != nil || doc == nil {
				return nil, err
			}
			v := view{p.Name, p.Session, walk.Pattern(path), path}
			if showsMore(doc, v.pattern, seen) {
				out = append(out, v)
			}
			return doc, nil
		}
		if err := walk.From(starts...); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// fetch gets a page without a browser; nil for a file that is saved.
func (h *house) fetch(path, session string) (*html.Node, error) {
	r, err := http.NewRequest(http.MethodGet, h.base+path, nil)
	if err != nil {
		return nil, err
	}
	r.AddCookie(&http.Cookie{Name: gate.SessionCookie, Value: session})
	client := http.Client{CheckRedirect: func(next *http.Request, _ []*http.Request) error {
		next.AddCookie(&http.Cookie{Name: gate.SessionCookie, Value: session})
		return nil
	}}
	answer, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		return nil, nil
	}
	return html.Parse(answer.Body)
}

// showsMore reports whether a page has a kind of element that no page of its pattern
// had before, and notes those that it has.
func showsMore(doc *html.Node, pattern string, seen map[string]bool) (more bool) {
	for n := range doc.Descendants() {
		part := pattern + " " + n.Data + "." + showroom.Attribute(n, "class") + " " + showroom.Attribute(n, "type")
		if n.Type == html.ElementNode && !seen[part] {
			seen[part], more = true, true
		}
	}
	return more
}

// linksInLetters are the paths that letters lead to without a sign-in.
func (h *house) linksInLetters(t *testing.T) []string {
	t.Helper()
	if err := h.App.AskPassword(t.Context(), h.Person("member").Email); err != nil {
		t.Fatal(err)
	}
	h.Work()
	var out []string
	for _, p := range h.People {
		list, err := h.App.Letters(t.Context(), people.Who{ID: p.ID}, store.LetterFilter{Person: p.ID}, "", 200)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range list {
			for part := range strings.FieldsSeq(l.Text + " " + l.OptOut) {
				if _, path, found := strings.Cut(part, h.base); found && strings.HasPrefix(path, "/") {
					out = append(out, strings.TrimRight(path, ".,"))
				}
			}
		}
	}
	return out
}

// TestEveryPageInABrowser opens every page in each language, light and dark, wide and
// narrow, and by keyboard.
func TestEveryPageInABrowser(t *testing.T) {
	needsChromium(t)
	h := newHouse(t)
	views := slices.DeleteFunc(h.views(t), func(v view) bool { return !strings.HasPrefix(v.path, *only) })
	rules := axeOrSay(t)
	t.Logf("%d views", len(views))
	for _, l := range []look{{host: "localhost", language: "en", theme: "light", width: 1280}, {host: "127.0.0.1", language: "zh-CN", theme: "dark", width: 360}} {
		t.Run(l.language, func(t *testing.T) {
			t.Parallel()
			b := newTab(t, strings.Replace(h.base, "localhost", l.host, 1))
			for _, v := range views {
				l.session = v.session
				b.as(l)
				b.examine(v, l, rules)
			}
		})
	}
}

// axeOrSay is axe-core, or that it was left out. With CI set it fails.
func axeOrSay(t *testing.T) string {
	t.Helper()
	rules, err := axe()
	switch {
	case err == nil:
	case os.Getenv("CI") != "":
		t.Fatal(err)
	default:
		t.Logf("Left out: what axe-core finds. %v", err)
	}
	return rules
}

// examine opens a page and wants of it what every page must be.
func (b *tab) examine(v view, l look, rules string) {
	t := b.t
	t.Helper()
	b.open(v.path)
	if got := b.complaints(); len(got) > 0 {
		t.Errorf("%s: %s", v, strings.Join(got, "\n\t"))
	}
	eval[bool](b, lookScript)
	b.wants(v, "axe", rules != "", func() []string {
		eval[any](b, rules+";true")
		return eval[[]string](b, "laurel.axed()")
	})
	b.wants(v, "script", eval[int](b, "document.scripts.length") > 0, b.differsWithoutScript)
	b.wants(v, "keyboard", l.width > 1000, b.missedByKeyboard)
	b.wants(v, "stays when one scrolls", true, func() []string { return eval[[]string](b, "laurel.stays()") })
	for _, width := range []int64{1280, 640, 360, 320} { // 640 is 1280 at 200 %
		b.wide(width)
		b.wants(v, fmt.Sprint("at ", width), true, func() []string { return eval[[]string](b, "laurel.fits()") })
	}
}

// wants complains about what was found.
func (b *tab) wants(v view, what string, asked bool, find func() []string) {
	b.t.Helper()
	if !asked {
		return
	}
	if found := find(); len(found) > 0 {
		b.t.Errorf("%s: %s:\n\t%s", v, what, strings.Join(found, "\n\t"))
	}
}

// missedByKeyboard presses Tab until everything should have been reached.
func (b *tab) missedByKeyboard() []string {
	b.t.Helper()
	const more = 8 // what scrolls is reached, too
	count := eval[int](b, "laurel.listen()")
	press := make([]chromedp.Action, 0, count+more)
	for range count + more {
		press = append(press, chromedp.KeyEvent("\t"))
	}
	b.do(press...)
	return eval[[]string](b, "laurel.missed()")
}

// differsWithoutScript opens the page again with script off.
func (b *tab) differsWithoutScript() []string {
	b.t.Helper()
	with := eval[string](b, "laurel.says()")
	b.do(emulation.SetScriptExecutionDisabled(true), chromedp.Reload(), emulation.SetScriptExecutionDisabled(false))
	eval[bool](b, lookScript)
	if without := eval[string](b, "laurel.says()"); without != with {
		return []string{"with script: " + with, "without: " + without}
	}
	return nil
}
