package importer

import (
	"cmp"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// The format microsoft-revenue is the revenue report of Partner Center
// (ISVRevenue), with the column names of its API or of its pages. A sale is a
// pair of PurchaseRecordId and LineItemId. The rows of one pair in a file are
// payout splits: their revenue adds up. Another total in a later file is a
// correction. The report has no publisher and no date of its own.
//
// Splits may stand anywhere, so the columns that are read are kept for every
// pair, about 200 bytes a row, and the sales come after the last row. When one
// row of a pair is rejected the others are rejected with it: a part of a total
// would be wrong. Estimates, exchange rates and the state of payout are not
// read, because they change from day to day without the sale changing.
var (
	revenueColumns = []column{
		{name: "PurchaseRecordId", needed: true},
		{name: "LineItemId", needed: true},
		{name: "MonthStartDate", also: []string{"Billed month"}, needed: true},
		{name: "Revenue", also: []string{"Billed revenue"}, needed: true},
		{name: "EarningCurrencyCode", also: []string{"Transaction currency", "TransactionCurrencyCode"}, needed: true},
		{name: "OfferName", needed: true},
		{name: "OfferId"},
		{name: "OfferType"},
		{name: "PlanId"},
		{name: "SKU", also: []string{"Offer plan"}},
		{name: "CustomerId"},
		{name: "CustomerCountry"},
		{name: "TrialDeployment"},
		{name: "IsPrivateOffer"},
		{name: "BillingModel"},
		{name: "SalesChannel", also: []string{"AzureLicenseType"}},
		{name: "MultiParty"},
	}
	revenueDropped = []column{
		{name: "AssetId"}, {name: "BillingAccountId"}, {name: "CustomerName"}, {name: "CustomerCompanyName"},
		{name: "CustomerCompany"}, {name: "CustomerEmail"}, {name: "CustomerCity"}, {name: "CustomerState"},
		{name: "CustomerPostalCode"}, {name: "TermStartDate", also: []string{"Service Start Date"}},
		{name: "TermEndDate", also: []string{"Service End Date"}}, {name: "Quantity"}, {name: "Units"},
		{name: "EstimatedRevenueUSD"}, {name: "EstimatedRevenuePC"}, {name: "TransactionAmountCC", also: []string{"Transaction amount"}},
		{name: "TransactionAmountUSD"}, {name: "TransactionAmountPC"}, {name: "EarningAmountCC", also: []string{"Earnings amount CC"}},
		{name: "EarningAmountUSD", also: []string{"Earnings amount USD"}}, {name: "EarningAmountPC", also: []string{"Earnings amount (PC)"}},
		{name: "PayoutCurrency"}, {name: "IncentiveRate"}, {name: "EarningExchangeRatePC"}, {name: "ExchangeRatePC"},
		{name: "ExchangeRateUSD", also: []string{"Transaction exchange rate (USD)"}}, {name: "ExchangeRateDate"},
		{name: "PayoutStatus"}, {name: "EstimatedPayoutMonth", also: []string{"Estimated pay out month"}}, {name: "PaymentSentDate"},
		{name: "PaymentInstrumentType"}, {name: "CustomerAdjustmentUSD"}, {name: "PartnerInfo"}, {name: "SalesNotes"},
	}
)

type revenue struct {
	rd        *reading
	head      *header
	purchases map[string]*purchase
	order     []*purchase // in the order met
}

// purchase is the rows of one pair.
type purchase struct {
	rows   []split
	says   string // the digest of a row without its revenue: the rows agree in it
	broken int    // the line of a row that was rejected; 0 when none was
}

// split is one row of a pair: the cells of the columns that are read, with a
// control character, which no cell may have, between them.
type split struct {
	line  int
	cells string
}

const cellEnd = "\x1f"

func readRevenue(rd *reading) error {
	return rd.readTable(func(h *header) (table, error) {
		return &revenue{rd: rd, head: h, purchases: map[string]*purchase{}}, nil
	})
}

func (v *revenue) row(r *row) error {
	f := v.sale(r)
	r.notAfter("MonthStartDate", f.Happened, f.Recorded)
	p := v.purchase(f.ID.Key)
	p.check(r, f)
	if r.bad() {
		p.broken = r.line
		return v.rd.reject(r.reject())
	}
	p.rows = append(p.rows, split{line: r.line, cells: r.reduced()})
	return nil
}

// malformed notes the pair of a row that is rejected for its form, as far as
// the pair can be seen.
func (v *revenue) malformed(r *row) {
	record, line := r.content("PurchaseRecordId"), r.content("LineItemId")
	if record != "" && line != "" {
		v.purchase(pairOf(record, line)).broken = r.line
	}
}

// purchase is the pair with a key. Rows whose key cannot be read share none.
func (v *revenue) purchase(key string) *purchase {
	p := v.purchases[key]
	if p == nil {
		p = &purchase{}
		if key != "" {
			v.purchases[key], v.order = p, append(v.order, p)
		}
	}
	return p
}

// check refuses a fact that could not be kept, and notes a row that says
// something else about the sale than the rows of its pair before it.
func (p *purchase) check(r *row, f fact.Fact) {
	if r.bad() {
		return
	}
	if err := f.Check(); err != nil {
		r.faultAt(-1, reasonOf(err))
		return
	}
	f.Amount.Value = number.Zero
	switch says := f.Digest(); {
	case p.says == "":
		p.says = says
	case p.says != says:
		r.fault("PurchaseRecordId", problem.New(problem.Invalid, "An earlier row has the same PurchaseRecordId and LineItemId, but another month, currency, offer, customer or other property.").
			WithHint("The rows of one line item add up, so they must agree in everything but the revenue."))
	}
}

func (v *revenue) sale(r *row) fact.Fact {
	return fact.Fact{
		ID:   fact.ID{Source: v.rd.opts.Source, Key: pairKey(r)},
		Kind: "sale",
		Subject: fact.Subject{
			Publisher: v.rd.opts.Publisher,
			Offer:     v.offer(r),
			Plan:      v.plan(r),
			Customer:  v.opaque("cus_", r.text("CustomerId")),
		},
		Happened: calendar.On(r.day("MonthStartDate").MonthStart()),
		Recorded: v.rd.opts.Published,
		Amount:   r.amount("Revenue", "EarningCurrencyCode"),
		Attributes: attributes(
			fact.Attribute{Name: "billed_through", Value: fact.Text("storefront")},
			fact.Attribute{Name: "billing_model", Value: word(r.text("BillingModel"))},
			fact.Attribute{Name: "country", Value: word(r.country("CustomerCountry"))},
			fact.Attribute{Name: "multiparty", Value: r.flag("MultiParty")},
			fact.Attribute{Name: "offer_type", Value: word(r.text("OfferType"))},
			fact.Attribute{Name: "private", Value: r.flag("IsPrivateOffer")},
			fact.Attribute{Name: "sales_channel", Value: word(r.text("SalesChannel"))},
			fact.Attribute{Name: "trial", Value: r.flag("TrialDeployment")},
		),
	}
}

// pairKey is the identity of a sale, empty when half of it is missing.
func pairKey(r *row) string {
	record, line := r.neededID("PurchaseRecordId"), r.neededID("LineItemId")
	if record == "" || line == "" {
		return ""
	}
	return pairOf(record, line)
}

func pairOf(record, line string) string { return halfOfPair.Replace(record) + "/" + line }

// halfOfPair keeps a slash in the first half from looking like the one between.
var halfOfPair = strings.NewReplacer("%", "%25", "/", "%2F")

// offer is the offer's own id, or else one that follows from its name.
func (v *revenue) offer(r *row) string {
	return cmp.Or(r.id("OfferId"), v.opaque("off_", r.text("OfferName")))
}

func (v *revenue) plan(r *row) string {
	return cmp.Or(r.id("PlanId"), v.opaque("pln_", r.text("SKU")))
}

// opaque is the id of what has a name within the publisher; no name, no id.
func (v *revenue) opaque(prefix, name string) string {
	if name == "" {
		return ""
	}
	return fact.Opaque(prefix, v.rd.opts.Source, v.rd.opts.Publisher, name)
}

// reduced is the cells of the columns that are read, the others empty.
func (r *row) reduced() string {
	cells := make([]string, len(r.head.names))
	for _, i := range r.head.at {
		cells[i] = r.fields[i]
	}
	return strings.Join(cells, cellEnd)
}

// end yields one sale for each pair whose rows were all good.
func (v *revenue) end() error {
	for _, p := range v.order {
		handOver := v.yield
		if p.broken > 0 {
			handOver = v.rejectSplits
		}
		if err := handOver(p); err != nil {
			return err
		}
	}
	return nil
}

func (v *revenue) yield(p *purchase) error {
	var sale fact.Fact
	for i, s := range p.rows {
		f := v.sale(v.reread(s))
		if i == 0 {
			sale = f
			continue
		}
		sale.Amount.Value = sale.Amount.Value.Add(f.Amount.Value)
	}
	return v.rd.yield(Item{Fact: sale, Line: p.rows[0].line, Correction: true, Single: true})
}

// rejectSplits rejects the good rows of a pair that has a bad one, so that the
// rejects file holds the whole pair.
func (v *revenue) rejectSplits(p *purchase) error {
	for _, s := range p.rows {
		r := v.reread(s)
		r.fault("PurchaseRecordId", problem.New(problem.Invalid, "The row in line %d belongs to the same line item and was rejected; their revenue counts together or not at all.", p.broken).
			WithHint("Correct that row and import both."))
		if err := v.rd.reject(r.reject()); err != nil {
			return err
		}
	}
	return nil
}

// reread is a kept row as a row again; what was dropped from it is empty.
func (v *revenue) reread(s split) *row {
	rec := &record{line: s.line, fields: strings.Split(s.cells, cellEnd)}
	for _, cell := range rec.fields {
		rec.raw = append(append(rec.raw, quoteField(cell, v.head.delimiter)...), v.head.delimiter)
		rec.lines = append(rec.lines, s.line)
	}
	rec.raw = rec.raw[:len(rec.raw)-1]
	return &row{record: rec, head: v.head}
}
