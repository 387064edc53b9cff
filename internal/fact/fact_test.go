package fact_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
)

func TestIDs(t *testing.T) {
	var none fact.ID
	if id := (fact.ID{Source: "billing", Key: "s1"}); id.String() != "billing/s1" || id.IsZero() || !none.IsZero() {
		t.Errorf("got %s", id)
	}
}

// changes are one change to every field that a fact's content consists of.
var changes = map[string]func(*fact.Fact){
	"kind":              func(f *fact.Fact) { f.Kind = "refund" },
	"state":             func(f *fact.Fact) { f.State = !f.State },
	"partner":           func(f *fact.Fact) { f.Subject.Partner += "x" },
	"publisher":         func(f *fact.Fact) { f.Subject.Publisher += "x" },
	"offer":             func(f *fact.Fact) { f.Subject.Offer += "x" },
	"plan":              func(f *fact.Fact) { f.Subject.Plan += "x" },
	"customer":          func(f *fact.Fact) { f.Subject.Customer += "x" },
	"deal":              func(f *fact.Fact) { f.Subject.Deal += "x" },
	"person":            func(f *fact.Fact) { f.Subject.Person += "x" },
	"offer as plan":     func(f *fact.Fact) { f.Subject.Offer, f.Subject.Plan = "", "shop" },
	"happened":          func(f *fact.Fact) { f.Happened = calendar.On(f.Happened.Day(nil) + 1) },
	"a date's midnight": func(f *fact.Fact) { f.Happened = calendar.At(f.Happened.Day(nil).Time()) },
	"until":             func(f *fact.Fact) { f.Until = calendar.On(19_900) },
	"amount":            func(f *fact.Fact) { f.Amount.Value = f.Amount.Value.Add(number.One) },
	"sign":              func(f *fact.Fact) { f.Amount.Value = f.Amount.Value.Neg() },
	"currency":          func(f *fact.Fact) { f.Amount.Currency = "EUR" },
	"no amount":         func(f *fact.Fact) { f.Amount = money.Amount{} },
	"quantity":          func(f *fact.Fact) { f.Quantity = number.FromInt(8) },
	"counted":           func(f *fact.Fact) { f.Counted = true },
	"attribute":         func(f *fact.Fact) { f.Attributes = f.Attributes.With("country", fact.Text("FR")) },
	"another attribute": func(f *fact.Fact) { f.Attributes = f.Attributes.With("channel", fact.Text("direct")) },
	"no attributes":     func(f *fact.Fact) { f.Attributes = nil },
	"a number's text":   func(f *fact.Fact) { f.Attributes = f.Attributes.With("seats", fact.Text("7")) },
	"yes for one":       func(f *fact.Fact) { f.Attributes = f.Attributes.With("seats", fact.Bool(true)) },
	"replaces":          func(f *fact.Fact) { f.Replaces = "s0" },
	"retracts":          func(f *fact.Fact) { f.Retracts = true },
	"marks":             func(f *fact.Fact) { f.Marks.Key = "s0" },
	"marks elsewhere":   func(f *fact.Fact) { f.Marks = fact.ID{Source: "s0"} },
}

func full() fact.Fact {
	f := sale()
	f.Subject.Offer = "shop"
	f.Quantity = number.FromInt(7)
	f.Attributes = fact.NewAttributes(fact.Attribute{Name: "seats", Value: fact.Numeric(number.FromInt(7))}, fact.Attribute{Name: "country", Value: fact.Text("DE")})
	return f
}

func TestTheDigestChangesWithWhatAFactSays(t *testing.T) {
	seen := map[string]string{full().Digest(): "nothing changed"}
	for name, change := range changes {
		f := full()
		change(&f)
		if other, same := seen[f.Digest()]; same {
			t.Errorf("%s has the digest of %s", name, other)
		}
		seen[f.Digest()] = name
	}
}

func TestTheDigestIgnoresHowAFactCame(t *testing.T) {
	for name, change := range map[string]func(*fact.Fact){
		"id":       func(f *fact.Fact) { f.ID = fact.ID{Source: "other", Key: "s2"} },
		"recorded": func(f *fact.Fact) { f.Recorded = calendar.On(3) },
		"received": func(f *fact.Fact) { f.Received = calendar.On(3) },
		"how a number is written": func(f *fact.Fact) {
			f.Amount.Value = number.MustParse("4_000.000")
			f.Attributes = f.Attributes.With("seats", fact.Numeric(number.MustParse("7.0")))
		},
	} {
		f := full()
		change(&f)
		if f.Digest() != full().Digest() {
			t.Errorf("the digest changed with the %s", name)
		}
	}
}

func TestTheOrderOfAttributesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) fact.Attribute {
			return fact.Attribute{Name: rapid.StringMatching(`[a-z]{1,3}`).Draw(t, "name"), Value: fact.ParseValue(rapid.StringMatching(`[a-z0-9]{1,2}|true`).Draw(t, "value"))}
		}), 0, 10, func(a fact.Attribute) string { return a.Name }).Draw(t, "attributes")
		shuffled := rapid.Permutation(list).Draw(t, "shuffled")
		f, g := full(), full()
		f.Attributes, g.Attributes = fact.NewAttributes(list...), fact.NewAttributes(shuffled...)
		if f.Digest() != g.Digest() {
			t.Fatalf("%v and %v differ", list, shuffled)
		}
		for _, a := range list {
			if got := g.Attributes.Get(a.Name); !got.Equal(a.Value) {
				t.Fatalf("%s: got %s, want %s", a.Name, got, a.Value)
			}
		}
	})
}

