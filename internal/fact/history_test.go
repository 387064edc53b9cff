package fact_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
)

func Example() {
	day := calendar.MustParseDay
	sale := fact.Fact{
		ID: fact.ID{Source: "billing", Key: "s1"}, Kind: "sale", Subject: fact.Subject{Publisher: "pub_1"},
		Happened: calendar.On(day("2024-03-05")), Recorded: calendar.On(day("2024-03-06")),
		Amount: money.New(number.MustParse("4_000"), "USD"),
	}
	corrected := sale
	corrected.ID.Key, corrected.Replaces = "s1-2", "s1"
	corrected.Recorded, corrected.Amount = calendar.On(day("2024-04-10")), money.New(number.MustParse("3_500"), "USD")
	fraud := fact.Fact{
		ID: fact.ID{Source: "review", Key: "f1"}, Kind: fact.Mark, Marks: sale.ID, Recorded: calendar.On(day("2024-05-01")),
		Attributes: fact.NewAttributes(fact.Attribute{Name: "fraud", Value: fact.Text("proven")}),
	}
	fmt.Println(sale.Check(), corrected.Check(), fraud.Check())
	for _, known := range []string{"2024-03-31", "2024-04-30", "2024-05-01"} {
		for _, e := range fact.AsKnown([]fact.Fact{fraud, corrected, sale}, day(known), nil) {
			fmt.Printf("%s: %s of %s, fraud %q\n", known, e.Amount, e.Day, e.Attribute("fraud"))
		}
	}
	// Output:
	// <nil> <nil> <nil>
	// 2024-03-31: 4000 USD of 2024-03-05, fraud ""
	// 2024-04-30: 3500 USD of 2024-03-05, fraud ""
	// 2024-05-01: 3500 USD of 2024-03-05, fraud "proven"
}

// told reads facts from lines such as
//
//	a  01             a fact with the key a, recorded on 1 March 2024
//	b  02 replaces a  a correction of it
//	r  03 retracts b  a retraction
//	m  03 marks a     a mark, which says note=m
func told(t *testing.T, text string) []fact.Fact {
	t.Helper()
	var facts []fact.Fact
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		f := fact.Fact{ID: fact.ID{Source: "s", Key: words[0]}, Kind: "sale", Subject: fact.Subject{Publisher: "p"},
			Happened: calendar.On(calendar.Date(2024, 2, 1)), Recorded: calendar.On(calendar.MustParseDay("2024-03-" + words[1]))}
		for i := 2; i < len(words); i += 2 {
			switch words[i] {
			case "replaces":
				f.Replaces = words[i+1]
			case "retracts":
				f.Replaces, f.Retracts, f.Kind = words[i+1], true, ""
			case "marks":
				f.Marks, f.Kind = fact.ID{Source: "s", Key: words[i+1]}, fact.Mark
				f.Attributes = fact.NewAttributes(fact.Attribute{Name: "note", Value: fact.Text(words[0])})
			}
		}
		if err := f.Check(); err != nil {
			t.Fatal(err)
		}
		facts = append(facts, f)
	}
	return facts
}

