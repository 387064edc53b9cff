package sentence_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

func TestWhatIsMissing(t *testing.T) {
	tell := teller("en", sentence.ForPartner)
	missing := func(condition string, found metric.Value) standing.Missing {
		c, err := metric.ParseCondition(condition)
		if err != nil {
			t.Fatal(err)
		}
		return standing.Missing{Reason: &metric.Reason{Condition: c, Found: found, Wanted: metric.Num(number.FromInt(5))}}
	}
	more := missing("sales > 5", metric.Num(number.One))
	value := metric.Num(number.FromInt(4))
	more.More, more.Beyond, more.Reason.Measured = &value, true, []metric.Measured{{Metric: &metric.Definition{Name: "sales"}}}
	on := more
	on.Track = "small"
	for _, test := range []struct {
		name string
		ways []standing.Way
		want string
	}{
		{"nothing can be named", nil, "Nothing that is measured reaches tier gold.\n"},
		{"more than so much", []standing.Way{{more}, {more}}, "More than 4 more in Sales reaches tier gold.\n  Or more than 4 more in Sales.\n"},
		{"a figure", []standing.Way{{missing("rating >= 5", metric.Num(number.One))}, {missing("rating < 5", metric.None)}},
			"To reach tier gold: Rating at least 5, now 1.\n  Or Rating less than 5; there is nothing to measure yet.\n"},
		{"a sample", []standing.Way{{missing("rating >= 5", metric.Value{Presence: metric.SmallFail})}}, "To reach tier gold: Rating at least 5; the sample is too small yet.\n"},
		{"a state", []standing.Way{{missing("holds main.silver", metric.None)}, {missing("gift completed", metric.None)}}, `To reach tier gold, this is missing:
  ✗ Main: tier silver or higher must be held. Not met.
  Or this:
    ✗ Gift must be completed first. Not met.
`},
		{"several things, on a track", []standing.Way{{on, missing("rating >= 5", metric.None)}}, `All of this together reaches tier gold:
  ✗ More than 4 more in Sales.
  ✗ Rating: nothing to measure yet; at least 5 is needed. Not met.
  By the track Small.
`},
	} {
		gap := standing.Gap{Tier: "gold", Ways: test.ways}
		if diff := cmp.Diff(test.want, sentence.Tree(one(tell.Gap("main", &gap)), false)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
