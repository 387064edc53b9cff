package locale_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"text/template/parse"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"laurel/internal/calendar"
	"laurel/internal/locale"
)

// catalog is the messages of one language by id.
func catalog(t *testing.T, name string) map[string]*i18n.Message {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := i18n.ParseMessageFileBytes(text, name, map[string]i18n.UnmarshalFunc{"yaml": yaml.Unmarshal})
	if err != nil {
		t.Fatal(err)
	}
	messages := map[string]*i18n.Message{}
	for _, m := range file.Messages {
		messages[m.ID] = m
	}
	return messages
}

func catalogs(t *testing.T) map[string]map[string]*i18n.Message {
	t.Helper()
	found := map[string]map[string]*i18n.Message{}
	for _, name := range locale.Languages() {
		found[name] = catalog(t, name+".yaml")
	}
	return found
}

func TestEveryMessageIsInEveryCatalogAndUsed(t *testing.T) {
	used := usedIn(t, "..")
	for name, messages := range catalogs(t) {
		for _, id := range slices.Sorted(maps.Keys(used)) {
			if messages[id] == nil {
				t.Errorf("%s.yaml lacks %s, which %s says", name, id, used[id].where)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(messages)) {
			if _, ok := used[id]; !ok {
				t.Errorf("%s.yaml has %s, which no code says", name, id)
			}
		}
	}
}

func TestMessagesUseTheArgumentsTheyAreGiven(t *testing.T) {
	used := usedIn(t, "..")
	fields := map[string]map[string]bool{} // by id, over all languages
	for name, messages := range catalogs(t) {
		for id, m := range messages {
			own := fieldsOf(t, m)
			if use := used[id]; use != nil && use.args != nil {
				for field := range own {
					if !use.args[field] {
						t.Errorf("%s.yaml: %s uses {{.%s}}, which %s does not give", name, id, field, use.where)
					}
				}
			}
			if fields[id] == nil {
				fields[id] = own
			} else if !sameFields(fields[id], own) {
				t.Errorf("%s: the languages use different arguments: %v and %v", id, slices.Sorted(maps.Keys(fields[id])), slices.Sorted(maps.Keys(own)))
			}
		}
	}
}

// sameFields ignores Count, which a singular says in a word of its own.
func sameFields(a, b map[string]bool) bool {
	without := func(m map[string]bool) map[string]bool {
		m = maps.Clone(m)
		delete(m, "Count")
		return m
	}
	return maps.Equal(without(a), without(b))
}

func TestEveryPluralFormIsThere(t *testing.T) {
	for name, messages := range catalogs(t) {
		bundle := i18n.NewBundle(language.Make(name))
		for _, m := range messages {
			if err := bundle.AddMessages(language.Make(name), m); err != nil {
				t.Fatal(err)
			}
			if m.Other == "" {
				t.Errorf("%s.yaml: %s has no form `other`", name, m.ID)
			}
		}
		english := catalog(t, "en.yaml")
		localizer := i18n.NewLocalizer(bundle, name)
		for id := range messages {
			if english[id] == nil || english[id].One == "" {
				continue
			}
			for n := range 130 {
				if _, err := localizer.Localize(&i18n.LocalizeConfig{MessageID: id, PluralCount: n, TemplateData: map[string]any{}}); err != nil {
					t.Errorf("%s.yaml: %s for %d: %v", name, id, n, err)
					break
				}
			}
		}
	}
}

// use is where a message is said, and with which arguments; nil when they cannot
// be read from the code.
type use struct {
	where string
	args  map[string]bool
}

var idPattern = regexp.MustCompile(`^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+$`)

// usedIn finds every message id that Go code under a directory writes: each
// string that looks like one and begins with a group of the English catalog.
func usedIn(t *testing.T, dir string) map[string]*use {
	t.Helper()
	groups := map[string]bool{}
	for id := range catalog(t, "en.yaml") {
		group, _, _ := strings.Cut(id, ".")
		groups[group] = true
	}
	found := map[string]*use{}
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		if !saysMessages(file) {
			return nil
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if id, err := strconv.Unquote(n.Value); err == nil && isOurs(id, groups) {
					note(found, id, files.Position(n.Pos()).String(), nil)
				}
			case *ast.CallExpr:
				noteCall(found, n, groups, files)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// isOurs reports whether a text is the id of a message in a group of these
// catalogs; other rooms have groups in catalogs of their own.
func isOurs(id string, groups map[string]bool) bool {
	group, _, _ := strings.Cut(id, ".")
	return idPattern.MatchString(id) && groups[group]
}

// saysMessages reports whether a file belongs to this package or imports it, or
// is of a package that does.
func saysMessages(file *ast.File) bool {
	if file.Name.Name == "locale" || file.Name.Name == "sentence" {
		return true
	}
	return slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == `"laurel/internal/locale"` })
}

func note(found map[string]*use, id, where string, args map[string]bool) {
	switch before := found[id]; {
	case before == nil:
		found[id] = &use{where: where, args: args}
	case before.args == nil:
		before.args = args
	case args != nil && !maps.Equal(before.args, args):
		before.args = intersection(before.args, args)
	}
}

func intersection(a, b map[string]bool) map[string]bool {
	both := map[string]bool{}
	for name := range a {
		if b[name] {
			both[name] = true
		}
	}
	return both
}

// noteCall reads the arguments of a call such as say("gap.more", args{"More": …}).
func noteCall(found map[string]*use, call *ast.CallExpr, groups map[string]bool, files *token.FileSet) {
	if len(call.Args) != 2 {
		return
	}
	given := map[string]bool{}
	switch second := call.Args[1].(type) {
	case *ast.CompositeLit:
		for _, e := range second.Elts {
			pair, ok := e.(*ast.KeyValueExpr)
			if !ok {
				return
			}
			name, ok := pair.Key.(*ast.BasicLit)
			if !ok {
				return
			}
			word, _ := strconv.Unquote(name.Value)
			given[word] = true
		}
	case *ast.Ident:
		if second.Name != "nil" {
			return
		}
	default:
		return
	}
	ast.Inspect(call.Args[0], func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok {
			if id, err := strconv.Unquote(lit.Value); err == nil && isOurs(id, groups) {
				note(found, id, files.Position(lit.Pos()).String(), given)
			}
		}
		return true
	})
}

