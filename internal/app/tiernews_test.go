package app_test

import (
	"strings"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/people"
)

// admin is somebody who answers for contoso and reads a language.
func (d *desk) admin(name, language string) {
	d.t.Helper()
	d.person(name, people.Seat{Role: people.PartnerAdmin, Partner: "contoso"})
	self, err := d.app.Self(d.t.Context(), d.who[name])
	wants(d.t, err, "")
	p := self.Person
	_, err = d.app.ChangeSelf(d.t.Context(), d.who[name], p.Revision, app.Profile{Name: p.Name, Email: p.Email, Language: language, Zone: "Asia/Shanghai"}, false, true)
	wants(d.t, err, "")
}

// letter is the newest letter of a kind that somebody got, on one line.
func (d *desk) letter(name, kind string) string {
	d.t.Helper()
	for _, l := range d.letters(d.id[name]) {
		if string(l.Kind) == kind {
			return strings.Join(strings.Fields(l.Text), " ")
		}
	}
	d.t.Fatalf("%s got %s, and no %s", name, d.kinds(name), kind)
	return ""
}

func says(t *testing.T, text string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, text)
		}
	}
}

// A letter about a tier says why, in its reader's language, and what it unlocks,
// ends, and what is missing.
func TestLettersAboutTiersSayWhy(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.admin("mei", "zh-CN")
		d.all()
		d.facts(`{"id":"s3","kind":"sale","publisher":"contoso-eu","happened":"2026-11-11","amount":"9000","currency":"USD"}`)
		d.work()
		says(t, d.letter("admin", "tier-up"), "tier star", "What counted: - Sales: 11,000 USD; at least 10,000 USD is needed. Met.", "It unlocks: - Review")
		says(t, d.letter("mei", "tier-up"), "计入的内容： - Sales：11,000 USD，要求至少 10,000 USD。已满足。", "- Review")
		if got := d.kinds("admin"); strings.Count(got, "benefits-unlocked") != 1 {
			t.Errorf("the admin got %s; what a tier unlocks is told with the tier", got)
		}
		d.facts(`{"id":"r3","kind":"sale","publisher":"contoso-eu","happened":"2026-11-11","retracts":"s3"}`)
		d.work()
		d.clock.pass(24 * time.Hour)
		d.work()
		says(t, d.letter("admin", "tier-down"), "On Sunday, 22 November 2026, contoso went from tier star", "- Sales: 2,000 USD; at least 10,000 USD is needed. Not met.", "8,000 USD more in Sales reaches tier star.")
		says(t, d.letter("mei", "tier-down"), "未满足。", "“Sales”再增加 8,000 USD")
	})
}
