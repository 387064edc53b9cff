package letter

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOneLine(t *testing.T) {
	for _, test := range []struct{ name, typed, want string }{
		{"a line break is a blank", "Contoso\r\nBcc: a@b.example", "Contoso Bcc: a@b.example"},
		{"so is a tab, and every line end that there is", "a\tb\vc\u2028d\u0085e", "a b c d e"},
		{"what turns the direction is taken away", "a\u202Eb\u2066c\u200Fd", "abcd"},
		{"what cannot be seen is taken away", "a\u200Bb\uFEFFc\u00ADd", "abcd"},
		{"what joins letters stays", "क\u094D\u200Dष", "क\u094D\u200Dष"},
		{"broken bytes are shown as such", "a\xffb", "a\uFFFDb"},
		{"a long name is cut", strings.Repeat("长", 300), strings.Repeat("长", 199) + "…"},
		{"one that is just short enough is not", strings.Repeat("长", 200), strings.Repeat("长", 200)},
	} {
		if got := oneLine(test.typed); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestTextLines(t *testing.T) {
	for _, test := range []struct {
		name, typed string
		want        []string
	}{
		{"nothing", " \n\t\n", nil},
		{"empty lines around and between", "\n\na\r\n\r\n\r\nb\rc\n\n", []string{"a", "", "b", "c"}},
	} {
		if diff := cmp.Diff(test.want, textLines(test.typed)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	if lines := textLines(strings.Repeat("a\n", 1000)); len(lines) != mostLines+1 || lines[mostLines] != "…" {
		t.Errorf("got %d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

func TestOnlyAddressesOfTheWebAreLinks(t *testing.T) {
	for _, test := range []struct{ typed, want string }{
		{" https://docs.example/a?b=c#d ", "https://docs.example/a?b=c#d"},
		{"http://docs.example/长", "http://docs.example/%E9%95%BF"},
		{"javascript:alert(1)", ""},
		{"data:text/html,x", ""},
		{"//docs.example", ""},
		{"/cases/1", ""},
		{"https://user:word@docs.example", ""},
		{"https://", ""},
		{"https://docs.example/" + strings.Repeat("a", 500), ""},
		{"https://docs.exam\nple", ""},
		{`https://docs.example/?"onclick=x`, ""},
	} {
		if got := webAddress(test.typed); got != test.want {
			t.Errorf("%q: got %q, want %q", test.typed, got, test.want)
		}
	}
}
