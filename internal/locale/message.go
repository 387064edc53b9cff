package locale

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"laurel/internal/problem"
)

// messages are those of one language by id. They are taken apart once, because
// an explanation says hundreds.
type messages map[string]*message

// message is what is said, in each plural form of its language.
type message struct {
	tag   language.Tag // whose forms it has
	forms map[plural.Form]wording
	other wording
}

// wording is a text with the names of arguments in it.
type wording []piece

// piece is a text as it stands, or the name of an argument.
type piece struct{ text, name string }

func readMessages(tag language.Tag, name string, file []byte) (messages, error) {
	read, err := i18n.ParseMessageFileBytes(file, name, map[string]i18n.UnmarshalFunc{"yaml": yaml.Unmarshal})
	if err != nil {
		return nil, err
	}
	all := messages{}
	for _, m := range read.Messages {
		if all[m.ID], err = takeApart(tag, m); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// take adds what another catalog of the language says. Each message is said in
// one catalog only.
func (m messages) take(others messages) error {
	for _, id := range slices.Sorted(maps.Keys(others)) {
		if m[id] != nil {
			return problem.New(problem.Invalid, "The message %s is in another catalog of the language, too.", id).WithHint("Give it another name.")
		}
		m[id] = others[id]
	}
	return nil
}

// complete takes from English what the language lacks.
func (m messages) complete(english messages) {
	for id, each := range english {
		if m[id] == nil {
			m[id] = each
		}
	}
}

func takeApart(tag language.Tag, m *i18n.Message) (*message, error) {
	out := &message{tag: tag, forms: map[plural.Form]wording{}}
	for form, text := range map[plural.Form]string{plural.Zero: m.Zero, plural.One: m.One, plural.Two: m.Two, plural.Few: m.Few, plural.Many: m.Many, plural.Other: m.Other} {
		if text == "" {
			continue
		}
		w, err := wordingOf(m.ID, text)
		if err != nil {
			return nil, err
		}
		out.forms[form] = w
	}
	out.other = out.forms[plural.Other]
	return out, nil
}

// wordingOf takes a text apart at its arguments: {{.Name}}, and nothing else.
func wordingOf(id, text string) (wording, error) {
	trees, err := parse.Parse(id, text, "", "")
	if err != nil {
		return nil, err
	}
	var out wording
	for _, node := range trees[id].Root.Nodes {
		p := piece{text: node.String()}
		if action, ok := node.(*parse.ActionNode); ok {
			name, plain := strings.CutPrefix(action.Pipe.String(), ".")
			if !plain || strings.ContainsAny(name, " .|") {
				return nil, problem.New(problem.Invalid, "The message %s has %s in it.", id, node).WithHint("Name an argument, like {{.Day}}.")
			}
			p = piece{name: name}
		}
		out = append(out, p)
	}
	return out, nil
}

// form is the wording for so many; that of any number where the language has
// none for this one.
func (m *message) form(n int) wording {
	if w, ok := m.forms[plural.Cardinal.MatchPlural(m.tag, max(n, -n), 0, 0, 0, 0)]; ok {
		return w
	}
	return m.other
}

// write puts the arguments in. Count is written as a number, where there is one.
func (w wording) write(args Args, count string) string {
	text := make([]byte, 0, 128)
	for _, p := range w {
		next, ok := args[p.name].(string)
		if !ok {
			next = p.other(args[p.name], count)
		}
		text = joined(text, next)
	}
	return string(text)
}

// joined puts two pieces together. A blank that sets a word of another script
// apart from Chinese is not wanted where Chinese stands on both sides of it.
func joined(text []byte, next string) []byte {
	if n := len(text); n > 1 && text[n-1] == ' ' {
		before, _ := utf8.DecodeLastRune(text[:n-1])
		after, _ := utf8.DecodeRuneInString(next)
		if wide(before) && wide(after) {
			text = text[:n-1]
		}
	} else if blank, after := strings.CutPrefix(next, " "); after {
		before, _ := utf8.DecodeLastRune(text)
		first, _ := utf8.DecodeRuneInString(blank)
		if wide(before) && wide(first) {
			next = blank
		}
	}
	return append(text, next...)
}

// wide reports whether a character is Chinese, or a mark that is set like one.
func wide(r rune) bool { return r >= 0x2E80 && r != utf8.RuneError }

// other is a piece that is no text from outside.
func (p piece) other(value any, count string) string {
	switch {
	case p.name == "":
		return p.text
	case p.name == "Count" && count != "":
		return count
	case value == nil:
		return "<no value>"
	default:
		return fmt.Sprint(value)
	}
}
