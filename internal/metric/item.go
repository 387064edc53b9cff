package metric

import (
	"slices"
	"sort"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// Native is the currency word of a metric that is not converted.
const Native = "native"

// items collects the facts that a metric over facts counts in a scope, and
// those it leaves out. A state that another ended on the day it began never
// held.
func (r *Reader) items(def *Definition, scope Scope) (in []item, out []leftOut) {
	told, remembered := r.book.told(def.Of, scope), r.book.choiceOf(def)
	in = make([]item, 0, len(told))
	for _, i := range told {
		e := &r.book.entries[i]
		if e.Ends < e.Day || !scope.has(r.book, e) {
			continue
		}
		v := r.book.verdict(def, remembered, i)
		if v == passedOver {
			continue
		}
		it := r.item(def, e)
		if reason, isOut := r.leftOut(def, e, v, &it); isOut {
			out = append(out, reason)
		} else if r.measure(def, e, &it) {
			in = append(in, it)
		}
	}
	return in, out
}

// told lists the entries of some kinds that may lie in a scope, in the order of
// the book.
func (b *Book) told(kinds []string, s Scope) []int {
	if s.keys[0].Level == "" {
		return b.ofKinds(kinds)
	}
	var of []int
	for _, i := range b.naming(s.keys[0].Level)[s.keys[0].ID] {
		if slices.Contains(kinds, b.entries[i].Kind) {
			of = append(of, i)
		}
	}
	return of
}

// ofKinds lists the entries of some kinds in the order of the book.
func (b *Book) ofKinds(kinds []string) []int {
	if len(kinds) == 1 {
		return b.byKind[kinds[0]]
	}
	var all []int
	for _, kind := range kinds {
		all = append(all, b.byKind[kind]...)
	}
	sort.Ints(all)
	return all
}

// item dates a fact.
func (r *Reader) item(def *Definition, e *fact.Entry) item {
	it := item{entry: e, day: e.Day, ends: e.Ends, counts: calendar.FirstDay, number: number.One, weight: number.One}
	if def.DatedBy != "" {
		if day, err := calendar.ParseDay(r.book.attribute(e, def.DatedBy).String()); err == nil {
			it.day, it.ends = day, max(day, it.ends)
		}
	}
	switch {
	case def.Window == nil && !e.State:
		it.ends = calendar.LastDay
	case !e.State:
		it.ends = it.day
	}
	return it
}

// leftOut finds out whether and why a fact does not count.
func (r *Reader) leftOut(def *Definition, e *fact.Entry, v verdict, it *item) (leftOut, bool) {
	if barred, ok := r.book.barred[e.ID]; ok {
		r.amount(def, e, it)
		return leftOut{item: *it, exclusion: -1, barred: barred}, true
	}
	if i, isOut := v.exclusion(); isOut {
		r.amount(def, e, it)
		return leftOut{item: *it, exclusion: i}, true
	}
	if missing := r.amount(def, e, it); missing {
		return leftOut{item: *it, exclusion: -1, missing: true}, true
	}
	return leftOut{}, false
}

// amount converts the fact's amount when the metric reads amounts; it reports
// whether a rate is missing and the program leaves such facts out.
func (r *Reader) amount(def *Definition, e *fact.Entry, it *item) (missing bool) {
	switch {
	case e.Amount.IsZero():
		return false
	case def.field() == "amount":
		return r.convert(e.Amount, def.converted(r.set), it)
	case def.Weighted != nil && def.Weighted.By == "amount":
		weight := item{day: it.day}
		missing = r.convert(e.Amount, r.set.Currency, &weight)
		it.weight, it.rate = weight.number, weight.rate
	}
	return missing
}

// converted is the currency that amounts are converted to; Native when they
// are not. Points with a unit for each currency read what was billed.
func (d *Definition) converted(s *Set) string {
	switch {
	case d.Earned != nil && basketOf(d.Earned.Unit) != nil:
		return Native
	case d.Currency != "":
		return d.Currency
	default:
		return s.Currency
	}
}

func (r *Reader) convert(a money.Amount, to string, it *item) (missing bool) {
	if to == Native || to == a.Currency {
		it.number, it.code = a.Value, a.Currency
		return false
	}
	table := r.rates[r.set.Rates.Source]
	if table == nil {
		table = money.NewTable(r.set.Rates.Source, to, false)
	}
	made, err := table.Convert(a, to, it.day, r.set.Rates)
	if err != nil {
		it.number, it.code = number.Zero, to
		if r.set.MissingRate == SkipMissing {
			return true
		}
		r.note(unconverted(it.entry, a, err))
		return false
	}
	it.number, it.code, it.rate = made.Amount.Value, to, &made
	return false
}

// unconverted names the fact whose amount no rate converts.
func unconverted(e *fact.Entry, a money.Amount, err error) error {
	why := problem.Of(err)
	if why == nil {
		return err
	}
	return problem.New(why.Kind, "%s (%s, %s) amounts to %s. %s", e.ID, e.Kind, e.Day, a, why.Message).WithHint("%s", why.Hint).AtConsole("%s", why.Console)
}

// measure reads what the metric needs of a fact that counts; false when the
// fact lacks it and so is no part of the sample.
func (r *Reader) measure(def *Definition, e *fact.Entry, it *item) bool {
	switch {
	case def.Distinct != "":
		it.key = r.book.attribute(e, def.Distinct).String()
		return it.key != ""
	case def.Share != nil:
		it.match = def.Share.Where.Match(r.book.lookup(e))
		return def.Share.By == "" || r.field(def.Share.By, e, it)
	case def.Weighted != nil:
		return r.weigh(def, e, it)
	case def.Earned != nil:
		return r.earn(def, e, it)
	case def.field() == "":
		return true
	default:
		return r.field(def.field(), e, it)
	}
}

// field is the field that the metric's kind adds up, "" when it only counts.
func (d *Definition) field() string {
	for _, f := range []string{d.Sum, d.Min, d.Max, d.Average, d.Median, d.Latest, d.First} {
		if f != "" {
			return f
		}
	}
	switch {
	case d.Share != nil:
		return d.Share.By
	case d.Weighted != nil:
		return d.Weighted.Value
	case d.Earned != nil && d.Earned.Field == "":
		return "amount"
	case d.Earned != nil:
		return d.Earned.Field
	default:
		return ""
	}
}

// field reads a number from a fact; an amount was read by amount.
func (r *Reader) field(name string, e *fact.Entry, it *item) bool {
	switch name {
	case "amount":
		return !e.Amount.IsZero()
	case "facts":
		return true
	case "value":
		return asNumber(stateValue(e), it)
	default:
		return asNumber(r.book.attribute(e, name), it)
	}
}

func asNumber(v fact.Value, it *item) bool {
	if yes, ok := v.Bool(); ok {
		it.number = number.Zero
		if yes {
			it.number = number.One
		}
		return true
	}
	n, ok := v.Number()
	it.number = n
	return ok
}

// weigh reads what is averaged and how much it weighs; an amount was read by
// amount.
func (r *Reader) weigh(def *Definition, e *fact.Entry, it *item) bool {
	var weight item
	if !r.field(def.Weighted.By, e, &weight) || !r.field(def.Weighted.Value, e, it) {
		return false
	}
	if def.Weighted.By != "amount" {
		it.weight = weight.number
	}
	return true
}
