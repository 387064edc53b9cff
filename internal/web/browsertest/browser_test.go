// Package browsertest looks at the pages with a real browser: Debian's Chromium,
// driven from Go. It needs Chromium, and npm for axe-core; `make test` brings them.
// Which pages there are follows from the table of pages and from the links between
// them.
package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"laurel/internal/gate"
)

// browser is Chromium while it runs.
type browser struct {
	ctx context.Context
	end context.CancelFunc
	err error // why it did not start
}

// chromium starts the browser, once for all tests of a run.
var chromium = sync.OnceValue(func() browser {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromiumPath()), chromedp.WindowSize(1280, 900),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("font-render-hinting", "none"), chromedp.Flag("force-color-profile", "srgb"))
	if os.Geteuid() == 0 { // its sandbox does not work for root
		options = append(options, chromedp.NoSandbox)
	}
	allocator, endAll := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {})) // what it does not know yet is none of ours
	return browser{ctx, func() { end(); endAll() }, chromedp.Run(ctx)}
})

func TestMain(m *testing.M) {
	code := m.Run()
	if chromiumPath() != "" {
		chromium().end()
	}
	os.Exit(code)
}

// chromiumPath is where Chromium is: LAUREL_TEST_CHROMIUM, else one on the path;
// empty where there is none.
func chromiumPath() string {
	for _, name := range []string{os.Getenv("LAUREL_TEST_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	return ""
}

// needsChromium leaves a test out where there is no Chromium. With CI set it fails.
func needsChromium(t *testing.T) {
	t.Helper()
	const missing = "There is no Chromium: run the tests with make test, or install Debian's packages chromium and fonts-noto-cjk, or name one in LAUREL_TEST_CHROMIUM."
	switch {
	case chromiumPath() != "":
	case os.Getenv("CI") != "":
		t.Fatal(missing)
	default:
		t.Skip(missing)
	}
}

// axe is the source of axe-core, which npm brings in the version that is pinned in
// the folder axe; empty where there is no npm, which is said.
var axe = sync.OnceValues(func() (string, error) {
	dir, err := axeDir()
	if err != nil {
		return "", err
	}
	source := filepath.Join(dir, "node_modules", "axe-core", "axe.min.js")
	if _, err := os.Stat(source); err != nil {
		npm, err := exec.LookPath("npm")
		if err != nil {
			return "", fmt.Errorf("there is no npm: install Debian's package npm")
		}
		command := exec.Command(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
		command.Dir = dir
		if out, err := command.CombinedOutput(); err != nil {
			return "", fmt.Errorf("npm ci: %w\n%s", err, out)
		}
	}
	text, err := os.ReadFile(source)
	return string(text), err
})

// axeDir is a folder of the user's cache that is named for the lock file, with the
// files that npm needs. Nothing is written into the repository.
func axeDir() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	lock, err := os.ReadFile("axe/package-lock.json")
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "laurel", "axe-"+fingerprint(lock))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, "package-lock.json"), lock, 0o644); err != nil {
		return "", err
	}
	text, err := os.ReadFile("axe/package.json")
	if err != nil {
		return "", err
	}
	return dir, os.WriteFile(filepath.Join(dir, "package.json"), text, 0o644)
}

// tab is a page of the browser, and what went wrong in it. Tabs share the cookies of
// one server.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string // where the server is

	mu    sync.Mutex
	wrong []string // what the console and the network complained about
}

// newTab opens one for a server.
func newTab(t *testing.T, base string) *tab {
	t.Helper()
	needsChromium(t)
	if err := chromium().err; err != nil {
		t.Fatalf("Chromium does not start: %v", err)
	}
	ctx, end := chromedp.NewContext(chromium().ctx)
	ctx, stop := context.WithTimeout(ctx, 6*time.Minute)
	t.Cleanup(func() { stop(); end() })
	b := &tab{t: t, ctx: ctx, base: base}
	chromedp.ListenTarget(ctx, b.hear)
	b.do(network.Enable(), log.Enable(), emulation.SetFocusEmulationEnabled(true))
	return b
}

// hear notes what goes wrong in a page.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.wrong = append(b.wrong, "exception: "+e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning {
			b.wrong = append(b.wrong, "console: "+string(e.Type))
		}
	case *log.EventEntryAdded:
		if e.Entry.Source != log.SourceNetwork && (e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning) {
			b.wrong = append(b.wrong, "log: "+e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventLoadingFailed:
		if !e.Canceled {
			b.wrong = append(b.wrong, "not loaded: "+e.ErrorText)
		}
	case *network.EventResponseReceived:
		if e.Type != network.ResourceTypeDocument && e.Response.Status >= 400 {
			b.wrong = append(b.wrong, fmt.Sprintf("%d for %s", e.Response.Status, e.Response.URL))
		}
		if !strings.HasPrefix(e.Response.URL, b.base) && !strings.HasPrefix(e.Response.URL, "data:") { // the browser draws its own icons
			b.wrong = append(b.wrong, "loaded from elsewhere: "+e.Response.URL)
		}
	}
}

// complaints are what went wrong since the last time.
func (b *tab) complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.wrong
	b.wrong = nil
	return out
}

// do makes the browser do something.
func (b *tab) do(actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// look is how somebody looks at pages.
type look struct {
	host                     string // by which the server is called: each has cookies of its own
	session, language, theme string
	width                    int64
}

// as lets the tab look at pages in a way.
func (b *tab) as(l look) {
	b.t.Helper()
	for name, value := range map[string]string{gate.SessionCookie: l.session, gate.LanguageCookie: l.language, gate.ThemeCookie: l.theme} {
		b.do(network.DeleteCookies(name).WithURL(b.base))
		if value != "" {
			b.do(network.SetCookie(name, value).WithURL(b.base))
		}
	}
	b.wide(l.width)
}

// wide makes the window so many pixels wide.
func (b *tab) wide(width int64) {
	b.t.Helper()
	b.do(emulation.SetDeviceMetricsOverride(width, 900, 1, false))
}

// open opens a page of ours and waits for it.
func (b *tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
}

// eval is what a script says about the page. It runs beside the page's policy.
func eval[T any](b *tab, script string) T {
	b.t.Helper()
	var out T
	b.do(chromedp.Evaluate(script, &out, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	return out
}
