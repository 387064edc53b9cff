package app_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/app"
	"laurel/internal/locale"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing/sentence"
)

// told is what the next versions change, as text.
func told(list []app.NewRules) string {
	var out []string
	for _, r := range list {
		for i := range r.Outlooks {
			o := &r.Outlooks[i]
			teller := sentence.For(sentence.Reader{Locale: locale.Match("en"), Audience: sentence.ForPartner}, o.Partner, o.Programs...)
			out = append(out, r.Now.Version+" to "+r.Next.Version+": "+teller.NewRules(o, r.Next.Version).Text)
			for _, line := range teller.GrantNames(o.Gained) {
				out = append(out, "+ "+line.Text)
			}
			for _, line := range teller.GrantNames(o.Lost) {
				out = append(out, "- "+line.Text)
			}
		}
	}
	return strings.Join(out, "\n")
}

// TestNewRules publishes versions that are not in force yet, and asks what the next
// one changes.
func TestNewRules(t *testing.T) {
	version := func(number, from, gold string) string {
		text := strings.Replace(rewardsToSuppose, `version: "1"`, `version: "`+number+`"`, 1)
		text = strings.Replace(text, "effective: 2026-01-01", "effective: "+from, 1)
		return strings.Replace(text, "sales >= 1_000 USD", gold, 1)
	}
	each(t, func(t *testing.T, a *app.App, c *clock) {
		suppose(t, a, version("1", "2026-01-01", "sales >= 300 USD"))
		ask := func(want string) {
			t.Helper()
			found, err := a.NewRules(t.Context(), people.Console(), "contoso")
			wants(t, err, "")
			if diff := cmp.Diff(want, told(found)); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
		}
		apply := func(text string) {
			t.Helper()
			_, err := a.Apply(t.Context(), app.ApplyInput{File: "p.yaml", Text: []byte(text)})
			wants(t, err, "")
		}
		ask("")
		apply(version("3", "2027-06-01", "sales >= 1 USD"))
		ask("1 to 3: On 1 Jun 2027 new rules take effect. You stand at tier Gold then, as you would under the rules of today.")
		apply(version("2", "2027-01-01", "sales >= 1_000 USD") + "transition: {grants: revoke}\n")
		ask("1 to 2: On 1 Jan 2027 new rules take effect. You stand at tier Start then; under the rules of today it would be tier Gold.\n- Blog, from 10 Nov 2026")
		_, err := a.NewRules(t.Context(), people.Who{ID: "psn_x"}, "contoso")
		wants(t, err, problem.NotFound)
		c.pass(50 * 24 * 3600e9)
		ask("2 to 3: On 1 Jun 2027 new rules take effect. You stand at tier Gold then; under the rules of today it would be tier Start.\n+ Blog, from 1 Jun 2027")
	})
}
