package web

import (
	"net/http"
	"strings"
	"testing"

	"laurel/internal/app"
	"laurel/internal/people"
)

// TestAPartnerAsksWhatIf expects sales, sees where it would stand, and finds that
// nothing of it was kept.
func TestAPartnerAsksWhatIf(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		b := w.member()
		month := w.Now().AddDate(0, 1, 0).Format("2006-01")
		asked := "/partners/contoso/what-if?what-1=rewards%2Fsales&when-1=" + month + "&amount-1=9%2C000"
		tests := []struct {
			language, path string
			want           []string
		}{
			{"en", "/partners/contoso/what-if", []string{"Enter what you expect", "Billed sales", "8,765.44 USD more in Billed sales reaches tier Gold"}},
			{"en", asked, []string{"You would reach tier Gold on", "Architecture review, from", "Billed sales counts 9,000 USD of it.", `value="9,000"`, "Nothing; there is no higher tier."}},
			{"en", asked + "&what-2=rewards%2Fsales&when-2=soon&amount-2=-&currency-2=XYZ", []string{"Row 2: Write a month like", "Row 2: Write a number like", "Row 2: There is no rate of exchange", `id="when-2-error"`, `value="soon"`}},
			{"en", "/partners/contoso/what-if?what-1=rewards%2Fsales&when-1=" + month + "&amount-1=-9000", []string{"you would stand at no tier, instead of tier Silver"}},
			{"en", "/partners/contoso/what-if?what-1=%3Cb%3E&amount-1=%3Cb%3E&when-1=%3Cb%3E", []string{"Row 1: Choose something that counts", `value="<b>"`}},
			{"zh-CN", asked, []string{"达到“金级”层级", "架构评审", "计入“计费销售额”"}},
			{"en", "/partners/contoso", []string{"You have been at tier Silver", "What if…"}},
		}
		for _, test := range tests {
			b.header.Set("Cookie", "laurel-language="+test.language)
			page := b.open(test.path)
			for _, want := range test.want {
				page.want(http.StatusOK, want)
			}
			page.isSound(test.language)
		}
		_, link := w.invite("out@fabrikam.example", people.Seat{Role: people.Member, Partner: "fabrikam"})
		other := w.browser()
		other.open(link).fill(link, "password", password, "again", password)
		other.open(asked).want(http.StatusNotFound, "nothing at this address")
	})
}

// TestThePartnerIsToldOfNewRules publishes a version that is not in force yet.
func TestThePartnerIsToldOfNewRules(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		next := strings.NewReplacer(`version: "1"`, `version: "2"`, "effective: 2026-01-01", "effective: "+w.Now().AddDate(0, 1, 0).Format("2006-01-02"), "sales >= 1_000 USD", "sales >= 2_000 USD").Replace(rewards)
		if _, err := w.app.Apply(t.Context(), app.ApplyInput{File: "rewards.yaml", Text: []byte(next), By: "console"}); err != nil {
			t.Fatal(err)
		}
		b := w.member()
		for _, path := range []string{"/partners/contoso", "/partners/contoso/standing"} {
			b.open(path).want(http.StatusOK, "New rules: Rewards").want(http.StatusOK, "You stand at tier Bronze then; under the rules of today it would be tier Silver. 765.44 USD more in Billed sales reaches tier Silver.").isSound("en")
		}
		b.header.Set("Cookie", "laurel-language=zh-CN")
		b.open("/partners/contoso").want(http.StatusOK, "届时您处于“铜级”层级；按现行规则则为“银级”层级").isSound("zh-CN")
		if page := b.open("/partners/contoso/standing?at=2026-03-01"); strings.Contains(page.body, "新规则") {
			t.Errorf("a past day tells of new rules: %s", page.body)
		}
	})
}
