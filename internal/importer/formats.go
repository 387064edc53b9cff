package importer

import (
	"strings"

	"laurel/internal/problem"
)

// Format is one kind of file that can be imported.
type Format struct {
	// Name is what people choose the format by, and the default source of its facts.
	Name string
	// About is what the file is, in one line.
	About string
	// Keyless says that the feed's rows have no key: the store matches the events in
	// them by content and count, and identical rows in one file all count. States,
	// and what holds beyond a file, need a key that the format makes; the store
	// refuses them without.
	Keyless bool
	// NeedsPublisher says that the file does not tell whose sales it holds.
	NeedsPublisher bool
	// NeedsPublished says that the file does not tell when it was published.
	NeedsPublished bool

	shape   shape
	columns []column // for separated values: the columns that are read
	dropped []column // known, and never read
	read    func(*reading) error
}

// Formats lists every format, in the order in which people are shown them.
func Formats() []Format {
	return []Format{
		{Name: "gcloud", About: "the UK G-Cloud sales ledger, both published layouts", Keyless: true, NeedsPublished: true,
			shape: separatedValues, columns: gcloudColumns, dropped: gcloudDropped, read: readGCloud},
		{Name: "laurel-jsonl", About: "Laurel's own facts or CloudEvents, one JSON object per line or one JSON array",
			shape: jsonValues, read: readLaurelJSON},
		{Name: "laurel-csv", About: "Laurel's own facts as a table, attributes in columns named attributes.NAME",
			shape: separatedValues, columns: laurelColumns, read: readLaurelCSV},
		{Name: "microsoft-revenue", About: "Partner Center revenue: billed sales by purchase record and line item", NeedsPublisher: true, NeedsPublished: true,
			shape: separatedValues, columns: revenueColumns, dropped: revenueDropped, read: readRevenue},
		{Name: "microsoft-payouts", About: "Partner Center payout transaction history: what was earned, never sales", NeedsPublished: true,
			shape: separatedValues, columns: payoutColumns, dropped: payoutDropped, read: readPayouts},
		{Name: "aws-billing-events", About: "AWS Marketplace billing_event feed: what was invoiced for one account", NeedsPublisher: true,
			shape: separatedValues, columns: awsColumns, dropped: awsDropped, read: readAWS},
	}
}

// Find is the format with a name; the problem of an unknown one lists them all.
func Find(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, problem.New(problem.Invalid, "%q is not a format that can be imported.", name).
		WithHint("Use %s.", strings.Join(names, ", "))
}

// checkOptions refuses a reading that lacks what the format's files do not say.
func (f Format) checkOptions(o Options) error {
	switch {
	case f.NeedsPublisher && o.Publisher == "":
		return problem.New(problem.Invalid, "Files of the format %s do not say whose sales they hold.", f.Name).
			WithHint("Name the publisher.").AtConsole("Name the publisher, with --publisher.")
	case f.NeedsPublished && o.Published.IsZero():
		return problem.New(problem.Invalid, "Files of the format %s do not say when they were published.", f.Name).
			WithHint("Give the date of publication.").AtConsole("Give the date of publication, with --published.")
	default:
		return nil
	}
}
