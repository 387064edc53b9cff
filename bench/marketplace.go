package main

import (
	"fmt"
	"io"
	"math/rand/v2"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
)

// marketplace is a generated marketplace: so many partners with about a hundred
// facts each, and a few with very many. The same size gives the same facts.
type marketplace struct {
	partners int
	perEach  int // facts of an ordinary partner
	large    int // partners with a hundred thousand facts
}

// sized is a marketplace of n partners, of which one in ten thousand is large.
func sized(partners int) marketplace {
	return marketplace{partners: partners, perEach: 100, large: max(1, partners/10_000)}
}

var firstDay = calendar.MustParseDay("2014-01-01")

// days is over how many days a partner's facts are spread: ten years.
const days = 3650

// each calls take for every fact, in the order in which a feed would bring
// them: by day, not by partner.
func (m marketplace) each(take func(fact.Fact) error) error {
	if err := m.beginnings(take); err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(1, 2))
	for day := range days {
		for range m.sales() / days {
			if err := take(m.sale(random, firstDay+calendar.Day(day))); err != nil {
				return err
			}
		}
	}
	return nil
}

// sales is how many sales there are in all.
func (m marketplace) sales() int { return m.partners*m.perEach + m.large*100_000 }

func (m marketplace) beginnings(take func(fact.Fact) error) error {
	for i := range m.partners {
		for _, f := range []fact.Fact{m.partner(i), m.membership(i), m.offer(i)} {
			if err := take(f); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m marketplace) sale(random *rand.Rand, day calendar.Day) fact.Fact {
	i := 0
	if random.IntN(m.sales()) < m.partners*m.perEach {
		i = random.IntN(m.partners)
	} else {
		i = random.IntN(m.large)
	}
	cents := int64(random.IntN(2_000_00) - 100_00)
	return fact.Fact{ID: fact.ID{Source: "bench", Key: fmt.Sprintf("%016x", random.Uint64())}, Kind: "sale",
		Subject:  fact.Subject{Publisher: publisher(i), Offer: "offer", Customer: fmt.Sprintf("c%d", random.IntN(5000))},
		Happened: calendar.On(day), Recorded: calendar.On(day + 1), Amount: money.New(number.Fraction(cents, 100), "USD")}
}

func partner(i int) string   { return fmt.Sprintf("ptr_%07d", i) }
func publisher(i int) string { return fmt.Sprintf("pub_%07d", i) }

func (m marketplace) partner(i int) fact.Fact {
	return fact.Fact{ID: fact.ID{Source: "bench", Key: "partner:" + partner(i)}, Kind: "partner", State: true, Subject: fact.Subject{Partner: partner(i)},
		Happened: calendar.On(firstDay), Recorded: calendar.On(firstDay), Attributes: fact.NewAttributes(fact.Attribute{Name: "name", Value: fact.Text(fmt.Sprintf("Partner %d", i))})}
}

func (m marketplace) membership(i int) fact.Fact {
	return fact.Fact{ID: fact.ID{Source: "bench", Key: "membership:" + publisher(i)}, Kind: fact.Membership, State: true,
		Subject: fact.Subject{Partner: partner(i), Publisher: publisher(i)}, Happened: calendar.On(firstDay), Recorded: calendar.On(firstDay)}
}

func (m marketplace) offer(i int) fact.Fact {
	return fact.Fact{ID: fact.ID{Source: "bench", Key: "offer:" + publisher(i)}, Kind: "offer", State: true,
		Subject: fact.Subject{Publisher: publisher(i), Offer: "offer"}, Happened: calendar.On(firstDay), Recorded: calendar.On(firstDay),
		Attributes: fact.NewAttributes(fact.Attribute{Name: "listing", Value: fact.Text("transact")}, fact.Attribute{Name: "status", Value: fact.Text("live")})}
}

// csv writes the marketplace as a file of our own format.
func (m marketplace) csv(w io.Writer) error {
	if _, err := fmt.Fprintln(w, "source,id,kind,happened,recorded,partner,publisher,offer,customer,amount,currency,attributes.name,attributes.listing,attributes.status"); err != nil {
		return err
	}
	return m.each(func(f fact.Fact) error {
		_, err := fmt.Fprintf(w, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", f.ID.Source, f.ID.Key, f.Kind, f.Happened, f.Recorded, f.Subject.Partner,
			f.Subject.Publisher, f.Subject.Offer, f.Subject.Customer, amountText(f), f.Amount.Currency,
			f.Attributes.Get("name"), f.Attributes.Get("listing"), f.Attributes.Get("status"))
		return err
	})
}

func amountText(f fact.Fact) string {
	if f.Amount.IsZero() {
		return ""
	}
	return f.Amount.Value.String()
}
