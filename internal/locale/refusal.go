package locale

import (
	"embed"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"laurel/internal/problem"
)

//go:embed refusals/*.yaml
var refusalFiles embed.FS

// refusals are what acts refuse, by language: each English sentence with the verbs
// of fmt, and what stands for it. Single words are those that sentences name.
var refusals = sync.OnceValue(func() map[string]map[string]string {
	out := map[string]map[string]string{}
	files, err := refusalFiles.ReadDir("refusals")
	for _, f := range files {
		var said map[string]string
		text, readErr := refusalFiles.ReadFile("refusals/" + f.Name())
		if err = readErr; err == nil {
			err = yaml.Unmarshal(text, &said)
		}
		out[strings.TrimSuffix(f.Name(), ".yaml")] = said
		if err != nil {
			break
		}
	}
	if err != nil {
		panic("locale: refusals: " + err.Error())
	}
	return out
})

// Refused is a problem in the reader's language; what nobody has translated stays
// as it is.
func (l *Locale) Refused(p *problem.Problem) *problem.Problem {
	if refusals()[l.Language] == nil {
		return p
	}
	return p.In(l.refusal)
}

// Sentence is one sentence in the reader's language; what nobody has translated
// stays as it is.
func (l *Locale) Sentence(s problem.Sentence) string { return l.refusal(s) }

// Refusals lists what the language says for English sentences; nil when it says
// none.
func Refusals(language string) map[string]string { return refusals()[language] }

func (l *Locale) refusal(s problem.Sentence) string {
	format, known := refusals()[l.Language][s.Format]
	if !known {
		return s.String()
	}
	if len(s.Args) == 0 {
		return format
	}
	args := make([]any, len(s.Args))
	for i, arg := range s.Args {
		args[i] = arg
		if !quoted(s.Format, i) {
			args[i] = l.named(arg)
		}
	}
	return fmt.Sprintf(format, args...)
}

// verb is one of a format, with the number of its argument where it has one.
var verb = regexp.MustCompile(`%(?:\[(\d)\])?([a-z])`)

// quoted reports whether a format quotes what it names: that is somebody's own word,
// which no language says otherwise.
func quoted(format string, arg int) bool {
	for i, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[1] == "" && i == arg || m[1] == strconv.Itoa(arg+1) {
			return m[2] == "q"
		}
	}
	return false
}

// named is something that a sentence names: another sentence, a word or a list of
// words.
func (l *Locale) named(arg any) any {
	if s, ok := arg.(problem.Sentence); ok {
		return l.refusal(s)
	}
	if v := reflect.ValueOf(arg); v.Kind() == reflect.String {
		return l.words(v.String())
	}
	return arg
}

// words translates a word, or each of several with commas between them, when all of
// them are known.
func (l *Locale) words(text string) string {
	list := strings.Split(text, ", ")
	for i, word := range list {
		known, found := refusals()[l.Language][word]
		if !found {
			return text
		}
		list[i] = known
	}
	return strings.Join(list, "、")
}
