package standing

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/program"
)

// inputDrawn is a random program, in one or two versions, with random facts.
func inputDrawn(t *rapid.T) Input {
	releases := []program.Release{{Program: programDrawn(t, "v1", begins), Applied: calendar.On(begins)}}
	if rapid.IntRange(0, 2).Draw(t, "versions") == 2 {
		second := calendar.Day(rapid.IntRange(int(begins)+30, int(ends)).Draw(t, "second version"))
		releases = append(releases, program.Release{Program: programDrawn(t, "v2", second), Applied: calendar.On(second - 20)})
	}
	in := Input{Partner: Partner{ID: "ptr"}, Facts: factsDrawn(t), History: program.NewHistory(releases...), Known: through + 400, At: through}
	for _, f := range in.Facts {
		t.Logf("%s", factText(f))
	}
	return in
}

func evaluated(t *rapid.T, in Input, daily bool) *Timeline {
	line, err := evaluate(in, daily)
	if err != nil {
		t.Fatalf("Evaluate: %s", err)
	}
	return line
}

// same fails when two timelines, or two answers, are told in other words.
func same(t *rapid.T, why, want, got string) {
	t.Helper()
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", why, diff)
	}
}

func dayDrawn(t *rapid.T, what string, from, until calendar.Day) calendar.Day {
	return calendar.Day(rapid.IntRange(int(from), int(until)).Draw(t, what))
}

// law checks a law for random programs and facts.
func law(t *testing.T, holds func(t *rapid.T, in Input)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) { holds(t, inputDrawn(t)) })
}

// TestNoChangeIsSkipped: walking from change to change finds what stopping at
// every single day finds.
func TestNoChangeIsSkipped(t *testing.T) {
	law(t, func(t *rapid.T, in Input) {
		same(t, "stopping at every day, and not", told(evaluated(t, in, true)), told(evaluated(t, in, false)))
	})
}

// TestTheOrderOfFactsDoesNotMatter, and neither does a fact that is told twice.
func TestTheOrderOfFactsDoesNotMatter(t *testing.T) {
	law(t, func(t *rapid.T, in Input) {
		want := told(evaluated(t, in, false))
		twice := rapid.SampledFrom(in.Facts).Draw(t, "told twice")
		in.Facts = rapid.Permutation(append(slices.Clone(in.Facts), twice)).Draw(t, "order")
		same(t, "the facts in another order", want, told(evaluated(t, in, false)))
	})
}

// TestWhatIsLearnedLaterChangesNothing: a timeline as known on a day is the one
// of the facts recorded by then.
func TestWhatIsLearnedLaterChangesNothing(t *testing.T) {
	law(t, func(t *rapid.T, in Input) {
		in.At = dayDrawn(t, "at", begins, through)
		in.Known = dayDrawn(t, "known", begins, through+100)
		want := told(evaluated(t, in, false))
		in.Facts = slices.DeleteFunc(slices.Clone(in.Facts), func(f fact.Fact) bool { return f.Recorded.Day(nil) > in.Known })
		same(t, "all facts, and those that were known", want, told(evaluated(t, in, false)))
	})
}

// TestAheadChangesNoAnswer: how far the forecast looks changes nothing that is
// said about a day.
func TestAheadChangesNoAnswer(t *testing.T) {
	law(t, func(t *rapid.T, in Input) {
		in.At = dayDrawn(t, "at", begins, ends)
		want := toldOn(evaluated(t, in, false), in.At)
		in.Ahead = calendar.Day(rapid.IntRange(1, 400).Draw(t, "ahead"))
		line := evaluated(t, in, false)
		same(t, "with and without a forecast", want, toldOn(line, in.At))
		same(t, "asked once more", want, toldOn(line, in.At))
	})
}

// TestRestatementsTellEveryDifference: the stretches of a restatement are
// exactly the days on which the tier differs, and from a day of knowledge to
// itself there are none.
func TestRestatementsTellEveryDifference(t *testing.T) {
	law(t, func(t *rapid.T, in Input) {
		after := evaluated(t, in, false)
		if again := Restate(after, evaluated(t, in, false), through); len(again) > 0 {
			t.Fatalf("restated from a day to itself: %v", again)
		}
		in.Known = dayDrawn(t, "known", begins, through)
		before := evaluated(t, in, false)
		said := map[string]string{}
		for _, r := range Restate(before, after, through) {
			for _, s := range r.Spans {
				for day := s.Span.From; day < s.Span.Until; day++ {
					said[r.Ladder+keyText(r.Key.ID)+day.String()] = s.Before + " to " + s.After
				}
			}
		}
		found := map[string]string{}
		for _, p := range Pairs(before, after) {
			for day := begins; day <= through; day++ {
				if b, a := p.Before.TierOn(day), p.After.TierOn(day); b != a {
					found[p.Ladder+keyText(p.Key.ID)+day.String()] = b + " to " + a
				}
			}
		}
		if diff := cmp.Diff(found, said); diff != "" {
			t.Fatalf("days that differ (-found +said):\n%s", diff)
		}
	})
}

