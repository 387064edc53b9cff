package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/store"
	"laurel/internal/store/storetest"
)

// each runs a test on an empty store of every engine.
func each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, dsn string) { test(t, open(t, dsn)) })
}

func open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

var received = time.Date(2024, 7, 20, 9, 30, 0, 0, time.UTC)

func day(text string) calendar.Moment { return calendar.On(calendar.MustParseDay(text)) }

// sale is a billed sale of a publisher.
func sale(key, publisher, on, amount string) fact.Fact {
	return fact.Fact{
		ID: fact.ID{Source: "feed", Key: key}, Kind: "sale", Subject: fact.Subject{Publisher: publisher, Offer: "off_1"},
		Happened: day(on), Recorded: day("2024-07-14"), Amount: money.New(number.MustParse(amount), "USD"),
		Attributes: fact.NewAttributes(fact.Attribute{Name: "channel", Value: fact.Text("direct")}),
	}
}

// recorded is a fact learned on another day.
func recorded(f fact.Fact, on string) fact.Fact {
	var err error
	if f.Recorded, err = calendar.ParseMoment(on); err != nil {
		panic(err)
	}
	return f
}

func membership(publisher, partner string) fact.Fact {
	return fact.Fact{
		ID: fact.ID{Source: "feed", Key: "membership:" + publisher}, Kind: fact.Membership, State: true,
		Subject: fact.Subject{Partner: partner, Publisher: publisher}, Happened: day("2020-01-01"), Recorded: day("2024-07-14"),
	}
}

func merge(partner, merged string) fact.Fact {
	return fact.Fact{
		ID: fact.ID{Source: "feed", Key: "merge:" + merged}, Kind: fact.Merge, State: true,
		Subject: fact.Subject{Partner: partner}, Happened: day("2022-01-01"), Recorded: day("2024-07-14"),
		Attributes: fact.NewAttributes(fact.Attribute{Name: "merged", Value: fact.Text(merged)}),
	}
}

func called(partner, name string) fact.Fact {
	return fact.Fact{
		ID: fact.ID{Source: "feed", Key: "partner:" + partner}, Kind: string(fact.Partner), State: true,
		Subject: fact.Subject{Partner: partner}, Happened: day("2020-01-01"), Recorded: day("2024-07-14"),
		Attributes: fact.NewAttributes(fact.Attribute{Name: "name", Value: fact.Text(name)}),
	}
}

// mark adds an attribute to another fact of the feed.
func mark(key, marked string) fact.Fact {
	return fact.Fact{
		ID: fact.ID{Source: "feed", Key: key}, Kind: fact.Mark, Recorded: day("2024-07-15"), Marks: fact.ID{Source: "feed", Key: marked},
		Attributes: fact.NewAttributes(fact.Attribute{Name: "fraud", Value: fact.Bool(true)}),
	}
}

// retraction takes another fact of the feed back.
func retraction(key, retracted, on string) fact.Fact {
	return fact.Fact{ID: fact.ID{Source: "feed", Key: key}, Recorded: day(on), Replaces: retracted, Retracts: true}
}

// replacing is a fact as a correction, under its own key, of another one.
func replacing(f fact.Fact, key string) fact.Fact {
	f.Replaces = key
	return f
}

// add stores facts and returns what became of each.
func add(t testing.TB, s *store.Store, facts ...fact.Fact) []fact.Outcome {
	t.Helper()
	return addItems(t, s, items(facts)...)
}

func items(facts []fact.Fact) []store.Item {
	list := make([]store.Item, len(facts))
	for i, f := range facts {
		list[i].Fact = f
	}
	return list
}

func addItems(t testing.TB, s *store.Store, items ...store.Item) []fact.Outcome {
	t.Helper()
	outcomes, err := s.AddFacts(context.Background(), items, received)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

// bundles reads bundle by bundle, and puts the facts of each in order.
func bundles(t testing.TB, s *store.Store, parts ...store.Part) []store.Bundle {
	t.Helper()
	if len(parts) == 0 {
		parts = []store.Part{store.Everything}
	}
	var list []store.Bundle
	for _, p := range parts {
		err := s.EachBundle(context.Background(), p, func(b store.Bundle) error {
			slices.SortFunc(b.Facts, func(a, b fact.Fact) int { return strings.Compare(a.ID.String(), b.ID.String()) })
			list = append(list, b)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// everything is all facts of all bundles.
func everything(t testing.TB, s *store.Store) []fact.Fact {
	t.Helper()
	var facts []fact.Fact
	for _, b := range bundles(t, s) {
		facts = append(facts, b.Facts...)
	}
	return facts
}

// counting is what counts for somebody who knows what was recorded by a day:
// one line each, with the key, the day and the amount.
func counting(t testing.TB, s *store.Store, known string) []string {
	t.Helper()
	var lines []string
	for _, e := range fact.AsKnown(everything(t, s), calendar.MustParseDay(known), time.UTC) {
		line := fmt.Sprintf("%s %s %s", e.ID.Key, e.Day, e.Amount)
		if len(e.Marks) > 0 {
			line += fmt.Sprintf(" marked %d", len(e.Marks))
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines
}
