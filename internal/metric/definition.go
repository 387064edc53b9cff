package metric

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/label"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// Definition says what one metric is: which facts count, how they add up, over
// which window. Exactly one of the fields from Sum to Tiers is given; kinds.go
// lists them. Fields that a kind does not read are mistakes.
type Definition struct {
	Place   problem.Place `yaml:"-"`
	Name    string        `yaml:"-"`
	Label   label.Text    `yaml:"label"`          // the name that readers see
	Note    label.Text    `yaml:"note"`           // for everybody
	Private label.Text    `yaml:"operators-note"` // for operators only

	Sum      string      `yaml:"sum"`        // of a field: amount, quantity or an attribute
	Count    string      `yaml:"count"`      // "facts", a plural (offers) or a dimension
	Distinct string      `yaml:"distinct"`   // how many different customers, offers, values of an attribute
	Min      string      `yaml:"min"`        // the smallest value of a field
	Max      string      `yaml:"max"`        // the largest value of a field
	Average  string      `yaml:"average"`    // of a field; each fact weighs the same
	Weighted *Weighted   `yaml:"weighted"`   // an average in which facts weigh differently
	Median   string      `yaml:"median"`     // the middle value of a field
	Latest   string      `yaml:"latest"`     // the field of the newest fact; value for a state
	First    string      `yaml:"first"`      // the field of the oldest fact
	Exists   string      `yaml:"exists"`     // "facts": is there one?
	Share    *Share      `yaml:"share"`      // the part of the facts that match
	Earned   *Earned     `yaml:"earned"`     // points for single facts
	Points   *Points     `yaml:"points"`     // points for a metric
	Bands    *Bands      `yaml:"bands"`      // a value by the band that a metric falls in
	Ratio    []string    `yaml:"ratio"`      // two metrics: the first divided by the second
	Growth   *Growth     `yaml:"growth"`     // how much a metric grew
	Past     *Past       `yaml:"past"`       // a metric as it was some time ago
	Value    *Expression `yaml:"value"`      // arithmetic over metrics
	Total    *Total      `yaml:"total"`      // a metric added up over subjects
	Days     *Anchor     `yaml:"days-since"` // the days since a moment
	Tiers    *TiersHeld  `yaml:"tiers"`      // how many regions or offers hold a tier of another ladder

	Of      []string   `yaml:"of,one"`   // kinds of facts
	For     fact.Level `yaml:"for"`      // "partner": the whole partner, also inside an offer's or a region's ladder
	Where   Filter     `yaml:"where"`    // which facts or subjects count
	Without Exclusions `yaml:"without"`  // which are left out, and shown as left out
	When    *Condition `yaml:"when"`     // which subjects count, measured inside each
	Window  *Window    `yaml:"window"`   // which stretch of time counts; everything so far when empty
	DatedBy string     `yaml:"dated-by"` // an attribute that holds the date to use instead of when it happened

	Currency    string           `yaml:"currency"`     // a code, or native
	Round       *Round           `yaml:"round"`        // rounded before it is compared; not at all when empty
	SmallSample *SmallSample     `yaml:"small-sample"` // from which size a sample counts
	ClosesAfter *calendar.Length `yaml:"closes-after"` // how long after a day its figures are still provisional

	kind      *kind
	index     int       // among the program's metrics
	filterKey filterKey // what where and without choose by
	daily     bool      // it counts days, and more than a comparison with a number reads it
}

// Weighted is an average in which some facts weigh more.
type Weighted struct {
	Place problem.Place `yaml:"-"`
	Value string        `yaml:"value,required"` // the field that is averaged
	By    string        `yaml:"by,required"`    // the field that is the weight
}

// Share is the part of the facts that match a filter, by number or by a field.
type Share struct {
	Place problem.Place `yaml:"-"`
	Where Filter        `yaml:"where,required"` // what matches
	By    string        `yaml:"by"`             // amount, quantity or an attribute; each fact counts once when empty
}

// Growth is (now − then) ÷ then of another metric. Its sample is the value then.
type Growth struct {
	Place problem.Place   `yaml:"-"`
	Of    string          `yaml:"of,required"`  // the metric
	Ago   calendar.Length `yaml:"ago,required"` // compared with so long ago
}

// Past is another metric as it was some time ago.
type Past struct {
	Place  problem.Place   `yaml:"-"`
	Metric string          `yaml:"metric,required"` // the metric
	Ago    calendar.Length `yaml:"ago,required"`    // how long ago
}

// Total adds a metric up over subjects, with a cap for each, or over the Top
// ones only.
type Total struct {
	Place  problem.Place `yaml:"-"`
	Metric string        `yaml:"metric,required"` // the metric, measured inside each subject
	Over   string        `yaml:"over,required"`   // a plural or a dimension
	AtMost *Expression   `yaml:"each-at-most"`    // the most that one subject counts
	Top    int           `yaml:"top"`             // only so many, the largest; all when empty
}