func fieldsOf(t *testing.T, m *i18n.Message) map[string]bool {
	t.Helper()
	fields := map[string]bool{}
	for _, text := range []string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other} {
		trees, err := parse.Parse(m.ID, text, "", "", map[string]any{})
		if err != nil {
			t.Fatalf("%s: %v", m.ID, err)
		}
		for _, tree := range trees {
			if tree.Root == nil {
				continue
			}
			for _, node := range tree.Root.Nodes {
				for _, name := range actionFields(node) {
					fields[name] = true
				}
			}
		}
	}
	return fields
}

func actionFields(node parse.Node) []string {
	action, ok := node.(*parse.ActionNode)
	if !ok {
		return nil
	}
	var names []string
	for _, command := range action.Pipe.Cmds {
		for _, arg := range command.Args {
			if field, ok := arg.(*parse.FieldNode); ok {
				names = append(names, field.Ident...)
			}
		}
	}
	return names
}

// A new language is one file: German is not shipped, and needs no Go.
func TestALanguageIsOneFile(t *testing.T) {
	english, err := os.ReadFile("en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	german := "evidence:\n  facts: {one: '{{.Count}} Tatsache', other: '{{.Count}} Tatsachen'}\nmoney:\n  amount: '{{.Number}} {{.Currency}}'\n"
	c, err := locale.Read(fstest.MapFS{"en.yaml": {Data: english}, "de.yaml": {Data: []byte(german)}})
	if err != nil {
		t.Fatal(err)
	}
	l := c.Match("de-CH")
	got := fmt.Sprint(l.Language, "; ", l.Say("evidence.facts", locale.Args{"Count": 12_345}), "; ", l.Say("outcome.met", nil))
	if want := "de; 12’345 Tatsachen; Met."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A room may have a catalog of its own beside the shipped one; what a language
// lacks there comes in English, and can be told apart.
func TestARoomHasCatalogsOfItsOwn(t *testing.T) {
	c, err := locale.With(fstest.MapFS{
		"en.yaml":    {Data: []byte("gift: {given: '{{.By}} gives {{.What}} to {{.By}}', taken: taken}")},
		"zh-CN.yaml": {Data: []byte("gift: {given: '{{.By}} 送 {{.What}}'}")},
	})
	if err != nil {
		t.Fatal(err)
	}
	l := c.Match("zh")
	given, _ := l.Takes("gift.given")
	_, lost := l.Takes("gift.lost")
	got := fmt.Sprint(l.Say("gift.given", locale.Args{"By": "a", "What": l.Int(1000)}), "; ", given, lost,
		l.Has("gift.given"), l.Has("gift.taken"), l.Has("gift.lost"), l.Has("outcome.met"), c.Match("en").Has("gift.taken"))
	if want := "a 送 1,000; [By What] false true false false true true"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	_, err = locale.With(fstest.MapFS{"en.yaml": {Data: []byte("outcome: {met: again}")}})
	if want := "read catalog en.yaml: The message outcome.met is in another catalog of the language, too.\nGive it another name."; err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
}

func TestBadCatalogsAreRefused(t *testing.T) {
	for _, test := range []struct{ name, file, text, want string }{
		{"a name that is no language", "klingonese_x.yaml", "", `read catalog klingonese_x.yaml: "klingonese_x" is not the tag of a language.`},
		{"arithmetic in a message", "de.yaml", "tier: {nothing: '{{.Tier.Name}}'}", "The message tier.nothing has {{.Tier.Name}} in it."},
		{"a message that is not closed", "de.yaml", "tier: {nothing: '{{.Tier'}", "unclosed action"},
		{"a file that is no catalog", "de.yaml", "- 1", "unsupported"},
	} {
		_, err := locale.Read(fstest.MapFS{test.file: {Data: []byte(test.text)}})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
}

func TestALanguageWithoutDatesWritesThemAsISO(t *testing.T) {
	c, err := locale.Read(fstest.MapFS{"eo.yaml": {Data: []byte("tier: {nothing: senranga}\nmoment: {at: '{{.Day}}, {{.Time}} ({{.Zone}})'}")}})
	if err != nil {
		t.Fatal(err)
	}
	l := c.Match("eo")
	at := calendar.At(time.Date(2024, 3, 5, 17, 4, 0, 0, time.UTC))
	got := l.Day(calendar.MustParseDay("2024-03-05")) + " " + l.Say("tier.nothing", nil) + " " + l.Moment(at, nil)
	if want := "2024-03-05 senranga 2024-03-05, 17:04 (UTC)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestUnreadableCatalogsAreRefused(t *testing.T) {
	if _, err := locale.Read(fstest.MapFS{"de.yaml": {Mode: fs.ModeDir}}); err == nil {
		t.Error("a directory was read as a catalog")
	}
}
