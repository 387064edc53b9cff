package web

import (
	"net/http"
	"testing"
)

// TestWhatWasCorrectedIsShown corrects a sale after it was told: the picture, its
// table and the list say so, in both languages.
func TestWhatWasCorrectedIsShown(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		b := w.member()
		page := b.open("/partners/contoso/standing").want(http.StatusOK, "1,234.56 USD")
		for _, text := range []string{"corrected since", "What was corrected", "Corrected</th>"} {
			page.lacks(text)
		}
		sold, today := w.Now().AddDate(0, -2, 0), w.Now().Format("2006-01-02")
		w.facts(`{"id":"s1b","replaces":"s1","kind":"sale","publisher":"contoso-eu","happened":"` + sold.Format("2006-01-02") + `","recorded":"` + today + `","amount":934.56,"currency":"USD"}`)
		page = b.open("/partners/contoso/standing").want(http.StatusOK, "corrected since it was told").want(http.StatusOK, `<path class="restated"`).
			want(http.StatusOK, "Was told as 1,234.56 USD; 934.56 USD since").want(http.StatusOK, "by feed. The tier changed.").
			want(http.StatusOK, "feed corrected Billed sales of 1 month, and that changed the tier.").want(http.StatusOK, "934.56 USD instead of 1,234.56 USD.").
			want(http.StatusOK, "tier Bronze instead of tier Silver.")
		page.isSound("en")
		b.open("/partners/contoso/standing?known="+w.Now().AddDate(0, 0, -1).Format("2006-01-02")).want(http.StatusOK, "1,234.56 USD").lacks("What was corrected")
		b.header.Set("Cookie", "laurel-language=zh-CN")
		b.open("/partners/contoso/standing").want(http.StatusOK, "更正记录").want(http.StatusOK, "更正为 934.56 USD").isSound("zh-CN")
	})
}
