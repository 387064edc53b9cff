package program_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"laurel/internal/golden"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/yamlfile"
)

// TestDescriptionsAreTheComments keeps the descriptions in the schema the same
// as the comments in the code.
func TestDescriptionsAreTheComments(t *testing.T) {
	found := map[string]string{}
	for _, dir := range []string{"metric", "program"} {
		for name, comment := range commentsOf(t, filepath.Join("..", dir)) {
			found[dir+"."+name] = comment
		}
	}
	text, err := json.MarshalIndent(found, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "descriptions.json", append(text, '\n'))
}

// commentsOf collects the comments of the structs and other types of a package
// that a program file can hold: those with fields that are keys, and words.
func commentsOf(t *testing.T, dir string) map[string]string {
	notTest := func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }
	packages, err := parser.ParseDir(token.NewFileSet(), dir, notTest, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	specs := map[string]*ast.TypeSpec{}
	docs := map[string]string{}
	for _, pkg := range packages {
		ast.Inspect(pkg, func(n ast.Node) bool {
			if decl, ok := n.(*ast.GenDecl); ok && decl.Tok == token.TYPE {
				for _, spec := range decl.Specs {
					s := spec.(*ast.TypeSpec)
					specs[s.Name.Name], docs[s.Name.Name] = s, oneLine(decl.Doc)
				}
			}
			return true
		})
	}
	comments := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(specs)) {
		addComments(comments, name, docs, specs)
	}
	return comments
}

func addComments(comments map[string]string, name string, docs map[string]string, specs map[string]*ast.TypeSpec) {
	origin := specs[name]
	if alias, ok := origin.Type.(*ast.Ident); ok && specs[alias.Name] != nil { // the fields of another type
		origin = specs[alias.Name]
	}
	body, isStruct := origin.Type.(*ast.StructType)
	if isStruct && !hasKeys(body) {
		return
	}
	if docs[origin.Name.Name] != "" {
		comments[name] = docs[origin.Name.Name]
	}
	if !isStruct {
		return
	}
	for _, f := range body.Fields.List {
		comment := oneLine(f.Doc) + oneLine(f.Comment)
		if isKey(f) && comment != "" {
			comments[name+"."+f.Names[0].Name] = comment
		}
	}
}

func hasKeys(s *ast.StructType) bool { return slices.ContainsFunc(s.Fields.List, isKey) }

func isKey(f *ast.Field) bool {
	return f.Tag != nil && strings.Contains(f.Tag.Value, `yaml:"`) && !strings.Contains(f.Tag.Value, `yaml:"-"`)
}

func oneLine(c *ast.CommentGroup) string { return strings.Join(strings.Fields(c.Text()), " ") }

func compiled(t testing.TB) *jsonschema.Schema {
	text, err := program.Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("program.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("program.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// valueOf is a file as a schema sees it: what YAML 1.2 takes for a number, a yes
// or no, or nothing, is that.
func valueOf(text string) any {
	return plainValue(yamlfile.Parse("f", []byte(text), &problem.Mistakes{}))
}

var (
	jsonInteger = regexp.MustCompile(`^[+-]?[0-9]+$`)
	jsonNumber  = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$`)
)

func plainValue(n *yamlfile.Node) any {
	switch n.Kind() {
	case yamlfile.Map:
		m := map[string]any{}
		for _, e := range n.Entries() {
			m[e.Key] = plainValue(e.Value)
		}
		return m
	case yamlfile.List:
		list := []any{}
		for _, item := range n.Items() {
			list = append(list, plainValue(item))
		}
		return list
	case yamlfile.Null:
		return nil
	}
	switch word := n.Text(); {
	case n.Quoted():
		return word
	case word == "true" || word == "false":
		return word == "true"
	case jsonInteger.MatchString(word):
		return json.Number(strings.TrimLeft(strings.TrimPrefix(word, "+"), "0") + strings.Repeat("0", zeros(word)))
	case jsonNumber.MatchString(word):
		return json.Number("1.5")
	default:
		return word
	}
}

// zeros is 1 for a number that is nothing but zeros.
func zeros(word string) int {
	if strings.Trim(word, "+-0") == "" {
		return 1
	}
	return 0
}

// TestSchemaAgreesWithRead: what Read accepts, the schema accepts.
func TestSchemaAgreesWithRead(t *testing.T) {
	s := compiled(t)
	accepted := 0
	for name, text := range everyText(t) {
		if _, err := program.Read("f", []byte(text)); err != nil {
			continue
		}
		accepted++
		if err := s.Validate(valueOf(text)); err != nil {
			t.Errorf("%s: Read accepts it, but the schema does not: %v", name, err)
		}
	}
	if accepted < 9 {
		t.Errorf("only %d programs were compared", accepted)
	}
}

// TestSchemaRefuses: unknown keys and wrong words are told while typing.
func TestSchemaRefuses(t *testing.T) {
	s := compiled(t)
	for name, fragment := range map[string]string{
		"an unknown key":             "colour: red",
		"an unknown key deep inside": "metrics: {sales: {sum: amount, of: sale, windw: lifetime}}",
		"a wrong category":           "benefits: {a: {category: advice, unlock: everybody}}",
		"a wrong rule":               "benefits: {a: {category: sales, unlock: everybody, on-upgrade: add}}",
		"a missing category":         "benefits: {a: {unlock: everybody}}",
		"a word for a window":        "metrics: {sales: {sum: amount, of: sale, window: forever}}",
		"an unknown kind of window":  "metrics: {sales: {sum: amount, of: sale, window: {trail: 1 year}}}",
		"a wrong length":             "metrics: {sales: {sum: amount, of: sale, window: {trailing: 1 yeer}}}",
		"a wrong date":               "effective: tomorrow",
		"a list for a map":           "metrics: []",
		"a map for a list":           "ladders: {a: {tiers: {id: x}}}",
		"a wrong rounding":           "rates: {source: ecb, rounding: bankers}",
		"a wrong condition":          "ladders: {a: {tiers: [{id: x, attain: {al: [sales >= 1 USD]}}]}}",
		"a wrong schedule":           "ladders: {a: {evaluate: monthly, tiers: [{id: x, attain: sales >= 1 USD}]}}",
		"a wrong role":               "desk: {escalate: {to: manager}}",
		"a wrong allowance":          "desk: {outreach: {silence: 28 business weeks}}",
		"wrong hours":                "desk: {working-time: {hours: 9-17}}",
		"a wrong percentage":         "deliveries: {a: {kind: sponsorship, credit: {warn-at: 80 percent}}}",
		"a form that is no map":      "deliveries: {a: {form: [name]}}",
		"a wrong keying":             "ladders: {a: {for: region, tiers: [{id: x, attain: sales >= 1 USD}]}}",
	} {
		if s.Validate(valueOf(complete(fragment))) == nil {
			t.Errorf("the schema accepts %s: %s", name, fragment)
		}
	}
}

// everyText is every text in testdata, by name.
func everyText(t testing.TB) map[string]string {
	texts := map[string]string{}
	paths, _ := filepath.Glob("testdata/programs/*.yaml")
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[path] = string(text)
	}
	paths, _ = filepath.Glob("testdata/mistakes/*.txtar")
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".yaml") {
				texts[path+" "+f.Name] = complete(string(f.Data))
			}
		}
	}
	return texts
}
