package web

import (
	"net/http"
	"testing"
)

// TestABenefitThatIsThereIsNotActivated shows a benefit that nobody delivers: it is
// there, and its card does not say its name twice.
func TestABenefitThatIsThereIsNotActivated(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		b := w.member()
		b.open("/partners/contoso/benefits?tab=technical").want(http.StatusOK, "Unlocked at tier Gold.").lacks("Architecture review: ")
		w.facts(`{"id":"s2","kind":"sale","publisher":"contoso-eu","happened":"` + w.Now().Format("2006-01-02") + `","amount":12000,"currency":"USD"}`)
		for _, path := range []string{"/benefits?tab=technical", "/benefits/rewards/review"} {
			page := b.open("/partners/contoso"+path).want(http.StatusOK, "You have it")
			page.lacks("Architecture review: ").lacks("eady to be activated").isSound("en")
		}
		b.open("/partners/contoso/benefits").want(http.StatusOK, "Ready to be activated.").lacks("Blog post: ")
		b.header.Set("Cookie", "laurel-language=zh-CN")
		b.open("/partners/contoso/benefits?tab=technical").want(http.StatusOK, "已拥有").lacks("可以激活").isSound("zh-CN")
	})
}
