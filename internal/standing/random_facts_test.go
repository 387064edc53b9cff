package standing

import (
	"fmt"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
)

// The stretch of time in which random stories play: with a leap day, month ends
// and two years.
var (
	begins  = calendar.MustParseDay("2023-07-01")
	ends    = calendar.MustParseDay("2024-07-31")
	through = calendar.MustParseDay("2024-10-31")
)

// teller tells random facts about the partner "ptr" and, now and then, about
// one that is merged into it.
type teller struct {
	t     *rapid.T
	facts []fact.Fact
}

func (w *teller) pick(what string, of ...string) string {
	return rapid.SampledFrom(of).Draw(w.t, what)
}

func (w *teller) seldom(what string, n int) bool {
	return rapid.IntRange(0, n-1).Draw(w.t, what) == n-1
}

func (w *teller) day(what string) calendar.Day {
	return calendar.Day(rapid.IntRange(int(begins)-40, int(ends)).Draw(w.t, what))
}

func (w *teller) number(what string, low, high int) number.Number {
	return number.FromInt(int64(rapid.IntRange(low, high).Draw(w.t, what)))
}

// factsDrawn is a random story.
func factsDrawn(t *rapid.T) []fact.Fact {
	w := &teller{t: t}
	w.companies()
	for range rapid.IntRange(1, 30).Draw(t, "events") {
		w.event()
	}
	for range rapid.IntRange(0, 12).Draw(t, "states") {
		w.state()
	}
	for range rapid.IntRange(0, 4).Draw(t, "deeds") {
		w.deed()
	}
	for range rapid.IntRange(0, 3).Draw(t, "overrides") {
		w.override()
	}
	for range rapid.IntRange(0, 5).Draw(t, "changes") {
		w.change()
	}
	return w.facts
}

// add keeps a fact with an id of its own, recorded when it happened or later.
func (w *teller) add(f fact.Fact) {
	f.ID = fact.ID{Source: "feed", Key: fmt.Sprintf("f%03d", len(w.facts))}
	if f.Recorded.IsZero() {
		f.Recorded = f.Happened
		if w.seldom("late", 4) {
			f.Recorded = calendar.On(f.Happened.Day(nil) + calendar.Day(rapid.IntRange(1, 200).Draw(w.t, "late by")))
		}
	}
	if err := f.Check(); err != nil {
		w.t.Fatalf("%s", err)
	}
	w.facts = append(w.facts, f)
}

func state(kind string, s fact.Subject, from, until calendar.Day, attributes ...fact.Attribute) fact.Fact {
	f := fact.Fact{Kind: kind, State: true, Subject: s, Happened: calendar.On(from), Attributes: fact.NewAttributes(attributes...)}
	if until < calendar.LastDay {
		f.Until = calendar.On(max(from, until))
	}
	return f
}

func text(name, value string) fact.Attribute {
	return fact.Attribute{Name: name, Value: fact.Text(value)}
}

// companies tells which publishers belong to the partner, and of mergers.
func (w *teller) companies() {
	ever := begins - 400
	w.add(state(fact.Membership, fact.Subject{Partner: "ptr", Publisher: "pub1"}, ever, calendar.LastDay))
	if w.seldom("second publisher", 2) {
		joined := w.day("joined")
		left := rapid.SampledFrom([]calendar.Day{calendar.LastDay, joined + 90}).Draw(w.t, "left")
		w.add(state(fact.Membership, fact.Subject{Partner: "ptr", Publisher: "pub2"}, joined, left))
	}
	w.add(state(string(fact.Partner), fact.Subject{Partner: "ptr"}, ever, calendar.LastDay, text("country", w.pick("country", "DE", "US"))))
	if w.seldom("merged partner", 3) {
		w.add(state(fact.Membership, fact.Subject{Partner: "other", Publisher: "pub3"}, ever, calendar.LastDay))
		on := w.day("merged")
		until := rapid.SampledFrom([]calendar.Day{calendar.LastDay, on + 60}).Draw(w.t, "unmerged")
		into, gone := "ptr", "other"
		if w.seldom("merged away", 4) {
			into, gone = gone, into
		}
		w.add(state(fact.Merge, fact.Subject{Partner: into}, on, until, text("merged", gone)))
	}
	if w.seldom("complete", 2) {
		day := w.day("complete through")
		w.add(fact.Fact{Kind: fact.Complete, Happened: calendar.On(day), Recorded: calendar.On(day + 12),
			Attributes: fact.NewAttributes(text("source", "feed"), text("through", day.String()))})
	}
}

func (w *teller) subject() fact.Subject {
	return fact.Subject{Publisher: w.pick("publisher", "pub1", "pub1", "pub2", "pub3"), Offer: w.pick("offer", "", "o1", "o2")}
}

func (w *teller) event() {
	f := fact.Fact{Kind: w.pick("event", "sale", "sale", "refund", "visit", "review"), Subject: w.subject(), Happened: calendar.On(w.day("happened"))}
	f.Subject.Customer = w.pick("customer", "", "c1", "c2")
	f.Attributes = fact.NewAttributes(text("region", w.pick("region", "US", "DE", "FR")))
	switch f.Kind {
	case "sale":
		f.Amount = money.New(w.number("amount", 1, 8).Mul(number.FromInt(50)), w.pick("currency", "USD", "USD", "EUR"))
	case "refund":
		f.Amount = money.New(w.number("amount", -6, -1).Mul(number.FromInt(50)), "USD")
	case "visit":
		f.Quantity, f.Counted = w.number("quantity", 1, 3), true
	case "review":
		f.Attributes = f.Attributes.With("score", fact.Numeric(w.number("score", 0, 5)))
	}
	if w.seldom("fraud", 10) {
		f.Attributes = f.Attributes.With("fraud", fact.Text("proven"))
	}
	w.add(f)
}

