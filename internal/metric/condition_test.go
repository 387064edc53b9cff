package metric_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// twoMetrics binds the plain metrics a and b, and conditions that read them.
func twoMetrics(t *rapid.T, conditions ...*metric.Condition) {
	var m problem.Mistakes
	var table yamlfile.Table[metric.Definition]
	yamlfile.Decode(yamlfile.Parse("f", []byte("a: {count: offers}\nb: {count: people}"), &m), &table, &m)
	b := &metric.Binder{Set: metric.NewSet(table, "USD", money.Rule{}, ""), Mistakes: &m}
	b.Metrics()
	for _, c := range conditions {
		b.Condition(c)
	}
}

func condition(text string, m *problem.Mistakes) *metric.Condition {
	c := &metric.Condition{}
	yamlfile.Decode(yamlfile.Parse("f", []byte(text), m), c, m)
	return c
}

// anyCondition draws a tree over the metrics a and b.
func anyCondition(depth int) *rapid.Generator[string] {
	leaf := rapid.Custom(func(t *rapid.T) string {
		return fmt.Sprintf("%s %s %d", rapid.SampledFrom([]string{"a", "b"}).Draw(t, "metric"),
			rapid.SampledFrom([]string{">=", ">", "<=", "<", "=", "!="}).Draw(t, "sign"), rapid.IntRange(0, 3).Draw(t, "number"))
	})
	if depth == 0 {
		return leaf
	}
	return rapid.OneOf(leaf, rapid.Custom(func(t *rapid.T) string {
		word := rapid.SampledFrom([]string{"all", "any", "not"}).Draw(t, "word")
		if word == "not" {
			return "{not: " + anyCondition(depth-1).Draw(t, "inner") + "}"
		}
		return "{" + word + ": [" + strings.Join(rapid.SliceOfN(anyCondition(depth-1), 1, 3).Draw(t, "inner"), ", ") + "]}"
	}))
}

// TestImpliesIsTrue: where one condition is said to imply another, every value
// that meets the one meets the other, and where two are said to be the same,
// they hold for the same values.
func TestImpliesIsTrue(t *testing.T) {
	shown := 0
	rapid.Check(t, func(t *rapid.T) {
		var m problem.Mistakes
		c, d := condition(anyCondition(2).Draw(t, "c"), &m), condition(anyCondition(2).Draw(t, "d"), &m)
		twoMetrics(t, c, d)
		implies, same := c.Implies(d), c.Same(d)
		for i := range 64 {
			f := metric.NewFrame([]metric.Value{half(i % 8), half(i / 8)})
			one, two := f.Check(c).Met(), f.Check(d).Met()
			if implies && one && !two {
				t.Fatalf("%s implies %s, but not for a = %s, b = %s", c, d, half(i%8), half(i/8))
			}
			if same && one != two {
				t.Fatalf("%s is the same as %s, but not for a = %s, b = %s", c, d, half(i%8), half(i/8))
			}
		}
		if implies {
			shown++
		}
	})
	if shown == 0 {
		t.Error("nothing was shown to imply anything")
	}
}

func half(i int) metric.Value { return metric.Num(number.Fraction(int64(i), 2)) }

func TestImplies(t *testing.T) {
	for _, c := range []struct {
		c, d string
		want bool
	}{
		{"a >= 5", "a >= 4", true},
		{"a >= 5", "a > 4", true},
		{"a >= 5", "a > 5", false},
		{"a > 5", "a >= 5", true},
		{"5 <= a", "a >= 5", true},
		{"5 > a", "a < 5", true},
		{"5 >= a", "a <= 5", true},
		{"5 < a", "a > 5", true},
		{"5 = a", "a = 5", true},
		{"a = 5", "a != 4", true},
		{"a >= 25_000", "a >= 25000", true},
		{"a >= 5 USD", "a >= 4 EUR", false},
		{"a >= 300 USD or 200 GBP", "a >= 300 USD or 200 GBP", true},
		{"a + b >= 5", "a + b >= 4", true},
		{"a + b >= 5", "b + a >= 4", false},
		{"{all: [a >= 5, b >= 1]}", "a >= 4", true},
		{"a >= 5", "{any: [b >= 1, a >= 4]}", true},
		{"{any: [a >= 5, a >= 4]}", "a >= 4", true},
		{"{any: [a >= 5, b >= 4]}", "a >= 4", false},
		{"holds x.y", "holds x.y", true},
		{"holds x.y", "holds x.z", false},
		{"x completed", "x completed", true},
		{"{some: offers, where: {status: live}}", "{some: offers, where: {status: [live]}}", true},
		{"{every: offers, has: {a: true}, top: {n: 1, by: installs}}", "{every: offers, has: {a: true}}", false},
		{"{at-least: 2, among: offers, when: a >= 1, holds: b >= 1}", "{at-least: 2, among: offers, when: a >= 1, holds: b >= 1}", true},
		{"{on-any-day-of: {trailing: 1 year}, holds: a >= 1}", "{on-every-day-of: {trailing: 1 year}, holds: a >= 1}", false},
		{"{in-each-of-last: 4 quarters, holds: a >= 1}", "{in-at-least: 4, of-last: 4 quarters, holds: a >= 1}", true},
		{"{at-least: 1, of: [a >= 1, b >= 1]}", "{at-least: 1, of: [a >= 1, b >= 1]}", true},
		{"lowest(a, -b) * 2 - 1 >= 1", "lowest(a, -b) * 2 - 1 >= 1", true},
		{"highest(a, b) >= 1", "lowest(a, b) >= 1", false},
	} {
		var m problem.Mistakes
		one, two := condition(c.c, &m), condition(c.d, &m)
		if err := m.Err("wrong"); err != nil {
			t.Fatal(err)
		}
		if got := one.Implies(two); got != c.want {
			t.Errorf("%s implies %s: got %v, want %v", c.c, c.d, got, c.want)
		}
	}
}

