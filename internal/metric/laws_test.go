package metric_test

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/program"
)

// The days on which things happen in these tests, and those that are asked.
var (
	begins = calendar.MustParseDay("2023-11-01")
	ends   = calendar.MustParseDay("2024-03-05")
)

// laws is the program of these tests, and the conditions in it.
func laws(t testing.TB) (*program.Program, []*metric.Condition) {
	t.Helper()
	text, err := os.ReadFile("testdata/laws.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := program.Read("laws.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	l, _ := p.Ladder("conditions")
	return p, l.Conditions()
}

// told is a standing that is known beforehand.
type told struct{ benefit, attained, changed, lost calendar.Day }

func (e told) Held(_, _ string, _ metric.Scope, day calendar.Day) bool {
	return e.attained <= day && day < e.lost
}

func (e told) HeldKeys(_, _ string, day calendar.Day) []string {
	if e.Held("", "", metric.Scope{}, day) {
		return []string{"DE", "US"}
	}
	return nil
}

func (e told) Done(string, string, metric.Scope, calendar.Day) bool { return false }

func (e told) FirstBenefit(day calendar.Day) (calendar.Day, bool) { return e.benefit, e.benefit <= day }

func (e told) TierChange(_ string, _ metric.Scope, day calendar.Day) (calendar.Day, bool) {
	if e.changed <= day {
		return e.changed, true
	}
	return e.attained, e.attained <= day
}

func (e told) Attained(_ string, _ metric.Scope, day calendar.Day) (calendar.Day, bool) {
	return e.attained, e.attained <= day
}

func (e told) Waived(*metric.Condition, metric.Scope, calendar.Day) (metric.Said, bool) {
	return metric.Said{}, false
}

func (e told) Next(day calendar.Day) calendar.Day {
	next := calendar.LastDay
	for _, d := range []calendar.Day{e.benefit, e.attained, e.changed, e.lost} {
		if d > day {
			next = min(next, d)
		}
	}
	return next
}

// world is what happened, and to whom it is asked.
type world struct {
	program    *program.Program
	conditions []*metric.Condition
	facts      []fact.Fact
	told       told
	scope      metric.Scope
}

func anyWorld(t *rapid.T, p *program.Program, conditions []*metric.Condition) *world {
	day := func(label string) calendar.Day { return begins + calendar.Day(rapid.IntRange(0, 90).Draw(t, label)) }
	w := &world{program: p, conditions: conditions}
	w.told = told{benefit: day("benefit"), attained: day("attained"), changed: day("changed"), lost: day("lost")}
	for i := range rapid.IntRange(0, 25).Draw(t, "facts") {
		w.facts = append(w.facts, anyFact(t, i, day("day")))
	}
	w.scope = rapid.SampledFrom([]metric.Scope{
		{}, metric.Scope{}.Within(metric.Key{Level: fact.Offer, ID: "p1/o1"}), metric.Scope{}.Within(metric.Key{Dimension: "region", ID: "DE"}),
	}).Draw(t, "scope")
	return w
}

func anyFact(t *rapid.T, i int, day calendar.Day) fact.Fact {
	f := fact.Fact{ID: fact.ID{Source: "t", Key: fmt.Sprintf("f%02d", i)}, Happened: calendar.On(day), Recorded: calendar.On(begins),
		Subject: fact.Subject{Partner: "p", Publisher: rapid.SampledFrom([]string{"p1", "p2"}).Draw(t, "publisher"), Offer: rapid.SampledFrom([]string{"o1", "o2", ""}).Draw(t, "offer")}}
	f.Kind = rapid.SampledFrom([]string{"sale", "sale", "sale", "sale", "refund", "level", "offer", "contract"}).Draw(t, "kind")
	with := func(name string, v fact.Value) { f.Attributes = f.Attributes.With(name, v) }
	switch f.Kind {
	case "level", "offer":
		f.State = true
		f.Subject.Offer = rapid.SampledFrom([]string{"o1", "o2"}).Draw(t, "offer")
		if length := rapid.IntRange(-1, 30).Draw(t, "length"); length >= 0 {
			f.Until = calendar.On(day + calendar.Day(length))
		}
		with("value", fact.Numeric(number.FromInt(int64(rapid.IntRange(0, 9).Draw(t, "value")))))
		with("status", fact.Text(rapid.SampledFrom([]string{"live", "draft"}).Draw(t, "status")))
		with("hidden", fact.Bool(rapid.Bool().Draw(t, "hidden")))
	default:
		cents := int64(rapid.IntRange(-20, 90).Draw(t, "amount"))
		f.Amount = money.New(number.Fraction(cents, 2), rapid.SampledFrom([]string{"USD", "USD", "EUR", "GBP"}).Draw(t, "currency"))
		with("region", fact.Text(rapid.SampledFrom([]string{"DE", "FR", "US"}).Draw(t, "region")))
		if rapid.Bool().Draw(t, "given") {
			with("points", fact.Numeric(number.FromInt(int64(rapid.IntRange(0, 5).Draw(t, "points")))))
			with("paid_on", fact.Text((day + calendar.Day(rapid.IntRange(-9, 20).Draw(t, "paid"))).String()))
			with("fraud", fact.Bool(rapid.Bool().Draw(t, "fraud")))
		}
	}
	return f
}

// reader reads the world anew.
func (w *world) reader() *metric.Reader {
	known := fact.AsKnown(w.facts, calendar.LastDay, time.UTC)
	set := w.program.Set
	set.EndSuperseded(known)
	own := w.program.OwnRates()
	return metric.NewReader(set.NewBook(known, nil, nil), set, money.Rates{w.program.RateRule().Source: own}, w.told)
}

// shown is everything that can be seen of a value.
func shown(v metric.Value) string { return fmt.Sprint(v, v.Presence, v.Yes) }

// holdsUntilNext asks on every day, and insists that the answer stays until the
// day that next names.
func holdsUntilNext(t *rapid.T, what string, answer func(calendar.Day) string, next func(calendar.Day) calendar.Day) {
	answers := map[calendar.Day]string{}
	for day := begins - 5; day <= ends; day++ {
		answers[day] = answer(day)
	}
	for day := begins - 5; day <= ends; day++ {
		until := next(day)
		if until <= day {
			t.Fatalf("%s: on %s the next change is on %s", what, day, until)
		}
		for other := day + 1; other < min(until, ends); other++ {
			if answers[other] != answers[day] {
				t.Fatalf("%s: on %s it is %s and the next change is on %s, but on %s it is %s", what, day, answers[day], until, other, answers[other])
			}
		}
	}
}

// farOrNear is how far somebody looks ahead who asks on a day.
func farOrNear(day calendar.Day) calendar.Day {
	if day%3 == 0 {
		return calendar.LastDay
	}
	return day + 1 + day%20
}

// TestNextMissesNoChange: between a day and the next day on which something may
// change, nothing changes.
func TestNextMissesNoChange(t *testing.T) {
	p, conditions := laws(t)
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t, p, conditions)
		r, other := w.reader(), w.reader()
		for range 8 {
			index := rapid.IntRange(0, len(p.Set.Definitions)-1).Draw(t, "metric")
			def := p.Set.Definitions[index]
			if def.Name == "age" || def.Name == "older" {
				continue // they count days; only their comparisons are watched
			}
			holdsUntilNext(t, def.Name,
				func(day calendar.Day) string { return shown(r.Value(index, w.scope, day)) },
				func(day calendar.Day) calendar.Day { return other.NextValue(index, w.scope, day) })
		}
		for range 4 {
			c := rapid.SampledFrom(conditions).Draw(t, "condition")
			watch := p.Set.NewWatch([]*metric.Condition{c})
			answer := func(day calendar.Day) string { return r.Frame(w.scope, day).Check(c).String() }
			holdsUntilNext(t, c.String(), answer, func(day calendar.Day) calendar.Day { return other.Next(c, w.scope, day) })
			holdsUntilNext(t, c.String(), answer, func(day calendar.Day) calendar.Day {
				return other.NextOf(watch, w.scope, day, farOrNear(day))
			})
		}
	})
}

