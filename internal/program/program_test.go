package program_test

import (
	"slices"
	"testing"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/program"
)

func TestHistory(t *testing.T) {
	release := func(version, effective, applied string) program.Release {
		p := read(t, "version: "+version+"\neffective: "+effective)
		return program.Release{Program: p, Applied: calendar.On(calendar.MustParseDay(applied))}
	}
	h := program.NewHistory(release("c", "2024-03-01", "2024-02-01"), release("a", "2024-01-01", "2024-05-01"),
		release("b", "2024-03-01", "2024-01-15")).With(release("d", "2024-06-01", "2024-05-20"))
	versions := func(h program.History) (names []string) {
		for _, r := range h {
			names = append(names, r.Version)
		}
		return names
	}
	if got := versions(h); !slices.Equal(got, []string{"a", "b", "c", "d"}) {
		t.Errorf("got the order %v", got)
	}
	for _, c := range []struct {
		known string
		want  []string
	}{
		{"2023-12-31", nil},
		{"2024-01-01", []string{"a"}}, // the first is known from its effective day
		{"2024-01-15", []string{"a", "b"}},
		{"2024-05-19", []string{"a", "b", "c"}},
	} {
		if got := versions(h.Known(calendar.MustParseDay(c.known))); !slices.Equal(got, c.want) {
			t.Errorf("known on %s: got %v, want %v", c.known, got, c.want)
		}
	}
	if r := h.InForce(calendar.MustParseDay("2024-03-01")); r.Version != "c" {
		t.Errorf("of two with one day the one applied later is in force; got %s", r.Version)
	}
	if r := h.InForce(calendar.MustParseDay("2023-12-31")); r != nil {
		t.Errorf("got %s before the first", r.Version)
	}
	if r, err := h.Find("b"); err != nil || r.Version != "b" {
		t.Errorf("got %v, %v", r, err)
	}
	if _, err := h.Find("x"); problem.KindOf(err) != problem.NotFound {
		t.Errorf("got %v", err)
	}
}

