package store_test

import (
	"testing"
	"time"

	"laurel/internal/store"
	"laurel/internal/store/storetest"
)

func TestOpenTime(t *testing.T) {
	for _, e := range storetest.Engines(t) {
		start := time.Now()
		dsn := e.Fresh(t)
		fresh := time.Since(start)
		c := cpu()
		start = time.Now()
		s, _ := store.Open(t.Context(), dsn)
		created := time.Since(start)
		c1 := cpu() - c
		s.Close()
		start = time.Now()
		s, _ = store.Open(t.Context(), dsn)
		again := time.Since(start)
		s.Close()
		t.Log(e.Name, fresh, created, c1, again)
	}
}
