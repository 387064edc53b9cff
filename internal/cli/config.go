package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"laurel/internal/web"
)

// settingObject is a setting as --json prints it.
type settingObject struct {
	From    string `json:"from"`    // where the value came from
	Setting string `json:"setting"` // its name, which is that of its flag
	Value   string `json:"value"`   // the value in force; a password in it is hidden
}

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
					if err := writeJSON(d.Out, settingObject{From: s.from, Setting: s.name, Value: s.shown()}); err != nil {
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

// buildObject is the version as --json prints it.
type buildObject struct {
	Version string `json:"version"` // the version of Laurel
	Go      string `json:"go"`      // the release of Go that built it
}

func versionCommand(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  laurel version",
		Args:    exactly(),
		RunE: func(*cobra.Command, []string) error {
			if d.json {
				return writeJSON(d.Out, buildObject{Version: Version, Go: runtime.Version()})
			}
			_, err := fmt.Fprintf(d.Out, "laurel %s, %s\n", Version, runtime.Version())
			return err
		},
	}
	d.jsonFlag(c)
	return c
}

// started is the configuration in force, for the operator's page of settings.
func (d *door) started() []web.Started {
	var out []web.Started
	for _, s := range d.settings.list() {
		out = append(out, web.Started{Name: s.name, Value: s.shown(), From: s.from})
	}
	return out
}
