package fulfillment_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/money"
	"laurel/internal/number"
)

func usd(n int64) money.Amount { return money.New(number.FromInt(n), "USD") }

// book is a ledger of some grants, as app keeps it: it settles a grant before
// anything is claimed from it.
type book struct {
	grants  []fulfillment.Credited
	budgets number.Number // what postings took from them
}

func (b *book) post(t *rapid.T, postings ...fulfillment.Posting) {
	for _, p := range postings {
		if p.Amount.Value.Sign() <= 0 || p.From == p.To {
			t.Fatalf("%+v moves nothing", p)
		}
		i := slices.IndexFunc(b.grants, func(c fulfillment.Credited) bool { return c.Grant == p.Grant })
		g := &b.grants[i]
		g.Balance.Add(p)
		b.budgets = b.budgets.Add(p.Given())
		if p.Case != "" {
			if g.Cases[p.Case] == nil {
				g.Cases[p.Case] = fulfillment.Balance{}
			}
			g.Cases[p.Case].Add(p)
		}
	}
}

// transfer moves all that a claim has on an account, as an effect of a move does.
func (b *book) transfer(t *rapid.T, g *fulfillment.Credited, id string, from, to fulfillment.Account) {
	if left := g.Cases[id][from]; left.Sign() > 0 {
		b.post(t, fulfillment.Posting{Grant: g.Grant, From: from, To: to, Amount: money.New(left, "USD"), Case: id})
	}
}

// check is what must hold after every posting.
func (b *book) check(t *rapid.T) {
	held := number.Zero
	for i := range b.grants {
		g := &b.grants[i]
		sum := number.Zero
		for _, value := range g.Balance {
			sum = sum.Add(value)
		}
		if sum.Sign() != 0 || g.Balance.Short() != "" {
			t.Fatalf("%s adds up to %s, and is short of %q: %v", g.Grant, sum, g.Balance.Short(), g.Balance)
		}
		for id, balance := range g.Cases {
			for _, a := range []fulfillment.Account{fulfillment.Reserved, fulfillment.Active, fulfillment.Used, fulfillment.Lapsed} {
				if held = held.Add(balance[a]); balance[a].Sign() < 0 {
					t.Fatalf("%s has %s on %s of %s", id, balance[a], a, g.Grant)
				}
			}
		}
	}
	if !held.Equal(b.budgets) {
		t.Fatalf("the budgets paid %s, and partners were given %s", b.budgets, held)
	}
}

func (b *book) settle(t *rapid.T, g *fulfillment.Credited) {
	b.post(t, fulfillment.Settle(*g)...)
	if again := fulfillment.Settle(*g); len(again) > 0 {
		t.Fatalf("settling again posts %+v", again)
	}
	promised := g.Balance[fulfillment.Promised].Neg()
	switch available := g.Balance[fulfillment.Available]; {
	case g.Over && available.Sign() != 0:
		t.Fatalf("%s is over, and %s can be claimed", g.Grant, available)
	case !g.Over && promised.Cmp(g.Amount.Value) < 0, !g.Over && available.Sign() > 0 && !promised.Equal(g.Amount.Value):
		t.Fatalf("%s is worth %s, of the %s promised %s can be claimed", g.Grant, g.Amount, promised, available)
	case !g.Over && g.Balance[fulfillment.Lapsed].Add(g.Balance[fulfillment.Gone]).Sign() != 0:
		t.Fatalf("%s is in force, and lost something: %v", g.Grant, g.Balance)
	}
}

var someDay = calendar.MustParseDay("2026-11-02")

func newBook(t *rapid.T) *book {
	b := &book{}
	for i := range rapid.IntRange(1, 3).Draw(t, "grants") {
		b.grants = append(b.grants, fulfillment.Credited{Grant: fmt.Sprintf("g%d", i), Amount: usd(int64(rapid.IntRange(0, 100).Draw(t, "worth"))),
			Granted: someDay + calendar.Day(rapid.IntRange(0, 2).Draw(t, "granted")), Ends: someDay + calendar.Day(rapid.IntRange(2, 4).Draw(t, "ends")),
			Order: rapid.IntRange(0, 1).Draw(t, "order"), Balance: fulfillment.Balance{}, Cases: map[string]fulfillment.Balance{}})
	}
	return b
}

// Whatever happens to grants and claims, in any order: nothing is made and nothing
// is lost, no account falls below nothing but what the operator owes, settling
// twice is settling once, and the budgets paid what partners were given.
func TestTheLedgerKeepsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := newBook(t)
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			b.step(t)
			b.check(t)
		}
	})
}

