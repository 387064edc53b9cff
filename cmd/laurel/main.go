// Command laurel runs marketplace rewards programs.
package main

import (
	"os"
	"runtime/debug"

	"laurel/internal/cli"
)

// enough is how much memory the program takes before it collects more often,
// unless GOMEMLIMIT says otherwise: it shares its machine with a database.
const enough = 768 << 20

func main() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(enough)
	}
	os.Exit(cli.Main(os.Args[1:], cli.Process()))
}
