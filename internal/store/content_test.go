package store

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// TestContentComesBack: whatever a fact says is read back the same, also by a
// decoder that read other facts before, and in one text per content.
func TestContentComesBack(t *testing.T) {
	var d decoder
	rapid.Check(t, func(t *rapid.T) {
		f := drawFact(t)
		content, err := contentOf(&f)
		if err != nil {
			t.Fatal(err)
		}
		got := fact.Fact{ID: f.ID}
		if err := d.decode(&got, content); err != nil {
			t.Fatal(err)
		}
		sameMoment := cmp.Comparer(func(a, b calendar.Moment) bool { return a == b })
		if diff := cmp.Diff(got, f, sameMoment); diff != "" {
			t.Fatalf("got (-), want (+):\n%s", diff)
		}
		later := f
		later.Recorded, later.Received = drawMoment(t, "recorded later"), drawMoment(t, "received later")
		other, err := contentOf(&later)
		if err != nil || saidOf(other) != saidOf(content) || (f.Digest() == later.Digest()) != (saidOf(other) == saidOf(content)) {
			t.Fatalf("the same content at another time: got %q and %q, %v", saidOf(other), saidOf(content), err)
		}
	})
}

// TestOnlyTheSameContentSaysTheSame: two facts say the same exactly when their
// digests are equal.
func TestOnlyTheSameContentSaysTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawFact(t), drawFact(t)
		contentA, errA := contentOf(&a)
		contentB, errB := contentOf(&b)
		if errA != nil || errB != nil || (a.Digest() == b.Digest()) != (saidOf(contentA) == saidOf(contentB)) {
			t.Fatalf("%q and %q: same digest %v (%v, %v)", contentA, contentB, a.Digest() == b.Digest(), errA, errB)
		}
	})
}

func drawMoment(t *rapid.T, name string) calendar.Moment {
	switch rapid.IntRange(0, 2).Draw(t, name) {
	case 0:
		return calendar.Moment{}
	case 1:
		return calendar.On(calendar.Day(rapid.Int32Range(int32(calendar.FirstDay), int32(calendar.LastDay)).Draw(t, name)))
	default:
		return calendar.MomentOf(rapid.Int64().Draw(t, name), false)
	}
}

func drawFact(t *rapid.T) fact.Fact {
	text := rapid.StringMatching(`[a-zA-Z0-9 =.é世~/:|-]{0,12}`)
	num := rapid.Custom(func(t *rapid.T) number.Number {
		return number.Fraction(rapid.Int64().Draw(t, "above"), rapid.Int64Range(1, 1000).Draw(t, "below"))
	})
	f := fact.Fact{
		ID:   fact.ID{Source: "s", Key: "k"},
		Kind: rapid.StringMatching(`[a-z_]{0,8}`).Draw(t, "kind"), State: rapid.Bool().Draw(t, "state"), Retracts: rapid.Bool().Draw(t, "retracts"),
		Subject: fact.Subject{Partner: text.Draw(t, "partner"), Publisher: text.Draw(t, "publisher"), Offer: text.Draw(t, "offer"), Plan: text.Draw(t, "plan"),
			Customer: text.Draw(t, "customer"), Deal: text.Draw(t, "deal"), Person: text.Draw(t, "person")},
		Happened: drawMoment(t, "happened"), Until: drawMoment(t, "until"), Recorded: drawMoment(t, "recorded"), Received: drawMoment(t, "received"),
		Replaces: text.Draw(t, "replaces"), Marks: fact.ID{Source: text.Draw(t, "marked source"), Key: text.Draw(t, "marked key")},
	}
	if rapid.Bool().Draw(t, "has an amount") {
		f.Amount = money.New(num.Draw(t, "amount"), "USD")
	}
	if rapid.Bool().Draw(t, "is counted") {
		f.Counted, f.Quantity = true, num.Draw(t, "quantity")
	}
	for _, name := range rapid.SliceOfDistinct(rapid.StringMatching(`[a-z][a-z0-9_]{0,5}`), rapid.ID[string]).Draw(t, "attributes") {
		values := []fact.Value{{}, fact.Bool(true), fact.Bool(false), fact.Text(text.Draw(t, "text")), fact.Numeric(num.Draw(t, "number"))}
		f.Attributes = f.Attributes.With(name, rapid.SampledFrom(values).Draw(t, "value"))
	}
	return f
}