func (b *book) step(t *rapid.T) {
	g := &b.grants[rapid.IntRange(0, len(b.grants)-1).Draw(t, "grant")]
	id := rapid.SampledFrom([]string{"spo_1", "spo_2"}).Draw(t, "claim") + g.Grant
	n := int64(rapid.IntRange(1, 60).Draw(t, "n"))
	switch step := rapid.SampledFrom([]string{"worth", "settle", "claim", "set up", "give back", "lapse", "revoke", "end", "back in force", "use", "undo"}).Draw(t, "step"); step {
	case "worth":
		g.Amount = usd(n)
	case "settle":
		b.settle(t, g)
	case "claim":
		b.settle(t, g)
		if g.Balance[fulfillment.Available].Cmp(number.FromInt(n)) >= 0 {
			b.post(t, fulfillment.Posting{Grant: g.Grant, From: fulfillment.Available, To: fulfillment.Reserved, Amount: usd(n), Case: id})
		}
	case "set up":
		b.transfer(t, g, id, fulfillment.Reserved, fulfillment.Active)
	case "give back":
		b.transfer(t, g, id, fulfillment.Reserved, fulfillment.Available)
		b.transfer(t, g, id, fulfillment.Active, fulfillment.Available)
	case "lapse":
		g.Over, g.Revoked = true, false
		b.transfer(t, g, id, fulfillment.Reserved, fulfillment.Available)
		b.transfer(t, g, id, fulfillment.Active, fulfillment.Lapsed)
	case "revoke":
		g.Over, g.Revoked = true, true
		b.transfer(t, g, id, fulfillment.Reserved, fulfillment.Gone)
		b.transfer(t, g, id, fulfillment.Active, fulfillment.Gone)
	case "end":
		g.Over = true
	case "back in force":
		g.Over, g.Revoked = false, false
	case "use", "undo":
		use := usd(n)
		if step == "undo" {
			use.Value = use.Value.Neg()
		}
		b.burn(t, use)
	}
}

// burn uses credit, and checks that each part of it was taken from the right place.
func (b *book) burn(t *rapid.T, use money.Amount) {
	on := someDay + calendar.Day(rapid.IntRange(-1, 5).Draw(t, "on"))
	want, over := b.burned(use, on)
	postings, overage := fulfillment.Burn(b.grants, use, on)
	if got := written(postings); got != want || !overage.Equal(over) {
		t.Fatalf("%s on %s is taken as\n%sand %s beyond, want\n%sand %s", use, on, got, overage, want, over)
	}
	b.post(t, postings...)
}

// place is credit of a claim that could be used.
type place struct {
	grant   *fulfillment.Credited
	id      string
	account fulfillment.Account
}

// burned is what Burn does, worked out dollar by dollar.
func (b *book) burned(use money.Amount, on calendar.Day) (string, number.Number) {
	from, to, left := []fulfillment.Account{fulfillment.Active, fulfillment.Lapsed}, fulfillment.Used, use.Value
	back := use.Value.Sign() < 0
	if back {
		from, to, left = []fulfillment.Account{fulfillment.Used}, fulfillment.Active, left.Neg()
	}
	var places []place
	for i := range b.grants {
		for id := range b.grants[i].Cases {
			for _, account := range from {
				places = append(places, place{&b.grants[i], id, account})
			}
		}
	}
	slices.SortFunc(places, func(x, y place) int {
		n := cmp.Or(cmp.Compare(x.grant.Ends, y.grant.Ends), cmp.Compare(x.grant.Order, y.grant.Order), cmp.Compare(x.grant.Granted, y.grant.Granted),
			strings.Compare(x.grant.Grant, y.grant.Grant), strings.Compare(x.id, y.id), strings.Compare(string(x.account), string(y.account)))
		if back {
			return -n
		}
		return n
	})
	var out strings.Builder
	for _, p := range places {
		taken, one := number.Zero, number.FromInt(1)
		for on >= p.grant.Granted && on <= p.grant.Ends && left.Sign() > 0 && taken.Cmp(p.grant.Cases[p.id][p.account]) < 0 {
			taken, left = taken.Add(one), left.Sub(one)
		}
		if taken.Sign() > 0 {
			fmt.Fprintf(&out, "%s %s: %s from %s to %s\n", p.grant.Grant, p.id, taken, p.account, to)
		}
	}
	if back {
		left = left.Neg()
	}
	return out.String(), left
}

func written(postings []fulfillment.Posting) string {
	var out strings.Builder
	for _, p := range postings {
		fmt.Fprintf(&out, "%s %s: %s from %s to %s\n", p.Grant, p.Case, p.Amount.Value, p.From, p.To)
	}
	return out.String()
}

func TestAUseOfAnotherCurrencyIsBeyondTheCredit(t *testing.T) {
	g := fulfillment.Credited{Grant: "g", Amount: usd(5), Ends: calendar.LastDay, Cases: map[string]fulfillment.Balance{"spo_1": {fulfillment.Active: number.FromInt(5)}}}
	postings, overage := fulfillment.Burn([]fulfillment.Credited{g}, money.New(number.FromInt(5), "EUR"), someDay)
	if len(postings) > 0 || overage.String() != "5" {
		t.Errorf("got %v and %s beyond it", postings, overage)
	}
}

func TestAnAccountThatIsShort(t *testing.T) {
	b := fulfillment.Balance{}
	b.Add(fulfillment.Posting{From: fulfillment.Active, To: fulfillment.Used, Amount: usd(1)})
	if b.Short() != fulfillment.Active {
		t.Errorf("got %q", b.Short())
	}
}