// listed writes entries as "a b(m n)": keys, and in parentheses their marks.
func listed(entries []fact.Entry) string {
	words := make([]string, 0, len(entries))
	for _, e := range entries {
		word := e.ID.Key
		if len(e.Marks) > 0 {
			marks := make([]string, 0, len(e.Marks))
			for _, m := range e.Marks {
				marks = append(marks, m.ID.Key)
			}
			word += "(" + strings.Join(marks, " ") + ")"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

var histories = []struct {
	name  string
	facts string
	want  []string // what is known on 1, 2, 3 … March
}{
	{"facts count from the day they were recorded", "a 01\nb 02\n", []string{"a", "a b"}},
	{"a correction replaces", "a 01\nb 02 replaces a", []string{"a", "b"}},
	{"a correction on the day itself", "a 01\nb 01 replaces a", []string{"b"}},
	{"a correction that came before what it corrects", "b 01 replaces a\na 02", []string{"b", "b"}},
	{"a correction of what never came", "b 01 replaces a", []string{"b"}},
	{"a chain of corrections counts once", "a 01\nb 02 replaces a\nc 03 replaces b\nd 03 replaces c", []string{"a", "b", "d"}},
	{"a retraction takes back", "a 01\nr 02 retracts a", []string{"a", ""}},
	{"a retraction of a correction takes back the whole thing", "a 01\nb 02 replaces a\nr 03 retracts b", []string{"a", "b", ""}},
	{"a retraction of a retraction brings nothing back", "a 01\nr 02 retracts a\nq 03 retracts r", []string{"a", "", ""}},
	{"a correction of a retraction does", "a 01\nr 02 retracts a\nb 03 replaces r", []string{"a", "", "b"}},
	{"a fact corrected twice counts once, by the later one", "a 01\nb 02 replaces a\nc 03 replaces a", []string{"a", "b", "c"}},
	{"on one day, by the greater id", "a 01\nc 02 replaces a\nb 02 replaces a", []string{"a", "c"}},
	{"the loser's own corrections do not count either", "a 01\nb 02 replaces a\nd 03 replaces b\nc 04 replaces a", []string{"a", "b", "d", "c"}},
	{"the original is corrected after it was retracted", "a 01\nr 02 retracts a\nb 03 replaces a", []string{"a", "", "b"}},
	{"the original is retracted after it was corrected", "a 01\nb 02 replaces a\nr 03 retracts a", []string{"a", "b", ""}},
	{"what is said last about a corrected fact, by its old id", "a 01\nb 02 replaces a\nc 03 replaces b\nr 04 retracts a", []string{"a", "b", "c", ""}},
	{"and then said again", "a 01\nb 02 replaces a\nr 03 retracts a\nc 04 replaces b", []string{"a", "b", "", "c"}},
	{"an older version that came late counts until the next", "a 01\nb 05 replaces a\nc 03 replaces a\nr 05 retracts c", []string{"a", "a", "c", "c", "b"}},
	{"on one day a correction stands above a retraction", "m 01\nz 02 retracts m\nb 02 replaces m", []string{"m", "b"}},
	{"whatever their ids", "m 01\nb 02 retracts m\nz 02 replaces m", []string{"m", "z"}},
	{"unless it is the correction that is retracted", "m 01\na 02 retracts z\nz 02 replaces m", []string{"m", ""}},
	{"retracting the loser changes nothing", "a 01\nb 02 replaces a\nc 03 replaces a\nr 04 retracts b", []string{"a", "b", "c", "c"}},
	{"corrections of something that never came count once", "b 01 replaces a\nc 02 replaces a", []string{"b", "c"}},
	{"a mark is added", "a 01\nm 02 marks a", []string{"a", "a(m)"}},
	{"a mark stays on the corrected fact", "a 01\nm 02 marks a\nb 03 replaces a\nc 04 replaces b", []string{"a", "a(m)", "b(m)", "c(m)"}},
	{"a mark made on the old id after the correction", "a 01\nb 02 replaces a\nm 03 marks a", []string{"a", "b", "b(m)"}},
	{"marks on several versions, oldest first", "a 01\nn 02 marks a\nb 02 replaces a\nm 02 marks b\nl 03 marks b", []string{"a", "b(m n)", "b(m n l)"}},
	{"a mark on a version that lost", "a 01\nb 02 replaces a\nm 02 marks b\nc 03 replaces a", []string{"a", "b(m)", "c(m)"}},
	{"a mark on a first version that never came", "b 01 replaces a\nm 02 marks a", []string{"b", "b(m)"}},
	{"a mark of something that is retracted", "a 01\nm 02 marks a\nr 03 retracts a", []string{"a", "a(m)", ""}},
	{"a retracted mark", "a 01\nm 02 marks a\nr 03 retracts m", []string{"a", "a(m)", "a"}},
	{"a corrected mark", "a 01\nm 02 marks a\nn 03 replaces m marks a", []string{"a", "a(m)", "a(n)"}},
	{"a mark of what never came", "m 01 marks a", []string{""}},
	{"facts that replace each other", "a 01 replaces b\nb 01 replaces a", []string{""}},
	{"one more that replaces one of these", "a 01 replaces b\nb 01 replaces a\nc 02 replaces a", []string{"", ""}},
}

func TestAsKnown(t *testing.T) {
	for _, test := range histories {
		t.Run(test.name, func(t *testing.T) {
			facts := told(t, test.facts)
			for i, want := range test.want {
				known := calendar.Date(2024, 3, i+1)
				if got := listed(fact.AsKnown(facts, known, nil)); got != want {
					t.Errorf("known on %s: got %q, want %q", known, got, want)
				}
			}
			if got := fact.AsKnown(facts, calendar.Date(2024, 2, 29), nil); len(got) != 0 {
				t.Errorf("before anything was recorded: got %q", listed(got))
			}
		})
	}
}

func TestNewest(t *testing.T) {
	for _, test := range []struct{ name, facts, of, at, want string }{
		{"a fact that stands alone", "a 01", "a", "2024-03-02", "a"},
		{"the last correction, whatever its key", "a 01\nb 02 replaces a\nc 03 replaces b", "a", "2024-03-03", "c"},
		{"what came later is not known yet", "a 01\nb 02 replaces a\nc 03 replaces b", "a", "2024-03-02", "b"},
		{"of two corrections of one day the one that AsKnown would take", "a 01\nc 02 replaces a\nb 02 replaces a", "a", "2024-03-02", "c"},
		{"a retraction needs no correction of its own", "a 01\nb 02 replaces a\nr 02 retracts b", "a", "2024-03-02", "b"},
		{"facts that replace each other have none", "a 01 replaces b\nb 01 replaces a", "a", "2024-03-02", "a"},
	} {
		facts := told(t, test.facts)
		if got := fact.Newest(facts, fact.ID{Source: "s", Key: test.of}, calendar.On(calendar.MustParseDay(test.at))); got.Key != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got.Key, test.want)
		}
	}
	facts := told(t, "a 01\nr 02 retracts a")
	facts[1].Recorded = calendar.At(calendar.MustParseDay("2024-03-02").Time().Add(1))
	if got := fact.Newest(facts, facts[0].ID, calendar.On(calendar.MustParseDay("2024-03-02"))); got != facts[1].ID {
		t.Errorf("a retraction of an hour of the day: got %s, want %s", got, facts[1].ID)
	}
}

// random are histories of a few keys that correct, retract and mark each other
// in every possible way, in a random order.
var random = rapid.Custom(func(t *rapid.T) []fact.Fact {
	const keys = "abcdefg"
	facts := make([]fact.Fact, 0, len(keys))
	for i := range rapid.IntRange(0, len(keys)).Draw(t, "facts") {
		f := fact.Fact{ID: fact.ID{Source: "s", Key: keys[i : i+1]}, Kind: "sale"}
		f.Happened = rapid.SampledFrom([]calendar.Moment{calendar.On(19_000), calendar.On(19_001), calendar.At(calendar.Day(19_000).Time()),
			calendar.MomentOf(calendar.On(19_000).Micros()+1, false)}).Draw(t, "happened")
		f.Recorded = rapid.SampledFrom([]calendar.Moment{calendar.On(19_002), calendar.On(19_003), calendar.At(calendar.Day(19_002).Time())}).Draw(t, "recorded")
		other := rapid.SampledFrom(strings.Split(keys, "")).Draw(t, "other")
		switch rapid.SampledFrom([]string{"plain", "plain", "replaces", "replaces", "retracts", "marks"}).Draw(t, "shape") {
		case "replaces":
			f.Replaces = other
		case "retracts":
			f.Replaces, f.Retracts = other, true
		case "marks":
			f.Marks = fact.ID{Source: "s", Key: other}
		}
		facts = append(facts, f)
	}
	return rapid.Permutation(facts).Draw(t, "order")
})

func TestTheOrderOfFactsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := random.Draw(t, "history")
		shuffled := rapid.Permutation(facts).Draw(t, "shuffled")
		known := calendar.Day(rapid.Int32Range(19_001, 19_004).Draw(t, "known"))
		if diff := cmp.Diff(listed(fact.AsKnown(facts, known, nil)), listed(fact.AsKnown(shuffled, known, nil))); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestEveryThingCountsAtMostOnce: of a fact and all that replaces it, directly
// or through others, at most one version counts; where nothing was retracted,
// exactly one.
func TestEveryThingCountsAtMostOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := random.Draw(t, "history")
		replaces := map[string]string{}
		for _, f := range facts {
			replaces[f.ID.Key] = f.Replaces
		}
		firstOf := func(key string) string { // "" in a circle
			for range len(facts) + 1 {
				if replaces[key] == "" {
					return key
				}
				key = replaces[key]
			}
			return ""
		}
		counted, retracted := map[string]string{}, map[string]bool{"": true}
		for _, e := range fact.AsKnown(facts, 19_003, nil) {
			first := firstOf(e.ID.Key)
			if other, twice := counted[first]; twice || first == "" || e.Retracts || !e.Fact.Marks.IsZero() {
				t.Fatalf("%s counts, and so does %q", e.ID.Key, other)
			}
			counted[first] = e.ID.Key
		}
		for _, f := range facts {
			retracted[firstOf(f.ID.Key)] = retracted[firstOf(f.ID.Key)] || f.Retracts || !f.Marks.IsZero()
		}
		for _, f := range facts {
			if first := firstOf(f.ID.Key); counted[first] == "" && !retracted[first] {
				t.Fatalf("no version of %s counts", f.ID.Key)
			}
		}
	})
}

