package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"laurel/internal/answer"
	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/program"
)

func checkCommand(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "check FILE",
		Short:   "Find every mistake in a program file",
		Long:    "Read a program file and list every mistake in it, each with its line and column. It needs no database. A file without\nmistakes can be evaluated for every partner on every day.",
		Example: "  laurel check program.yaml",
		Args:    exactly("the program file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := d.readProgram(args[0])
			if err != nil {
				return d.mistakes(args[0], err)
			}
			if d.json {
				return writeJSON(d.Out, checkObject{File: args[0], Program: p.ID, Version: p.Version, Effective: &p.Effective, Mistakes: []problem.Mistake{}})
			}
			_, err = fmt.Fprintf(d.Out, "%s: program %s, version %s, in force from %s: no mistakes. %s, %s, %s.\n",
				args[0], p.ID, p.Version, p.Effective, count(len(p.Metrics), "metric"), count(len(p.Ladders), "ladder"), count(len(p.Benefits), "benefit"))
			return err
		},
	}
	d.jsonFlag(c)
	return c
}

// checkObject is what --json prints about a checked file. Of a file with
// mistakes only these are sure.
type checkObject struct {
	File      string            `json:"file"`                // the file
	Program   string            `json:"program,omitempty"`   // the program; missing where the file has mistakes
	Version   string            `json:"version,omitempty"`   // its version
	Effective *calendar.Day     `json:"effective,omitempty"` // the day from which it is in force
	Mistakes  []problem.Mistake `json:"mistakes"`            // everything that is wrong with the file
}

// mistakes prints the mistakes of a file as the answer of a check.
func (d *door) mistakes(file string, err error) error {
	p := problem.Of(err)
	if p == nil || len(p.Mistakes) == 0 {
		return err
	}
	if d.json {
		if err := writeJSON(d.Out, checkObject{File: file, Mistakes: p.Mistakes}); err != nil {
			return err
		}
		return failed{}
	}
	for _, m := range p.Mistakes {
		fmt.Fprintln(d.Out, m)
	}
	return failed{fmt.Sprintf("%s: %s.", file, count(len(p.Mistakes), "mistake"))}
}

// readFile reads a file, or standard input for "-".
func (d *door) readFile(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(d.In)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	return text, nil
}

func (d *door) readProgram(file string) (*program.Program, error) {
	text, err := d.readFile(file)
	if err != nil {
		return nil, err
	}
	return program.Read(file, text)
}

func schemaCommand(d *door) *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   "Print the JSON Schema of program files, for editors",
		Long:    "Print the JSON Schema (2020-12) of program files. An editor with a YAML language server completes keys and marks\nmistakes with this first line in a program file:\n\n  # yaml-language-server: $schema=program.schema.json",
		Example: "  laurel schema > program.schema.json",
		Args:    exactly(),
		RunE: func(*cobra.Command, []string) error {
			schema, err := program.Schema()
			if err != nil {
				return err
			}
			_, err = d.Out.Write(schema)
			return err
		},
	}
}

func programCommand(d *door) *cobra.Command {
	return group("program", "Publish, list and compare programs", "  laurel program apply program.yaml\n  laurel program list",
		programApply(d), programList(d), programDiff(d))
}