// TestConditionsInWords writes every shape on one line.
func TestConditionsInWords(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"billed_sales   >= 25_000 USD", "billed_sales >= 25_000 USD"},
		{"{all: [a >= 1, {any: [b, holds x.y]}]}", "all of (a >= 1; any of (b; holds x.y))"},
		{"{not: x granted}", "not (x granted)"},
		{"{at-least: 2, of: [a, b, c]}", "at least 2 of (a; b; c)"},
		{"{every: offers, where: {status: live, installs: {over: 100}}, without: {hidden: true}, has: {any: [{a: 1}, {b: {given: true}}]}}",
			"every offers where status is live and installs > 100 without hidden is true has (a is 1 or b is given)"},
		{"{at-least: 3, among: region, when: a >= 1, holds: b >= 2, top: {n: 5, by: size}}", "at least 3 among region of the top 5 by size when a >= 1 holds b >= 2"},
		{"{on-any-day-of: {full: 5 months, and-current: true}, holds: a >= 70}", "on any day of full 5 months and current: a >= 70"},
		{"{on-every-day-of: {trailing: 6 months, ending-yesterday: true}, holds: a}", "on every day of trailing 6 months ending yesterday: a"},
		{"{in-at-least: 13, of-last: 16 weeks, holds: a >= 90}", "in at least 13 of the last 16 weeks: a >= 90"},
	} {
		var m problem.Mistakes
		got := condition(c.yaml, &m)
		if err := m.Err("wrong"); err != nil {
			t.Fatal(err)
		}
		if got.String() != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestWindowsInWords writes every window, and every moment in it.
func TestWindowsInWords(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"lifetime", "lifetime"},
		{"{trailing: 12 months}", "trailing 12 months"},
		{"{in: fiscal, back: 1}", "in fiscal 1 back"},
		{"{in: year}", "in year"},
		{"{anniversary: first benefit, every: 6 months, back: 2}", "anniversary of first benefit every 6 months 2 back"},
		{"{since: tier change}", "since tier change"},
		{"{since: {later-of: [{first: sale}, 2024-01-01]}}", "since the later of (first sale; 2024-01-01)"},
		{"{since: {earlier-of: [{last: sale, where: {paid: true}}, {tier: x.gold}]}}", "since the earlier of (last sale where paid is true; tier x.gold)"},
		{"{from: 2024-01-01}", "from 2024-01-01"},
		{"{from: 2024-01-01, until: 2024-06-30}", "from 2024-01-01 until 2024-06-30"},
		{"{ahead: 12 months, from-next: quarter}", "ahead 12 months from next quarter"},
		{"{best-of: [{trailing: 6 months}, lifetime]}", "best of (trailing 6 months; lifetime)"},
		{"{if: a >= 1, then: lifetime, else: {trailing: 1 year}}", "if a >= 1 then lifetime else trailing 1 year"},
	} {
		var m problem.Mistakes
		w := &metric.Window{}
		yamlfile.Decode(yamlfile.Parse("f", []byte(c.yaml), &m), w, &m)
		if err := m.Err("wrong"); err != nil {
			t.Fatal(err)
		}
		if w.String() != c.want {
			t.Errorf("got %q, want %q", w, c.want)
		}
	}
}

// TestImpliesGivesUp: trees too large to compare imply nothing.
func TestImpliesGivesUp(t *testing.T) {
	many := func(leaf string) string { return strings.Repeat(leaf+", ", 299) + leaf }
	var m problem.Mistakes
	c, d := condition("{all: ["+many("a >= 1")+", b >= 1]}", &m), condition("{any: ["+many("a >= 2")+", b >= 1]}", &m)
	if c.Implies(d) {
		t.Error("the comparison did not give up")
	}
}

func TestUnits(t *testing.T) {
	var m problem.Mistakes
	var table yamlfile.Table[metric.Definition]
	text := "a: {sum: amount, of: sale}\nb: {exists: facts, of: sale}\nc: {sum: amount, of: sale, currency: native}\nd: {value: 2 * a}"
	yamlfile.Decode(yamlfile.Parse("f", []byte(text), &m), &table, &m)
	set := metric.NewSet(table, "USD", money.Rule{}, "")
	(&metric.Binder{Set: set, Mistakes: &m}).Metrics()
	for i, want := range []string{"USD", "yes or no", "money in its own currency", "USD"} {
		if got := set.UnitOf(i).String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestParseCondition(t *testing.T) {
	if c, err := metric.ParseCondition("sales >= 25_000 USD"); err != nil || c.String() != "sales >= 25_000 USD" {
		t.Errorf("got %v, %v", c, err)
	}
	if _, err := metric.ParseCondition("sales >= 25,000 USD"); err == nil || problem.Of(err).Hint != "Write 25_000." {
		t.Errorf("got %v", err)
	}
}

func TestExpressionsAreTheSame(t *testing.T) {
	expression := func(text string) *metric.Expression {
		var m problem.Mistakes
		e := &metric.Expression{}
		yamlfile.Decode(yamlfile.Parse("f", []byte(text), &m), e, &m)
		return e
	}
	if !expression("2_000 * a").Same(expression("2000*a")) || expression("a").Same(expression("b")) || expression("a").Same(nil) {
		t.Error("expressions are compared wrongly")
	}
}
