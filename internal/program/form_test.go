package program_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/golden"
	"laurel/internal/money"
	"laurel/internal/people"
	"laurel/internal/program"
)

// TestFilledIn reads the archives testdata/forms/*.txtar: the form form.yaml, and
// behind each file name.json what is wrong with it as a draft and when it is
// filed.
func TestFilledIn(t *testing.T) {
	for _, path := range archives(t, "testdata/forms/*.txtar") {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got := &txtar.Archive{Comment: archive.Comment}
		var form *program.Form
		for _, f := range archive.Files {
			name, ending, _ := strings.Cut(f.Name, ".")
			switch ending {
			case "yaml":
				form = formOf(t, string(f.Data))
				got.Files = append(got.Files, f)
			case "json":
				got.Files = append(got.Files, f, txtar.File{Name: name + ".want", Data: []byte(filledIn(form, f.Data))})
			}
		}
		golden.Check(t, path, txtar.Format(got))
	}
}

// formOf is the form of a program that asks for it.
func formOf(t *testing.T, text string) *program.Form {
	t.Helper()
	p := read(t, "benefits: {a: {category: technical, unlock: everybody, deliver: a}}\ndeliveries:\n  a:\n    kind: request\n    form:\n      "+
		strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n      ")+"\n")
	return p.DeliveryOf("a").Form
}

func filledIn(form *program.Form, data []byte) string {
	var text strings.Builder
	for _, draft := range []bool{true, false} {
		for _, m := range form.Check(data, !draft) {
			when := "filed"
			if draft {
				when = "draft"
			}
			text.WriteString(strings.Join([]string{when, m.Field, string(m.Code), m.Message}, " | ") + "\n")
		}
	}
	for _, a := range form.Attachments(data) {
		text.WriteString("file  | " + a.Field + " | " + a.ID + " | " + strings.Join(a.Rule.Types, " or ") + " up to " + a.Rule.AtMost.String() + "\n")
	}
	return text.String()
}

func TestAFormInTwoLanguages(t *testing.T) {
	form := formOf(t, `
properties:
  area: {title: {en: Area, zh-CN: 领域}, oneOf: [{const: design, title: {en: Design, zh-CN: 设计}}]}
  plan: {title: {en: Plan, zh-CN: 方案}, x-file: {types: application/pdf, at-most: 500 KB}}
`)
	const want = `{"properties":{"area":{"oneOf":[{"const":"design","title":"设计"}],"title":"领域"},` +
		`"plan":{"title":"方案","type":"string","x-file":{"atMost":500000,"types":["application/pdf"]}}},"type":"object"}`
	if got := string(form.Schema("zh-CN")); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := form.Label("/plan").In("zh-CN"); got != "方案" {
		t.Errorf("the plan is called %q", got)
	}
	if got := form.Label("/nothing/here").In("zh-CN"); got != "here" {
		t.Errorf("a field that is not there is called %q", got)
	}
}

func TestFieldsForFiles(t *testing.T) {
	form := formOf(t, `
properties:
  plan: {x-file: {types: [application/pdf, image/png], at-most: 5 MB}}
  papers: {type: array, items: {$ref: "#/$defs/paper"}}
  a/b: {x-file: {types: text/csv, at-most: 1 MB}}
  name: {type: string}
$defs:
  paper: {x-file: {types: application/pdf, at-most: 500 KB}}
`)
	for field, want := range map[string]string{"/plan": "5 MB", "/papers/0": "500 KB", "/papers/7": "500 KB", "/a~1b": "1 MB", "/name": "", "/papers": "", "": "", "/x": "", "/plan/x": ""} {
		got := ""
		if rule, ok := form.File(field); ok {
			got = rule.AtMost.String()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", field, got, want)
		}
	}
}

// TestADraftIsCheckedSoftly: whatever is wrong with a draft is wrong with it when
// it is filed too, and nothing that is filled in makes a check fail.
func TestADraftIsCheckedSoftly(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/forms/kinds.txtar")
	if err != nil {
		t.Fatal(err)
	}
	form := formOf(t, string(archive.Files[0].Data))
	names := []string{"area", "email", "site", "machines", "regions", "contact", "papers", "since", "extra", "other", "a/b"}
	var value *rapid.Generator[any]
	value = rapid.OneOf(rapid.SampledFrom([]any{nil, true, "", "design", "a@b.example", -1, 3, 1e40, "file_1"}),
		rapid.Deferred(func() *rapid.Generator[any] {
			return rapid.Map(rapid.SliceOfN(value, 0, 3), func(l []any) any { return l })
		}),
		rapid.Deferred(func() *rapid.Generator[any] {
			return rapid.Map(rapid.MapOfN(rapid.SampledFrom(names), value, 0, 4), func(m map[string]any) any { return m })
		}))
	rapid.Check(t, func(t *rapid.T) {
		data, _ := json.Marshal(rapid.MapOfN(rapid.SampledFrom(names), value, 0, 6).Draw(t, "data"))
		filed := map[string]bool{}
		for _, m := range form.Check(data, true) {
			filed[m.Field+string(m.Code)] = true
		}
		for _, m := range form.Check(data, false) {
			if !filed[m.Field+string(m.Code)] {
				t.Fatalf("%s: only the draft is told %v", data, m)
			}
		}
	})
}

func TestTheDesk(t *testing.T) {
	text, err := os.ReadFile("testdata/programs/h_desk.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := program.Read("h_desk.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	silent := read(t, "")
	got := map[string]any{
		"live before": p.Live(calendar.MustParseDay("2026-10-31")), "live": p.Live(calendar.MustParseDay("2026-11-01")), "never": silent.Live(calendar.MustParseDay("9999-12-30")),
		"works": p.Working().Works(calendar.MustParseDay("2026-12-24")), "holiday": p.Working().Works(calendar.MustParseDay("2026-12-25")), "Sunday": p.Working().Works(calendar.MustParseDay("2026-11-08")),
		"contacts": p.MostContacts(), "of a silent program": silent.MostContacts(),
		"mail": p.MailRule(), "silent mail": silent.MailRule(),
		"first contact": p.Outreach().Contact.Within.String(), "silent outreach": silent.Outreach().Contact == nil,
		"answer": p.Tickets().Answer.Within.String(), "silent tickets": silent.Tickets().Answer == nil,
		"told": len(p.Escalations(p.Tickets().Answer)), "told by the promise": len(p.Escalations(p.Tickets().Resolve)), "nobody": len(silent.Escalations(nil)),
	}
	want := map[string]any{
		"live before": false, "live": true, "never": false,
		"works": true, "holiday": false, "Sunday": true,
		"contacts": 2, "of a silent program": 3,
		"mail": people.MailRule{RefuseRole: true}, "silent mail": people.MailRule{},
		"first contact": "7 days", "silent outreach": true,
		"answer": "4 business hours", "silent tickets": true,
		"told": 2, "told by the promise": 1, "nobody": 0,
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got (-), want (+):\n%s", diff)
	}
}

func TestDeliveries(t *testing.T) {
	text, err := os.ReadFile("testdata/programs/h_desk.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := program.Read("h_desk.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	if p.DeliveryOf("badge") != nil || p.DeliveryOf("nothing") != nil {
		t.Error("what is simply there has a delivery")
	}
	engagement, credit := p.DeliveryOf("optimization"), p.DeliveryOf("sponsorship")
	if !engagement.NeedsContact(program.Marketing) || !engagement.NeedsContact(program.Sales) || engagement.NeedsContact(program.Technical) || credit.NeedsContact(program.Sales) {
		t.Error("the need of a contact is mixed up")
	}
	for worth, want := range map[string]string{"500 USD": "technical rule", "5_000 USD": "technical rule", "10_000 USD": "technical", "10_001 USD": "technical finance"} {
		var words []string
		amount, _ := money.Parse(worth)
		for _, stage := range credit.Stages(amount) {
			words = append(words, stage.Stage)
		}
		if credit.ApprovedByRule(amount) {
			words = append(words, "rule")
		}
		if got := strings.Join(words, " "); got != want {
			t.Errorf("%s: got %s, want %s", worth, got, want)
		}
	}
	if !engagement.ApprovedByRule(money.Amount{}) {
		t.Error("what nobody approves waits for an approval")
	}
	if bound, open := credit.Approvals[0].Promise(), credit.Approvals[1].Promise(); bound.Within.String() != "3 business days" || open != nil {
		t.Errorf("the stages are promised within %v and %v", bound, open)
	}
	for _, test := range []struct {
		choice *program.Among
		value  string
		want   bool
	}{
		{credit.Credit.Countries, "DE", true}, {credit.Credit.Countries, "RU", false},
		{credit.Credit.Agreements, "csp", false}, {credit.Credit.Agreements, "enterprise", true},
		{nil, "anywhere", true},
	} {
		if test.choice.Has(test.value) != test.want {
			t.Errorf("%s is among %s: got %t", test.value, test.choice, !test.want)
		}
	}
	for on, want := range map[string]int{"2026-06-30": 0, "2026-07-01": 1, "2027-06-30": 1, "2027-07-01": 0} {
		if got := p.BudgetsOf("sponsorship", calendar.MustParseDay(on)); len(got) != want || want == 1 && got[0].Name != "credits" || len(p.BudgetsOf("badge", calendar.MustParseDay(on))) != 0 {
			t.Errorf("%s: %d budgets, want %d", on, len(got), want)
		}
	}
}
