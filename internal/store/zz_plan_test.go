package store

import "testing"

func TestPlan(t *testing.T) {
	s, err := Open(t.Context(), t.TempDir()+"/x.db")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.read.Query(`EXPLAIN QUERY PLAN SELECT h.bundle, f.source, f.key, f.content FROM holders h CROSS JOIN facts f
		WHERE h.bundle >= $1 AND h.bundle < $2 AND f.id >= h.place AND f.id < h.place + 4294967296 AND f.holder >= h.id AND f.holder <= h.id
		ORDER BY h.bundle`, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var a, b, c int
		var d string
		rows.Scan(&a, &b, &c, &d)
		t.Log(a, b, c, d)
	}
}
