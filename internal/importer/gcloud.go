package importer

import (
	"strconv"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// The format gcloud is the sales ledger of the UK government's G-Cloud
// marketplace: every month the whole ledger again, one row per invoiced sale,
// without a key, in one of two layouts. The row number that one layout has is
// given anew each month, so it is not read.
//
// A supplier is a partner with one publisher, known by the name as published.
// A customer is an opaque id. The free-text description may name persons: it
// becomes the opaque attribute item, so that rows that differ in it alone are
// different content.
var (
	gcloudColumns = []column{
		{name: "Framework", needed: true},
		{name: "Lot", also: []string{"LotDescription"}, needed: true},
		{name: "Supplier", also: []string{"SupplierName"}, needed: true},
		{name: "Customer", also: []string{"CustomerName"}, needed: true},
		{name: "For_Month", also: []string{"ReturnMonth"}, needed: true},
		{name: "Product_Service_Description", also: []string{"ProjectNameAndDescription"}, needed: true},
		{name: "Total_Charge", also: []string{"EvidencedSpend"}, needed: true},
		{name: "Sector"},
		{name: "SMEorLarge"},
	}
	gcloudDropped = []column{{name: "ID"}}
)

// gcloud keeps what the rows so far have shown: the suppliers, the supplier's
// lots, and 28 bytes for each different row, to number the identical ones.
type gcloud struct {
	rd        *reading
	suppliers map[string]bool
	offers    map[string]*Item
	order     []*Item // the offers, in the order met
	copies    map[[24]byte]uint32
}

func readGCloud(rd *reading) error {
	return rd.readTable(func(*header) (table, error) {
		return &gcloud{rd: rd, suppliers: map[string]bool{}, offers: map[string]*Item{}, copies: map[[24]byte]uint32{}}, nil
	})
}

func (g *gcloud) row(r *row) error {
	supplier := r.needed("Supplier")
	sale := g.sale(r, supplier)
	r.notAfter("For_Month", sale.Happened, sale.Recorded)
	if r.bad() {
		return g.rd.reject(r.reject())
	}
	digest := sale.Digest()
	n := g.copies[digestKey(digest)] + 1
	sale.ID.Key = digest + "." + strconv.FormatUint(uint64(n), 10)
	items := append(g.introduce(supplier), Item{Fact: sale, Ordinal: int(n)})
	if err := g.rd.accept(r, items...); err != nil || r.bad() {
		return err
	}
	g.suppliers[supplier] = true
	g.copies[digestKey(digest)] = n
	g.offer(r, sale)
	return nil
}

// digestKey is a digest without the cost of a string.
func digestKey(digest string) (key [24]byte) {
	copy(key[:], digest)
	return key
}

func (g *gcloud) sale(r *row, supplier string) fact.Fact {
	lot := parsed(r, "Lot", parseLot)
	return fact.Fact{
		ID:   fact.ID{Source: g.rd.opts.Source},
		Kind: "sale",
		Subject: fact.Subject{
			Publisher: g.opaque("pub_", supplier),
			Offer:     g.opaque("off_", supplier, lot.String()),
			Customer:  g.opaque("cus_", r.text("Customer")),
		},
		Happened: calendar.On(parsed(r, "For_Month", parseLedgerMonth)),
		Recorded: g.rd.opts.Published,
		Amount:   money.New(r.decimal("Total_Charge"), "GBP"),
		Attributes: attributes(
			fact.Attribute{Name: "billed_through", Value: fact.Text("storefront")},
			fact.Attribute{Name: "framework", Value: word(r.text("Framework"))},
			fact.Attribute{Name: "item", Value: word(g.opaque("item_", r.content("Product_Service_Description")))},
			fact.Attribute{Name: "lot", Value: fact.Numeric(lot)},
			fact.Attribute{Name: "sector", Value: word(r.text("Sector"))},
			fact.Attribute{Name: "size", Value: word(r.text("SMEorLarge"))},
		),
	}
}

// opaque is the id of what the feed knows only by name; no name, no id.
func (g *gcloud) opaque(prefix string, name ...string) string {
	if name[0] == "" {
		return ""
	}
	return fact.Opaque(prefix, append([]string{g.rd.opts.Source}, name...)...)
}

// parseLot reads the number of a lot: 1 infrastructure, 2 platform, 3 software,
// 4 specialist services.
func parseLot(cell string) (number.Number, error) {
	if n, err := strconv.Atoi(cell); err == nil && n >= 1 && n <= 9 {
		return number.FromInt(int64(n)), nil
	}
	return number.Zero, problem.New(problem.Invalid, "%q is not the number of a lot.", shorten(cell)).
		WithHint("Lots are 1, 2, 3 and 4.")
}

// parseLedgerMonth is the first day of a month. One layout writes a stray l
// after the date.
func parseLedgerMonth(cell string) (calendar.Day, error) {
	day, err := parseDay(strings.TrimSuffix(cell, "l"))
	if err != nil {
		return 0, err
	}
	return day.MonthStart(), nil
}

// introduce is what is said once about a supplier: that it is a partner, by
// its published name, and that its one publisher belongs to it.
func (g *gcloud) introduce(supplier string) []Item {
	if g.suppliers[supplier] {
		return nil
	}
	partner, publisher := g.opaque("ptr_", supplier), g.opaque("pub_", supplier)
	since := calendar.On(calendar.FirstDay)
	return []Item{
		g.state("partner:"+partner, fact.Fact{
			Kind:       string(fact.Partner),
			Subject:    fact.Subject{Partner: partner},
			Happened:   since,
			Attributes: attributes(fact.Attribute{Name: "name", Value: fact.Text(supplier)}),
		}),
		g.state("membership:"+publisher, fact.Fact{
			Kind:     fact.Membership,
			Subject:  fact.Subject{Partner: partner, Publisher: publisher},
			Happened: since,
		}),
	}
}

// offer notes the month of a sale for the supplier's lot. Each pair of the two
// is a transact offer, live from the first such month.
func (g *gcloud) offer(r *row, sale fact.Fact) {
	id := sale.Subject.Offer
	offer, known := g.offers[id]
	if !known {
		it := g.state("offer:"+id, fact.Fact{
			Kind:     string(fact.Offer),
			Subject:  fact.Subject{Publisher: sale.Subject.Publisher, Offer: id},
			Happened: sale.Happened,
			Attributes: attributes(
				fact.Attribute{Name: "listing", Value: fact.Text("transact")},
				fact.Attribute{Name: "lot", Value: sale.Attributes.Get("lot")},
				fact.Attribute{Name: "status", Value: fact.Text("live")},
			),
		})
		it.Earliest, it.Line = true, r.line
		g.offers[id], g.order = &it, append(g.order, &it)
		return
	}
	if sale.Happened.Before(offer.Fact.Happened) {
		offer.Fact.Happened, offer.Line = sale.Happened, r.line
	}
}

// state makes a state of the ledger of a fact.
func (g *gcloud) state(key string, f fact.Fact) Item {
	f.ID, f.State, f.Recorded = fact.ID{Source: g.rd.opts.Source, Key: key}, true, g.rd.opts.Published
	return Item{Fact: f}
}

func (g *gcloud) end() error {
	for _, offer := range g.order {
		if err := g.rd.yield(*offer); err != nil {
			return err
		}
	}
	return nil
}
