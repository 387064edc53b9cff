package standing

import (
	"strings"
	"testing"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"

	"pgregory.net/rapid"
)

// retold are small stories of what feeds tell: the day on which each fact is told,
// its feed and key, and what it says. Silver is at 100 USD and gold at 200 USD of
// all sales so far. What was told anew is the newest day first.
var retold = []struct{ name, story, want string }{
	{"nothing anew", "02-01 a/1 01-10 100, 03-01 a/2 02-10 100", ""},
	{"a correction", "02-01 a/1 01-10 250, 03-01 a/2 01-10 90 for 1", "03-01 by a: 01 was 250 is 90; gold to none from 01-10 to 03-01"},
	{"a correction that changes no tier", "02-01 a/1 01-10 250, 03-01 a/2 01-10 210 for 1", "03-01 by a: 01 was 250 is 210"},
	{"a correction into another month", "02-01 a/1 01-10 100, 03-05 a/2 02-10 100 for 1", "03-05 by a: 01 was 100 is 0, 02 was 0 is 100; silver to none from 01-10 to 02-09"},
	{"a retraction", "02-01 a/1 01-10 50, 03-01 a/2 - for 1", "03-01 by a: 01 was 50 is 0"},
	{"a correction on the same day", "02-01 a/1 01-10 250, 02-01 a/2 01-10 90 for 1", ""},
	{"what came late", "02-01 a/1 02-01 10, 02-05 a/2 01-10 20", "02-05 by a: 01 was 0 is 20"},
	{"what came late from another feed", "02-01 a/1 02-01 10, 02-05 b/1 01-10 20", ""},
	{"beside news of the same day", "02-01 a/1 01-10 50, 02-20 a/2 01-10 60 for 1, 02-20 a/3 02-19 500", "02-20 by a: 01 was 50 is 60"},
	{"two feeds on one day, and one later", "02-01 a/1 01-10 50, 02-01 b/1 01-11 5, 03-01 a/2 01-10 60 for 1, 03-01 b/2 01-11 6 for 1, 03-09 b/3 - for 1",
		"03-09 by b: 01 was 66 is 60 | 03-01 by a, b: 01 was 55 is 66"},
	{"what Laurel says of itself", "02-01 laurel/1 01-10 50, 03-01 laurel/2 01-10 60 for 1", ""},
}

// TestWhatIsToldAnew looks at each story from its last day.
func TestWhatIsToldAnew(t *testing.T) {
	for _, each := range retold {
		t.Run(each.name, func(t *testing.T) {
			in := lifeOf(t, "", "01-01 +0")
			in.Facts = nil
			for _, word := range strings.Split(each.story, ", ") {
				in.Facts = append(in.Facts, retoldFact(strings.Fields(word)))
			}
			line, err := Evaluate(in)
			if err != nil {
				t.Fatal(err)
			}
			list, more, err := line.Revisions(0, 10)
			if err != nil || more {
				t.Fatalf("Revisions: %t, %v", more, err)
			}
			if got := revisionsText(list, line); got != each.want {
				t.Errorf("\n got %s\nwant %s", got, each.want)
			}
		})
	}
}

// retoldFact reads `03-01 a/2 01-10 90 for 1`.
func retoldFact(words []string) fact.Fact {
	source, key, _ := strings.Cut(words[1], "/")
	f := fact.Fact{ID: fact.ID{Source: source, Key: key}, Kind: "sale", Subject: fact.Subject{Partner: "ptr"}, Recorded: calendar.On(calendar.MustParseDay("2024-" + words[0]))}
	if words[2] == "-" {
		f.Retracts, f.Replaces = true, words[4]
		return f
	}
	f.Happened, f.Amount = calendar.On(calendar.MustParseDay("2024-"+words[2])), money.New(number.MustParse(words[3]), "USD")
	if len(words) > 4 {
		f.Replaces = words[5]
	}
	return f
}

func revisionsText(list []Revision, t *Timeline) string {
	var months []calendar.Day
	for i := range 7 {
		months = append(months, calendar.MustParseDay("2024-01-31").AddMonths(i).MonthEnd())
	}
	var out []string
	for i := range list {
		r, ok := list[i].Of("growth", t.Courses[0].Key, "sales", months)
		if !ok {
			continue
		}
		var changed []string
		for _, m := range r.Months {
			changed = append(changed, m.End.String()[5:7]+" was "+m.Was.Number.String()+" is "+m.Is.Number.String())
		}
		text := r.Learned.String()[5:] + " by " + strings.Join(r.Sources, ", ") + ": " + strings.Join(changed, ", ")
		for _, s := range r.Spans {
			text += "; " + orNone(s.Before) + " to " + orNone(s.After) + " from " + s.Span.From.String()[5:] + " to " + s.Span.Last().String()[5:]
		}
		out = append(out, text)
	}
	return strings.Join(out, " | ")
}

// TestRevisionsAreOfWhatWasCorrected: what is told anew lies on days on which some
// feed told something, the newest first, and only so many are looked at.
func TestRevisionsAreOfWhatWasCorrected(t *testing.T) {
	law(t, func(t *rapid.T, in Input) {
		line := evaluated(t, in, false)
		all, _, err := line.Revisions(0, len(in.Facts))
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range all {
			if i > 0 && r.Learned >= all[i-1].Learned {
				t.Fatalf("%s comes after %s", r.Learned, all[i-1].Learned)
			}
			if r.Learned > in.Known || len(r.Sources) == 0 {
				t.Fatalf("%s, known %s, by %q", r.Learned, in.Known, r.Sources)
			}
		}
		some, more, _ := line.Revisions(0, 1)
		if len(some) != min(1, len(all)) || more != (len(all) > 1) {
			t.Fatalf("of %d there are %d, and more: %t", len(all), len(some), more)
		}
	})
}
