package cli

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func configCommand(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "config",
		Short:   "Show the configuration in force and where each value came from",
		Long:    "Show the configuration in force and where each value came from: a flag, else the environment, else the default. The\npassword in the address of a database is hidden.",
		Example: "  LAUREL_DB=postgres://laurel@localhost/laurel laurel config",
		Args:    exactly(),
		RunE: func(*cobra.Command, []string) error {
			t := table{heads: []string{"setting", "value", "from"}}
			for _, s := range d.settings.list() {
				if d.json {
					if err := writeJSON(d.Out, map[string]string{"setting": s.name, "value": s.shown(), "from": s.from}); err != nil {
						return err
					}
				}
				t.add(s.name, s.shown(), s.from)
			}
			if d.json {
				return nil
			}
			return t.print(d.Out)
		},
	}
	d.jsonFlag(c)
	return c
}

// Version is set when a release is built.
var Version = "development"

func versionCommand(d *door) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  laurel version",
		Args:    exactly(),
		RunE: func(*cobra.Command, []string) error {
			text := Version
			if info, ok := debug.ReadBuildInfo(); ok {
				text += ", " + info.GoVersion
			}
			_, err := fmt.Fprintf(d.Out, "laurel %s\n", text)
			return err
		},
	}
}