func (w *teller) state() {
	from := w.day("from")
	until := rapid.SampledFrom([]calendar.Day{calendar.LastDay, from, from + 1, from + 20, from + 90}).Draw(w.t, "until")
	s := w.subject()
	switch w.pick("state", "offer", "offer", "mau", "installs") {
	case "offer":
		s.Offer = w.pick("offer", "o1", "o2")
		f := state(string(fact.Offer), s, from, until, text("status", w.pick("status", "live", "dead")), text("listing", w.pick("listing", "transact", "trial")),
			text("solution", w.pick("solution", "s1", "s2")))
		f.Attributes = f.Attributes.With("private", fact.Bool(w.seldom("private", 2)))
		if w.seldom("byol", 4) {
			f.Attributes = f.Attributes.With("license", fact.Text("byol"))
		}
		w.add(f)
	case "mau":
		f := state("mau", fact.Subject{Partner: "ptr"}, from, until)
		f.Quantity, f.Counted = w.number("mau", 1, 5).Mul(number.FromInt(100)), true
		f.Attributes = f.Attributes.With("value", fact.Numeric(f.Quantity))
		w.add(f)
	default:
		s.Offer = w.pick("offer", "o1", "o2")
		f := state("installs", s, from, until)
		f.Quantity, f.Counted = w.number("installs", 1, 5), true
		w.add(f)
	}
}

func (w *teller) deed() {
	kind := w.pick("deed", fact.Grant, fact.Activation, fact.Activation, fact.Completion, fact.Use, fact.Use, fact.Cancellation, fact.Revocation)
	f := fact.Fact{Kind: kind, Subject: fact.Subject{Partner: "ptr"}, Happened: calendar.On(w.day("done"))}
	f.Attributes = fact.NewAttributes(text("benefit", w.pick("benefit", "welcome", "b0", "b1", "b2", "b3", "pair_low", "pair_high")))
	if w.seldom("deed of an offer", 3) {
		f.Subject = fact.Subject{Publisher: "pub1", Offer: w.pick("offer", "o1", "o2")}
	}
	if kind == fact.Grant && w.seldom("by hand", 2) {
		f.Attributes = f.Attributes.With("by_hand", fact.Bool(true))
	}
	if kind == fact.Use || kind == fact.Grant && w.seldom("worth", 2) {
		f.Amount = money.New(w.number("used", 1, 3).Mul(number.FromInt(50)), "USD")
	}
	w.add(f)
}

func (w *teller) override() {
	from := w.day("from")
	until := rapid.SampledFrom([]calendar.Day{calendar.LastDay, from, from + 30, from + 120}).Draw(w.t, "until")
	act := Act(w.pick("act", string(SetTier), string(HoldTier), string(Waive), string(Exclude), string(Credit), string(Freeze)))
	f := state(fact.Override, fact.Subject{Partner: "ptr"}, from, until, text("act", string(act)), text("because", "a reason"))
	set := func(name, value string) { f.Attributes = f.Attributes.With(name, fact.Text(value)) }
	switch act {
	case SetTier, HoldTier:
		set("ladder", "growth")
		set("tier", w.pick("tier", "t1", "t2", "t3"))
	case Waive:
		set("metric", w.pick("metric", "sales", "visits"))
		if w.seldom("not for retention", 2) {
			f.Attributes = f.Attributes.With("counts_for_retention", fact.Bool(false))
		}
	case Exclude:
		set("fact", rapid.SampledFrom(w.facts).Draw(w.t, "excluded").ID.String())
	case Credit:
		set("metric", w.pick("metric", "sales", "visits"))
		if f.Attributes.Get("metric").String() == "sales" {
			f.Amount = money.New(number.FromInt(300), "USD")
		} else {
			f.Quantity, f.Counted = number.FromInt(2), true
		}
	case Freeze:
		if w.seldom("one ladder", 2) {
			set("ladder", "growth")
		}
	}
	w.add(f)
}

// change corrects, retracts or marks a fact that was told before.
func (w *teller) change() {
	of := rapid.SampledFrom(w.facts).Draw(w.t, "changed")
	learned := calendar.On(of.Recorded.Day(nil) + calendar.Day(rapid.IntRange(0, 120).Draw(w.t, "learned after")))
	switch {
	case of.Retracts || !of.Marks.IsZero() || of.Kind == fact.Membership || of.Kind == string(fact.Partner):
	case w.seldom("marked", 2):
		w.add(fact.Fact{Kind: fact.Mark, Marks: of.ID, Recorded: learned, Attributes: fact.NewAttributes(text("fraud", w.pick("fraud", "proven", "refuted")))})
	case w.seldom("retracted", 2):
		w.add(fact.Fact{Kind: of.Kind, Replaces: of.ID.Key, Retracts: true, Recorded: learned, Subject: of.Subject})
	default:
		now := of
		now.Recorded, now.Replaces = learned, of.ID.Key
		if !of.Amount.IsZero() {
			now.Amount.Value = of.Amount.Value.Add(number.FromInt(50))
		} else if !of.State {
			now.Happened = calendar.On(of.Happened.Day(nil) + 3)
		}
		w.add(now)
	}
}