func programApply(d *door) *cobra.Command {
	var effective, author string
	c := &cobra.Command{
		Use:     "apply FILE",
		Short:   "Publish a version of a program",
		Long:    "Publish a version of a program. What was published stays as it is for ever: the same file again changes nothing, and\nanother text needs another version. `laurel plan` says beforehand who would move. What a person publishes (--as) waits for\nanother one where the settings say so; the console publishes alone, unless they say otherwise.",
		Example: "  laurel plan program.yaml\n  laurel program apply program.yaml --effective 2024-01-01",
		Args:    exactly("the program file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			from, err := dayFlag("effective", effective)
			if err != nil {
				return err
			}
			text, err := d.readFile(args[0])
			if err != nil {
				return err
			}
			a, err := d.create(cmd.Context())
			if err != nil {
				return err
			}
			who := people.Console()
			if d.as != "" {
				if who, err = a.As(cmd.Context(), d.as); err != nil {
					return err
				}
			}
			done, err := a.Publish(cmd.Context(), who, app.ApplyInput{File: args[0], Text: text, Effective: from, By: author})
			if err != nil {
				return d.mistakes(args[0], err)
			}
			return d.applied(done)
		},
	}
	c.Flags().StringVar(&effective, "effective", "", "in force from this `day` (default: the day in the file)")
	c.Flags().StringVar(&author, "author", "", "opaque `id` of who decides, where the console publishes")
	d.asFlag(c)
	d.jsonFlag(c)
	return c
}

func (d *door) applied(done app.Applied) error {
	if d.json {
		return writeJSON(d.Out, done)
	}
	verb := "is published"
	switch {
	case done.Proposal != "":
		verb = "waits for another person as " + done.Proposal
	case !done.New:
		verb = "was published before; nothing changed"
	}
	_, err := fmt.Fprintf(d.Out, "Program %s, version %s, in force from %s, %s.\n", done.Program, done.Version, done.Effective, verb)
	return err
}

func programList(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "list",
		Short:   "List every published version of every program",
		Example: "  laurel program list --json",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			a, err := d.open(cmd.Context())
			if err != nil {
				return err
			}
			versions, err := a.Programs(cmd.Context())
			if err != nil {
				return err
			}
			t := table{heads: []string{"program", "version", "in force from", "published", "file"}}
			for _, v := range versions {
				if d.json {
					if err := writeJSON(d.Out, answer.Version{Program: v.Program, Version: v.Version, Effective: v.Effective, Applied: v.Applied, File: v.File}); err != nil {
						return err
					}
				}
				t.add(v.Program, v.Version, v.Effective.String(), v.Applied.Day(nil).String(), v.File)
			}
			if d.json {
				return nil
			}
			return d.tableOr(&t, "There is no program yet. Publish one with `laurel program apply FILE`.")
		},
	}
	d.jsonFlag(c)
	return c
}

func programDiff(d *door) *cobra.Command {
	c := &cobra.Command{
		Use:     "diff A B",
		Short:   "Say what differs between two program files or published versions",
		Long:    "Say in sentences what differs between two programs. Each is a file, or a published version named PROGRAM@VERSION.",
		Example: "  laurel program diff 2023-08.yaml 2023-12.yaml\n  laurel program diff rewards@2023-08 rewards@2023-12",
		Args:    exactly("the first file or PROGRAM@VERSION", "the second file or PROGRAM@VERSION"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := d.fileOrVersion(cmd, args[0])
			if err != nil {
				return d.mistakes(args[0], err)
			}
			b, err := d.fileOrVersion(cmd, args[1])
			if err != nil {
				return d.mistakes(args[1], err)
			}
			return d.differences(program.Diff(a, b))
		},
	}
	d.jsonFlag(c)
	return c
}

func (d *door) fileOrVersion(cmd *cobra.Command, name string) (*program.Program, error) {
	_, missing := os.Stat(name)
	switch {
	case missing == nil:
		return d.readProgram(name)
	case !app.NamesVersion(name):
		return nil, problem.New(problem.NotFound, "There is no file %q.", name).
			WithHint("Check the path, or name a published version as PROGRAM@VERSION; see `laurel program list`.")
	}
	a, err := d.open(cmd.Context())
	if err != nil {
		return nil, err
	}
	return a.Version(cmd.Context(), name)
}

func (d *door) differences(changes []program.Change) error {
	for _, c := range changes {
		if d.json {
			if err := writeJSON(d.Out, c); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintln(d.Out, c.Sentence)
	}
	if len(changes) == 0 && !d.json {
		fmt.Fprintln(d.Out, "Nothing differs.")
	}
	return nil
}
