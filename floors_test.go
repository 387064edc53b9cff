package laurel

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors are the rooms of the house from the ground up; doc.go tells what is in
// them. A new room is added here by name, and to the tour.
var floors = [][]string{
	0:  {"problem"},
	1:  {"number", "calendar", "yamlfile", "brand"},
	2:  {"money", "label"},
	3:  {"fact", "locale", "people", "listing"},
	4:  {"metric", "importer"},
	5:  {"program"},
	6:  {"standing", "fulfillment"},
	7:  {"standing/sentence", "scenario", "letter", "picture"},
	8:  {"answer"},
	9:  {"store", "signin", "gate", "post"},
	10: {"app"},
	11: {"api", "web"}, // the doors that speak HTTP
	12: {"server"},
	13: {"cli"},
	14: {"store/storetest", "showroom", "comment", "golden"}, // for tests alone, so nothing else may use it
}

// free is the floor of store: every room below it is free of input and output.
const free = 9

// forbidden are packages that read or change the world.
var forbidden = []string{"os", "os/exec", "net", "net/http", "database/sql", "log", "log/slog", "context", "math/rand", "math/rand/v2"}

// clock are the functions of package time that read a clock or wait for it.
var clock = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}

// exact are the rooms in which a decision may pass through a number: floating
// point would make it depend on the machine.
var exact = []string{"number", "money", "calendar", "fact", "metric", "program", "standing"}

// emptyNames are names that say nothing about what is kept in a room.
var emptyNames = []string{"util", "utils", "common", "base", "helper", "helpers", "model", "models", "types", "service", "services", "manager"}

// exceptions are complaints that are not heard, with the reason.
var exceptions = map[string]string{}

// source is one Go file and the room it is in; no room for what is not below
// internal.
type source struct {
	room string
	file *ast.File
}

func TestFloors(t *testing.T) {
	heard := map[string]bool{}
	for _, s := range sources(t) {
		for _, complaint := range s.complaints() {
			heard[complaint] = true
			if exceptions[complaint] == "" {
				t.Error(complaint)
			}
		}
	}
	for complaint := range exceptions {
		if !heard[complaint] {
			t.Errorf("nobody complains any more that %q; take it off the exceptions", complaint)
		}
	}
}

// sources parses every Go file of the module that is no test.
func sources(t *testing.T) []source {
	t.Helper()
	var found []source
	files := token.NewFileSet()
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == ".git") {
			return skip(err)
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		room, _ := strings.CutPrefix(filepath.ToSlash(filepath.Dir(name)), "internal/")
		if !strings.HasPrefix(filepath.ToSlash(name), "internal/") {
			room = ""
		}
		found = append(found, source{room: room, file: file})
		return err
	})
	if err != nil || len(found) == 0 {
		t.Fatalf("the house cannot be read (%v)", err)
	}
	return found
}

func skip(err error) error {
	if err != nil {
		return err
	}
	return fs.SkipDir
}

func floorOf(room string) (int, bool) {
	for floor, rooms := range floors {
		if slices.Contains(rooms, room) {
			return floor, true
		}
	}
	return len(floors), false
}

// complaints are what is wrong with one file, each in a sentence.
func (s source) complaints() []string {
	var found []string
	if name := s.file.Name.Name; slices.Contains(emptyNames, name) {
		found = append(found, fmt.Sprintf("%s is a name that says nothing; name what is kept in the room", name))
	}
	floor, known := floorOf(s.room)
	if s.room != "" && !known {
		found = append(found, s.room+" is on no floor")
	}
	for _, spec := range s.file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if complaint := s.complainOf(imported, floor); complaint != "" {
			found = append(found, complaint)
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if complaint := s.complainAt(n, floor); complaint != "" {
			found = append(found, complaint)
		}
		return true
	})
	return found
}

