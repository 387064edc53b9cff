package importer

import (
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
)

// The format aws-billing-events is the billing_event feed of AWS Marketplace.
// Of its rows those are sales that invoice, or forgive, a share of revenue to
// the publisher's own account (to_account_id): refunds and credits carry the
// other sign. At disbursement the same amounts come again with the opposite
// sign, and a reseller also sees, as a negative share, what it owes the
// manufacturer: neither is a sale, and both are counted as skipped.
//
// The same billing_event_id comes again when a month's file grows; with a later
// update_date it is a correction. What came before, in a file that arrives
// later, is what was known until then.
var (
	awsColumns = []column{
		{name: "billing_event_id", needed: true},
		{name: "from_account_id", needed: true},
		{name: "to_account_id", needed: true},
		{name: "action", needed: true},
		{name: "transaction_type", needed: true},
		{name: "amount", needed: true},
		{name: "currency", needed: true},
		{name: "invoice_date", needed: true},
		{name: "product_id", needed: true},
		{name: "end_user_account_id"},
		{name: "insert_date"},
		{name: "update_date"},
	}
	awsDropped = []column{
		{name: "parent_billing_event_id"}, {name: "disbursement_billing_event_id"}, {name: "balance_impacting"},
		{name: "payment_due_date"}, {name: "usage_period_start_date"}, {name: "usage_period_end_date"}, {name: "invoice_id"},
		{name: "billing_address_id"}, {name: "transaction_reference_id"}, {name: "bank_trace_id"}, {name: "broker_id"},
		{name: "valid_from"}, {name: "valid_to"}, {name: "delete_date"}, {name: "buyer_transaction_reference_id"},
		{name: "agreement_id"}, {name: "offer_id"}, {name: "seller_account_id"}, {name: "procurement_id"},
	}
)

// awsSales says which actions and which transaction types make a sale: both
// must. The others that are documented are listed to be counted by name.
var awsSales = map[string]bool{
	"INVOICED": true, "FORGIVEN": true, "DISBURSED": false,

	"SELLER_REV_SHARE": true, "SELLER_REV_SHARE_REFUND": true, "SELLER_REV_SHARE_CREDIT": true,
	"SELLER_TAX_SHARE": false, "SELLER_TAX_SHARE_REFUND": false, "SELLER_TAX_SHARE_CREDIT": false,
	"AWS_REV_SHARE": false, "AWS_REV_SHARE_REFUND": false, "AWS_REV_SHARE_CREDIT": false,
	"AWS_TAX_SHARE": false, "AWS_TAX_SHARE_REFUND": false, "AWS_TAX_SHARE_CREDIT": false,
	"BALANCE_ADJUSTMENT": false, "DISBURSEMENT": false, "DISBURSEMENT_FAILURE": false,
}

type awsTable struct{ rd *reading }

func readAWS(rd *reading) error {
	return rd.readTable(func(*header) (table, error) { return awsTable{rd: rd}, nil })
}

func (t awsTable) end() error { return nil }

func (t awsTable) row(r *row) error {
	action, kind := strings.ToUpper(r.needed("action")), strings.ToUpper(r.needed("transaction_type"))
	if r.bad() {
		return t.rd.reject(r.reject())
	}
	if reason := t.notASale(r, action, kind); reason != "" {
		t.rd.sum.skip(reason)
		return nil
	}
	return t.rd.accept(r, t.sale(r, action, kind))
}

// notASale says why a row is no sale of the publisher; empty when it is one.
func (t awsTable) notASale(r *row, action, kind string) string {
	switch {
	case !awsSales[kind]:
		return "not a sale: transaction type " + documented(kind)
	case !awsSales[action]:
		return "not a sale: action " + documented(action)
	case r.text("to_account_id") != t.rd.opts.Publisher:
		return "not a sale of this publisher: paid to another account"
	case action == "INVOICED" && kind == "SELLER_REV_SHARE" && isNegative(r.text("amount")):
		return "not a sale: what a reseller owes the manufacturer"
	default:
		return ""
	}
}

// isNegative is false for what cannot be read: that row is rejected, not skipped.
func isNegative(amount string) bool {
	n, err := parseDecimal(amount)
	return err == nil && n.Sign() < 0
}

func documented(word string) string {
	if _, ok := awsSales[word]; ok {
		return word
	}
	return "that is not documented"
}

func (t awsTable) sale(r *row, action, kind string) Item {
	recorded, corrected, dated := t.recorded(r)
	f := fact.Fact{
		ID:       fact.ID{Source: t.rd.opts.Source, Key: r.neededID("billing_event_id")},
		Kind:     "sale",
		Subject:  fact.Subject{Publisher: t.rd.opts.Publisher, Offer: r.id("product_id"), Customer: t.customer(r)},
		Happened: parsed(r, "invoice_date", parseInstant),
		Recorded: recorded,
		Amount:   t.amount(r),
		Attributes: attributes(
			fact.Attribute{Name: "action", Value: fact.Text(strings.ToLower(action))},
			fact.Attribute{Name: "billed_through", Value: fact.Text("storefront")},
			fact.Attribute{Name: "transaction_type", Value: fact.Text(strings.ToLower(kind))},
		),
	}
	r.notAfter("invoice_date", f.Happened, f.Recorded)
	return Item{Fact: f, Correction: corrected, Dated: dated}
}

// recorded is the newest record time of a row, whether it is later than the
// first, and whether it is the feed's own.
func (t awsTable) recorded(r *row) (at calendar.Moment, corrected, dated bool) {
	inserted, updated := optionalInstant(r, "insert_date"), optionalInstant(r, "update_date")
	switch {
	case !updated.IsZero():
		return updated, !inserted.IsZero() && inserted.Before(updated), true
	case !inserted.IsZero():
		return inserted, false, true
	default:
		return t.rd.opts.Published, false, false
	}
}

func optionalInstant(r *row, name string) calendar.Moment {
	if r.text(name) == "" {
		return calendar.Moment{}
	}
	return parsed(r, name, parseInstant)
}

// amount takes the currency of the import for an empty cell.
func (t awsTable) amount(r *row) money.Amount {
	if r.text("currency") == "" && t.rd.opts.Currency != "" {
		return money.New(r.decimal("amount"), t.rd.opts.Currency)
	}
	return r.amount("amount", "currency")
}

// customer is an opaque id of who bought: the end user, or else who was billed.
func (t awsTable) customer(r *row) string {
	account := r.text("end_user_account_id")
	if account == "" {
		account = r.text("from_account_id")
	}
	if account == "" {
		return ""
	}
	return fact.Opaque("cus_", t.rd.opts.Source, account)
}
