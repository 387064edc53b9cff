package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/importer"
	"laurel/internal/problem"
)

// importFlags are the words after `laurel import`.
type importFlags struct {
	format, source, publisher, published, currency, rejects, complete string
	snapshot, allowShrink                                             bool
}

func importCommand(d *door) *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Read facts from files",
		Long: "Read facts from files; - is standard input. Rows that cannot be read are listed and the others count. A file that\n" +
			"cannot be trusted as a whole is refused, and nothing of it counts. The same file again changes nothing.\n\nFormats:\n" + formatList() +
			"\nWith --snapshot a file restates whole months: it replaces what its source said about the months from its first to its\n" +
			"last. docs/import-formats.md says what each format reads.",
		Example: "  laurel import --format gcloud --published 2014-07-14 --snapshot sales.csv\n" +
			"  laurel import --format laurel-jsonl --rejects rejects.jsonl facts.jsonl",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("`laurel import` needs a file.\nSee `laurel import --help`.")
			}
			return d.importFiles(cmd, &f, args)
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.format, "format", "", "the `format` of the files (required)")
	flags.StringVar(&f.source, "source", "", "`name` of the feed (default: the format's name); the same file of another feed is other facts")
	flags.StringVar(&f.publisher, "publisher", "", "`id` of the publisher of every row, where the feed does not say")
	flags.StringVar(&f.published, "published", "", "the `day` the file was published, where the feed does not say: facts count as known from it")
	flags.StringVar(&f.currency, "currency", "", "`currency` of amounts that have none")
	flags.BoolVar(&f.snapshot, "snapshot", false, "the file restates whole months")
	flags.BoolVar(&f.allowShrink, "allow-shrink", false, "accept a snapshot that loses more than 10 % of the rows")
	flags.StringVar(&f.rejects, "rejects", "", "write rejected rows to this `file`, to be corrected and imported again; without rejected rows there is none")
	flags.StringVar(&f.complete, "complete-through", "", "the source has told everything up to this `day`")
	d.jsonFlag(c)
	return c
}

func formatList() string {
	var b strings.Builder
	for _, f := range importer.Formats() {
		fmt.Fprintf(&b, "  %-22s %s\n", f.Name, f.About)
	}
	return b.String()
}

// input checks what the flags say, before a file is opened.
func (f *importFlags) input() (app.ImportInput, error) {
	in := app.ImportInput{Format: f.format, Source: f.source, Publisher: f.publisher, Currency: f.currency, Snapshot: f.snapshot, AllowShrink: f.allowShrink}
	if f.format == "" {
		return in, usage("--format is missing. Formats are:\n%s", formatList())
	}
	format, err := importer.Find(f.format)
	switch {
	case err != nil:
		return in, usage("%q is not a format. Formats are:\n%s", f.format, formatList())
	case format.NeedsPublisher && f.publisher == "":
		return in, usage("Files of the format %s do not say whose sales they hold. Name the publisher with --publisher.", f.format)
	case f.published == "" && (format.NeedsPublished || f.snapshot):
		return in, usage("Nothing says when the file was published. Give the day with --published.")
	}
	published, err := dayFlag("published", f.published)
	if err != nil {
		return in, err
	}
	if published != nil {
		in.Published = calendar.On(*published)
	}
	in.Complete, err = dayFlag("complete-through", f.complete)
	return in, err
}

func (d *door) importFiles(cmd *cobra.Command, f *importFlags, files []string) error {
	in, err := f.input()
	if err != nil {
		return err
	}
	if err := checkFiles(files); err != nil {
		return err
	}
	a, err := d.create(cmd.Context())
	if err != nil {
		return err
	}
	rejects, err := createRejects(f.rejects, files)
	if err != nil {
		return err
	}
	defer rejects.close()
	bad := false
	for _, name := range files {
		done, err := d.importFile(cmd.Context(), a, in, name, rejects)
		if err != nil {
			return err
		}
		bad = bad || done.Rejected > 0 || done.Conflicts > 0
		if err := d.imported(name, done); err != nil {
			return err
		}
	}
	if bad {
		return failed{}
	}
	return nil
}

// checkFiles finds a wrong name before anything is imported.
func checkFiles(files []string) error {
	for i, name := range files {
		if name == "-" && slices.Contains(files[:i], name) {
			return usage("Standard input (-) can be read once only.")
		}
		if name == "-" {
			continue
		}
		info, err := os.Stat(name)
		if err != nil {
			return unreadable(name, err)
		}
		if info.IsDir() {
			return usage("%q is a folder; a file is expected.", name)
		}
	}
	return nil
}