func TestWhatCannotBeReadBackIsRefused(t *testing.T) {
	plain := fact.Fact{ID: fact.ID{Source: "feed", Key: "1"}, Kind: "sale", Subject: fact.Subject{Publisher: "pub_a"}}
	tests := []struct {
		name   string
		change func(*fact.Fact)
		want   string
	}{
		{"a tab in an id", func(f *fact.Fact) { f.Subject.Offer = "a\tb" }, "The fact feed/1 has a text with a character that text may not have."},
		{"a line end in an attribute", func(f *fact.Fact) {
			f.Attributes = f.Attributes.With("a", fact.Text("a\nb"))
		}, "The fact feed/1 has a text with a character that text may not have."},
		{"NUL in the key", func(f *fact.Fact) { f.ID.Key = "a\x00" }, "The fact feed/a\x00 has a text with a character that text may not have."},
		{"bytes that are no text", func(f *fact.Fact) { f.Replaces = "\xff" }, "The fact feed/1 has a text with a character that text may not have."},
		{"a number too long to be read again", func(f *fact.Fact) {
			f.Counted, f.Quantity = true, number.MustParse("1/"+strings.Repeat("3", 90)).Quo(number.MustParse(strings.Repeat("7", 90)))
		}, "The fact feed/1 has a number of more than 100 digits."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := plain
			test.change(&f)
			_, err := contentOf(&f)
			if err == nil || err.Error() != test.want || problem.KindOf(err) != problem.Invalid {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("sale\td19723\td19730\t1732000000000000\tBpub_x\tOoff_y\ta43200 GBP\tq3\t.lot=N3\t.listing=Ttransact\t.trial=X")
	f.Add("\t\t\t\ts\tt\tu5\trkey\tmsource\tnkey\t.a=V\t.b=Y")
	f.Add("sale\td\t\t")
	f.Fuzz(func(t *testing.T, content string) {
		var d decoder
		decoded := fact.Fact{ID: fact.ID{Source: "s", Key: "k"}}
		if err := d.decode(&decoded, content); err != nil && problem.KindOf(err) != problem.Internal {
			t.Errorf("got %v, want a problem of kind internal", err)
		}
	})
}

func TestNeighboursAreFactsOfOneHolder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 40, -1)
		holder, attempt := text.Draw(t, "holder"), rapid.IntRange(0, 100).Draw(t, "attempt")
		first := placeOfHolder(holder)
		place := placeOf(holder, text.Draw(t, "source"), text.Draw(t, "key"), attempt)
		if first < 0 || first%neighbourhood != 0 || place < first || place >= first+neighbourhood || place >= places {
			t.Errorf("the fact lies at %d, its holder begins at %d", place, first)
		}
	})
}

func TestTwoFactsThatWantOnePlaceBothFindOne(t *testing.T) {
	s, err := Open(t.Context(), t.TempDir()+"/laurel.db")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	f := fact.Fact{ID: fact.ID{Source: "feed", Key: "1"}, Kind: "sale", Subject: fact.Subject{Publisher: "pub_a"},
		Happened: calendar.On(19723), Recorded: calendar.On(19730)}
	taken := placeOf("pub_a", "feed", "1", 0)
	if _, err := s.write.Exec(`INSERT INTO facts (id, source, key, kind, holder, replaces, content) VALUES ($1, 'other', '1', 'sale', 'pub_a', '', $2)`,
		taken, "sale\td19723\td19730\t\tBpub_a"); err != nil {
		t.Fatal(err)
	}
	outcomes, err := s.AddFacts(t.Context(), []Item{{Fact: f}, {Fact: f}}, f.Recorded.Day(nil).Time())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(outcomes, []fact.Outcome{fact.New, fact.Repeated}); diff != "" {
		t.Errorf("got (-), want (+):\n%s", diff)
	}
	b, err := s.BundleOf(t.Context(), "pub_a")
	if err != nil || len(b.Facts) != 2 {
		t.Errorf("got %d facts, %v; want both", len(b.Facts), err)
	}
}
