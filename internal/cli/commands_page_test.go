package cli_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"laurel/internal/cli"
	"laurel/internal/golden"
)

// commandsPage is the reference of all commands. What stands above the line is
// written by hand, what stands below it by TestCommandsPage with -update.
const (
	commandsPage = "../../docs/commands.md"
	commandsLine = "<!-- Below this line the page is written by `go test ./internal/cli -run TestCommandsPage -update`. -->\n"
)

// TestCommandsPage keeps the reference of all commands as the commands are.
func TestCommandsPage(t *testing.T) {
	text := readPage(t, commandsPage)
	preface, _, found := strings.Cut(text, commandsLine)
	if !found {
		t.Fatalf("%s has no line %q", commandsPage, commandsLine)
	}
	root := cli.Commands()
	var b strings.Builder
	describeGroups(&b, root)
	for _, c := range root.Commands() {
		describe(&b, c, 2)
	}
	got := preface + commandsLine + b.String()
	golden.Check(t, commandsPage, got)
}

// TestEveryCommandHasAnExample: help without an example helps little.
func TestEveryCommandHasAnExample(t *testing.T) {
	var ask func(c *cobra.Command)
	ask = func(c *cobra.Command) {
		if c.Example == "" {
			t.Errorf("`%s` has no example", c.CommandPath())
		}
		for _, member := range c.Commands() {
			ask(member)
		}
	}
	ask(cli.Commands())
}

// TestEveryExitCodeIsTold wants the page, and the help, to tell what each exit
// code means.
func TestEveryExitCodeIsTold(t *testing.T) {
	page, help := readPage(t, commandsPage), cli.Commands().Long
	for _, code := range cli.ExitCodes {
		if !strings.Contains(page, fmt.Sprintf("\n| %d | ", code)) {
			t.Errorf("%s does not tell what exit code %d means", commandsPage, code)
		}
		if !regexp.MustCompile(fmt.Sprintf(`[ \n]%d `, code)).MatchString(help) {
			t.Errorf("`laurel --help` does not tell what exit code %d means", code)
		}
	}
}

// describeGroups is the overview: each command with what it does.
func describeGroups(b *strings.Builder, root *cobra.Command) {
	for _, g := range root.Groups() {
		fmt.Fprintf(b, "\n**%s**\n\n", g.Title)
		for _, c := range root.Commands() {
			if c.GroupID == g.ID {
				fmt.Fprintf(b, "- [`%s`](#%s): %s\n", c.CommandPath(), anchor(c), c.Short)
			}
		}
	}
}

func anchor(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// describe writes the section of a command and of its members.
func describe(b *strings.Builder, c *cobra.Command, depth int) {
	fmt.Fprintf(b, "\n%s %s\n\n%s\n", strings.Repeat("#", depth), c.CommandPath(), about(c))
	for _, member := range c.Commands() {
		fmt.Fprintf(b, "\n- [`%s`](#%s): %s", member.CommandPath(), anchor(member), member.Short)
	}
	if c.HasSubCommands() {
		b.WriteString("\n")
	} else {
		fmt.Fprintf(b, "\n    %s\n", c.UseLine())
	}
	describeFlags(b, c)
	if !c.HasSubCommands() {
		fmt.Fprintf(b, "\nFor example:\n\n%s\n", indented(c.Example))
	}
	for _, member := range c.Commands() {
		describe(b, member, depth+1)
	}
}

// about is the longer of the two descriptions, with lists and lines of code as
// code.
func about(c *cobra.Command) string {
	if c.Long == "" {
		return c.Short + "."
	}
	var out []string
	for _, line := range strings.Split(strings.TrimSpace(c.Long), "\n") {
		if strings.HasPrefix(line, "  ") {
			if len(out) > 0 && out[len(out)-1] != "" && !strings.HasPrefix(out[len(out)-1], "    ") {
				out = append(out, "")
			}
			line = "  " + line
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// indented makes code of an example, whose lines begin with two blanks already.
func indented(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") }

// flagLine is a flag with the word for its value, and what it means.
var flagLine = regexp.MustCompile(`^ +(--.+?)   +(.*)$`)

func describeFlags(b *strings.Builder, c *cobra.Command) {
	head := "\n| flag | meaning |\n|---|---|\n"
	for line := range strings.Lines(c.NonInheritedFlags().FlagUsages()) {
		if f := flagLine.FindStringSubmatch(strings.TrimSuffix(line, "\n")); f != nil {
			fmt.Fprintf(b, "%s| `%s` | %s |\n", head, f[1], f[2])
			head = ""
		}
	}
}