func TestParts(t *testing.T) {
	release := func(version, effective, applied, more string) program.Release {
		p := read(t, "version: "+version+"\neffective: "+effective+more)
		return program.Release{Program: p, Applied: calendar.On(calendar.MustParseDay(applied))}
	}
	a, b := release("a", "2024-01-01", "2024-01-01", ""), release("b", "2024-03-01", "2024-02-01", "")
	sooner := b
	sooner.Applied = calendar.On(calendar.MustParseDay("2024-01-20"))
	h := program.NewHistory(a, b)
	for _, c := range []struct {
		name  string
		other program.History
		want  calendar.Day
	}{
		{"the same", program.NewHistory(a, b), calendar.LastDay},
		{"none", nil, a.Effective},
		{"one less", program.NewHistory(a), b.Effective},
		{"another between", h.With(release("c", "2024-02-01", "2024-01-20", "")), calendar.MustParseDay("2024-02-01")},
		{"one that was applied on another day", program.NewHistory(a, sooner), b.Effective},
		{"one in another zone between", h.With(release("c", "2024-02-01", "2024-01-20", "\nzone: Asia/Tokyo")), calendar.FirstDay},
	} {
		if got := h.Parts(c.other); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
		if got := c.other.Parts(h); got != c.want {
			t.Errorf("%s, the other way round: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestRates(t *testing.T) {
	usual := read(t, "rates: {source: ecb}").RateRule()
	if usual != (money.Rule{Source: "ecb", Places: money.DefaultPlaces}) {
		t.Errorf("got %+v", usual)
	}
	own := read(t, "rates: {units: {EUR: 0.5}, places: 2, rounding: down}")
	if own.RateRule() != (money.Rule{Source: "program file", Dating: money.Fixed, Places: 2, How: number.Down}) {
		t.Errorf("got %+v", own.RateRule())
	}
	made, err := own.OwnRates().Convert(money.Amount{Value: number.One, Currency: "EUR"}, "USD", 0, own.RateRule())
	if err != nil || made.Amount.String() != "2 USD" {
		t.Errorf("got %v, %v", made.Amount, err)
	}
	if none := read(t, ""); none.OwnRates() != nil || none.RateRule().Dating != money.Fixed {
		t.Error("a program without rates has some")
	}
}

func TestTiers(t *testing.T) {
	p := read(t, `
ladders:
  growth:
    fall: {how: one-at-a-time, floor: silver}
    grace: {for: 30 days, once-per: year}
    tiers:
      - {id: silver, attain: sales >= 10_000 USD}
      - {id: gold, attain: sales >= 100_000 USD, retain: sales >= 80_000 USD}
    tracks:
      small: {when: sales < 1_000_000 USD, attain: {gold: sales >= 50_000 USD}}
  plain: {tiers: [{id: x, attain: sales >= 1 USD}]}
`)
	l, _ := p.Ladder("growth")
	if l.Rank("gold") != 2 || l.Rank("lead") != 0 || l.TierAt(1).ID != "silver" || l.TierAt(0) != nil || l.TierAt(3) != nil {
		t.Error("tiers are ranked wrongly")
	}
	if l.FallRule() != program.OneAtATime || l.Floor() != 1 {
		t.Error("the fall was read wrongly")
	}
	if ways := l.AttainConditions(2); len(ways) != 2 || ways[0].Track != nil || ways[1].Track.Name != "small" || ways[1].When == nil {
		t.Errorf("got %d ways to gold", len(ways))
	}
	if len(l.RetainConditions(2)) != 1 || l.AttainConditions(3) != nil {
		t.Error("got wrong ways to keep gold")
	}
	june := calendar.MustParseDay("2024-06-01")
	if !l.Grace.UsedUp(june-100, june) || l.Grace.UsedUp(june-200, june) || l.Grace.UsedUp(0, june) {
		t.Error("grace is used up wrongly")
	}
	if (program.Keying{}).String() != "partner" || l.For.String() != "partner" {
		t.Error("the partner holds the tiers, but the ladder says otherwise")
	}
	plain, _ := p.Ladder("plain")
	if plain.FallRule() != program.Recalculate || plain.Floor() != 0 || !plain.Evaluate.Up.OnChange || !plain.Evaluate.Down.OnChange {
		t.Error("a plain ladder has rules of its own")
	}
}

func TestWorth(t *testing.T) {
	p := read(t, `
benefits:
  credit: {category: sales, unlock: {tier: silver}, amount: {silver: 2_000 USD, gold: 5_000 USD}}
  same: {category: sales, unlock: everybody, amount: 100 USD, quantity: 3}
  seats: {category: technical, unlock: everybody, quantity: {gold: 25}}
  gift: {category: sales, unlock: everybody, amount: {gold: 25 USD}}
`)
	l, _ := p.Ladder("growth")
	credit, _ := p.Benefit("credit")
	same, _ := p.Benefit("same")
	seats, _ := p.Benefit("seats")
	for _, c := range []struct{ got, want string }{
		{credit.Amount.At("silver", l).String(), "2000 USD"},
		{credit.Amount.At("gold", l).String(), "5000 USD"},
		{credit.Amount.At("", l).String(), ""},
		{credit.Amount.At("gold", nil).String(), ""},
		{same.Amount.At("", nil).String(), "100 USD"},
		{seats.Amount.At("gold", l).String(), ""},
		{same.Quantity.At("", nil).String(), "3"},
		{seats.Quantity.At("silver", l).String(), "0"},
		{seats.Quantity.At("gold", l).String(), "25"},
		{credit.Quantity.At("gold", l).String(), "0"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	gift, _ := p.Benefit("gift")
	if p.LadderOf(gift) != l || p.LadderOf(credit) != l || p.LadderOf(seats) != l || p.LadderOf(same) != nil {
		t.Error("benefits belong to the wrong ladder")
	}
}

func TestTransitions(t *testing.T) {
	p := read(t, "transition: {tiers: {growth: {bronze: silver}}}")
	if now, ok := p.Transition.TierAfter("growth", "bronze"); !ok || now != "silver" {
		t.Errorf("got %s", now)
	}
	for _, c := range [][2]string{{"growth", "gold"}, {"other", "bronze"}} {
		if _, ok := p.Transition.TierAfter(c[0], c[1]); ok {
			t.Errorf("%v becomes something", c)
		}
	}
}

// TestLaddersRead finds what a ladder looks at, however far away.
func TestLaddersRead(t *testing.T) {
	p := read(t, `
metrics:
  sales: {sum: amount, of: sale}
  regions: {tiers: {ladder: regional, at-least: gold}}
  since: {days-since: {tier: listing.gold}}
  busy: {count: offers, when: "holds own.gold"}
  score: {value: regions + busy}
ladders:
  regional: {for: partner by region, tiers: [{id: gold, attain: sales >= 1 USD}]}
  listing: {for: offer, tiers: [{id: gold, attain: sales >= 1 USD}]}
  own: {tiers: [{id: gold, attain: sales >= 1 USD}]}
  state: {tiers: [{id: gold, attain: sales >= 1 USD}]}
  all:
    suspended-while: holds state.gold
    at-risk: {within: 1 month, when: score >= 1}
    tiers: [{id: gold, attain: {any: [score >= 1, since >= 5, {some: offers, when: holds state.gold}]}}]
    tracks: {small: {when: sales >= 5 USD, attain: {gold: sales >= 3 USD}, retain: {gold: sales >= 2 USD}}}
`)
	all, _ := p.Ladder("all")
	if got := p.LaddersRead(all); !slices.Equal(got, []string{"listing", "own", "regional", "state"}) {
		t.Errorf("got %v", got)
	}
}