func (s source) complainOf(imported string, floor int) string {
	room, ours := strings.CutPrefix(imported, "laurel/internal/")
	other, known := floorOf(room)
	switch {
	case ours && !known:
		return room + " is on no floor"
	case ours && s.room == "" && other == len(floors)-1:
		return fmt.Sprintf("%s imports %s, which is for tests alone", s.file.Name.Name, room)
	case ours && s.room != "" && other >= floor:
		return fmt.Sprintf("%s (floor %d) imports %s (floor %d)", s.room, floor, room, other)
	case floor < free && slices.Contains(forbidden, imported):
		return fmt.Sprintf("%s (floor %d) imports %s: rooms below store read and change nothing", s.room, floor, imported)
	default:
		return ""
	}
}

func (s source) complainAt(n ast.Node, floor int) string {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clock, n.Sel.Name) && floor < free {
			return fmt.Sprintf("%s (floor %d) calls time.%s: take the time as an argument", s.room, floor, n.Sel.Name)
		}
	case *ast.Ident:
		if strings.HasPrefix(n.Name, "float") && slices.Contains([]string{"float32", "float64"}, n.Name) && slices.Contains(exact, s.room) {
			return fmt.Sprintf("%s (floor %d) uses %s: decisions are exact", s.room, floor, n.Name)
		}
	case *ast.BasicLit:
		if n.Kind == token.FLOAT && slices.Contains(exact, s.room) {
			return fmt.Sprintf("%s (floor %d) uses the floating-point number %s: decisions are exact", s.room, floor, n.Value)
		}
	}
	return ""
}

// TestComplaints holds what the house complains about, and how.
func TestComplaints(t *testing.T) {
	tests := []struct{ room, text, want string }{
		{"fact", `import "laurel/internal/store"`, "fact (floor 3) imports store (floor 9)"},
		{"fact", `import "laurel/internal/locale"`, "fact (floor 3) imports locale (floor 3)"},
		{"fact", `import "laurel/internal/money"`, ""},
		{"fact", `import "laurel/internal/attic"`, "attic is on no floor"},
		{"attic", ``, "attic is on no floor"},
		{"app", `import "laurel/internal/store/storetest"`, "app (floor 10) imports store/storetest (floor 14)"},
		{"", `import "laurel/internal/store/storetest"`, "p imports store/storetest, which is for tests alone"},
		{"", `import "laurel/internal/cli"`, ""},
		{"standing", `import "os"`, "standing (floor 6) imports os: rooms below store read and change nothing"},
		{"scenario", `import "context"`, "scenario (floor 7) imports context: rooms below store read and change nothing"},
		{"store", `import "os"`, ""},
		{"metric", `import "time"; var x = time.Now`, "metric (floor 4) calls time.Now: take the time as an argument"},
		{"metric", `import "time"; var x = time.UTC`, ""},
		{"cli", `import "time"; var x = time.Now`, ""},
		{"money", `var x float64`, "money (floor 2) uses float64: decisions are exact"},
		{"money", `var x = 0.5`, "money (floor 2) uses the floating-point number 0.5: decisions are exact"},
		{"locale", `var x float64`, ""},
	}
	for _, test := range tests {
		file, err := parser.ParseFile(token.NewFileSet(), "p.go", "package p; "+test.text, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(source{room: test.room, file: file}.complaints(), "; "); got != test.want {
			t.Errorf("%s, %s: got %q, want %q", test.room, test.text, got, test.want)
		}
	}
	file, _ := parser.ParseFile(token.NewFileSet(), "p.go", "package util", 0)
	const want = "util is a name that says nothing; name what is kept in the room; util is on no floor"
	if got := strings.Join(source{room: "util", file: file}.complaints(), "; "); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestTheTourNamesEveryRoom keeps doc.go and the list of floors together.
func TestTheTourNamesEveryRoom(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	tour := file.Doc.Text()
	for floor, rooms := range floors[:len(floors)-1] {
		_, after, found := strings.Cut(tour, fmt.Sprintf("\nFloor %d", floor))
		part, _, _ := strings.Cut(after, "\nFloor ")
		if !found {
			t.Errorf("the tour in doc.go leaves out floor %d", floor)
		}
		for _, room := range rooms {
			if !strings.Contains(part, "- "+room+": ") {
				t.Errorf("the tour in doc.go does not show %s on floor %d", path.Base(room), floor)
			}
		}
	}
}
