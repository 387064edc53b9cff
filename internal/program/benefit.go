package program

import (
	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Benefit is what a tier, a listing type or a milestone unlocks, with the rule
// that grants it. A grant keeps the terms of the version that issued it.
type Benefit struct {
	Place    problem.Place `yaml:"-"`
	Name     string        `yaml:"-"`
	Label    label.Text    `yaml:"label"`             // the name that readers see
	Note     label.Text    `yaml:"note"`              // for everybody
	Private  label.Text    `yaml:"operators-note"`    // for operators only
	Category Category      `yaml:"category,required"` // marketing, sales, technical or service
	Stage    string        `yaml:"stage"`             // of growth: awareness, demand, …

	Per     Scope         `yaml:"per"`     // partner (the default) or offer: who gets it
	Unlock  Unlock        `yaml:"unlock"`  // when it is unlocked
	Offers  *OfferRule    `yaml:"offers"`  // which offers it is for; one such offer must be there
	Partner metric.Filter `yaml:"partner"` // what the partner must be, for example its country

	Quantity *Quantities `yaml:"quantity"` // how many a grant holds
	Amount   *Amounts    `yaml:"amount"`   // how much money a grant is worth

	Deliver string `yaml:"deliver"` // the delivery by which it reaches the partner; when empty it is there as soon as it is granted

	Needs     []*metric.Condition `yaml:"needs,one"` // must hold before it can be used: it is granted, but locked
	Exclusive string              `yaml:"exclusive"` // of all benefits of one group only the best is granted
	Refresh   *Schedule           `yaml:"refresh"`   // granted anew, when it is still unlocked; never when empty
	Limit     *Limit              `yaml:"limit"`     // how often
	Clocks    Clocks              `yaml:"clocks"`    // when a grant ends by itself

	OnUpgrade    UpgradeRule    `yaml:"on-upgrade"`     // what a higher amount does to a grant in force
	OnDowngrade  DowngradeRule  `yaml:"on-downgrade"`   // what losing the cause does to it
	OnRuleChange RuleChangeRule `yaml:"on-rule-change"` // what a new version does to it
	OnCorrection CorrectionRule `yaml:"on-correction"`  // what a correction that removes the cause does to it
}

// IsActivated reports whether somebody must begin to use it. Without a delivery and
// without a clock that asks for its activation it is there as soon as it is granted.
func (b *Benefit) IsActivated() bool {
	k := &b.Clocks
	return b.Deliver != "" || k.ActivateBy != nil || k.CompleteBy != nil || k.Term != nil
}

// Category sorts benefits for the pages that show them.
type Category string

// The categories.
const (
	Marketing Category = "marketing"
	Sales     Category = "sales"
	Technical Category = "technical"
	Service   Category = "service"
)

// Scope is who gets a benefit.
type Scope string

// The scopes.
const (
	PerPartner Scope = "partner"
	PerOffer   Scope = "offer"
)

// OfferRule says which offers a benefit is for.
type OfferRule struct {
	Place   problem.Place     `yaml:"-"`
	Where   metric.Filter     `yaml:"where"`   // the offers that it is for
	Without metric.Exclusions `yaml:"without"` // with the reason that is shown
	Twin    *Twin             `yaml:"twin"`    // offers that count only beside another
}

// Twin lets an offer count only when another offer beside it does: a private
// offer needs a public one of the same solution.
type Twin struct {
	Place problem.Place `yaml:"-"`
	For   metric.Filter `yaml:"for,required"`   // the offers that need a twin
	Where metric.Filter `yaml:"where,required"` // what the twin must be
	Same  string        `yaml:"same,required"`  // the attribute that both share
}

// Limit bounds how often a benefit is granted.
type Limit struct {
	Place  problem.Place    `yaml:"-"`
	Grants int              `yaml:"grants,required"` // at most so many
	Per    Scope            `yaml:"per"`             // partner when empty
	In     *calendar.Length `yaml:"in"`              // within this time; ever when empty
}

// Cap bounds what several benefits together are worth.
type Cap struct {
	Place    problem.Place    `yaml:"-"`
	Label    label.Text       `yaml:"label"`                 // the name that readers see
	Amount   *MoneyText       `yaml:"amount,required"`       // the most that the benefits are worth together
	Benefits []string         `yaml:"benefits,required,one"` // the benefits, by name
	In       *calendar.Length `yaml:"in"`                    // within this time; ever when empty
}

// UpgradeRule is what a higher amount does to a grant in force.
type UpgradeRule string

// The upgrade rules.
const (
	Replace    UpgradeRule = "replace"    // the default: the higher amount takes the place of the lower
	TopUp      UpgradeRule = "top-up"     // the higher amount is granted in addition
	Difference UpgradeRule = "difference" // only what is more is granted in addition
	Nothing    UpgradeRule = "nothing"    // the grant stays as it is until it is refreshed
)

// DowngradeRule is what losing the cause does to a grant in force.
type DowngradeRule string

// The downgrade rules.
const (
	KeepAll       DowngradeRule = "keep"           // the default
	KeepActivated DowngradeRule = "keep-activated" // what was not activated ends
	EndAll        DowngradeRule = "revoke"
)

// RuleChangeRule is what a new version does to grants of the version before.
type RuleChangeRule string

// The rule-change rules.
const (
	KeepGranted RuleChangeRule = "keep" // the default: nothing unlocked is taken back
	RevokeOld   RuleChangeRule = "revoke"
)

// CorrectionRule is what happens to an issued grant when a correction removes
// its cause.
type CorrectionRule string

// The correction rules.
const (
	KeepIssued   CorrectionRule = "keep" // the default
	RevokeIssued CorrectionRule = "revoke"
	ReviewIssued CorrectionRule = "review" // a person decides; until then it stays
)

// Transition says how partners move from the version before.
type Transition struct {
	Place  problem.Place                          `yaml:"-"`
	Tiers  yamlfile.Table[yamlfile.Table[string]] `yaml:"tiers"`          // by ladder: the old tier and what it becomes
	Keep   *calendar.Length                       `yaml:"keep-tiers-for"` // tiers held before cannot fall for this time
	Grants RuleChangeRule                         `yaml:"grants"`         // for benefits that do not say
}

// LooksAtProfiles reports whether the benefit is only for some partners or
// offers, or for each offer.
func (b *Benefit) LooksAtProfiles() bool {
	return b.Offers != nil || b.Per == PerOffer || !b.Partner.IsZero()
}