// TestAnyOrderOfDays: what a reader says about a day does not depend on the days
// it was asked about before, nor on the order in which facts arrive.
func TestAnyOrderOfDays(t *testing.T) {
	p, conditions := laws(t)
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t, p, conditions)
		used := w.reader()
		w.facts = rapid.Permutation(w.facts).Draw(t, "order")
		for range 5 {
			day := begins + calendar.Day(rapid.IntRange(-5, 125).Draw(t, "asked"))
			fresh := w.reader()
			for index, def := range p.Set.Definitions {
				if got, want := shown(used.Value(index, w.scope, day)), shown(fresh.Value(index, w.scope, day)); got != want {
					t.Fatalf("%s on %s: got %s, afresh %s", def.Name, day, got, want)
				}
			}
			for _, c := range conditions {
				if got, want := used.Frame(w.scope, day).Check(c), fresh.Frame(w.scope, day).Check(c); got != want {
					t.Fatalf("%s on %s: got %s, afresh %s", c, day, got, want)
				}
			}
		}
	})
}

// TestExplainAgrees: an explanation has the outcome of the check, and in it every
// comparison that was made follows from the values it shows.
func TestExplainAgrees(t *testing.T) {
	p, conditions := laws(t)
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t, p, conditions)
		r, other := w.reader(), w.reader()
		for range 6 {
			day := begins + calendar.Day(rapid.IntRange(-5, 125).Draw(t, "asked"))
			for _, c := range conditions {
				reason := other.Frame(w.scope, day).Explain(c)
				if got := r.Frame(w.scope, day).Check(c); got != reason.Truth {
					t.Fatalf("%s on %s: it %s, but the explanation says that it %s", c, day, got, reason.Truth)
				}
				negated := &metric.Condition{Not: c}
				if got := r.Frame(w.scope, day).Check(negated); got != opposite[reason.Truth] {
					t.Fatalf("not (%s) on %s: it %s, and without not it %s", c, day, got, reason.Truth)
				}
				comparisons(&reason, func(leaf *metric.Reason) {
					index, alone := p.Set.Index(leaf.Condition.Compare.Left.Metric())
					if alone && len(leaf.Measured) > 0 && !leaf.Measured[0].Value.Same(leaf.Found) {
						t.Fatalf("%s: found %s, but %s is %s", leaf.Condition, leaf.Found, p.Set.Definitions[index].Name, leaf.Measured[0].Value)
					}
				})
			}
		}
	})
}