// TiersHeld counts the keys of another ladder (its regions, its offers) that
// hold a tier or a higher one.
type TiersHeld struct {
	Place   problem.Place `yaml:"-"`
	Ladder  string        `yaml:"ladder,required"`   // the ladder, held by many
	AtLeast string        `yaml:"at-least,required"` // the tier; higher ones count too
	Keys    []string      `yaml:"keys,one"`          // only these
	Not     []string      `yaml:"not,one"`           // all but these

	level fact.Level // whose tiers they are; empty for values of a dimension
}

// Points turns another metric into points: so many each, capped.
type Points struct {
	Place  problem.Place  `yaml:"-"`
	Per    string         `yaml:"per,required"`  // the metric
	Unit   *Expression    `yaml:"unit"`          // how much of it makes one unit; 1 when empty
	Whole  bool           `yaml:"whole-units"`   // only full units count
	Each   *Expression    `yaml:"each,required"` // points for each unit, like 4 or 40/6
	Max    *number.Number `yaml:"max"`           // the most points; unlimited when empty
	Min    *number.Number `yaml:"min"`           // 0 when empty
	OnlyIf *Condition     `yaml:"only-if"`       // no points unless this holds
}

// Bands gives a value by the band that a metric falls in. A band reaches from
// its From to the next one's.
type Bands struct {
	Place     problem.Place  `yaml:"-"`
	Of        string         `yaml:"of,required"`    // the metric
	Table     []Band         `yaml:"table,required"` // the bands, the lowest first
	Otherwise *number.Number `yaml:"otherwise"`      // below the first band; 0 when empty
}

// Band is one line of a band table.
type Band struct {
	Place problem.Place `yaml:"-"`
	From  *Expression   `yaml:"from,required"`  // included
	Gives *Expression   `yaml:"gives,required"` // the value
}

// Earned gives points for single facts. The rate is the one in force on the
// day the fact was earned, and stays with it: a later rate has a later From.
type Earned struct {
	Place      problem.Place    `yaml:"-"`
	Field      string           `yaml:"field"`          // amount (the default), quantity, an attribute, or facts
	Unit       *Expression      `yaml:"unit"`           // one unit of the field; may differ by currency: 100 USD or 75 EUR
	Whole      bool             `yaml:"whole-units"`    // only full units count, per fact
	Rates      []Rate           `yaml:"rates,required"` // the first line that fits a fact is its rate
	Times      []Multiplier     `yaml:"times"`          // every multiplier that fits applies
	MaxEach    *number.Number   `yaml:"max-each"`       // per fact
	MaxPer     *MaxPer          `yaml:"max-per"`        // per subject or dimension
	Max        *number.Number   `yaml:"max"`            // in all; unlimited when empty
	PendingFor *calendar.Length `yaml:"pending-for"`    // points count only after this time
}

// Rate is what one unit earns; the first line that fits a fact is its rate.
type Rate struct {
	Place problem.Place `yaml:"-"`
	Where Filter        `yaml:"where"`         // which facts; all when empty
	From  *calendar.Day `yaml:"from"`          // earned on or after
	Until *calendar.Day `yaml:"until"`         // earned on or before
	Each  *Expression   `yaml:"each,required"` // points for each unit
}

// Multiplier multiplies what a fact earns; every multiplier that fits applies.
type Multiplier struct {
	Place  problem.Place          `yaml:"-"`
	Where  Filter                 `yaml:"where"`  // which facts; all when empty
	From   *calendar.Day          `yaml:"from"`   // earned on or after
	Until  *calendar.Day          `yaml:"until"`  // earned on or before
	Factor *Expression            `yaml:"factor"` // the factor
	By     string                 `yaml:"by"`     // or: an attribute …
	Table  map[string]*Expression `yaml:"table"`  // … and the factor for each of its values
}

// MaxPer caps the points of each subject: at most so many per deal.
type MaxPer struct {
	Place problem.Place `yaml:"-"`
	By    string        `yaml:"by,required"`  // an attribute, like deal or customer
	Max   number.Number `yaml:"max,required"` // the most points of each
}

// Round rounds a metric before it is compared. Nothing is rounded without it.
type Round struct {
	Place problem.Place   `yaml:"-"`
	To    int             `yaml:"to"`  // how many decimals; none when empty
	How   number.Rounding `yaml:"how"` // half-up when empty
}

// SmallSample says from which size a sample counts, and what a smaller one
// does.
type SmallSample struct {
	Place problem.Place `yaml:"-"`
	Under *Expression   `yaml:"under,required"` // a sample under this is small
	Then  SampleRule    `yaml:"then,required"`  // pass, fail, zero or ignore
}

// SampleRule is what a small sample does to the conditions that read it.
type SampleRule string

// The rules for a small sample.
const (
	ThenPass   SampleRule = "pass"   // every comparison holds
	ThenFail   SampleRule = "fail"   // every comparison fails
	ThenZero   SampleRule = "zero"   // the value is 0
	ThenIgnore SampleRule = "ignore" // the comparison is left out
)
