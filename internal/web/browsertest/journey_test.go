package browsertest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/showroom"
)

// reader is somebody at a browser, who sees words and not elements.
type reader struct {
	*tab
	house *house
}

// somebody is at a browser; nobody is signed in.
func (h *house) somebody(t *testing.T) *reader {
	t.Helper()
	b := newTab(t, h.base)
	b.as(look{language: "en", width: 1280})
	return &reader{b, h}
}

// signsIn lets somebody of the showroom sign in with the form.
func (r *reader) signsIn(name string) {
	r.t.Helper()
	r.signsInAs(r.house.Person(name).Email)
}

// signsInAs signs in with an address; the browser forgets who was signed in before.
func (r *reader) signsInAs(address string) {
	r.t.Helper()
	r.as(look{language: "en", width: 1280})
	r.open("/sign-in")
	r.types("E-mail address", address)
	r.types("Password", "correct horse battery")
	r.presses("Sign in")
}

// What one can find by its words.
const (
	pressable = "main a, main button, nav a, header a, header button, footer button"
	foldable  = "summary"
	labels    = "label"
)

// find is a script that answers with the place of what says something, or of the field
// that is labeled so; what is folded is not found.
const find = `((words, kind) => {
  const shown = (e) => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
  const says = (e) => (e.innerText || "").trim().replace(/\s+/g, " ");
  const all = [...document.querySelectorAll(kind)];
  const hit = all.filter(shown).find((e) => says(e) === words) || all.filter(shown).find((e) => says(e).startsWith(words));
  const at = hit && kind === "label" ? document.getElementById(hit.htmlFor) : hit;
  if (!at) return [];
  at.scrollIntoView({block: "center"});
  const box = at.getClientRects()[0]; // the first line of a link that goes over several
  return [box.x + box.width / 2, box.y + box.height / 2];
})(%q, %q)`

func (r *reader) place(words, kind string) (x, y float64) {
	r.t.Helper()
	at := eval[[]float64](r.tab, fmt.Sprintf(find, words, kind))
	if len(at) != 2 {
		r.t.Fatalf("%s has no %q:\n%s", r.address(), words, r.text())
	}
	return at[0], at[1]
}

func (r *reader) address() string { return eval[string](r.tab, "location.pathname") }

func (r *reader) text() string { return eval[string](r.tab, "document.body.innerText") }

// presses presses a link or a button, and waits for the page that follows.
func (r *reader) presses(words string) {
	r.t.Helper()
	x, y := r.place(words, pressable)
	ctx, stop := context.WithTimeout(r.ctx, 20*time.Second)
	defer stop()
	if _, err := chromedp.RunResponse(ctx, chromedp.MouseClickXY(x, y)); err != nil {
		r.t.Fatalf("%s: no page follows %q: %v\n%s", r.address(), words, err, r.text())
	}
	if got := r.complaints(); len(got) > 0 {
		r.t.Errorf("after %q at %s: %s", words, r.address(), strings.Join(got, "\n\t"))
	}
}

// unfolds opens a part that is folded.
func (r *reader) unfolds(words string) {
	r.t.Helper()
	x, y := r.place(words, foldable)
	r.do(chromedp.MouseClickXY(x, y))
}

// types types into the field with a label, in the place of what is there.
func (r *reader) types(label, text string) {
	r.t.Helper()
	x, y := r.place(label, labels)
	r.do(chromedp.MouseClickXY(x, y), chromedp.Evaluate(`document.activeElement.select && document.activeElement.select()`, nil), input.InsertText(text))
}

// chooses chooses from a list by the beginning of a choice, as with the keyboard.
func (r *reader) chooses(label, choice string) {
	r.t.Helper()
	r.place(label, labels)
	const choose = `((label, choice) => {
  const field = document.getElementById([...document.querySelectorAll("label")].filter((l) => l.checkVisibility()).find((l) => l.innerText.trim().startsWith(label)).htmlFor);
  const option = [...field.options].find((o) => o.text.startsWith(choice));
  if (option) field.value = option.value;
  return !!option;
})(%q, %q)`
	if !eval[bool](r.tab, fmt.Sprintf(choose, label, choice)) {
		r.t.Fatalf("%s: %s has no choice %q", r.address(), label, choice)
	}
}

// reads complains unless the page says something.
func (r *reader) reads(wants ...string) {
	r.t.Helper()
	text := strings.Join(strings.Fields(r.text()), " ")
	for _, want := range wants {
		if !strings.Contains(text, want) {
			r.t.Fatalf("%s does not say %q:\n%s", r.address(), want, r.text())
		}
	}
}

