package fact_test

import (
	"strings"
	"testing"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

func sale() fact.Fact {
	return fact.Fact{
		ID: fact.ID{Source: "billing", Key: "s1"}, Kind: "sale", Subject: fact.Subject{Publisher: "pub_1"},
		Happened: calendar.On(calendar.MustParseDay("2024-03-05")), Recorded: calendar.On(calendar.MustParseDay("2024-03-06")),
		Amount: money.New(number.MustParse("4000"), "USD"),
	}
}

func at(text string) calendar.Moment {
	var m calendar.Moment
	if err := m.UnmarshalText([]byte(text)); err != nil {
		panic(err)
	}
	return m
}

const onOneLine = "\nWrite it on one line in UTF-8, without control characters."

// holdsAddress is what is said of an id that is an e-mail address; the address
// is no part of it.
func holdsAddress(name string) string {
	return "The e-mail address in " + name + " is personal data, and what Laurel records is kept for ever.\n" +
		"Use an opaque id, which means a person to your own system alone."
}

func TestCheckRefuses(t *testing.T) {
	long := strings.Repeat("x", 1001)
	tests := []struct {
		name   string
		change func(*fact.Fact)
		want   string
	}{
		{"no source", func(f *fact.Fact) { f.ID.Source = "" }, `A fact needs a source and an id; this one has source "" and id "s1".`},
		{"no id", func(f *fact.Fact) { f.ID.Key = "" }, `A fact needs a source and an id; this one has source "billing" and id "".`},
		{"a long source", func(f *fact.Fact) { f.ID.Source = long }, "The source is 1001 bytes long; at most 1000 are allowed.\nShorten it."},
		{"a line break in an id", func(f *fact.Fact) { f.ID.Key = "s\n1" }, `The id "s\n1" has a character that text may not have (position 2).` + onOneLine},
		{"a zero byte", func(f *fact.Fact) { f.Subject.Customer = "é\x00" }, `The customer "é\x00" has a character that text may not have (position 2).` + onOneLine},
		{"bytes that are no text", func(f *fact.Fact) { f.Subject.Deal = "\xff" }, `The deal "\xff" has a character that text may not have (position 1).` + onOneLine},
		{"no kind", func(f *fact.Fact) { f.Kind = "" }, "\"\" is not a kind of fact.\nUse a lower-case word like sale or teams_mau."},
		{"a kind in capitals", func(f *fact.Fact) { f.Kind = "Sale" }, "\"Sale\" is not a kind of fact.\nUse a lower-case word like sale or teams_mau."},
		{"a retraction of a strange kind", func(f *fact.Fact) { f.Retracts, f.Replaces, f.Kind = true, "s0", "-" }, "\"-\" is not a kind of fact.\nUse a lower-case word like sale or teams_mau."},
		{"no time", func(f *fact.Fact) { f.Happened = calendar.Moment{} }, "The fact billing/s1 does not say when it happened.\nAdd the field happened, like 2024-03-05."},
		{"not recorded", func(f *fact.Fact) { f.Recorded = calendar.Moment{} }, "The fact billing/s1 does not say when it was recorded."},
		{"an event with an end", func(f *fact.Fact) { f.Until = at("2024-03-06") }, "The fact billing/s1 has an end, but it is an event; only a state has one.\nLeave until out, or send it as a state."},
		{"a state that ends before it begins", func(f *fact.Fact) { f.State, f.Until = true, at("2024-03-04") }, "The fact billing/s1 ends (2024-03-04) before it begins (2024-03-05)."},
		{"by a second", func(f *fact.Fact) {
			f.State, f.Happened, f.Until = true, at("2024-03-05T12:00:01Z"), at("2024-03-05T12:00:00Z")
		}, "The fact billing/s1 ends (2024-03-05T12:00:00Z) before it begins (2024-03-05T12:00:01Z)."},
		{"by two days, in every zone", func(f *fact.Fact) { f.State, f.Happened, f.Until = true, at("2024-03-05T00:00:00Z"), at("2024-03-03") },
			"The fact billing/s1 ends (2024-03-03) before it begins (2024-03-05T00:00:00Z)."},
		{"nobody's", func(f *fact.Fact) { f.Subject = fact.Subject{Offer: "o"} }, "The fact billing/s1 names neither a publisher nor a partner.\nAdd the field publisher or partner."},
		{"a long offer", func(f *fact.Fact) { f.Subject.Offer = long }, "The offer is 1001 bytes long; at most 1000 are allowed.\nShorten it."},
		{"an amount without a currency", func(f *fact.Fact) { f.Amount.Currency = "" }, "The fact billing/s1 has an amount of 4000 without a currency."},
		{"a currency that is none", func(f *fact.Fact) { f.Amount.Currency = "usd" }, "\"usd\" is not a currency.\nUse a three-letter ISO 4217 code in capitals, like USD or GBP."},
		{"the name of an attribute", func(f *fact.Fact) { f.Attributes = f.Attributes.With("Country", fact.Text("DE")) },
			"\"Country\" is not the name of an attribute.\nUse a lower-case word like country or billed_through."},
		{"a long attribute", func(f *fact.Fact) { f.Attributes = f.Attributes.With("note", fact.Text(long)) }, "The attribute note is 1001 bytes long; at most 1000 are allowed.\nShorten it."},
		{"many attributes", func(f *fact.Fact) { f.Attributes = make(fact.Attributes, 65) }, "The fact billing/s1 has 65 attributes; at most 64 are allowed."},
		{"a retraction of nothing", func(f *fact.Fact) { f.Retracts = true }, "The retraction billing/s1 does not say which fact it takes back."},
		{"a correction of itself", func(f *fact.Fact) { f.Replaces = "s1" }, "The fact billing/s1 names itself as the one it replaces."},
		{"a correction of a long id", func(f *fact.Fact) { f.Replaces = long }, "The id of the replaced fact is 1001 bytes long; at most 1000 are allowed.\nShorten it."},
		{"a mark of nothing", func(f *fact.Fact) { f.Kind = fact.Mark }, "The mark billing/s1 does not say which fact it is about."},
		{"a mark of itself", func(f *fact.Fact) { f.Marks = f.ID }, "The fact billing/s1 names itself as the one it marks."},
		{"a mark without a source", func(f *fact.Fact) { f.Marks.Key = "s0" }, `The mark billing/s1 does not say of which source the fact "s0" is.`},
		{"a mark of a strange source", func(f *fact.Fact) { f.Marks = fact.ID{Source: "\t", Key: "s0"} }, `The source of the marked fact "\t" has a character that text may not have (position 1).` + onOneLine},
		{"a mark of a long id", func(f *fact.Fact) { f.Marks = fact.ID{Source: "billing", Key: long} }, "The id of the marked fact is 1001 bytes long; at most 1000 are allowed.\nShorten it."},
		{"the e-mail address of a customer", func(f *fact.Fact) { f.Subject.Customer = "jane.doe@example.com" }, holdsAddress("customer")},
		{"an address in an id", func(f *fact.Fact) { f.ID.Key = "order-17/jane@example.co.uk" }, holdsAddress("id")},
		{"a source that is one", func(f *fact.Fact) { f.ID.Source = "jane@example.com" }, holdsAddress("source")},
		{"an address as links write it", func(f *fact.Fact) { f.Subject.Person = "mailto:jane%40example.com?subject=x" }, holdsAddress("person")},
		{"in another script", func(f *fact.Fact) { f.Subject.Partner = "jürgen@köln.example" }, holdsAddress("partner")},
		{"in an id that is replaced", func(f *fact.Fact) { f.Replaces = "<jane@example.com>" }, holdsAddress("id of the replaced fact")},
		{"in an id that is marked", func(f *fact.Fact) { f.Marks = fact.ID{Source: "billing", Key: "jane@example.com"} }, holdsAddress("id of the marked fact")},
		{"in an attribute that holds an id", func(f *fact.Fact) {
			f.Kind, f.Attributes = fact.ExternalID, f.Attributes.With("id", fact.Text("jane@example.com"))
		}, holdsAddress("id")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := sale()
			test.change(&f)
			if err := f.Check(); problem.KindOf(err) != problem.Invalid || err.Error() != test.want {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestCheckAccepts(t *testing.T) {
	tests := []struct {
		name   string
		change func(*fact.Fact)
	}{
		{"a sale", func(*fact.Fact) {}},
		{"a refund", func(f *fact.Fact) { f.Amount.Value = f.Amount.Value.Neg() }},
		{"a fact without an amount", func(f *fact.Fact) { f.Amount = money.Amount{} }},
		{"a withdrawn currency", func(f *fact.Fact) { f.Amount.Currency = "TRL" }},
		{"a partner's own fact", func(f *fact.Fact) { f.Subject = fact.Subject{Partner: "ptr_1"} }},
		{"what a source has told to the end is nobody's", func(f *fact.Fact) { f.Subject, f.Kind = fact.Subject{}, fact.Complete }},
		{"a retraction needs no more than its target", func(f *fact.Fact) {
			*f = fact.Fact{ID: fact.ID{Source: "billing", Key: "r1"}, Recorded: f.Recorded, Retracts: true, Replaces: "s1"}
		}},
		{"a mark needs no subject and no time", func(f *fact.Fact) {
			*f = fact.Fact{ID: fact.ID{Source: "review", Key: "m1"}, Kind: fact.Mark, Recorded: f.Recorded, Marks: fact.ID{Source: "billing", Key: "s1"}}
		}},
		{"a state of one day", func(f *fact.Fact) { f.State, f.Until = true, f.Happened }},
		{"a state that began in the course of its last day", func(f *fact.Fact) { f.State, f.Happened, f.Until = true, at("2024-03-05T14:00:00Z"), at("2024-03-05") }},
		{"whose day is another one in the west", func(f *fact.Fact) { f.State, f.Happened, f.Until = true, at("2024-03-05T02:00:00Z"), at("2024-03-04") }},
		{"an open state", func(f *fact.Fact) { f.State = true }},
		{"text in any script", func(f *fact.Fact) {
			f.Attributes = f.Attributes.With("title", fact.Text("市场 – „Köln“ 🏅"))
		}},
		{"ids with an at sign that are no addresses", func(f *fact.Fact) {
			f.ID.Key, f.Subject = "yg22@2026-07-01.1", fact.Subject{Publisher: "contoso@eu", Offer: "@scope/backup@v1.2", Plan: "a@b.c", Customer: "jane @ example.com"}
		}},
		{"an address in an attribute of yours, which is yours to leave out", func(f *fact.Fact) {
			f.Attributes = f.Attributes.With("name", fact.Text("Contoso, sales@contoso.example"))
		}},
		{"texts as long as allowed", func(f *fact.Fact) { f.ID.Key = strings.Repeat("x", 1000) }},
	}
	for _, test := range tests {
		f := sale()
		test.change(&f)
		if err := f.Check(); err != nil {
			t.Errorf("%s: got %v", test.name, err)
		}
	}
}
