package store_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain runs the tests, or, in a process that a test started, the work that
// the test will kill. Properties are tried less often than is usual, because
// each try works on a real database; -rapid.checks asks for more.
func TestMain(m *testing.M) {
	if work := os.Getenv(childWork); work != "" {
		os.Exit(runChild(work))
	}
	flag.Set("rapid.checks", "15")
	flag.Set("rapid.steps", "12")
	os.Exit(m.Run())
}
