package cli

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/problem"
	"laurel/internal/scenario"
)

func testCommand(d *door) *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:     "test DIR|FILE…",
		Short:   "Run scenario files and say which lines do not hold",
		Long:    "Run scenario files: stories of facts and of what must be true. Of a folder every file that ends in .scenario is run.\nThey need no database. docs/scenario-file.md describes them.",
		Example: "  laurel test programs/salesforce-consulting\n  laurel test dispute.scenario --all",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("`laurel test` needs a folder or a scenario file.\nSee `laurel test --help`.")
			}
			files, err := scenarioFiles(args)
			if err != nil {
				return err
			}
			return d.runScenarios(files, all)
		},
	}
	c.Flags().BoolVar(&all, "all", false, "tell what was found for every line, not only for those that do not hold")
	d.jsonFlag(c)
	return c
}

// scenarioFiles lists the files named, and those inside the folders named.
func scenarioFiles(names []string) ([]string, error) {
	var files []string
	for _, name := range names {
		err := filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return problem.New(problem.NotFound, "%q cannot be read: %s.", path, causeOf(err)).
					WithHint("Check the path, and that you may read it.")
			}
			if !entry.IsDir() && (path == name || filepath.Ext(path) == ".scenario") {
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(files) == 0 {
		return nil, problem.New(problem.NotFound, "There is no .scenario file in %s.", strings.Join(names, ", ")).
			WithHint("Name a folder that has some, or a file.")
	}
	return files, nil
}

func (d *door) runScenarios(files []string, all bool) error {
	bad := 0
	for _, name := range files {
		text, err := d.readFile(name)
		if err != nil {
			return err
		}
		report := scenario.Run(name, text, beside(name))
		if !report.Passed() {
			bad++
		}
		if err := d.report(&report, all); err != nil {
			return err
		}
	}
	if bad > 0 {
		return failed{fmt.Sprintf("%d of %d scenarios failed.", bad, len(files))}
	}
	return nil
}

func (d *door) report(r *scenario.Report, all bool) error {
	if d.json {
		return writeJSON(d.Out, r)
	}
	_, err := io.WriteString(d.Out, r.Text(all))
	return err
}

// beside opens the files that a scenario names, from the scenario's own folder.
func beside(file string) scenario.Open {
	return func(name string) ([]byte, error) {
		if !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(file), name)
		}
		return os.ReadFile(name)
	}
}
