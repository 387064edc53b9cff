// Package cli is the command door: it reads words and files, calls one act and
// prints the answer. One file holds one command.
package cli

import (
	"cmp"
	"context"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// World is what a command touches outside the process; tests give their own.
type World struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Now      func() time.Time
	Terminal bool // Err is a terminal: progress may be drawn
}

// Process is the world of a real process.
func Process() World {
	info, err := os.Stderr.Stat()
	return World{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now,
		Terminal: err == nil && info.Mode()&os.ModeCharDevice != 0}
}

// Main runs one command and returns its exit code.
func Main(args []string, world World) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second one ends the process at once
	out := &answers{Writer: world.Out}
	world.Out = out
	d := &door{World: world, settings: newSettings()}
	root := d.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if d.app != nil {
		if closing := d.app.Close(); err == nil {
			err = closing
		}
	}
	return tell(world.Err, cmp.Or(err, out.failed))
}

// door is one run of the program.
type door struct {
	World
	settings *settings
	json     bool
	as       string // the person who acts; the console when empty
	app      *app.App
}

// open opens the database on first use. A command that only makes sense with
// what is there creates none: it was called in the wrong folder.
func (d *door) open(ctx context.Context) (*app.App, error) {
	if d.app == nil && !app.Exists(d.settings.db.value) {
		return nil, problem.New(problem.Unavailable, "There is no database %s.", d.settings.db.value).
			WithHint("Name another one with --db. `laurel program apply` and `laurel import` create one.")
	}
	return d.create(ctx)
}

// create opens the database on first use, and makes it when it is not there.
func (d *door) create(ctx context.Context) (*app.App, error) {
	if d.app != nil {
		return d.app, nil
	}
	a, err := app.Open(ctx, d.settings.db.value, d.Now)
	if problem.KindOf(err) == problem.Invalid {
		return nil, usage("%s: %v", d.settings.db.from, err)
	}
	if err == nil {
		a.Configure(d.operator()) // letters that are written meanwhile name the operator, and lead to where people reach the server
		d.app = a
	}
	return a, err
}

func (d *door) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "laurel",
		Short:         "Run marketplace rewards programs",
		Long:          overview,
		Example:       "  laurel program apply program.yaml\n  laurel import --format laurel-csv --source shop facts.csv\n  laurel standings\n  laurel explain Contoso",
		Args:          cobra.ArbitraryArgs,
		RunE:          member,
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			d.settings.read(cmd, d.Getenv)
			return refuseEmpty(cmd)
		},
	}
	d.settings.attach(root.PersistentFlags(), d.settings.shared())
	root.SetOut(d.Out)
	root.SetErr(d.Err)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage("%v\nSee `%s --help`.", err, cmd.CommandPath())
	})
	d.addCommands(root)
	ownBuiltins(root)
	return root
}

// refuseEmpty refuses flags with nothing after them, as a script writes them when
// a variable of its own is not set: they would silently mean something else.
func refuseEmpty(cmd *cobra.Command) error {
	var err error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Value.String() == "" && err == nil {
			word, _ := pflag.UnquoteUsage(f)
			err = usage("--%s is empty. Write a %s after it, or leave it out.", f.Name, word)
		}
	})
	return err
}

// ownBuiltins lets the commands that cobra brings refuse words that they do not
// know, and show an example, as every other command does.
func ownBuiltins(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "completion":
			c.Args, c.RunE = cobra.ArbitraryArgs, member
			c.Example = "  laurel completion bash >/etc/bash_completion.d/laurel"
			for _, shell := range c.Commands() {
				shell.Example = "  laurel completion " + shell.Name() + " >laurel-completion"
			}
		case "help":
			c.Run, c.RunE, c.Example = nil, help, "  laurel help explain"
		}
	}
}

// help shows the help of the command that the words name.
func help(cmd *cobra.Command, words []string) error {
	found, left, err := cmd.Root().Find(words)
	if err != nil || len(left) > 0 {
		return usage("There is no command %q.\nSee `laurel --help`.", strings.Join(words, " "))
	}
	found.InitDefaultHelpFlag()
	return found.Help()
}

// overview is what `laurel --help` says first.
const overview = `Laurel turns what partners sell into standings, benefits and reasons.
Facts and a program file go in; a standing with every reason comes out.

A date is written 2024-06-30 and means the close of that day in the program's time zone. PARTNER is an id, a name, or a
part of a name that no other partner has. Answers go to standard output, notices and mistakes to standard error.

Exit codes: 0 done, 1 something in the input is not good (rejected rows, mistakes, a story that does not hold), 2 the
words of the command are off, 3 what was named does not exist, 4 the database or a file cannot be reached, 5 refused,
70 a mistake in Laurel, 130 stopped.`

