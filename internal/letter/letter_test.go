package letter

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"laurel/internal/golden"
	"laurel/internal/problem"
)

// TestLetters composes every sample of every kind in every language. Its files
// are where the letters can be read.
func TestLetters(t *testing.T) {
	for language, reader := range readers {
		for _, about := range All() {
			var texts []string
			for i, sample := range about.Kind.Samples() {
				got, err := Compose(sample, reader, operator)
				if err != nil {
					t.Fatalf("%s: %v", about.Kind, err)
				}
				texts = append(texts, "Subject: "+got.Subject+"\n"+got.Preheader+"\n\n"+got.Text)
				if i == 0 {
					golden.Check(t, "testdata/"+language+"/"+string(about.Kind)+".html", got.HTML)
				}
			}
			golden.Check(t, "testdata/"+language+"/"+string(about.Kind)+".txt", strings.Join(texts, "\n"+strings.Repeat("=", widest)+"\n\n"))
		}
	}
}

// No file of a letter that is no longer sent stays behind.
func TestEveryGoldenIsOfALetter(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.*")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no goldens", err)
	}
	for _, name := range files {
		kind := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
		if _, ok := Kind(kind).About(); ok || strings.Contains(name, "/fuzz/") {
			continue
		}
		if golden.Updating() {
			os.Remove(name)
		} else {
			t.Errorf("%s is of no letter", name)
		}
	}
}

// What is stored is the whole letter: it comes back as it was.
func TestContentsAreKeptAsJSON(t *testing.T) {
	for _, about := range All() {
		if len(about.Kind.Samples()) == 0 {
			t.Errorf("%s has no sample", about.Kind)
		}
		for _, sample := range about.Kind.Samples() {
			kind, data, err := Encode(sample)
			if err != nil || kind != about.Kind {
				t.Fatalf("%s is encoded as %s: %v", about.Kind, kind, err)
			}
			back, err := Decode(kind, data)
			if err != nil {
				t.Fatalf("%s: %v", kind, err)
			}
			again, err := json.Marshal(back)
			if diff := cmp.Diff(string(data), string(again)); diff != "" || err != nil {
				t.Errorf("%s (-want +got): %v\n%s", kind, err, diff)
			}
		}
	}
}

// Nothing of a letter is too wide, unless it is one word.
func TestTextIsWrapped(t *testing.T) {
	for language, reader := range readers {
		for _, about := range All() {
			for _, sample := range about.Kind.Samples() {
				l, err := Compose(sample, reader, operator)
				if err != nil {
					t.Fatal(err)
				}
				for line := range strings.SplitSeq(l.Text, "\n") {
					if columns(line) > widest && !strings.HasPrefix(strings.TrimSpace(line), "http") {
						t.Errorf("%s in %s has a line of %d columns: %q", about.Kind, language, columns(line), line)
					}
				}
			}
		}
	}
}

// Every element that is opened is closed, and there is one heading.
func TestPagesAreWellFormed(t *testing.T) {
	for language, reader := range readers {
		for _, about := range All() {
			l, err := Compose(about.Kind.Samples()[0], reader, operator)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(l.HTML, "<!doctype html>\n<html lang=\""+language+"\"") || strings.Count(l.HTML, "<h1") != 1 {
				t.Errorf("%s in %s begins with %.60q", about.Kind, language, l.HTML)
			}
			if wrong := unbalanced(l.HTML); wrong != "" {
				t.Errorf("%s in %s: %s", about.Kind, language, wrong)
			}
		}
	}
}

// unbalanced is what is wrong with the tags of a page.
func unbalanced(page string) string {
	var open []string
	for tokens := html.NewTokenizer(strings.NewReader(page)); ; {
		kind := tokens.Next()
		token := tokens.Token()
		switch {
		case kind == html.ErrorToken && len(open) > 0:
			return "not closed: " + strings.Join(open, ", ")
		case kind == html.ErrorToken:
			return ""
		case kind == html.StartTagToken && token.Data != "meta" && token.Data != "br":
			open = append(open, token.Data)
		case kind == html.EndTagToken && (len(open) == 0 || open[len(open)-1] != token.Data):
			return "closed too early or too late: " + token.Data
		case kind == html.EndTagToken:
			open = open[:len(open)-1]
		}
	}
}