// TestANewPartnerUsesABenefit goes from an invitation to a benefit that is delivered,
// as a new admin of a partner and as the engagement manager.
func TestANewPartnerUsesABenefit(t *testing.T) {
	needsChromium(t)
	h := newHouse(t)
	admin, err := h.App.Invite(t.Context(), h.Person("root").Who, app.InviteInput{Seat: people.Seat{Role: people.PartnerAdmin, Partner: "fabrikam"},
		Profile: app.Profile{Name: "Nadia Rahman", Email: "nadia@fabrikam.example", Phone: "+49 30 901820", Language: "en"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.App.Enroll(t.Context(), h.Person("fabrikam").Who, "fabrikam", "rewards", "2026"); err != nil {
		t.Fatal(err)
	}

	nadia := h.somebody(t)
	nadia.open("/invitation/" + h.Secret(admin.ID, "/invitation/"))
	nadia.reads("Nadia Rahman, you are invited to take part for Fabrikam Inc")
	nadia.types("Password", "correct horse battery")
	nadia.types("The password again", "correct horse battery")
	nadia.presses("Accept")
	nadia.reads("Fabrikam Inc", "You have been at tier", "Name a marketing contact")

	nadia.presses("Name a marketing contact")
	nadia.chooses("Person", "Nadia Rahman")
	nadia.presses("Assign user")
	nadia.reads("Not confirmed yet")
	nadia.open("/contacts/" + h.Secret(admin.ID, "/contacts/"))
	nadia.presses("Confirm")
	nadia.reads("Your address is confirmed")

	nadia.open("/benefits")
	nadia.presses("Listing optimization")
	nadia.presses("Activate")
	nadia.reads("the Rewards team gets in touch by", "Who has it Ana Ruiz")
	kase := nadia.address()
	h.Work()
	nadia.presses("Inbox")
	nadia.presses("We have received your activation of “Listing optimization”")
	nadia.reads("Nadia Rahman")

	ana := h.somebody(t)
	ana.signsIn("engagement_manager")
	ana.open("/desk")
	ana.reads("Fabrikam Inc")
	ana.presses("Listing optimization")
	if ana.address() != kase {
		t.Fatalf("the desk leads to %s, want %s", ana.address(), kase)
	}
	ana.unfolds("Record a contact")
	ana.chooses("With whom", "Nadia Rahman")
	ana.types("Outcome", "agreed on Thursday")
	ana.presses("Record a contact")
	ana.unfolds("Record that it was delivered")
	ana.presses("Record that it was delivered")
	ana.reads("Delivered")
}

// TestAPartnerAsksWhatWouldBe sells more in thought, and sees the next tier.
func TestAPartnerAsksWhatWouldBe(t *testing.T) {
	needsChromium(t)
	h := newHouse(t)
	sam := h.somebody(t)
	sam.signsIn("member")
	sam.reads("at tier 50K")
	sam.presses("What if")
	sam.chooses("What, row 1", "Billed sales")
	sam.types("When, row 1", "2027-03")
	sam.types("How much, row 1", "60,000")
	sam.presses("Show where we would stand")
	sam.reads("100K")
	sam.presses("Home")
	sam.reads("at tier 50K") // nothing was changed
}

// TestAPartnerAppeals says on the standing that something looks wrong; the Rewards
// team finds it with what the partner saw, and stops the evaluation until it is
// decided.
func TestAPartnerAppeals(t *testing.T) {
	needsChromium(t)
	h := newHouse(t)
	sam := h.somebody(t)
	sam.signsIn("member")
	sam.presses("Standing")
	sam.types("What looks wrong", "The sale of 12 January is missing.")
	sam.presses("File the ticket")
	sam.reads("The sale of 12 January is missing.", "the Rewards team answers by", "What the standing page showed")
	kase := sam.address()

	ines := h.somebody(t)
	ines.signsIn("rewards_agent")
	ines.open(kase)
	ines.reads("The sale of 12 January is missing.", "What the standing page showed", "You have been at tier 50K", "Where it stood when this was opened 50K", "Where it stands now 50K", "Letters about it")
}

// TestAProgramOwnerPublishes goes from a draft with a mistake to a version that
// another person confirmed, and that partners read.
func TestAProgramOwnerPublishes(t *testing.T) {
	needsChromium(t)
	h := newHouse(t)
	second, err := h.App.Invite(t.Context(), h.Person("root").Who, app.InviteInput{Seat: people.Seat{Role: people.ProgramOwner},
		Profile: app.Profile{Name: "Priya Shah", Email: "priya@northwind.example", Language: "en"}})
	if err != nil {
		t.Fatal(err)
	}
	priya := h.somebody(t)
	priya.open("/invitation/" + h.Secret(second.ID, "/invitation/"))
	priya.types("Password", "correct horse battery")
	priya.types("The password again", "correct horse battery")
	priya.presses("Accept")

	olga := h.somebody(t)
	olga.signsIn("program_owner")
	olga.presses("Programs")
	olga.presses("Plan a change")
	draft := strings.NewReplacer(`version: "2026"
effective: 2020-01-01`, `version: "2027"
effective: 2027-03-03`, "billed_sales >= 100_000 USD", "billed_sale >= 60_000 USD").Replace(showroom.Rewards)
	olga.types("Program file", draft)
	olga.presses("Check, and show the plan")
	olga.reads("billed_sale", "Line 25:", "Did you mean billed_sales?")
	olga.types("Program file", strings.Replace(draft, "billed_sale >=", "billed_sales >=", 1))
	olga.presses("Check, and show the plan")
	olga.reads("1 standing would change tier", "Contoso Ltd", "100K")
	olga.presses("Propose this version")
	olga.reads("waits for Program owner", "somebody else must confirm it")

	priya.signsInAs("priya@northwind.example")
	priya.open("/proposals")
	priya.presses("Publish: Marketplace Rewards")
	priya.reads("Olga Ivanova", "1 standing would change tier", "The file as it was proposed")
	priya.chooses("What do you decide", "Confirm it")
	priya.presses("Decide")

	h.Work()
	mei := h.somebody(t)
	mei.signsIn("partner_admin")
	mei.reads("With version 2027 of the program you reach tier 100K on 3 Mar 2027.")
}
