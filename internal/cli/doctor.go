package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
)

// findingObject is what a look at one part of the running system found, as --json prints it.
type findingObject struct {
	Part string `json:"part"`           // what was looked at
	Well bool   `json:"well"`           // nothing is to be done
	Says string `json:"says"`           // what was found
	Next string `json:"next,omitempty"` // what to do
}

func doctorCommand(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Look at what keeps Laurel from running well, and say what to do",
		Long: "Look at what keeps Laurel from running well, and say what to do: the database, the audit trail, work that fails or waits,\n" +
			"letters that were given up, the mail server, the clock, room on the disk. When something is not well, the exit code is 1.",
		Example: "  laurel doctor",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			found, err := a.Examine(cmd.Context(), people.Console())
			if err != nil {
				return err
			}
			mail, err := d.examineMail(cmd.Context())
			if err != nil {
				return err
			}
			found = append(found, mail)
			if !strings.Contains(d.settings.db.value, "://") {
				found = append(found, examineDisk(d.settings.db.value))
			}
			return d.found(found)
		},
	}
	d.settings.attach(c.Flags(), d.settings.ofLetters())
	d.jsonFlag(c)
	return c
}

// examineMail connects to the mail server, and sends nothing.
func (d *door) examineMail(ctx context.Context) (app.Finding, error) {
	f := app.Finding{Part: "mail server", Well: true, Says: "None is set: letters are kept, and read with `laurel letters`."}
	mail, err := d.post()
	if err != nil || mail == nil {
		return f, err
	}
	f.Says = "It lets us in."
	checked, can := mail.(interface{ Check(context.Context) error })
	if !can {
		return f, nil
	}
	if err := checked.Check(ctx); err != nil {
		f.Well, f.Says, f.Next = false, err.Error(), "Letters wait meanwhile, for two days."
		if p := problem.Of(err); p != nil {
			f.Says, f.Next = p.Message, p.Hint+" "+f.Next
		}
	}
	return f, nil
}

// leastRoom is when room gets scarce, in bytes.
const leastRoom = 1 << 30

// examineDisk looks how much room there is beside a database in a file.
func examineDisk(database string) app.Finding {
	f := app.Finding{Part: "disk", Well: true, Says: "There is room."}
	free, known := roomIn(filepath.Dir(database))
	switch {
	case !known:
		f.Says = "How much room there is cannot be found out here."
	case free < leastRoom:
		f.Well, f.Next = false, "Make room: a change that does not fit is refused."
		f.Says = fmt.Sprintf("There are %d MB left.", free>>20)
	}
	return f
}

func (d *door) found(list []app.Finding) error {
	t, well := table{heads: []string{"part", "is", "because"}}, true
	for _, f := range list {
		well = well && f.Well
		if d.json {
			if err := writeJSON(d.Out, findingObject{Part: f.Part, Well: f.Well, Says: f.Says, Next: f.Next}); err != nil {
				return err
			}
			continue
		}
		is := "well"
		if !f.Well {
			is = "not well"
		}
		t.add(f.Part, is, strings.TrimSpace(f.Says+" "+f.Next))
	}
	if !d.json {
		if err := t.print(d.Out); err != nil {
			return err
		}
	}
	if !well {
		return failed{}
	}
	return nil
}
