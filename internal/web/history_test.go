package web

import (
	"archive/zip"
	"io"
	"net/http"
	"strings"
	"testing"

	"laurel/internal/people"
	"laurel/internal/scenario"
)

// TestHistoryIsTakenAlong downloads the history of a partner as a scenario file, and
// runs it as anybody would.
func TestHistoryIsTakenAlong(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		b := w.member()
		const path = "/partners/contoso/scenario.zip?program=rewards"
		b.open("/partners/contoso/standing").want(http.StatusOK, "Download our history as a scenario file").isSound("en")
		got := b.do(http.MethodGet, path, "", "")
		if got.status != http.StatusOK || got.header.Get("Content-Type") != "application/zip" {
			t.Fatalf("got %d %v", got.status, got.header)
		}
		files := unzipped(t, got.body)
		if strings.Contains(files["history.scenario"], "fabrikam") {
			t.Errorf("it has facts of another partner:\n%s", files["history.scenario"])
		}
		report := scenario.Run("history.scenario", []byte(files["history.scenario"]), func(name string) ([]byte, error) { return []byte(files[name]), nil })
		if !report.Passed() || !strings.Contains(files["history.scenario"], "tier silver") {
			t.Errorf("%s\n%s", report.Text(false), files["history.scenario"])
		}
		b.do(http.MethodGet, path+"&at=never", "", "").want(http.StatusUnprocessableEntity, "What was sent")
		b.do(http.MethodGet, "/partners/fabrikam/scenario.zip", "", "").want(http.StatusNotFound, "nothing at this address")
		_, link := w.invite("sam@contoso.example", people.Seat{Role: people.Member, Partner: "contoso"})
		member := w.browser()
		member.open(link).fill(link, "password", password, "again", password)
		member.open("/partners/contoso/standing").want(http.StatusOK, "Download the explanation").lacks("scenario file")
		member.do(http.MethodGet, path, "", "").want(http.StatusForbidden, "")
	})
}

func unzipped(t *testing.T, body string) map[string]string {
	r, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}
