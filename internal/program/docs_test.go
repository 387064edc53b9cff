package program_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/yamlfile"
)

const specification = "../../docs/program-file.md"

func specified(t testing.TB) string {
	text, err := os.ReadFile(specification)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var fenced = regexp.MustCompile("(?ms)^```yaml (program|fragment)\n(.*?)^```$")

// examples are the files that the examples of the specification make.
func examples(t testing.TB) []string {
	var files []string
	for _, block := range fenced.FindAllStringSubmatch(specified(t), -1) {
		if block[1] == "fragment" {
			files = append(files, complete(block[2]))
		} else {
			files = append(files, block[2])
		}
	}
	return files
}

// TestSpecifiedExamples reads every example of the specification.
func TestSpecifiedExamples(t *testing.T) {
	files := examples(t)
	s := compiled(t)
	for _, text := range files {
		if _, err := program.Read("example", []byte(text)); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
		if err := s.Validate(valueOf(text)); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
	if all := strings.Count(specified(t), "```yaml"); len(files) != all {
		t.Errorf("%d of %d examples were read", len(files), all)
	}
}

// TestEveryKeyHasAnExample: whatever the schema knows is shown in an example.
func TestEveryKeyHasAnExample(t *testing.T) {
	shown := map[string]bool{}
	var collect func(n *yamlfile.Node)
	collect = func(n *yamlfile.Node) {
		for _, e := range n.Entries() {
			shown[e.Key] = true
			collect(e.Value)
		}
		for _, item := range n.Items() {
			collect(item)
		}
	}
	for _, text := range examples(t) {
		collect(yamlfile.Parse("example", []byte(text), &problem.Mistakes{}))
	}
	for _, key := range keysOfSchema(t) {
		if !shown[key] {
			t.Errorf("no example shows the key %s", key)
		}
	}
}

// keysOfSchema lists every key of a program file.
func keysOfSchema(t testing.TB) []string {
	text, err := program.Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs map[string]struct {
			Properties map[string]json.RawMessage `json:"properties"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, def := range schema.Defs {
		for key := range def.Properties {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

var windowRow = regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (?:([0-9]+ [A-Z][a-z]+ [0-9]{4}) to |everything up to )([0-9]+ [A-Z][a-z]+ [0-9]{4}) \\|$")

// TestSpecifiedWindows works out the dates of the specification's table of
// windows.
func TestSpecifiedWindows(t *testing.T) {
	rows := windowRow.FindAllStringSubmatch(specified(t), -1)
	if len(rows) < 20 {
		t.Fatalf("only %d windows were found", len(rows))
	}
	for _, row := range rows {
		span := spanOf(t, row[1])
		if row[2] == "" && span.From != calendar.FirstDay || row[2] != "" && span.From != spelled(t, row[2]) || span.Last() != spelled(t, row[3]) {
			t.Errorf("%s: the specification says %s to %s, but it is %s to %s", row[1], row[2], row[3], span.From, span.Last())
		}
	}
}

func spelled(t testing.TB, text string) calendar.Day {
	when, err := time.Parse("2 January 2006", text)
	if err != nil {
		t.Fatal(err)
	}
	return calendar.Date(when.Date())
}

// spanOf is a window on 15 August 2024, for the partner of the specification.
func spanOf(t testing.TB, window string) calendar.Span {
	p := read(t, `
calendars:
  fiscal: {every: 1 year, start: 2023-02-01}
  retail: {periods: [{name: P1, from: 2024-07-01, until: 2024-07-28}, {name: P2, from: 2024-07-29, until: 2024-08-25}, {name: P3, from: 2024-08-26, until: 2024-09-30}]}
metrics:
  it: {count: facts, of: sale, window: `+window+"}\n")
	entries := []fact.Entry{entry("enrolment", "2020-02-29"), entry("payout", "2024-01-01"), entry("payout", "2024-07-01")}
	p.Set.EndSuperseded(entries)
	reader := metric.NewReader(p.Set.NewBook(entries, nil, nil), p.Set, nil, specifiedPartner{})
	return reader.MeasureOn(0, metric.Scope{}, calendar.MustParseDay("2024-08-15")).Evidence.Span
}

func entry(kind, day string) fact.Entry {
	d := calendar.MustParseDay(day)
	return fact.Entry{Fact: &fact.Fact{Kind: kind, Happened: calendar.On(d)}, Day: d, Ends: d}
}

// specifiedPartner is the partner of the specification.
type specifiedPartner struct{ metric.Env }

func (specifiedPartner) FirstBenefit(calendar.Day) (calendar.Day, bool) {
	return calendar.MustParseDay("2023-05-10"), true
}

func (specifiedPartner) TierChange(string, metric.Scope, calendar.Day) (calendar.Day, bool) {
	return calendar.MustParseDay("2024-06-03"), true
}

var holdsRow = regexp.MustCompile("(?m)^\\| `(\\{[^`]+\\})` \\| ([0-9]+ [A-Z][a-z]+ [0-9]{4}) \\|$")

// TestSpecifiedValidities works out how long a tier holds.
func TestSpecifiedValidities(t *testing.T) {
	rows := holdsRow.FindAllStringSubmatch(specified(t), -1)
	if len(rows) < 5 {
		t.Fatalf("only %d times were found", len(rows))
	}
	for _, row := range rows {
		p := read(t, "ladders: {a: {holds: "+row[1]+", tiers: [{id: x, attain: sales >= 1 USD}]}}")
		l, _ := p.Ladder("a")
		if got := l.Validity.Last(calendar.MustParseDay("2024-04-30")); got != spelled(t, row[2]) {
			t.Errorf("%s: the specification says %s, but it is %s", row[1], row[2], got)
		}
	}
}