func (d *door) importFile(ctx context.Context, a *app.App, in app.ImportInput, name string, rejects *rejectsFile) (app.Imported, error) {
	file, size, err := d.openFile(name)
	if err != nil {
		return app.Imported{}, err
	}
	defer file.Close()
	bar := d.progress(name, size)
	in.File, in.In, in.Rejects, in.OnReject = name, io.TeeReader(file, bar), rejects.begin(), d.tellReject(name)
	done, err := a.Import(ctx, in)
	bar.Close()
	if errors.Is(err, context.Canceled) {
		fmt.Fprintf(d.Err, "%s: The import was stopped. The same file again adds what is missing, and nothing twice.\n", name)
	}
	if err != nil {
		rejects.forget()
		return done, refused{file: name, error: err}
	}
	return done, nil
}

func (d *door) openFile(name string) (io.ReadCloser, int64, error) {
	if name == "-" {
		return io.NopCloser(d.In), -1, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, 0, unreadable(name, err)
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, unreadable(name, err)
	}
	return file, info.Size(), nil
}

// unreadable is the problem of a file that cannot be opened or read.
func unreadable(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return problem.New(problem.NotFound, "There is no file %q.", name).WithHint("Check the path.")
	}
	return problem.New(problem.Unavailable, "The file %q cannot be read: %s.", name, causeOf(err)).
		WithHint("Check that you may read it.")
}

// causeOf is what the system says, without the path that the sentence names.
func causeOf(err error) string {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// maxTold is how many rejected rows are listed on a terminal; the rejects file
// has them all.
const maxTold = 50

// rejectObject is one thing wrong with a row as --json prints it.
type rejectObject struct {
	File string `json:"file"` // the file that holds the row
	importer.Fault
}

// tellReject lists rejected rows as they are found.
func (d *door) tellReject(name string) func(importer.Reject) {
	told := 0
	return func(r importer.Reject) {
		told++
		for _, fault := range r.Faults {
			switch {
			case d.json:
				writeJSON(d.Out, rejectObject{File: name, Fault: fault})
			case told <= maxTold || !d.Terminal:
				fmt.Fprintf(d.Err, "%s: %s\n", name, fault)
			}
		}
		if told == maxTold && d.Terminal && !d.json {
			fmt.Fprintln(d.Err, "More rejected rows follow; --rejects FILE writes all of them.")
		}
	}
}

func (d *door) imported(name string, done app.Imported) error {
	if d.json {
		return writeJSON(d.Out, done)
	}
	for _, c := range done.Circular {
		fmt.Fprintf(d.Err, "%s: The fact %s is left out: it replaces %s, which itself goes back to %s. Send it again so that one fact is the first.\n",
			name, c.ID, c.Replaces, c.Key)
	}
	fmt.Fprintf(d.Out, "%s: %s.\n", name, importedText(done))
	for _, s := range done.Skipped {
		fmt.Fprintf(d.Out, "  skipped: %s, %s\n", count(s.Rows, "row"), s.Reason)
	}
	if len(done.Ignored) > 0 {
		fmt.Fprintf(d.Out, "  columns not read: %s\n", strings.Join(done.Ignored, ", "))
	}
	if done.Conflicts > 0 {
		fmt.Fprintf(d.Err, "%s: %s came again with other content, which does not count. See `laurel facts conflicts`.\n", name, count(done.Conflicts, "fact"))
	}
	return nil
}

// importedText says what became of a file: its rows, then the facts that they
// hold. One row may hold several facts, such as a sale and the offer it shows.
func importedText(done app.Imported) string {
	if done.Seen {
		return "the same file was imported before; nothing was done"
	}
	text := count(done.Rows, "row")
	if done.Rejected > 0 {
		text += fmt.Sprintf(", %s rejected", grouped(fmt.Sprint(done.Rejected)))
	}
	parts := []string{count(done.New, "fact") + " new"}
	for _, p := range []struct {
		n    int
		what string
	}{{done.Repeated, "there already"}, {done.Corrected, "corrected"}, {done.Retracted, "retracted"}, {done.Conflicts, "in conflict"}} {
		if p.n > 0 {
			parts = append(parts, grouped(fmt.Sprint(p.n))+" "+p.what)
		}
	}
	return text + "; " + strings.Join(parts, ", ")
}
