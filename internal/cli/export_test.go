package cli

import "github.com/spf13/cobra"

// Commands is the tree of all commands, for the page that lists them.
func Commands() *cobra.Command {
	d := &door{World: Process(), settings: newSettings()}
	return d.root()
}

// ExitCodes are all codes that a command may end with.
var ExitCodes = []int{exitFine, exitFailed, exitUsage, exitNotFound, exitUnavailable, exitRefused, exitInternal, exitStopped}
