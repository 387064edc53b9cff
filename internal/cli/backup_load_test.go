package cli_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"laurel/internal/store/storetest"
)

// TestABackupUnderLoad copies a database while a server writes it. What was
// acknowledged before is in the copy, and the copy is whole.
func TestABackupUnderLoad(t *testing.T) {
	for _, engine := range storetest.Engines(t) {
		t.Run(engine.Name, func(t *testing.T) {
			db, restored := filepath.Join(t.TempDir(), "laurel.db"), filepath.Join(t.TempDir(), "restored.db")
			if engine.Name == "postgresql" {
				if !hasTool("pg_dump") || !hasTool("pg_restore") {
					t.Skip("pg_dump and pg_restore are not installed: backups of PostgreSQL are not tried")
				}
				db, restored = freshDatabase(t), freshDatabase(t)
			}
			f := newFleet(t, db)
			f.start()
			l := f.begin(3)
			l.until(30)
			l.mu.Lock()
			calls, replies := l.calls, l.replies
			l.mu.Unlock()
			f.laurel("backup", "copy")
			l.until(10)
			l.end()
			f.stop(0)
			f.laurel("restore", "--db", restored, "copy")
			f.db = restored
			f.laurel("audit", "verify")
			f.laurel("doctor")
			f.pass(7 * time.Minute) // what was claimed when it was copied waits for its lease
			f.start()
			f.rest(soon)
			(&load{f: f, calls: calls, replies: replies}).checkFacts()
			var there []string
			for _, c := range list[oneCase](f, "/v1/cases?limit=100") {
				there = append(there, append(c.Tags, c.Text)...)
			}
			for i, c := range calls {
				if replies[i].status == 201 && !strings.Contains(" "+strings.Join(there, " ")+" ", " "+c.key+" ") {
					t.Errorf("%s is not in the copy", c.body)
				}
			}
			for p := range fleetPartners {
				kept := f.insist(call{method: "GET", path: "/v1/partners/p" + string(rune('0'+p)) + "/standings"})
				var page struct{ Items []json.RawMessage }
				if err := json.Unmarshal([]byte(kept.body), &page); err != nil || len(page.Items) != 1 {
					t.Errorf("got %d %s, want a standing", kept.status, kept.body)
				}
			}
			f.stop(0)
		})
	}
}