var opposite = map[metric.Truth]metric.Truth{metric.Holds: metric.Fails, metric.Fails: metric.Holds, metric.Ignored: metric.Ignored}

func comparisons(r *metric.Reason, do func(*metric.Reason)) {
	if r.Condition != nil && r.Condition.Compare != nil {
		do(r)
	}
	for i := range r.Children {
		comparisons(&r.Children[i], do)
	}
}

// TestEvidenceMakesTheValue works each value out again from the facts in its
// evidence, by the words of docs/program-file.md and nothing else.
func TestEvidenceMakesTheValue(t *testing.T) {
	p, conditions := laws(t)
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t, p, conditions)
		r := w.reader()
		for range 12 {
			day := begins + calendar.Day(rapid.IntRange(-5, 125).Draw(t, "asked"))
			for index, def := range p.Set.Definitions {
				m := r.MeasureOn(index, w.scope, day)
				want, ok := remade(def, &m.Evidence)
				if ok && m.Value.Is() && def.SmallSample == nil && !m.Value.Number.Equal(want) {
					t.Fatalf("%s on %s is %s; its evidence makes %s", def.Name, day, m.Value, want)
				}
				if ok && !m.Value.Is() && def.SmallSample == nil && len(m.Evidence.Facts) > 0 {
					t.Fatalf("%s on %s has no value, and %d facts in its evidence", def.Name, day, len(m.Evidence.Facts))
				}
				for _, c := range m.Evidence.Facts {
					if c.Day >= m.Evidence.Span.Until || def.Window != nil && !c.Fact.State && c.Day < m.Evidence.Span.From {
						t.Fatalf("%s on %s counts a fact of %s outside %v", def.Name, day, c.Day, m.Evidence.Span)
					}
				}
			}
		}
	})
}

// remade is a value by the definition of its kind; false for kinds that are not
// made from single numbers.
func remade(d *metric.Definition, e *metric.Evidence) (number.Number, bool) {
	var list []number.Number
	sum := number.Zero
	for _, c := range e.Facts {
		list = append(list, c.Number)
		sum = sum.Add(c.Number)
	}
	sorted := slices.Clone(list)
	slices.SortFunc(sorted, number.Number.Cmp)
	n := len(list)
	size := number.FromInt(int64(n))
	switch {
	case d.Sum != "" && d.Currency != metric.Native:
		return sum, true
	case d.Count == "facts":
		return size, true
	case d.Exists != "":
		return number.Lowest(size, number.One), true
	case n == 0:
		return number.Zero, false
	case d.Min != "":
		return sorted[0], true
	case d.Max != "":
		return sorted[n-1], true
	case d.Median != "":
		return sorted[(n-1)/2].Add(sorted[n/2]).Quo(number.FromInt(2)), true
	case d.Average != "" && d.Round != nil:
		return sum.Quo(size).Round(d.Round.To, number.HalfUp), true
	case d.Average != "":
		return sum.Quo(size), true
	case d.Latest != "":
		return list[n-1], true
	case d.First != "":
		return list[0], true
	default:
		return number.Zero, false
	}
}

// TestWindowsAddUp: the sums of windows that follow one another are the sum of
// all of it.
func TestWindowsAddUp(t *testing.T) {
	p, conditions := laws(t)
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t, p, conditions)
		r := w.reader()
		at := func(name string, day calendar.Day) number.Number {
			index, _ := p.Set.Index(name)
			return r.Value(index, w.scope, day).Number
		}
		months, trailing := number.Zero, number.Zero
		for day := begins; day <= ends; day++ {
			if day == day.MonthEnd() {
				months = months.Add(at("in_month", day))
				if before := at("in_month", day); !before.Equal(at("month_before", day+1)) {
					t.Fatalf("the month that ends with %s is %s, and %s a day later", day, before, at("month_before", day+1))
				}
			}
		}
		last := ends.MonthStart() - 1
		if !months.Equal(at("lifetime", last)) {
			t.Fatalf("the months add up to %s, all of them to %s", months, at("lifetime", last))
		}
		for day := last; day >= begins; day -= 20 {
			trailing = trailing.Add(at("whole", day))
		}
		if everything := func() number.Number {
			index, _ := p.Set.Index("lifetime")
			return r.Value(index, metric.Scope{}, last).Number
		}(); !trailing.Equal(everything) {
			t.Fatalf("windows of 20 days add up to %s, all of them to %s", trailing, everything)
		}
	})
}