func TestOnlyPromotionalLettersCanBeStopped(t *testing.T) {
	for _, about := range All() {
		l, err := Compose(about.Kind.Samples()[0], readers["en"], operator)
		if err != nil {
			t.Fatal(err)
		}
		if want := "https://rewards.fabrikam.example/letters/stop/5c1f"; about.Promotional && l.OptOut != want || !about.Promotional && l.OptOut != "" {
			t.Errorf("%s: the opt-out is %q", about.Kind, l.OptOut)
		}
		if strings.Contains(l.Text, "/letters/stop/") != about.Promotional {
			t.Errorf("%s: promotional is %v, and the text is\n%s", about.Kind, about.Promotional, l.Text)
		}
	}
}

func TestWhatCannotBeComposed(t *testing.T) {
	reset := PasswordReset{Link: "/password/1", ValidUntil: sampleDue}
	for _, test := range []struct {
		name    string
		content Content
		reader  Reader
		base    string
		want    string
	}{
		{"no address of the portal", reset, Reader{}, "", `"" is not the address of a portal.`},
		{"another scheme", reset, Reader{}, "javascript:alert(1)", "is not the address"},
		{"an address with a user", reset, Reader{}, "https://a:b@c.example", "is not the address"},
		{"an address with a line break", reset, Reader{}, "https://c.example\n", "is not the address"},
		{"a link to somewhere else", PasswordReset{Link: "//evil.example"}, Reader{}, operator.BaseURL, `The letter password-reset has the link "//evil.example"`},
		{"a link with a scheme", PasswordReset{Link: "javascript:alert(1)"}, Reader{}, operator.BaseURL, "which is no path"},
		{"a promotional letter that cannot be stopped", BenefitsWaiting{}, Reader{}, operator.BaseURL, `The letter benefits-waiting has the link ""`},
		{"a content that is none", stranger{}, Reader{}, operator.BaseURL, "letter.stranger has no line in the index"},
	} {
		_, err := Compose(test.content, test.reader, Operator{BaseURL: test.base})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
	if _, _, err := Encode(stranger{}); problem.KindOf(err) != problem.Internal {
		t.Errorf("got %v", err)
	}
	if _, err := Decode("nothing", nil); problem.KindOf(err) != problem.Invalid {
		t.Errorf("got %v", err)
	}
	if _, err := Decode("password-reset", []byte("[")); err == nil {
		t.Error("half a content was decoded")
	}
	if samples := Kind("nothing").Samples(); samples != nil {
		t.Errorf("got %v", samples)
	}
}

type stranger struct{}

func (stranger) write(*draft)       {}
func (stranger) samples() []Content { return nil }

// A bare installation and an unnamed reader get a letter, too.
func TestTheLeastThatIsNeeded(t *testing.T) {
	l, err := Compose(PasswordReset{Link: "/password/1"}, Reader{}, Operator{BaseURL: "http://localhost:8080/"})
	if err != nil {
		t.Fatal(err)
	}
	const want = `Hello,

Somebody, most likely you, asked for a new password for your account.

If it was not you, do nothing. Your password stays as it is, and the link ends
by itself.

Choose a new password:
http://localhost:8080/password/1

Questions? Ask whoever runs this program for your company.

Laurel

-- 
You get this letter because it is about your own account.
`
	if diff := cmp.Diff(want, l.Text); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A letter whose fields are empty leaves out what it does not know; it never
// shows a hole or the name of a message.
func TestWhatIsNotKnownIsLeftOut(t *testing.T) {
	message := regexp.MustCompile(`\b(frame|ask|because|open|row|item|role|topic|promise|late|yours|theirs|tier|[a-z]+(-[a-z]+)+)\.[a-z][a-z-]*\b`)
	for language, reader := range readers {
		for _, about := range All() {
			empty := reflect.New(about.form).Elem().Interface().(Content)
			for _, c := range append(about.Kind.Samples(), empty) {
				l, err := Compose(c, reader, operator)
				if problem.KindOf(err) == problem.Invalid {
					continue // it needs its link
				}
				text := strings.NewReplacer(operator.BaseURL, "", operator.Help, "", sampleManager.Email, "", sampleContact.Email, "").Replace(l.Subject + l.Preheader + l.Text)
				if err != nil || l.Subject == "" || strings.Contains(text, "<no value>") || message.MatchString(text) {
					t.Errorf("%s in %s: %v, %q in\n%s", about.Kind, language, err, message.FindString(text), text)
				}
			}
		}
	}
}

func TestEveryKindIsNamedOnce(t *testing.T) {
	var names []string
	for _, about := range All() {
		names = append(names, string(about.Kind))
	}
	slices.Sort(names)
	if len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("a kind is in the index twice: %v", names)
	}
}
