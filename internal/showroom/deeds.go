package showroom

import (
	"encoding/json"
	"time"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/store"
)

// useBenefits puts cases on the desk: one that is done, one that is late, some that
// wait for the partner or for a decision, and tickets.
func (r *Room) useBenefits() {
	r.Ready()
	done := r.open("listing_optimization", nil)
	done = r.move("engagement_manager", done, fulfillment.Input{Move: fulfillment.Reach, Contact: fulfillment.Contact{Channel: "phone", To: r.Person("partner_admin").ID, Outcome: r.typed("agreed on Tuesday")}})
	done = r.move("engagement_manager", done, fulfillment.Input{Move: fulfillment.Deliver})
	r.move("partner_admin", done, fulfillment.Input{Move: fulfillment.Confirm})
	late := r.open("press_release", nil) // nobody gets in touch
	r.move("engagement_manager", late, fulfillment.Input{Move: fulfillment.Assign, Assignee: r.Person("vendor").ID})
	r.Pass(10 * 24 * time.Hour)
	asked := r.open("blog_feature", map[string]any{"headline": r.typed("Loading data in minutes"), "readers": "engineers", "words": 800, "draft": true})
	asked = r.move("engagement_manager", asked, fulfillment.Input{Move: fulfillment.Reach, Contact: fulfillment.Contact{Channel: "email", To: r.Person("partner_admin").ID, Outcome: r.typed("sent the outline")}})
	r.move("engagement_manager", asked, fulfillment.Input{Move: fulfillment.Ask, Reason: r.typed("Which customer may we name?")})
	r.Pass(2 * 24 * time.Hour)
	r.claim("sponsorship_poc", 8_000)
	r.use(r.claim("sponsorship_test_drive", 3_000), 1_200)
	r.open("architecture_review", map[string]any{"area": "design", "question": r.typed("How do we keep data in the region?"), "speaker": map[string]any{"name": r.typed("Jo Doe")},
		"regions": []string{"emea", "apac"}, "plan": r.attach("plan.txt")})
	r.draft("architecture_review", map[string]any{"question": r.typed("Can it be moved later?"), "plan": r.attach("second plan.txt")})
	r.ticket(fulfillment.LooksWrong, "A sale of last month is missing.")
	answered := r.ticket(fulfillment.General, "Where do I see our logo?")
	r.move("engagement_manager", answered, fulfillment.Input{Move: fulfillment.Take})
	r.Work()
}

// Ready accepts the terms for Contoso and names its marketing contact.
func (r *Room) Ready() {
	admin := r.Person("partner_admin")
	if err := r.App.Enroll(r.t.Context(), admin.Who, "contoso", "rewards", "2026"); err != nil {
		r.t.Fatal(err)
	}
	must[store.Contact](r)(r.App.AssignContact(r.t.Context(), admin.Who, app.ContactInput{Partner: "contoso", Person: admin.ID, Main: true}))
	must[store.Contact](r)(r.App.VerifyContact(r.t.Context(), r.Secret(admin.ID, "/contacts/")))
}

// open activates a benefit of Contoso.
func (r *Room) open(benefit string, form map[string]any) fulfillment.Case {
	r.t.Helper()
	in := app.OpenInput{Program: "rewards", Partner: "contoso", Benefit: benefit, Submit: true}
	if form != nil {
		in.Form, _ = json.Marshal(form) // texts and numbers never fail
	}
	return must[fulfillment.Case](r)(r.App.OpenCase(r.t.Context(), r.Person("partner_admin").Who, in))
}

// draft begins to ask for a benefit, and does not hand it in.
func (r *Room) draft(benefit string, form map[string]any) fulfillment.Case {
	r.t.Helper()
	in := app.OpenInput{Program: "rewards", Partner: "contoso", Benefit: benefit}
	in.Form, _ = json.Marshal(form) // texts and numbers never fail
	return must[fulfillment.Case](r)(r.App.OpenCase(r.t.Context(), r.Person("partner_admin").Who, in))
}

// attach sends a file, and is its id.
func (r *Room) attach(name string) string {
	r.t.Helper()
	in := app.AttachInput{Partner: "contoso", Name: name, Type: "text/plain", Content: []byte(r.typed("First the data, then the rest."))}
	return must[store.Attachment](r)(r.App.Attach(r.t.Context(), r.Person("partner_admin").Who, in)).ID
}

// claim claims so many dollars of a sponsorship.
func (r *Room) claim(benefit string, dollars int64) fulfillment.Case {
	r.t.Helper()
	in := app.OpenInput{Program: "rewards", Partner: "contoso", Benefit: benefit, Submit: true,
		Input: fulfillment.Input{Amount: money.New(number.FromInt(dollars), "USD"), Credit: &fulfillment.Credit{Country: "DE", Overage: "partner"}}}
	return must[fulfillment.Case](r)(r.App.OpenCase(r.t.Context(), r.Person("partner_admin").Who, in))
}

// use lets so many dollars of a claim be used, once it is set up.
func (r *Room) use(c fulfillment.Case, dollars int64) {
	r.t.Helper()
	c = r.move("specialist", c, fulfillment.Input{Move: fulfillment.Approve})
	r.move("finance", c, fulfillment.Input{Move: fulfillment.Open, External: "cr-1"})
	must[app.Used](r)(r.App.RecordUse(r.t.Context(), r.Person("finance").Who, app.UseInput{Program: "rewards", Partner: "contoso", Amount: money.New(number.FromInt(dollars), "USD"),
		On: calendar.MustParseDay(r.day(1)), Key: "use-1"}))
}

func (r *Room) move(who string, c fulfillment.Case, in fulfillment.Input) fulfillment.Case {
	r.t.Helper()
	in.Revision = c.Revision
	return must[fulfillment.Case](r)(r.App.MoveCase(r.t.Context(), r.Person(who).Who, c.ID, in))
}

func (r *Room) ticket(topic fulfillment.Topic, text string) fulfillment.Case {
	r.t.Helper()
	return must[fulfillment.Case](r)(r.App.FileTicket(r.t.Context(), r.Person("member").Who, app.TicketInput{Partner: "contoso", Topic: topic, Text: r.typed(text), Shown: json.RawMessage(`[]`)}))
}