// TestBothAreEvaluatedAsEachIs: two histories that part on some day, walked
// together and apart.
func TestBothAreEvaluatedAsEachIs(t *testing.T) {
	law(t, func(t *rapid.T, in Input) {
		in.At = dayDrawn(t, "at", begins, through)
		effective := dayDrawn(t, "parts", begins-10, ends)
		other := in.History.With(program.Release{Program: programDrawn(t, "planned", effective), Applied: calendar.On(effective - 5)})
		if rapid.Bool().Draw(t, "the other way round") {
			in.History, other = other, in.History
		}
		with := in
		with.History = other
		one, two, err := EvaluateBoth(in, other)
		if err != nil {
			t.Fatalf("EvaluateBoth: %s", err)
		}
		for _, line := range []struct {
			alone Input
			both  *Timeline
		}{{in, one}, {with, two}} {
			alone := evaluated(t, line.alone, false)
			same(t, "both together, and each alone", told(alone), told(line.both))
			if day := dayDrawn(t, "told on", begins, in.At); len(alone.history.releases) > 0 {
				same(t, "both together, and each alone, on a day", toldOn(alone, day), toldOn(line.both, day))
			}
		}
	})
}

// TestIssuingChangesNothing: grants that are recorded on the day they are made
// are what they would have been, as long as nothing is corrected.
func TestIssuingChangesNothing(t *testing.T) {
	law(t, func(t *rapid.T, in Input) {
		in.Facts = slices.DeleteFunc(in.Facts, func(f fact.Fact) bool { return f.Kind == fact.Grant })
		for i := range in.Facts {
			in.Facts[i].Recorded = calendar.On(begins - 60)
		}
		want := unissued(evaluated(t, in, false))
		for _, day := range grantDays(evaluated(t, in, false)) {
			then := in
			then.At, then.Known = day, day
			line := evaluated(t, then, false)
			for _, g := range line.Grants {
				if g.Granted == day && g.Issued.IsZero() && g.from == "" && rapid.IntRange(0, 3).Draw(t, "forgotten") > 0 {
					f := line.IssueFact(g)
					f.Recorded, f.Subject.Partner = calendar.On(day), in.Partner.ID
					in.Facts = append(in.Facts, f)
				}
			}
		}
		same(t, "never issued, and issued every day", want, unissued(evaluated(t, in, false)))
	})
}

// grantDays are the days on which something was granted, ascending.
func grantDays(line *Timeline) []calendar.Day {
	var days []calendar.Day
	for _, g := range line.Grants {
		days = append(days, g.Granted)
	}
	slices.Sort(days)
	return slices.Compact(days)
}

var issuedMark = regexp.MustCompile(` issued \S+`)

// unissued is what a timeline says but which grants are issued, in order.
func unissued(line *Timeline) string {
	lines := strings.Split(issuedMark.ReplaceAllString(told(line), ""), "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// TestAMergerThatNeverWas leaves nothing behind.
func TestAMergerThatNeverWas(t *testing.T) {
	law(t, func(t *rapid.T, in Input) {
		in.Facts = slices.DeleteFunc(in.Facts, func(f fact.Fact) bool { return f.Kind == fact.Merge })
		want := told(evaluated(t, in, false))
		into, gone := "ptr", "other"
		if rapid.Bool().Draw(t, "merged away") {
			into, gone = gone, into
		}
		merge := state(fact.Merge, fact.Subject{Partner: into}, dayDrawn(t, "merged", begins, ends), calendar.LastDay, text("merged", gone))
		merge.ID, merge.Recorded = fact.ID{Source: "feed", Key: "merge"}, calendar.On(begins-50)
		never := fact.Fact{ID: fact.ID{Source: "feed", Key: "never"}, Kind: fact.Merge, Replaces: "merge", Retracts: true, Subject: merge.Subject, Recorded: calendar.On(begins - 49)}
		in.Facts = append(in.Facts, merge, never)
		same(t, "never merged, and a merger that never was", want, told(evaluated(t, in, false)))
	})
}

// toldOn is everything that is said about a day, without the forecast.
func toldOn(line *Timeline, day calendar.Day) string {
	var out strings.Builder
	for _, e := range line.Explain(day) {
		fmt.Fprintf(&out, "%s%s %s %s since %s evaluated %s%s%s provisional %v\n", e.Ladder, keyText(e.Key.ID), orNone(e.Tier), e.State, e.Since, e.Evaluated,
			dayText(" safe until ", e.SafeUntil), dayText(" grace until ", e.GraceUntil), e.Provisional)
		for _, m := range e.Metrics {
			fmt.Fprintf(&out, "  %s %v of %d facts\n", m.Metric.Name, m.Value, len(m.Evidence.Facts))
		}
		for _, r := range e.Tiers {
			fmt.Fprintf(&out, "  %s passes %t keeps %t\n", r.Tier, r.Passes, r.Keeps)
		}
		for _, g := range e.Gaps {
			fmt.Fprintf(&out, "  to %s %d ways\n", g.Tier, len(g.Ways))
		}
		for i := range e.Withheld {
			fmt.Fprintf(&out, "  no %s because %s\n", e.Withheld[i].Benefit, e.Withheld[i].Why)
		}
	}
	for _, g := range line.GrantsOn(day) {
		fmt.Fprintf(&out, "%s: %s, ends %s by %s\n", grantText(g.Grant), g.State, g.Ends, g.By)
	}
	fmt.Fprintf(&out, "outstanding %v\n", line.Outstanding(day))
	return out.String()
}