// commands is the index of all commands, in the order in which a newcomer
// meets them.
var commands = []struct {
	title   string
	members []func(*door) *cobra.Command
}{
	{"Facts", []func(*door) *cobra.Command{importCommand, ratesCommand, factsCommand, partnerCommand}},
	{"Programs", []func(*door) *cobra.Command{checkCommand, planCommand, programCommand, testCommand, schemaCommand}},
	{"Answers", []func(*door) *cobra.Command{standingsCommand, explainCommand, timelineCommand, restatementCommand, scenarioCommand, whatIfCommand}},
	{"Decisions", []func(*door) *cobra.Command{issueCommand, overrideCommand, grantCommand}},
	{"The desk", []func(*door) *cobra.Command{caseCommand, queueCommand, ticketCommand, creditCommand, offerCommand, lettersCommand}},
	{"People", []func(*door) *cobra.Command{personCommand, contactCommand, eligibilityCommand, enrollCommand, enrollmentCommand, optOutCommand}},
	{"The server", []func(*door) *cobra.Command{serveCommand, setupCommand, keyCommand, workCommand, jobsCommand}},
	{"Laurel itself", []func(*door) *cobra.Command{backupCommand, restoreCommand, doctorCommand, auditCommand, configCommand, versionCommand}},
}

func (d *door) addCommands(root *cobra.Command) {
	cobra.EnableCommandSorting = false
	for _, g := range commands {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title + ":"})
		for _, make := range g.members {
			c := make(d)
			c.GroupID = g.title
			root.AddCommand(c)
		}
		root.SetHelpCommandGroupID(g.title)
		root.SetCompletionCommandGroupID(g.title)
	}
}

// exactly asks for so many words after the command, named.
func exactly(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == len(names) {
			return nil
		}
		if len(args) < len(names) {
			return usage("`%s` needs %s.\nSee `%s --help`.", cmd.CommandPath(), names[len(args)], cmd.CommandPath())
		}
		return usage("`%s` does not know what to do with %q.\nSee `%s --help`.", cmd.CommandPath(), args[len(names)], cmd.CommandPath())
	}
}

// upTo lets arguments be left out from the end.
func upTo(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		return exactly(names[:min(len(args), len(names))]...)(cmd, args)
	}
}

// group is a command that only holds others.
func group(use, short, example string, members ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Example: example, Args: cobra.ArbitraryArgs, RunE: member}
	c.AddCommand(members...)
	return c
}

// member is what a group does by itself: show its commands, or say that it has
// none of that name.
func member(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("`%s` has no command %q.\nSee `%s --help`.", cmd.CommandPath(), args[0], cmd.CommandPath())
	}
	return cmd.Help()
}

// viewFlags are --program, --at and --known, which every reading command has.
type viewFlags struct{ program, at, known string }

func (v *viewFlags) attach(c *cobra.Command) {
	c.Flags().StringVar(&v.program, "program", "", "only the program of this `name` (default: every program)")
	c.Flags().StringVar(&v.at, "at", "", "the `day` asked about: its close in the program's zone (default: today)")
	c.Flags().StringVar(&v.known, "known", "", "as known at the close of this `day` (default: everything known now)")
}

func (v *viewFlags) view() (app.View, error) {
	out := app.View{Program: v.program}
	var err error
	if out.At, err = atFlag(v.at); err != nil {
		return out, err
	}
	out.Known, err = dayFlag("known", v.known)
	return out, err
}

// atFlag reads the day asked about. The last day of the calendar means never.
func atFlag(text string) (*calendar.Day, error) {
	day, err := dayFlag("at", text)
	if err == nil && day != nil && *day == calendar.LastDay {
		return nil, usage("--at: %s stands for never. Ask for an earlier day.", *day)
	}
	return day, err
}

// dayFlag reads an optional date.
func dayFlag(name, text string) (*calendar.Day, error) {
	if text == "" {
		return nil, nil
	}
	day, err := calendar.ParseDay(text)
	if err != nil {
		p := problem.Of(err)
		return nil, usage("--%s: %s %s", name, p.Message, p.Hint)
	}
	return &day, nil
}
