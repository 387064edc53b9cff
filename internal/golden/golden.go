// Package golden compares what a test got with a file that a person has read, and
// writes the file anew under -update.
package golden

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the tests compare with anew; read the difference before it is kept")

// Updating reports whether files are to be written and not compared.
func Updating() bool { return *update }

// Check compares a text with a file, or writes it there.
func Check[T string | []byte](t *testing.T, file string, got T) {
	t.Helper()
	want, err := os.ReadFile(file)
	if *update {
		write(t, file, want, []byte(got))
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got); run with -update when it should be so:\n%s", file, diff)
	}
}

// write leaves a file alone that is right already.
func write(t *testing.T, file string, before, got []byte) {
	t.Helper()
	if bytes.Equal(before, got) && before != nil {
		return
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, got, 0o644); err != nil {
		t.Fatal(err)
	}
}
