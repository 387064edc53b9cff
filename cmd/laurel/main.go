// Command laurel runs marketplace rewards programs.
package main

import (
	"os"
	"runtime/debug"

	"laurel/internal/cli"
)

// The program lets its memory grow to a few times what it holds before it
// collects, up to enough, unless GOGC and GOMEMLIMIT say otherwise: a fifth of
// the time of a plan went into collecting, and the machine is shared with a
// database.
const (
	growth = 300       // per cent
	enough = 768 << 20 // bytes
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(enough)
	}
	os.Exit(cli.Main(os.Args[1:], cli.Process()))
}
