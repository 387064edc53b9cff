package importer

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// formatsPage describes what every format reads.
const formatsPage = "../../docs/import-formats.md"

// TestFormatsPage holds the page to the tables of the formats: each column that
// is read with its names and whether it is needed, and each that never is.
func TestFormatsPage(t *testing.T) {
	for _, f := range Formats() {
		if f.shape == jsonValues || f.Name == "laurel-csv" {
			continue // their fields are one table, below
		}
		section := sectionOf(t, "## "+f.Name)
		if diff := cmp.Diff(shownColumns(section), wantedColumns(f.columns)); diff != "" {
			t.Errorf("%s, columns: the page (-), the format (+):\n%s", f.Name, diff)
		}
		if diff := cmp.Diff(neverRead(section), namesOf(f.dropped)); diff != "" {
			t.Errorf("%s, never read: the page (-), the format (+):\n%s", f.Name, diff)
		}
		if needs := strings.Contains(section, "`--published` is required") || strings.Contains(section, "`--published` are\nrequired"); needs != f.NeedsPublished {
			t.Errorf("%s: the page says %v about --published being required", f.Name, needs)
		}
	}
}

// TestFieldsPage holds the page to the fields of Laurel's own formats and to the
// attributes of a CloudEvent.
func TestFieldsPage(t *testing.T) {
	var fields []string
	for _, row := range tableRows(sectionOf(t, "### Fields")) {
		fields = append(fields, strings.Trim(row[0], "`"))
	}
	if diff := cmp.Diff(fields, fieldNames()); diff != "" {
		t.Errorf("the page (-), laurelFields (+):\n%s", diff)
	}
	events := map[string]string{}
	for _, row := range tableRows(sectionOf(t, "### CloudEvents")) {
		events[strings.Trim(row[0], "`")] = strings.Trim(row[1], "`")
	}
	if diff := cmp.Diff(events, eventFields); diff != "" {
		t.Errorf("the page (-), eventFields (+):\n%s", diff)
	}
}

// sectionOf is the part of the page under a heading, up to the next heading.
func sectionOf(t *testing.T, heading string) string {
	t.Helper()
	text, err := os.ReadFile(formatsPage)
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "\n"+heading+"\n")
	if !found {
		t.Fatalf("%s has no heading %q", formatsPage, heading)
	}
	section, _, _ = strings.Cut(section, "\n#")
	return section
}

// tableRows is the cells of the first table of a section, without its head.
func tableRows(section string) [][]string {
	var rows [][]string
	for line := range strings.Lines(section) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		switch {
		case !strings.HasPrefix(line, "|") && len(rows) > 0:
			return rows[2:]
		case strings.HasPrefix(line, "|"):
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			rows = append(rows, cells)
		}
	}
	return rows
}

// shownColumn is a column as the page shows it.
type shownColumn struct {
	Names  []string // as the feed writes it, then its other names
	Needed bool
}

func shownColumns(section string) []shownColumn {
	var list []shownColumn
	for _, row := range tableRows(section) {
		list = append(list, shownColumn{Names: codes(row[0] + row[1]), Needed: row[2] == "yes"})
	}
	return list
}

func wantedColumns(columns []column) []shownColumn {
	var list []shownColumn
	for _, c := range columns {
		list = append(list, shownColumn{Names: append([]string{c.name}, c.also...), Needed: c.needed})
	}
	return list
}

func namesOf(columns []column) []string {
	var names []string
	for _, c := range columns {
		names = append(append(names, c.name), c.also...)
	}
	return names
}

var code = regexp.MustCompile("`([^`]+)`")

// codes are the words of a text that stand as code; a line may end in one.
func codes(text string) []string {
	var words []string
	for _, match := range code.FindAllStringSubmatch(text, -1) {
		words = append(words, strings.ReplaceAll(match[1], "\n", " "))
	}
	return slices.Clip(words)
}

// neverRead are the columns of the paragraph that says so.
func neverRead(section string) []string {
	_, text, _ := strings.Cut(section, "**Never read:**")
	text, _, _ = strings.Cut(text, "\n\n")
	return codes(text)
}
