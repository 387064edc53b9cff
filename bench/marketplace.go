package main

import (
	"bufio"
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
)

// marketplace is a generated marketplace: so many partners with about a hundred
// facts each, and a few with very many. The same size gives the same facts.
type marketplace struct {
	partners int
	perEach  int          // facts of an ordinary partner
	large    int          // partners with a hundred thousand facts
	live     calendar.Day // since when offers are live; the first day where it is zero
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

// facts is how many facts there are in all.
func (m marketplace) facts() int { return m.sales()/days*days + 3*m.partners }

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
	return m.saleOf(random, i, day)
}

func (m marketplace) saleOf(random *rand.Rand, i int, day calendar.Day) fact.Fact {
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
	live := cmp.Or(m.live, firstDay)
	return fact.Fact{ID: fact.ID{Source: "bench", Key: "offer:" + publisher(i)}, Kind: "offer", State: true,
		Subject: fact.Subject{Publisher: publisher(i), Offer: "offer"}, Happened: calendar.On(live), Recorded: calendar.On(live),
		Attributes: fact.NewAttributes(fact.Attribute{Name: "listing", Value: fact.Text("transact")}, fact.Attribute{Name: "status", Value: fact.Text("live")})}
}

// file is a part of the marketplace's facts, in our own format.
type file struct {
	path string
	rows int
}

// perFile is how many facts a file has at most.
const perFile = 1_000_000

// files writes the marketplace as files, one after the other in time.
func (m marketplace) files(dir string) []file {
	w := &fileWriter{dir: dir}
	must(m.each(w.write))
	w.close()
	return w.files
}

type fileWriter struct {
	dir   string
	files []file
	out   *os.File
	buf   *bufio.Writer
}

func (w *fileWriter) write(f fact.Fact) error {
	if w.out == nil || w.files[len(w.files)-1].rows == perFile {
		w.close()
		w.open()
	}
	w.files[len(w.files)-1].rows++
	_, err := fmt.Fprintf(w.buf, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", f.ID.Source, f.ID.Key, f.Kind, f.Happened, f.Recorded, f.Subject.Partner,
		f.Subject.Publisher, f.Subject.Offer, f.Subject.Customer, amountText(f), f.Amount.Currency,
		f.Attributes.Get("name"), f.Attributes.Get("listing"), f.Attributes.Get("status"))
	return err
}

func (w *fileWriter) open() {
	path := filepath.Join(w.dir, fmt.Sprintf("facts-%03d.csv", len(w.files)+1))
	out, err := os.Create(path)
	must(err)
	w.out, w.buf, w.files = out, bufio.NewWriter(out), append(w.files, file{path: path})
	_, err = fmt.Fprintln(w.buf, "source,id,kind,happened,recorded,partner,publisher,offer,customer,amount,currency,attributes.name,attributes.listing,attributes.status")
	must(err)
}

func (w *fileWriter) close() {
	if w.out != nil {
		must(w.buf.Flush())
		must(w.out.Close())
	}
}

func amountText(f fact.Fact) string {
	if f.Amount.IsZero() {
		return ""
	}
	return f.Amount.Value.String()
}
