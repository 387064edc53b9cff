package letter

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"

	"laurel/internal/locale"
)

// idsOf are the ids of the messages of a catalog file.
func idsOf(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var groups map[string]map[string]any
	if err := yaml.Unmarshal(text, &groups); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for group, messages := range groups {
		for name := range messages {
			ids = append(ids, group+"."+name)
		}
	}
	slices.Sort(ids)
	return ids
}

// TestEveryMessageIsInEveryCatalog lists what a language lacks, and what it has
// too much.
func TestEveryMessageIsInEveryCatalog(t *testing.T) {
	english := idsOf(t, "en.yaml")
	files, _ := filepath.Glob("*.yaml")
	for _, name := range files {
		l := catalogs().Match(strings.TrimSuffix(name, ".yaml"))
		for _, id := range english {
			if !l.Has(id) {
				t.Errorf("%s lacks %s", name, id)
			} else if got, want := argsOf(l, id), argsOf(catalogs().Match("en"), id); !slices.Equal(got, want) {
				t.Errorf("%s: %s puts in %v, and English %v", name, id, got, want)
			}
		}
		for _, id := range idsOf(t, name) {
			if !slices.Contains(english, id) {
				t.Errorf("%s has %s, which English does not", name, id)
			}
		}
	}
}

// argsOf are what a message puts in, without the number, which a language may
// say with a word of its own.
func argsOf(l *locale.Locale, id string) []string {
	names, _ := l.Takes(id)
	return slices.DeleteFunc(slices.Sorted(slices.Values(names)), func(name string) bool { return name == "Count" })
}

// marked are catalogs whose every message begins with its id, so that it can be
// seen in a letter which of them were said.
func marked(t *testing.T) *locale.Catalogs {
	t.Helper()
	var text strings.Builder
	english := catalogs().Match("en")
	for _, id := range idsOf(t, "en.yaml") {
		group, name, _ := strings.Cut(id, ".")
		fmt.Fprintf(&text, "%s: {%s: '⟦%s⟧", group, name, id)
		args, _ := english.Takes(id)
		for _, arg := range args {
			fmt.Fprintf(&text, "{{.%s}}", arg)
		}
		text.WriteString("'}\n")
	}
	return read(t, fstest.MapFS{"en.yaml": {Data: merged(t, text.String())}})
}

// merged joins lines of one message each into groups, as a catalog has them.
func merged(t *testing.T, lines string) []byte {
	t.Helper()
	groups := map[string]map[string]any{}
	for line := range strings.Lines(lines) {
		var one map[string]map[string]any
		if err := yaml.Unmarshal([]byte(line), &one); err != nil {
			t.Fatal(err)
		}
		for group, messages := range one {
			if groups[group] == nil {
				groups[group] = map[string]any{}
			}
			maps.Copy(groups[group], messages)
		}
	}
	out, err := yaml.Marshal(groups)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func read(t *testing.T, dir fstest.MapFS) *locale.Catalogs {
	t.Helper()
	c, err := locale.With(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestSamplesSayEveryMessage composes every sample and looks for every message
// of the catalogs: one that is never said has no letter any more, or its letter
// has no sample for it.
func TestSamplesSayEveryMessage(t *testing.T) {
	from, said := marked(t), ""
	for _, reader := range []Reader{readers["en"], {Language: "fr", OptOut: "/stop"}} {
		for _, o := range []Operator{operator, {BaseURL: operator.BaseURL}} {
			for _, about := range All() {
				for _, sample := range about.Kind.Samples() {
					l, err := compose(from, sample, reader, o)
					if err != nil {
						t.Fatal(err)
					}
					said += l.Subject + l.Preheader + l.HTML + l.Text
				}
			}
		}
	}
	said = strings.ReplaceAll(said, "\n", "")
	for _, id := range idsOf(t, "en.yaml") {
		if !strings.Contains(said, "⟦"+id+"⟧") {
			t.Errorf("no sample says %s", id)
		}
	}
}

// Every letter has a subject and a line beside it, says what happened, and why
// its reader gets it.
func TestEverySampleSaysWhatALetterMust(t *testing.T) {
	for language, reader := range readers {
		for _, about := range All() {
			for i, sample := range about.Kind.Samples() {
				l, err := Compose(sample, reader, operator)
				if err != nil {
					t.Fatal(err)
				}
				because := catalogs().Match(language).Say("because."+string(about.To), nil)
				first, _, _ := strings.Cut(because, "<no value>")
				switch {
				case l.Subject == "" || l.Preheader == "":
					t.Errorf("%s, sample %d in %s: subject %q, summary %q", about.Kind, i, language, l.Subject, l.Preheader)
				case !strings.Contains(strings.ReplaceAll(l.HTML, "&#39;", "'"), first):
					t.Errorf("%s, sample %d in %s does not say %q", about.Kind, i, language, first)
				case l.Language != language:
					t.Errorf("%s, sample %d is in %s, not in %s", about.Kind, i, l.Language, language)
				case strings.Contains(l.Text, "<no value>"):
					t.Errorf("%s, sample %d in %s leaves something open:\n%s", about.Kind, i, language, l.Text)
				}
			}
		}
	}
}

// A language that lacks a word of a letter is passed over for that letter, and
// the letter says so.
func TestFallingBack(t *testing.T) {
	english, err := os.ReadFile("en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	chinese, err := os.ReadFile("zh-CN.yaml")
	if err != nil {
		t.Fatal(err)
	}
	half, _, _ := strings.Cut(string(chinese), "\nbenefits-waiting:")
	from := read(t, fstest.MapFS{"en.yaml": {Data: english}, "zh-CN.yaml": {Data: chinese}, "zh-HK.yaml": {Data: []byte(half)}})
	for _, test := range []struct {
		language string
		content  Content
		want     string
		says     string
	}{
		{"en-US", sampleOf("benefits-waiting"), "en", ""},
		{"", sampleOf("benefits-waiting"), "en", ""},
		{"not a language", sampleOf("benefits-waiting"), "en", "not a language"},
		{"fr-CA", sampleOf("benefits-waiting"), "en", "This letter is in English, because we do not have it in your language yet (français"},
		{"zh", sampleOf("benefits-waiting"), "zh-CN", ""},
		{"zh-Hans-SG", sampleOf("benefits-waiting"), "zh-CN", ""},
		{"zh-TW", sampleOf("password-reset"), "zh-CN", "本邮件以简体中文书写"},
		{"zh-HK", sampleOf("password-reset"), "zh-HK", ""},
		{"zh-HK", sampleOf("benefits-waiting"), "zh-CN", "本邮件以简体中文书写"},
	} {
		l, err := compose(from, test.content, Reader{Language: test.language, OptOut: "/stop"}, operator)
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Contains(l.Text, "This letter is in") || strings.Contains(l.Text, "本邮件以")
		if l.Language != test.want || said != (test.says != "") || !strings.Contains(strings.ReplaceAll(l.Text, "\n", " "), test.says) {
			t.Errorf("%s reads %s in %s:\n%s", test.language, l.Kind, l.Language, l.Text)
		}
	}
}

func sampleOf(kind Kind) Content { return kind.Samples()[0] }
