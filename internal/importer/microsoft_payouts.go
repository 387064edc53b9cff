package importer

import (
	"cmp"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/problem"
)

// The format microsoft-payouts is the payout transaction history of Partner
// Center. Each row is one earning: refunds, reversals and chargebacks are rows
// of their own, with their sign. The revenue feed covers the same sales, so
// the facts here are of the kind payout and never sale. The participant is the
// seller id, which is the publisher.
//
// A row comes again as it moves towards payment, with another status: the same
// earning id in a later publication is a correction. What a sender calls a day is that day; payout
// dates are in Pacific time. Names and addresses of customers are not read.
var (
	payoutColumns = []column{
		{name: "earningId", needed: true},
		{name: "participantId", needed: true},
		{name: "earningAmount", needed: true},
		{name: "transactionCurrency", needed: true},
		{name: "transactionDate", needed: true},
		{name: "transactionType", needed: true},
		{name: "transactionId"},
		{name: "earningDate"},
		{name: "transactionAmount"},
		{name: "paymentStatus"},
		{name: "parentProductId"},
		{name: "productId"},
		{name: "productType"},
		{name: "customerId"},
		{name: "customerCountry"},
		{name: "isPrivateOffer"},
		{name: "reasonCode"},
	}
	payoutDropped = []column{
		{name: "calculationDate"}, {name: "customerEmail"}, {name: "customerName"}, {name: "earningAmountInLastPaymentCurrency"},
		{name: "earningAmountUSD"}, {name: "earningExchangeRate"}, {name: "earningRate"}, {name: "earningType"},
		{name: "estimatedPaymentMonth"}, {name: "exchangeRateDate"}, {name: "externalReferenceId"}, {name: "externalReferenceIdLabel"},
		{name: "invoiceNumber"}, {name: "lastPaymentCurrency"}, {name: "lever"}, {name: "LineItemId"}, {name: "OrderId"},
		{name: "parentProductName"}, {name: "participantIdType"}, {name: "participantName"}, {name: "partnerCountryCode"},
		{name: "partNumber"}, {name: "paymentId"}, {name: "paymentStatusDescription"}, {name: "productName"}, {name: "quantity"},
		{name: "resellerCountry"}, {name: "resellerId"}, {name: "resellerName"}, {name: "storeFee"}, {name: "taxCity"},
		{name: "taxCountry"}, {name: "taxRemitModel"}, {name: "taxRemitted"}, {name: "taxState"}, {name: "taxZipCode"},
		{name: "transactionAmountUSD"}, {name: "transactionCountryCode"}, {name: "transactionExchangeRate"},
		{name: "transactionPaymentMethod"},
	}
)

type payouts struct {
	rd   *reading
	seen map[string]payoutRow // by key: one entry for each earning
}

// payoutRow is where an earning was met in this file, and what it said.
type payoutRow struct {
	line   int
	digest string
}

func readPayouts(rd *reading) error {
	return rd.readTable(func(*header) (table, error) { return &payouts{rd: rd, seen: map[string]payoutRow{}}, nil })
}

func (p *payouts) end() error { return nil }

func (p *payouts) row(r *row) error {
	publisher := r.neededID("participantId")
	if only := p.rd.opts.Publisher; only != "" && publisher != "" && publisher != only {
		p.rd.sum.skip("a payout of another publisher")
		return nil
	}
	f := p.payout(r, publisher)
	r.notAfter("transactionDate", f.Happened, f.Recorded)
	p.checkRepeated(r, f)
	if err := p.rd.accept(r, Item{Fact: f, Correction: true, Single: true}); err != nil || r.bad() {
		return err
	}
	p.seen[f.ID.Key] = payoutRow{line: r.line, digest: f.Digest()}
	return nil
}

func (p *payouts) payout(r *row, publisher string) fact.Fact {
	return fact.Fact{
		ID:   fact.ID{Source: p.rd.opts.Source, Key: p.key(r)},
		Kind: "payout",
		Subject: fact.Subject{
			Publisher: publisher,
			Offer:     cmp.Or(r.id("parentProductId"), r.id("productId")),
			Customer:  p.customer(r),
		},
		Happened: calendar.On(p.day(r)),
		Recorded: p.rd.opts.Published,
		Amount:   r.amount("earningAmount", "transactionCurrency"),
		Attributes: attributes(
			fact.Attribute{Name: "country", Value: word(r.country("customerCountry"))},
			fact.Attribute{Name: "payment_status", Value: word(r.text("paymentStatus"))},
			fact.Attribute{Name: "private", Value: r.flag("isPrivateOffer")},
			fact.Attribute{Name: "product_type", Value: word(r.text("productType"))},
			fact.Attribute{Name: "reason_code", Value: word(r.text("reasonCode"))},
			fact.Attribute{Name: "transaction_amount", Value: r.quantity("transactionAmount")},
			fact.Attribute{Name: "transaction_type", Value: word(strings.ToLower(r.text("transactionType")))},
		),
	}
}

// key is the earning, or else the transaction, that the row is about.
func (p *payouts) key(r *row) string {
	if transaction := r.text("transactionId"); transaction != "" && r.text("earningId") == "" {
		return "transaction:" + r.opaque("transactionId", transaction)
	}
	return r.neededID("earningId")
}

// day is that of the transaction; an adjustment has only that of the earning.
func (p *payouts) day(r *row) calendar.Day {
	if r.text("transactionDate") == "" && r.text("earningDate") != "" {
		return r.day("earningDate")
	}
	return r.day("transactionDate")
}

func (p *payouts) customer(r *row) string {
	id := r.text("customerId")
	if id == "" {
		return ""
	}
	return fact.Opaque("cus_", p.rd.opts.Source, id)
}

// checkRepeated notes a row whose key an earlier row of this file has with
// other content: as corrections one would silently replace the other.
func (p *payouts) checkRepeated(r *row, f fact.Fact) {
	if before, ok := p.seen[f.ID.Key]; ok && !r.bad() && before.digest != f.Digest() {
		r.fault("earningId", problem.New(problem.Invalid, "Line %d has the same id and says something else.", before.line).
			WithHint("Keep the row that is meant."))
	}
}
