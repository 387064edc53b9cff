package api

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"laurel/internal/store/storetest"
)

// TestNobodyReachesAcross makes every call of every file again as somebody of
// another partner, with the ids that the calls brought about: for the partner that
// was meant, which is not there for them, and for their own, where the answer is
// the one about ids that nobody has.
func TestNobodyReachesAcross(t *testing.T) {
	files, err := filepath.Glob("testdata/calls/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			for _, engine := range storetest.Engines(t) {
				t.Run(engine.Name, func(t *testing.T) {
					text, err := os.ReadFile(file)
					if err != nil {
						t.Fatal(err)
					}
					p := &player{w: newWorld(t, engine.Fresh(t)), names: storetest.Nicknames{}}
					p.play(string(text))
					for _, q := range p.asked {
						p.reachAcross(q.with(func(q *ask) { q.as = "fabrikam"; q.header.Del(onceHeader) }))
					}
				})
			}
		})
	}
}

// reachAcross makes a call again as somebody of Fabrikam.
func (p *player) reachAcross(q ask) {
	if strings.Contains(q.path, "/partners/contoso") {
		if got := p.w.do(q); got.status != http.StatusNotFound || strings.Contains(string(got.body), "Contoso") {
			p.w.t.Errorf("%s %s: Fabrikam is answered %d %s", q.method, q.path, got.status, got.body)
		}
		q = q.with(func(q *ask) { q.path = strings.Replace(q.path, "/contoso", "/fabrikam", 1) })
	}
	if !storetest.MadeID.MatchString(q.path + q.body) {
		return
	}
	got := p.w.do(q)
	control := p.w.do(q.with(func(q *ask) { q.path, q.body = withOtherIDs(q.path), withOtherIDs(q.body) }))
	if got.status != control.status || withOtherIDs(string(got.body)) != string(control.body) {
		p.w.t.Errorf("%s %s: Fabrikam is answered %d %s, and about ids of nobody %d %s", q.method, q.path, got.status, got.body, control.status, control.body)
	}
}

func withOtherIDs(text string) string { return storetest.MadeID.ReplaceAllStringFunc(text, otherID) }

// otherID is an id of the same kind that nobody has.
func otherID(id string) string {
	prefix, _, _ := strings.Cut(id, "_")
	return prefix + "_" + strings.Repeat("0", len(id)-len(prefix)-1)
}
