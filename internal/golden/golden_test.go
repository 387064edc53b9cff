package golden

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAFileIsWrittenOnlyWhenAsked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "deep", "file.txt")
	defer func(before bool) { *update = before }(*update)
	*update = true
	Check(t, file, "one\n")
	*update = false
	Check(t, file, []byte("one\n"))
	// A test of its own in this one would fail it: so what Check found is asked of a
	// test that nobody runs.
	other := &testing.T{}
	Check(other, file, "two\n")
	if text, err := os.ReadFile(file); !other.Failed() || err != nil || string(text) != "one\n" {
		t.Errorf("failed: %v; the file has %q, %v", other.Failed(), text, err)
	}
}
