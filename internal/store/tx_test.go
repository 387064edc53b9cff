package store_test

import (
	"testing"

	"laurel/internal/store"
)

// However many wait for their turn to write, whoever has it can read beside its
// transaction.
func TestWhoeverWritesCanRead(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		const writers = 20
		done := make(chan error, writers)
		for range writers {
			go func() {
				done <- s.Write(t.Context(), func(*store.Tx) error {
					_, err := s.Loads(t.Context())
					return err
				})
			}()
		}
		for range writers {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
	})
}
