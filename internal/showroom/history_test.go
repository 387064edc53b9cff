package showroom_test

import (
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/problem"
	"laurel/internal/scenario"
	"laurel/internal/showroom"
)

// TestHistoriesHoldAsTheyAreWritten writes the history of each partner as a scenario
// file, and runs it.
func TestHistoriesHoldAsTheyAreWritten(t *testing.T) {
	r := showroom.Fill(t, t.TempDir()+"/laurel.db", time.Date(2027, 3, 2, 9, 30, 0, 0, time.UTC), nil)
	for partner, who := range map[string]string{"contoso": "partner_admin", "fabrikam": "fabrikam"} {
		files, err := r.App.History(t.Context(), r.Person(who).Who, app.PartnerView{Partner: partner})
		if err != nil {
			t.Errorf("%s: %v", partner, problem.Of(err))
			continue
		}
		t.Log(files[0].Content)
		report := scenario.Run(files[0].Name, []byte(files[0].Content), func(string) ([]byte, error) { return []byte(files[1].Content), nil })
		if !report.Passed() || len(report.Checks) < 5 {
			t.Errorf("%s: %s", partner, report.Text(false))
		}
	}
}