func TestTheOrderOfAHistory(t *testing.T) {
	moments := []string{"2024-03-04T23:59:59Z", "2024-03-05", "2024-03-05T00:00:00Z", "2024-03-05T08:00:00Z", "2024-03-06"}
	var facts []fact.Fact
	for i, text := range moments {
		happened, err := calendar.ParseMoment(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, source := range []string{"b", "a"} {
			facts = append(facts, fact.Fact{ID: fact.ID{Source: source, Key: fmt.Sprint(9 - i)}, Happened: happened, Recorded: calendar.On(0)})
		}
	}
	slices.Reverse(facts)
	var got []string
	for _, e := range fact.AsKnown(facts, 0, nil) {
		got = append(got, e.ID.String()+" "+e.Happened.String())
	}
	var want []string
	for i, text := range moments {
		want = append(want, fmt.Sprintf("a/%d %s", 9-i, text), fmt.Sprintf("b/%d %s", 9-i, text))
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got (-), want (+):\n%s", diff)
	}
}

func TestTheDaysOfAnEntry(t *testing.T) {
	tests := []struct{ name, happened, until, zone, day, ends string }{
		{"an event is one day", "2024-03-05", "", "UTC", "2024-03-05", "2024-03-05"},
		{"an event is a day in the zone", "2024-03-05T23:30:00Z", "", "Asia/Shanghai", "2024-03-06", "2024-03-06"},
		{"a state holds until further notice", "2024-03-05", "open", "UTC", "2024-03-05", "9999-12-31"},
		{"the last day of a state is part of it", "2024-03-05", "2024-03-31", "Asia/Shanghai", "2024-03-05", "2024-03-31"},
		{"a state that ended in the course of a day", "2024-03-05", "2024-03-31T14:00:00Z", "UTC", "2024-03-05", "2024-03-31"},
		{"a state that ended with a day", "2024-03-05", "2024-03-31T23:59:59Z", "UTC", "2024-03-05", "2024-03-31"},
		{"a state that ended as a day began", "2024-03-05", "2024-04-01T00:00:00Z", "UTC", "2024-03-05", "2024-03-31"},
		{"as a day began in the zone", "2024-03-05", "2024-03-31T23:00:00Z", "Europe/London", "2024-03-05", "2024-03-31"},
		{"a state of no length at the beginning of a day", "2024-03-05T00:00:00Z", "2024-03-05T00:00:00Z", "UTC", "2024-03-05", "2024-03-04"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := fact.Fact{State: test.until != "", Recorded: calendar.On(0)}
			if err := f.Happened.UnmarshalText([]byte(test.happened)); err != nil {
				t.Fatal(err)
			}
			if test.until != "open" {
				if err := f.Until.UnmarshalText([]byte(test.until)); err != nil {
					t.Fatal(err)
				}
			}
			zone, err := calendar.Zone(test.zone)
			if err != nil {
				t.Fatal(err)
			}
			e := fact.AsKnown([]fact.Fact{f}, calendar.LastDay, zone)[0]
			if e.Day.String() != test.day || e.Ends.String() != test.ends {
				t.Errorf("got %s to %s, want %s to %s", e.Day, e.Ends, test.day, test.ends)
			}
		})
	}
}

