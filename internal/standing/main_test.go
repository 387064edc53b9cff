package standing

import (
	"flag"
	"os"
	"testing"
)

// TestMain tries each law less often than is usual, because each try is two
// years of a partner's life; -rapid.checks asks for more.
func TestMain(m *testing.M) {
	flag.Set("rapid.checks", "20")
	os.Exit(m.Run())
}
