package sentence_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/golden"
	"laurel/internal/importer"
	"laurel/internal/locale"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

var contoso = standing.Partner{ID: "contoso", Name: "Contoso Ltd"}

// told are the readers for whom every story is told; each one's words are a
// golden in the story's archive.
var told = []struct {
	golden   string
	language string
	audience sentence.Audience
}{
	{"en.partner", "en", sentence.ForPartner},
	{"zh-CN.partner", "zh-CN", sentence.ForPartner},
	{"en.operator", "en", sentence.ForOperator},
	{"zh-CN.operator", "zh-CN", sentence.ForOperator},
}

func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no stories", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { tellStory(t, file) })
	}
}

func tellStory(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := newStory(t, archive)
	for _, reader := range told {
		got := s.tell(reader.language, reader.audience)
		if strings.Contains(got, "<no value>") {
			t.Errorf("%s: an argument is missing:\n%s", reader.golden, got)
		}
		set(archive, reader.golden, got)
	}
	golden.Check(t, file, txtar.Format(archive))
}

// story is an archive read: a program, facts, rates and what is asked.
type story struct {
	program  *program.Program
	before   *standing.Timeline // as known on the day of "since", nil without it
	timeline *standing.Timeline
	every    bool
}

func newStory(t *testing.T, archive *txtar.Archive) *story {
	t.Helper()
	p, err := program.Read("program.yaml", []byte(section(archive, "program.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	in := standing.Input{Partner: contoso, Facts: facts(t, section(archive, "facts.jsonl")), Rates: rates(t, section(archive, "rates")),
		History: program.NewHistory(program.Release{Program: p, First: true})}
	asked := map[string]string{}
	for _, line := range lines(section(archive, "ask")) {
		word, value, _ := strings.Cut(line, " ")
		asked[word] = value
	}
	ahead, _ := strconv.Atoi(asked["ahead"])
	in.At, in.Known, in.Ahead = day(t, asked["at"]), day(t, asked["known"]), calendar.Day(ahead)
	s := &story{program: p, timeline: evaluate(t, in), every: asked["tiers"] == "every"}
	if since, ok := asked["since"]; ok {
		in.Known = day(t, since)
		s.before = evaluate(t, in)
	}
	return s
}

func evaluate(t *testing.T, in standing.Input) *standing.Timeline {
	t.Helper()
	timeline, err := standing.Evaluate(in)
	if err != nil {
		t.Fatal(err)
	}
	return timeline
}

// tell is everything that there is to say: explanations, courses, restatements.
func (s *story) tell(language string, audience sentence.Audience) string {
	teller := sentence.For(sentence.Reader{Locale: locale.Match(language), Audience: audience}, contoso, s.program)
	operator := audience == sentence.ForOperator
	var b strings.Builder
	for _, e := range s.timeline.Explain(s.timeline.At) {
		b.WriteString(sentence.Tree(teller.Explain(&e, sentence.Ask{Through: s.timeline.Through, EveryTier: s.every}), operator) + "\n")
	}
	for _, c := range s.timeline.Courses {
		fmt.Fprintf(&b, "%s %s\n%s\n", c.Ladder, c.Key.ID, sentence.Tree(teller.Course(c), operator))
	}
	if s.before != nil {
		for _, r := range standing.Restate(s.before, s.timeline, s.timeline.At) {
			b.WriteString(sentence.Tree([]sentence.Line{teller.Restatement(&r)}, operator))
		}
	}
	return b.String()
}

func section(archive *txtar.Archive, name string) string {
	for _, f := range archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func set(archive *txtar.Archive, name, text string) {
	for i := range archive.Files {
		if archive.Files[i].Name == name {
			archive.Files[i].Data = []byte(text)
			return
		}
	}
	archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(text)})
}

func lines(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
}

func day(t *testing.T, text string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// kept takes in the facts of a file.
type kept struct {
	t    *testing.T
	list []fact.Fact
}

func (k *kept) Fact(it importer.Item) error {
	it.Fact.Kind = strings.TrimPrefix(it.Fact.Kind, "own_") // what no feed can send
	k.list = append(k.list, it.Fact)
	return nil
}

func (k *kept) Reject(r importer.Reject) error {
	k.t.Errorf("a fact was rejected: %s", r.Faults[0])
	return nil
}

func facts(t *testing.T, text string) []fact.Fact {
	t.Helper()
	k := &kept{t: t}
	if _, err := importer.Read("laurel-jsonl", bytes.NewReader([]byte(text)), importer.Options{Source: "feed"}, k); err != nil {
		t.Fatal(err)
	}
	return k.list
}

func rates(t *testing.T, text string) money.Rates {
	t.Helper()
	table := money.NewTable("ecb", "USD", false)
	for _, line := range lines(text) {
		words := strings.Fields(line)
		table.Add(money.Quote{Day: day(t, words[0]), Currency: words[1], Units: number.MustParse(words[2])})
	}
	return money.Rates{"ecb": table}
}
