package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/gate"
	"laurel/internal/people"
)

// TestFromSetUpToSignOut goes the way of a first day, as a browser without script
// does.
func TestFromSetUpToSignOut(t *testing.T) {
	worlds(t, func(w *world) {
		b := w.browser()
		b.open("/").want(http.StatusOK, "Nobody can sign in here yet")
		secret, err := w.app.NewSetUp(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		link := "/set-up/" + secret
		page := b.open(link).want(http.StatusOK, "becomes the first system admin")
		page.fill(link, "name", "", "email", "nonsense", "password", "short", "again", "short").want(http.StatusUnprocessableEntity, "Write your name")
		page = page.fill(link, "name", "Anna", "email", "nonsense", "password", "short", "again", "short").
			want(http.StatusUnprocessableEntity, "Write an e-mail address like").want(http.StatusUnprocessableEntity, "Write a password of 12")
		page = page.fill(link, "email", "anna@fabrikam.example", "password", password, "again", password+"!").want(http.StatusUnprocessableEntity, "the same password both times")
		page.fill(link, "password", password, "again", password).want(http.StatusOK, "You are Anna.").want(http.StatusOK, "System admin")
		b.open(link).want(http.StatusForbidden, "a newer one took its place")
		page.fill(link, "password", password, "again", password).want(http.StatusForbidden, "a newer one took its place")

		b.open("/").fill("/sign-out").want(http.StatusOK, "Sign in")
		if got := b.cookie(gate.SessionCookie); got != "" {
			t.Errorf("after signing out there is the session %q", got)
		}
		page = b.open("/sessions").want(http.StatusOK, "Sign in")
		page = page.fill("/sign-in", "email", "anna@fabrikam.example", "password", "wrong").want(http.StatusForbidden, "The e-mail address or the password is wrong")
		if strings.Contains(page.body, "value=\"wrong\"") || !strings.Contains(page.body, `value="anna@fabrikam.example"`) {
			t.Errorf("what was typed should stay, and the password not:\n%s", page.body)
		}
		page.fill("/sign-in", "password", password).want(http.StatusOK, "Where you are signed in")
	})
}

func TestSessionsCanBeEnded(t *testing.T) {
	worlds(t, func(w *world) {
		w.setUp()
		phone, laptop := w.browser(), w.browser()
		phone.header.Set("User-Agent", "Phone <1> of Anna")
		phone.signIn("root@fabrikam.example")
		laptop.signIn("root@fabrikam.example")
		page := laptop.open("/sessions").want(http.StatusOK, "Phone <1> of Anna").want(http.StatusOK, "Test Browser <strong>(this one)")
		end := regexp.MustCompile(`(?s)Phone &lt;1&gt;.*?action="(/sessions/ses_[a-z0-9]+/end)"`).FindStringSubmatch(page.body)
		if end == nil {
			t.Fatalf("no form for the phone:\n%s", page.body)
		}
		page.fill(end[1]).want(http.StatusOK, "Where you are signed in")
		page.fill(end[1]).want(http.StatusNotFound, "has ended already")
		phone.open("/").want(http.StatusOK, "Sign in")
		own := regexp.MustCompile(`(?s)this one.*?action="(/sessions/ses_[a-z0-9]+/end)"`).FindStringSubmatch(laptop.open("/sessions").body)
		laptop.open("/sessions").fill(own[1]).want(http.StatusOK, "Sign in")
	})
}

// A new session takes the place of the one from before, so that nobody can plant
// one and use it later.
func TestASessionIsNewAtEachSignIn(t *testing.T) {
	worlds(t, func(w *world) {
		w.setUp()
		b := w.browser()
		b.signIn("root@fabrikam.example")
		first := b.cookie(gate.SessionCookie)
		b.signIn("root@fabrikam.example")
		if second := b.cookie(gate.SessionCookie); second == first || first == "" {
			t.Errorf("got the session %q twice", first)
		}
		if _, _, err := w.app.WhoseSession(t.Context(), first); err == nil {
			t.Error("the session from before goes on")
		}
		w.pass(13 * time.Hour)
		b.open("/sessions").want(http.StatusOK, "Sign in")
	})
}

func TestAnInvitationIsAccepted(t *testing.T) {
	worlds(t, func(w *world) {
		w.setUp()
		p, link := w.invite("li@contoso.example", people.Seat{Role: people.AdminAgent, Partner: "contoso"})
		b := w.browser()
		for range 3 { // programs that look for harmful links open it first
			b.open(link).want(http.StatusOK, "Li <Na>, you are invited to take part for Contoso <Ltd>")
		}
		b.open(link).fill(link, "password", "short", "again", "short").want(http.StatusUnprocessableEntity, "12 to 256")
		b.open(link).fill(link, "password", password, "again", password).want(http.StatusOK, "Contoso <Ltd>")
		b.open("/account").want(http.StatusOK, "Admin agent")
		b.open(link).want(http.StatusForbidden, "The invitation does not work")

		other := w.browser()
		other.open("/password").fill("/password", "email", "nonsense").want(http.StatusUnprocessableEntity, "Write an e-mail address")
		other.open("/password").fill("/password", "email", "nobody@contoso.example").want(http.StatusOK, "Look into your mailbox")
		other.open("/password").fill("/password", "email", "li@contoso.example").want(http.StatusOK, "Look into your mailbox")
		reset := w.link(p.ID, "/password/")
		other.open(reset).want(http.StatusOK, "choose the password with which you sign in")
		other.open(reset).fill(reset, "password", password+"2", "again", password+"2").want(http.StatusOK, "For you to do")
		other.open(reset).want(http.StatusForbidden, "Ask for a new one")
		b.open("/sessions").want(http.StatusOK, "Sign in") // signed out everywhere else
	})
}

// Opening the link of a marketing contact does not confirm the address: pressing
// the button does, once, and without signing in.
func TestAContactConfirmsTheAddress(t *testing.T) {
	worlds(t, func(w *world) {
		w.setUp()
		p, link := w.invite("li@contoso.example", people.Seat{Role: people.PartnerAdmin, Partner: "contoso"})
		w.browser().open(link).fill(link, "password", password, "again", password)
		admin := people.Who{ID: p.ID, Seats: []people.Seat{{Role: people.PartnerAdmin, Partner: "contoso"}}}
		c, err := w.app.AssignContact(t.Context(), admin, app.ContactInput{Partner: "contoso", Person: p.ID})
		if err != nil {
			t.Fatal(err)
		}
		b, link := w.browser(), w.link(p.ID, "/contacts/")
		verified := func() bool {
			list, err := w.app.Contacts(t.Context(), admin, "contoso", false)
			if err != nil || len(list) != 1 || list[0].ID != c.ID {
				t.Fatalf("got %v, %v", list, err)
			}
			return !list[0].Verified.IsZero()
		}
		for range 3 {
			b.open(link).want(http.StatusOK, "you were named as a marketing contact")
		}
		if verified() {
			t.Error("opening the page confirmed the address")
		}
		b.open(link).fill(link).want(http.StatusOK, "Your address is confirmed")
		if !verified() || b.cookie(gate.SessionCookie) != "" {
			t.Error("the button should confirm the address, and sign nobody in")
		}
		b.open(link).want(http.StatusForbidden, "Ask an admin of your company to name you again")
	})
}

func TestTheLanguageIsChosen(t *testing.T) {
	worlds(t, func(w *world) {
		w.setUp()
		b := w.browser()
		b.header.Set("Accept-Language", "zh-TW,zh;q=0.9")
		page := b.open("/sessions").want(http.StatusOK, "登录")
		page = page.fill("/language", "language", "en").want(http.StatusOK, "Ask for a new password")
		if got := page.url.RequestURI(); got != "/sign-in?return=%2Fsessions" {
			t.Errorf("got to %s", got)
		}
		page.fill("/sign-in", "email", "root@fabrikam.example", "password", password).want(http.StatusOK, "Where you are signed in").
			fill("/language", "language", "zh-CN").want(http.StatusOK, "您的登录位置")
		b.open("/password").fill("/password", "email", "x").want(http.StatusUnprocessableEntity, "有误：申请新密码")
		w.browser().open("/sign-in").fill("/language", "language", "tlh").want(http.StatusUnprocessableEntity, "What was sent is not")
	})
}
