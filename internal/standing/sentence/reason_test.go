package sentence_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/standing/sentence"
)

func TestConditionsThatMustNotHold(t *testing.T) {
	leaf := func(text string, truth metric.Truth) metric.Reason {
		c, err := metric.ParseCondition(text)
		if err != nil {
			t.Fatal(err)
		}
		return metric.Reason{Condition: c, Truth: truth, Found: metric.Num(number.FromInt(3)), Wanted: metric.Num(number.FromInt(5))}
	}
	not := func(r metric.Reason) *metric.Reason {
		return &metric.Reason{Condition: &metric.Condition{Not: r.Condition}, Truth: flip(r.Truth), Children: []metric.Reason{r}}
	}
	a, b := leaf("a >= 5", metric.Fails), leaf("5 < b", metric.Holds)
	b.Found, b.Wanted = b.Wanted, metric.Num(number.FromInt(8))
	tree := func(c metric.Condition, truth metric.Truth) metric.Reason {
		return metric.Reason{Condition: &c, Truth: truth, Children: []metric.Reason{a, b}, Met: 1, Of: 2}
	}
	over := func(mode metric.Mode) metric.Reason {
		return metric.Reason{Condition: &metric.Condition{Over: &metric.Quantifier{Mode: mode, K: 2, Over: "deals", Top: &metric.Top{N: 3, By: "deal_size"}, When: a.Condition, Without: metric.Filter{}}}, Met: 1, Of: 3}
	}
	span := calendar.Span{From: march, Until: june + 1}
	recurs := func(mode metric.RecurrenceMode) metric.Reason {
		return metric.Reason{Condition: &metric.Condition{Time: &metric.Recurrence{Mode: mode, K: 2, N: 4, Cycle: metric.CycleRef{N: 4, Name: "fiscal_half"}, Holds: a.Condition}}, Met: 1, Of: 4, Span: span}
	}
	for _, test := range []struct {
		reason metric.Reason
		want   string
	}{
		{a, "✓ A: 3; less than 5 is needed. Met.\n"},
		{b, "✗ B: 8; at most 5 is needed. Not met.\n"},
		{leaf("a = 5", metric.Ignored), "· A: 3; anything but 5 is needed. Left aside.\n"},
		{leaf("holds main.gold", metric.Holds), "✗ Main: tier gold or higher must not be held. Not met.\n"},
		{leaf("gift granted", metric.Fails), "✓ Gift must not have been granted. Met.\n"},
		{leaf("gift activated", metric.Fails), "✓ Gift must not have been activated. Met.\n"},
		{tree(metric.Condition{All: []*metric.Condition{a.Condition, b.Condition}}, metric.Fails), `✓ One of these is enough. Met.
  ✓ A: 3; less than 5 is needed. Met.
  ✗ B: 8; at most 5 is needed. Not met.
`},
		{tree(metric.Condition{Any: []*metric.Condition{a.Condition, b.Condition}}, metric.Holds), `✗ All of these are needed. Not met.
  ✓ A: 3; less than 5 is needed. Met.
  ✗ B: 8; at most 5 is needed. Not met.
`},
		{tree(metric.Condition{AtLeast: &metric.Several{K: 2}}, metric.Fails), `✓ Fewer than 2 of these 2 may be met, 1 found. Met.
  ✗ A: 3; at least 5 is needed. Not met.
  ✓ B: 8; more than 5 is needed. Met.
`},
		{over(metric.Every), "✓ Asked of 3 deals, true of 1: it must not be true of every one. Met.\n  Only these count: A at least 5.\n  Only the first 3 by deal size count.\n"},
		{over(metric.Among), "✓ Asked of 3 deals, true of 1: it must be true of fewer than 2. Met.\n  Only these count: A at least 5.\n  Only the first 3 by deal size count.\n"},
		{over(metric.Some), "✓ Asked of 3 deals, true of 1: it must be true of none. Met.\n  Only these count: A at least 5.\n  Only the first 3 by deal size count.\n"},
		{over(metric.NoneOf), "✓ Asked of 3 deals, true of 1: one is enough. Met.\n  Only these count: A at least 5.\n  Only the first 3 by deal size count.\n"},
		{recurs(metric.OnAnyDay), "✓ This must hold on no day from 5 Mar 2024 to 30 Jun 2024; it holds on 1 of 4. Met.\n"},
		{recurs(metric.OnEveryDay), "✓ This must not hold on every day from 5 Mar 2024 to 30 Jun 2024; it holds on 1 of 4. Met.\n"},
		{recurs(metric.Periods), "✓ At the close of fewer than 2 of the last 4 periods of fiscal half may this hold; it holds at 1. Met.\n"},
	} {
		if diff := cmp.Diff(test.want, sentence.Tree(one(teller("en", sentence.ForPartner).Reason(not(test.reason))), false)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func flip(truth metric.Truth) metric.Truth {
	return map[metric.Truth]metric.Truth{metric.Holds: metric.Fails, metric.Fails: metric.Holds, metric.Ignored: metric.Ignored}[truth]
}

func TestAnswersShowTheTellingSubjectsFirst(t *testing.T) {
	r := metric.Reason{Condition: &metric.Condition{Over: &metric.Quantifier{Mode: metric.Every, Over: "offers"}}, Met: 22, Of: 23}
	for i := range 23 {
		r.Children = append(r.Children, metric.Reason{Key: metric.Key{Level: fact.Offer, ID: strings.Repeat("x", i+1)}, Truth: metric.Holds})
	}
	r.Children[21].Truth = metric.Fails
	lines := teller("en", sentence.ForPartner).Reason(&r).Lines
	if len(lines) != 21 || lines[0].Text != strings.Repeat("x", 22)+": no" || lines[20].Text != "And 3 more." {
		t.Errorf("got %v", lines)
	}
}

func TestAnswersOfYesAndNo(t *testing.T) {
	for condition, want := range map[string]string{"certified": "Certified: no (needed: yes). Not met.", "certified = no": "Certified: no (needed: no). Not met.",
		"certified != yes": "Certified: no (needed: no). Not met."} {
		c, err := metric.ParseCondition(condition)
		if err != nil {
			t.Fatal(err)
		}
		wanted, _ := c.Compare.Right.Literal()
		r := metric.Reason{Condition: c, Found: metric.Value{Yes: true}, Wanted: wanted}
		if got := teller("en", sentence.ForPartner).Reason(&r).Text; got != want {
			t.Errorf("%s: got %q, want %q", condition, got, want)
		}
	}
}
