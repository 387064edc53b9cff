package sentence_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

func rewards(t *testing.T) *story {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/rewards.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return newStory(t, archive)
}

func TestPartnersNeverSeeWhatIsForOperatorsOnly(t *testing.T) {
	s := rewards(t)
	for _, language := range []string{"en", "zh-CN"} {
		text := s.tell(language, sentence.ForPartner)
		for _, private := range []string{"ticket 4711", "suspected fraud", "涉嫌欺诈", "program.yaml", "Not shown to partners"} {
			if strings.Contains(text, private) {
				t.Errorf("in %s the partner sees %q", language, private)
			}
		}
	}
}

var leftOut = regexp.MustCompile(`([0-9,.]+) USD, (?:is|are) left out`)

// What counted and what was left out make up everything, whoever reads.
func TestEachAudiencesExplanationAddsUp(t *testing.T) {
	s := rewards(t)
	for _, audience := range []sentence.Audience{sentence.ForPartner, sentence.ForOperator} {
		m := s.timeline.Standings(s.timeline.At)[0].Metrics[0]
		sum, all := m.Value.Number, number.Zero
		for _, line := range teller("en", audience).Measured(&m).Lines {
			if left := leftOut.FindStringSubmatch(line.Text); left != nil {
				sum = sum.Add(number.MustParse(strings.ReplaceAll(left[1], ",", "")))
			}
		}
		for _, f := range m.Evidence.Facts {
			all = all.Add(f.Number)
		}
		for _, f := range m.Evidence.LeftOut {
			all = all.Add(f.Number)
		}
		if !sum.Equal(all) {
			t.Errorf("%s: counted and left out make %s, but all facts are %s", audience, sum, all)
		}
	}
}

// sales is a metric over so many facts of 1 USD.
func sales(n int) *metric.Measured {
	m := &metric.Measured{Metric: &metric.Definition{Name: "sales", Sum: "amount", Of: []string{"sale"}}}
	first := calendar.MustParseDay("2024-01-01")
	for i := range n {
		f := &fact.Fact{ID: fact.ID{Source: "feed", Key: fmt.Sprintf("s%03d", i)}, Kind: "sale", Amount: money.New(number.One, "USD"), Recorded: calendar.On(first)}
		counted := metric.Counted{Fact: f, Day: first + calendar.Day(i/40), Number: number.One, Currency: "USD"}
		if i%10 == 3 {
			m.Evidence.LeftOut = append(m.Evidence.LeftOut, metric.LeftOut{Counted: counted, Barred: &metric.Barred{Said: metric.Said{Private: "p"}}})
		} else {
			m.Evidence.Facts = append(m.Evidence.Facts, counted)
		}
	}
	m.Evidence.Span, m.Evidence.Count = calendar.Span{From: first, Until: first + 30}, len(m.Evidence.Facts)
	m.Value = metric.Value{Number: number.FromInt(int64(len(m.Evidence.Facts))), Currency: "USD"}
	return m
}

func TestPagesOfEvidenceListEveryFactOnce(t *testing.T) {
	m := sales(250)
	tell := teller("en", sentence.ForOperator)
	var listed, totals []string
	for after, pages := "", 0; pages < 10; pages++ {
		line, err := tell.Evidence(m, sentence.Page{After: after})
		if err != nil {
			t.Fatal(err)
		}
		totals = append(totals, line.Text+line.Lines[0].Text+line.Lines[1].Text)
		for _, each := range line.Lines {
			if each.About.Kind == sentence.AboutFact {
				listed = append(listed, each.About.ID)
			}
		}
		if after = line.Lines[len(line.Lines)-1].Next; after == "" {
			break
		}
	}
	if len(listed) != 250 || !slices.IsSorted(listed) || len(slices.Compact(slices.Clone(listed))) != 250 {
		t.Errorf("%d facts were listed", len(listed))
	}
	if len(slices.Compact(totals)) != 1 || !strings.Contains(totals[0], "225 USD") || !strings.Contains(totals[0], "25 facts, 25 USD, are left out: p.") {
		t.Errorf("the totals are not those of all facts on every page: %q", totals)
	}
}