func TestWhatWasKnownOnADayDependsOnTheZone(t *testing.T) {
	f := fact.Fact{Recorded: calendar.At(calendar.MustParseDay("2024-03-06").Time().Add(-1))}
	shanghai, err := calendar.Zone("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	fifth := calendar.MustParseDay("2024-03-05")
	if !f.KnownOn(fifth, nil) || f.KnownOn(fifth, shanghai) || !f.KnownOn(fifth+1, shanghai) {
		t.Error("what was recorded just before midnight in UTC is of the next day in Shanghai")
	}
}

func TestMarksStandAboveWhatAFactSays(t *testing.T) {
	says := func(pairs ...string) fact.Attributes {
		var out fact.Attributes
		for i := 0; i < len(pairs); i += 2 {
			out = out.With(pairs[i], fact.Text(pairs[i+1]))
		}
		return out
	}
	e := fact.Entry{
		Fact:  &fact.Fact{Attributes: says("country", "DE", "channel", "direct", "plan", "basic")},
		Marks: []*fact.Fact{{Attributes: says("country", "FR", "channel", "reseller")}, {Attributes: says("country", "IT")}},
	}
	for name, want := range map[string]string{"country": "IT", "channel": "reseller", "plan": "basic", "colour": ""} {
		if got := e.Attribute(name).String(); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
