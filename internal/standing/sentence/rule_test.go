package sentence_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"laurel/internal/locale"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// TestTheRulesOfEveryProgramAreToldInWords tells all rules of the programs that are
// shipped, in each language: nothing stays in the words of the file.
func TestTheRulesOfEveryProgramAreToldInWords(t *testing.T) {
	files, err := filepath.Glob("../../../programs/*/*.yaml")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d programs: %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := program.Read(file, text)
		if err != nil {
			t.Fatal(err)
		}
		for _, language := range []string{"en", "zh-CN"} {
			told := rulesOf(p, language)
			for _, raw := range []string{" >= ", " <= ", "{{", "<nil>", "%!", ">="} {
				if i := strings.Index(told, raw); i >= 0 {
					t.Errorf("%s in %s says %q: …%s…", file, language, raw, told[max(0, i-80):min(len(told), i+80)])
				}
			}
		}
	}
}

// rulesOf is every rule of a program, as a partner reads them.
func rulesOf(p *program.Program, language string) string {
	teller := sentence.For(sentence.Reader{Locale: locale.Match(language), Audience: sentence.ForPartner}, standing.Partner{}, p)
	var lines []sentence.Line
	for i := range p.Ladders {
		l := &p.Ladders[i].Value
		lines = append(lines, teller.Evaluated(l))
		for _, c := range l.Conditions() {
			lines = append(lines, teller.Rule(c))
		}
	}
	for _, d := range p.Set.Definitions {
		lines = append(lines, teller.Counting(d)...)
	}
	for i := range p.Benefits {
		lines = append(lines, teller.Unlocking(p, &p.Benefits[i].Value)...)
	}
	return sentence.Tree(lines, false)
}