func TestACursorStaysWhereItIs(t *testing.T) {
	tell := teller("en", sentence.ForOperator)
	line, err := tell.Evidence(sales(30), sentence.Page{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	more := line.Lines[len(line.Lines)-1]
	if more.Text != "20 more facts follow." || more.Next != "2024-01-01 feed/s009" {
		t.Errorf("got %q, %q", more.Text, more.Next)
	}
	without := sales(30)
	without.Evidence.Facts = slices.DeleteFunc(without.Evidence.Facts, func(c metric.Counted) bool { return c.Fact.ID.Key == "s009" })
	line, err = tell.Evidence(without, sentence.Page{After: more.Next, Limit: 1})
	if got := line.Lines[2].About.ID; err != nil || got != "feed/s010" {
		t.Errorf("behind a fact that is gone comes %s, %v", got, err)
	}
	for _, bad := range []string{"x", "2024-01-01", "2024-13-01 feed/s1"} {
		if _, err := tell.Evidence(sales(3), sentence.Page{After: bad}); problem.KindOf(err) != problem.Invalid {
			t.Errorf("the cursor %q gives %v", bad, err)
		}
	}
}

func TestExplanationsListAtMostAHundredFacts(t *testing.T) {
	m := sales(250)
	c, err := metric.ParseCondition("sales >= 10 USD")
	if err != nil {
		t.Fatal(err)
	}
	reason := metric.Reason{Condition: c, Truth: metric.Holds, Found: m.Value, Wanted: m.Value, Measured: []metric.Measured{*m}}
	e := standing.Explanation{Standing: standing.Standing{Tier: "gold", Metrics: []metric.Measured{*m, *m}},
		Tiers: []standing.TierReasons{{Tier: "gold", Passes: true, Attain: []standing.TrackReason{{Reason: reason}}}}}
	for _, test := range []struct{ ask, want int }{{0, 100}, {30, 30}, {400, 400}, {-1, 0}} {
		listed := 0
		for _, section := range teller("en", sentence.ForPartner).Explain(&e, sentence.Ask{Facts: test.ask}) {
			for _, line := range section.Lines {
				for _, each := range line.Lines {
					if each.About.Kind == sentence.AboutFact {
						listed++
					}
				}
			}
		}
		if listed != test.want {
			t.Errorf("asked for %d: %d facts are listed, want %d", test.ask, listed, test.want)
		}
	}
}

func TestFactLines(t *testing.T) {
	on := func(text string) calendar.Moment { return calendar.On(calendar.MustParseDay(text)) }
	late := fact.Fact{ID: fact.ID{Source: "feed", Key: "s1"}, Kind: "usage_report", Amount: money.New(number.MustParse("4000"), "GBP"),
		Recorded: on("2024-03-06"), Received: on("2024-03-09")}
	counted := metric.Counted{Fact: &late, Day: calendar.MustParseDay("2024-03-05"), Number: number.MustParse("12"), Currency: ""}
	for _, test := range []struct {
		name string
		m    metric.Measured
		want string
	}{
		{"points for an amount, received late", metric.Measured{Metric: &metric.Definition{Name: "points", Of: []string{"usage_report"}, Earned: &metric.Earned{}},
			Evidence: metric.Evidence{Facts: []metric.Counted{counted}, Count: 1, Span: calendar.Always}},
			"5 Mar 2024: usage report s1, 4,000 GBP, gives 12.\n  Recorded on 6 Mar 2024, received here on 9 Mar 2024.\n"},
		{"no rate of exchange", metric.Measured{Metric: &metric.Definition{Name: "sales", Of: []string{"sale"}, Sum: "amount"},
			Evidence: metric.Evidence{LeftOut: []metric.LeftOut{{Counted: metric.Counted{Fact: &late, Day: counted.Day, Currency: "USD"}, NoRate: true}}, Span: calendar.Always}},
			"5 Mar 2024: usage report s1, 4,000 GBP. Left out: no rate of exchange for GBP.\n  Recorded on 6 Mar 2024, received here on 9 Mar 2024.\n"},
	} {
		line, err := teller("en", sentence.ForPartner).Evidence(&test.m, sentence.Page{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, sentence.Tree(line.Lines[len(line.Lines)-1:], false)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
