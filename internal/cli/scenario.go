package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/problem"
)

func scenarioCommand(d *door) *cobra.Command {
	var view viewFlags
	var to string
	c := &cobra.Command{
		Use:   "scenario PARTNER",
		Short: "Write a partner's history as a scenario file that holds",
		Long: "Write what happened to a partner as a scenario file, with the program that it is about and with where the partner\n" +
			"stands: `laurel test` passes on it as it is written. It has the facts of this partner and of nobody else.",
		Example: "  laurel scenario Contoso --to contoso\n  laurel test contoso",
		Args:    exactly("the partner: an id, or a part of its name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := view.view()
			if err != nil {
				return err
			}
			a, who, err := d.desk(cmd.Context())
			if err != nil {
				return err
			}
			p, err := a.PartnerNamed(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			files, err := a.History(cmd.Context(), who, app.PartnerView{View: v, Partner: p.ID})
			if err != nil {
				return err
			}
			return d.writeHistory(files, to)
		},
	}
	c.Flags().StringVar(&to, "to", ".", "the `folder` into which the files are written")
	view.attach(c)
	d.asFlag(c)
	d.jsonFlag(c)
	return c
}

// writeHistory writes the files, and says where they are; with --json it prints
// them instead.
func (d *door) writeHistory(files []app.HistoryFile, to string) error {
	for _, f := range files {
		if d.json {
			if err := writeJSON(d.Out, f); err != nil {
				return err
			}
			continue
		}
		if err := d.writeNew(filepath.Join(to, f.Name), f.Content); err != nil {
			return err
		}
	}
	return nil
}

// writeNew writes a file that is not there yet.
func (d *door) writeNew(path, content string) error {
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = writeFresh(path, content)
	}
	if err != nil {
		return problem.New(problem.Conflict, "%s cannot be written: %s.", path, causeOf(err)).WithHint("Name a folder in which no such file is yet.")
	}
	fmt.Fprintln(d.Out, path)
	return nil
}

func writeFresh(path, content string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(content)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}
