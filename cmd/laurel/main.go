// Command laurel runs marketplace rewards programs.
package main

import (
	"os"

	"laurel/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.Process()))
}
