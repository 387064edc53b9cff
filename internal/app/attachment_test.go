package app_test

import (
	"archive/zip"
	"bytes"
	"testing"

	"laurel/internal/app"
	"laurel/internal/problem"
)

// packed is a zip with one file of so many bytes, all of them 0, under each name.
func packed(t *testing.T, bytesEach int, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(make([]byte, bytesEach))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// An office document is a zip, and not every zip is one that may be opened.
func TestOfficeDocuments(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		for name, each := range map[string]struct {
			content []byte
			want    problem.Kind
		}{
			"a document":            {packed(t, 1000, "[Content_Types].xml", "word/document.xml"), ""},
			"any zip":               {packed(t, 1000, "word/document.xml"), problem.Invalid},
			"one that unfolds":      {packed(t, 30<<20, "[Content_Types].xml"), problem.Invalid},
			"a zip that breaks off": {packed(t, 1000, "[Content_Types].xml")[:60], problem.Invalid},
		} {
			in := app.AttachInput{Partner: "contoso", Name: "plan.docx", Type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Content: each.content}
			_, err := d.app.Attach(t.Context(), d.who["member"], in)
			if got := problem.KindOf(err); got != each.want {
				t.Errorf("%s: got %v, want %q", name, err, each.want)
			}
		}
	})
}
