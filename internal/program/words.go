package program

import (
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// The words that a program may write where a choice is asked for.
var (
	categories      = []Category{Marketing, Sales, Technical, Service}
	scopes          = []Scope{PerPartner, PerOffer}
	upgradeRules    = []UpgradeRule{Replace, TopUp, Difference, Nothing}
	downgradeRules  = []DowngradeRule{KeepAll, KeepActivated, EndAll}
	ruleChangeRules = []RuleChangeRule{KeepGranted, RevokeOld}
	correctionRules = []CorrectionRule{KeepIssued, RevokeIssued, ReviewIssued}
	fallRules       = []FallRule{Recalculate, OneAtATime, NoFall}
	graceBeginnings = []GraceFrom{FromDetection, FromExpiry}
	historyRules    = []HistoryRule{NotCounted, CountedToo}
	latenesses      = []Lateness{Wait, Provisional}
	addressRules    = []AddressRule{Allow, Refuse}
	deliveryKinds   = []DeliveryKind{ByActivation, ByRequest, BySponsorship}
	contactNeeds    = []ContactNeed{MarketingContact, NoContact}
	lossRules       = []LossRule{KeepGoing, StopUnbegun, ClawBack, ReviewIt}
	askings         = []Asked{Required, Optional}
	payers          = []Payer{PartnerPays, OperatorPays}
)

// DecodeYAML reads one of the categories.
func (c *Category) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, c, m, categories...)
}

// DecodeYAML reads one of the scopes.
func (s *Scope) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, s, m, scopes...)
}

// DecodeYAML reads one of the upgrade rules.
func (r *UpgradeRule) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, r, m, upgradeRules...)
}

// DecodeYAML reads one of the downgrade rules.
func (r *DowngradeRule) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, r, m, downgradeRules...)
}

// DecodeYAML reads one of the rule-change rules.
func (r *RuleChangeRule) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, r, m, ruleChangeRules...)
}

// DecodeYAML reads one of the correction rules.
func (r *CorrectionRule) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, r, m, correctionRules...)
}

// DecodeYAML reads one of the fall rules.
func (r *FallRule) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, r, m, fallRules...)
}

// DecodeYAML reads one of the two beginnings of grace.
func (g *GraceFrom) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, g, m, graceBeginnings...)
}

// DecodeYAML reads one of the history rules.
func (r *HistoryRule) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, r, m, historyRules...)
}

// DecodeYAML reads what happens while a source is behind.
func (l *Lateness) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, l, m, latenesses...)
}

// DecodeYAML reads one of the days of the week.
func (d *Weekday) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, d, m, weekdays...)
}

// DecodeYAML reads one of the address rules.
func (r *AddressRule) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, r, m, addressRules...)
}

// DecodeYAML reads one of the kinds of deliveries.
func (k *DeliveryKind) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, k, m, deliveryKinds...)
}

// DecodeYAML reads who must be assigned.
func (c *ContactNeed) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, c, m, contactNeeds...)
}

// DecodeYAML reads one of the loss rules.
func (r *LossRule) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, r, m, lossRules...)
}

// DecodeYAML reads whether something must be said.
func (a *Asked) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, a, m, askings...)
}

// DecodeYAML reads who pays.
func (p *Payer) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	yamlfile.Word(n, p, m, payers...)
}
