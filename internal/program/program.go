// Package program holds what a marketplace promises: ladders with their tiers,
// benefits with the rules that grant them, and the versions in which a program
// changes over time. A program is data. Reading one finds every mistake in its
// file; evaluating one that was read without mistakes cannot fail.
package program

import (
	"time"

	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Program is one version of a program, as its author wrote it. Names (of
// metrics, ladders, tiers, benefits) are lower-case words with underscores.
type Program struct {
	Place problem.Place `yaml:"-"`

	ID        string       `yaml:"program,required"`   // the name of the program, the same in every version
	Version   string       `yaml:"version,required"`   // the name of this version, like 2023-08
	Effective calendar.Day `yaml:"effective,required"` // from this day the version is in force
	Label     label.Text   `yaml:"label"`              // the name that readers see
	Note      label.Text   `yaml:"note"`               // for everybody
	Private   label.Text   `yaml:"operators-note"`     // for operators only

	GoLive *calendar.Day `yaml:"go-live"` // from this day on the Rewards team owes what the program promises; nothing is owed when empty
	Terms  *Terms        `yaml:"terms"`   // what a partner accepts to take part

	Currency    string                 `yaml:"currency,required"`    // what amounts are converted to
	ZoneName    string                 `yaml:"zone"`                 // UTC when empty
	Rates       *Rates                 `yaml:"rates"`                // how other currencies are converted
	Ready       *Ready                 `yaml:"ready"`                // which sources an evaluation waits for
	Sources     yamlfile.Table[string] `yaml:"sources"`              // where the rules were published, for readers
	Assumptions []label.Text           `yaml:"assumptions"`          // what no source says, for readers
	History     HistoryRule            `yaml:"facts-before-joining"` // whether facts from before a publisher joined a partner count

	Calendars yamlfile.Table[Calendar]          `yaml:"calendars"`        // calendars beside day, week, month, quarter, half and year
	Lists     yamlfile.Table[[]string]          `yaml:"lists"`            // values that filters name together
	Metrics   yamlfile.Table[metric.Definition] `yaml:"metrics,required"` // the numbers that are read from facts
	Ladders   yamlfile.Table[Ladder]            `yaml:"ladders"`          // the tiers and what must hold for each
	Benefits  yamlfile.Table[Benefit]           `yaml:"benefits"`         // what is unlocked
	Caps      yamlfile.Table[Cap]               `yaml:"caps"`             // what several benefits are worth together at most

	Desk       *Desk                    `yaml:"desk"`       // how the Rewards team works
	Budgets    yamlfile.Table[Budget]   `yaml:"budgets"`    // what all partners together are given at most
	Deliveries yamlfile.Table[Delivery] `yaml:"deliveries"` // how benefits reach partners

	Transition *Transition `yaml:"transition"` // how partners move from the version before

	// Set is the metrics, bound and ready to be computed.
	Set *metric.Set `yaml:"-"`
	// Zone is the time zone whose days the program counts.
	Zone *time.Location `yaml:"-"`
	// Text is the file exactly as its author wrote it.
	Text []byte `yaml:"-"`

	prepared prepared
}

// HistoryRule says whether facts from before a publisher joined a partner count
// for the partner.
type HistoryRule string

// The history rules.
const (
	NotCounted HistoryRule = "not-counted" // the default: facts count from the day of joining
	CountedToo HistoryRule = "counted"
)

// Rates says how amounts in other currencies are converted, fact by fact.
type Rates struct {
	Place    problem.Place            `yaml:"-"`
	Source   string                   `yaml:"source"`   // a rate table such as ecb
	At       money.Dating             `yaml:"at"`       // day, month-end (the default) or fixed
	Places   *int                     `yaml:"places"`   // decimals of a converted amount; 8 when empty
	Rounding number.Rounding          `yaml:"rounding"` // half-even when empty
	Missing  metric.MissingRate       `yaml:"missing"`  // refuse (the default) or skip
	Units    map[string]number.Number `yaml:"units"`    // a fixed table in the file itself: units of each currency for one unit of the program's
}

// Ready says which sources must have told everything before a day is judged.
type Ready struct {
	Place   problem.Place `yaml:"-"`
	Sources []string      `yaml:"sources,one,required"` // the sources, by name
	Until   Lateness      `yaml:"until-then,required"`  // wait, or provisional
}

// Lateness is what an evaluation does while a source is behind.
type Lateness string

// The two things it can do.
const (
	Wait        Lateness = "wait"        // the evaluation is put off; the tier stays
	Provisional Lateness = "provisional" // it takes place and is marked
)

// Ladder finds a ladder by name.
func (p *Program) Ladder(name string) (*Ladder, bool) { return p.Ladders.Get(name) }

// Benefit finds a benefit by name.
func (p *Program) Benefit(name string) (*Benefit, bool) { return p.Benefits.Get(name) }

// RateRule is how money is converted.
func (p *Program) RateRule() money.Rule {
	rule := money.Rule{Source: inFile, Dating: money.Fixed, Places: money.DefaultPlaces}
	if p.Rates == nil {
		return rule
	}
	if p.Rates.Units == nil {
		rule.Source, rule.Dating = p.Rates.Source, p.Rates.At
	}
	if p.Rates.Places != nil {
		rule.Places = *p.Rates.Places
	}
	rule.How = p.Rates.Rounding
	return rule
}

// Convert turns an amount of a day into another currency, as facts are.
func (p *Program) Convert(a money.Amount, to string, day calendar.Day, rates money.Rates) (money.Conversion, error) {
	rule, table := p.RateRule(), p.OwnRates()
	if table == nil {
		table = rates[rule.Source]
	}
	if table == nil {
		table = money.NewTable(rule.Source, to, false)
	}
	return table.Convert(a, to, day, rule)
}

// inFile is the name of the rate table that a program file brings along.
const inFile = "program file"

// OwnRates is the table that the file brings along, by name; nil when it has none.
func (p *Program) OwnRates() *money.Table {
	if p.Rates == nil || p.Rates.Units == nil {
		return nil
	}
	table := money.NewTable(inFile, p.Currency, true)
	for code, units := range p.Rates.Units {
		table.Add(money.Quote{Day: calendar.FirstDay, Currency: code, Units: units})
	}
	return table
}
