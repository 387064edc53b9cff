package browsertest

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// TestTheDeskHasKeys goes through the desk by its keys, which do nothing where somebody
// types, and nothing outside the list.
func TestTheDeskHasKeys(t *testing.T) {
	h := newHouse(t)
	r := h.somebody(t)
	r.signsIn("rewards_agent")
	r.open("/desk?queue=open")
	is := func(script, want string) {
		t.Helper()
		if got := eval[string](r.tab, `String(`+script+`)`); got != want {
			t.Errorf("%s is %s, want %s", script, got, want)
		}
	}
	press := func(keys string) {
		t.Helper()
		for _, key := range keys {
			if key < ' ' {
				r.do(chromedp.KeyEvent(string(key)))
				continue
			}
			r.do(input.DispatchKeyEvent(input.KeyDown).WithKey(string(key)).WithText(string(key)), input.DispatchKeyEvent(input.KeyUp).WithKey(string(key)))
		}
	}
	const (
		chosen  = `document.querySelectorAll("#case input:checked").length`
		inRow   = `[...document.querySelectorAll("#case tbody tr")].findIndex((row) => row.contains(document.activeElement))`
		dialog  = `document.getElementById("keys").open`
		focused = `document.activeElement.id`
	)
	press("jxc?")
	is(inRow, "-1")
	is(chosen, "0")
	is(dialog, "false")
	r.do(chromedp.Click("#to-list"))
	press("jjk")
	is(inRow, "1")
	press("xjx")
	is(chosen, "2")
	press("x")
	is(chosen, "1")
	press("?")
	is(dialog, "true")
	press("\x1b")
	is(dialog, "false")
	press("/")
	is(focused, "search")
	press("xjc?")
	is(chosen, "1")
	is(`document.getElementById("search").value`, "xjc?")
	r.do(chromedp.Click("#reason"))
	press("xc\r")
	is(chosen, "1")
	is(`location.search`, "?queue=open")
	r.do(chromedp.Click("#to-list"))
	ctx := r.ctx
	if _, err := chromedp.RunResponse(ctx, chromedp.KeyEvent("c")); err != nil {
		t.Fatal(err)
	}
	r.reads("You have it now.", "1 done, 0 not done")
	r.do(chromedp.Click("#to-list"))
	if _, err := chromedp.RunResponse(ctx, chromedp.KeyEvent("o")); err != nil {
		t.Fatal(err)
	}
	r.reads("What happened")
	if got := r.complaints(); len(got) > 0 {
		t.Error(got)
	}
}