func TestOpaqueIDs(t *testing.T) {
	id := fact.Opaque("pub_", "gcloud", "ACME LTD")
	if id != fact.Opaque("pub_", "gcloud", "ACME LTD") || id != "pub_4czycgvymi4aeg6lwjb62b2k" {
		t.Errorf("got %s: an id must stay the same for ever", id)
	}
	if id == fact.Opaque("pub_", "gcloudA", "CME LTD") {
		t.Error("the parts of an id run into each other")
	}
}

func TestAttributes(t *testing.T) {
	a := fact.NewAttributes(
		fact.Attribute{Name: "plan", Value: fact.Text("basic")},
		fact.Attribute{Name: "country", Value: fact.Text("DE")},
		fact.Attribute{Name: "plan", Value: fact.Text("gold")})
	b := a.With("channel", fact.Text("direct")).With("country", fact.Text("FR"))
	if got, want := fmt.Sprint(a), "[{country DE} {plan gold}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(b), "[{channel direct} {country FR} {plan gold}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if v := a.Get("channel"); !v.IsNothing() {
		t.Errorf("got %s for what is not there", v)
	}
}

func TestValues(t *testing.T) {
	tests := []struct {
		word string
		want fact.Value
	}{
		{"true", fact.Bool(true)}, {"false", fact.Bool(false)}, {"True", fact.Text("True")},
		{"0", fact.Numeric(number.Zero)}, {"-1.50", fact.Numeric(number.MustParse("-1.5"))}, {"25_000", fact.Numeric(number.FromInt(25_000))},
		{"007", fact.Text("007")}, {"24/7", fact.Text("24/7")}, {"+49", fact.Text("+49")}, {"1_", fact.Text("1_")}, {"1,000", fact.Text("1,000")},
		{"DE", fact.Text("DE")}, {"", fact.Text("")},
	}
	for i, test := range tests {
		got := fact.ParseValue(test.word)
		if !got.Equal(test.want) {
			t.Errorf("%q: got %s", test.word, got)
		}
		for j, other := range tests {
			if i != j && got.Equal(other.want) {
				t.Errorf("%q equals %q", test.word, other.word)
			}
		}
	}
}

func TestWhatAValueIs(t *testing.T) {
	tests := []struct {
		value                    fact.Value
		text                     string
		isText, isNumber, isBool bool
	}{
		{fact.Text("12"), "12", true, false, false},
		{fact.Numeric(number.MustParse("12.0")), "12", false, true, false},
		{fact.Bool(true), "true", false, false, true},
		{fact.Bool(false), "false", false, false, true},
		{fact.Value{}, "", false, false, false},
	}
	for _, test := range tests {
		_, isNumber := test.value.Number()
		yes, isBool := test.value.Bool()
		if test.value.String() != test.text || test.value.IsText() != test.isText || isNumber != test.isNumber || isBool != test.isBool {
			t.Errorf("%q is not what it should be", test.value)
		}
		if yes != (test.text == "true") || test.value.IsNothing() != (test.text == "") {
			t.Errorf("%q says something else", test.value)
		}
	}
	if n, _ := fact.Numeric(number.FromInt(12)).Number(); !n.Equal(number.FromInt(12)) {
		t.Errorf("got %s", n)
	}
}

func TestSubjects(t *testing.T) {
	all := fact.Subject{Partner: "1", Publisher: "2", Offer: "3", Plan: "4", Customer: "5", Deal: "6", Person: "7"}
	for i, l := range fact.Levels() {
		if got, want := all.ID(l), fmt.Sprint(i+1); got != want {
			t.Errorf("%s: got %s, want %s", l, got, want)
		}
		if back, ok := fact.LevelOfPlural(l.Plural()); !ok || back != l {
			t.Errorf("%s: got %s (%v)", l.Plural(), back, ok)
		}
	}
	if got := fact.Person.Plural(); got != "people" {
		t.Errorf("got %s", got)
	}
	if l, ok := fact.LevelOfPlural("offer"); ok {
		t.Errorf("one offer is taken for many (%s)", l)
	}
	if got := all.ID("planet"); got != "" {
		t.Errorf("got %s", got)
	}
	tests := []struct {
		subject fact.Subject
		level   fact.Level
		holder  string
	}{
		{fact.Subject{}, "", ""},
		{fact.Subject{Partner: "p"}, fact.Partner, "p"},
		{fact.Subject{Partner: "p", Publisher: "q"}, fact.Publisher, "q"},
		{fact.Subject{Publisher: "q", Offer: "o"}, fact.Offer, "q"},
		{all, fact.Person, "2"},
	}
	for _, test := range tests {
		if test.subject.Level() != test.level || test.subject.Holder() != test.holder {
			t.Errorf("%+v: got %s and %s", test.subject, test.subject.Level(), test.subject.Holder())
		}
	}
}
