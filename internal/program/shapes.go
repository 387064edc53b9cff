package program

import (
	"laurel/internal/calendar"
	"laurel/internal/number"
	"laurel/internal/yamlfile"
)

// The shapes say how a value may be written, for the schema that editors use.
// Each stands for what the type's DecodeYAML reads.

// Shapes are words, or partner by an attribute.
func (Keying) Shapes() []any {
	return []any{yamlfile.Text(`^(partner|publishers?|offers?|plans?|customers?|deals?|person|people|partner by [a-z][a-z0-9_.]*)$`)}
}

// Shapes are a word or a map.
func (Effect) Shapes() []any { return []any{yamlfile.Words{atOnce}, effectFields{}} }

// Shapes are one effect, or one for each direction.
func (Effects) Shapes() []any { return []any{Effect{}, effectPair{}} }

// Shapes are a word or a map.
func (Schedule) Shapes() []any { return []any{yamlfile.Words{onChange}, scheduleFields{}} }

// Shapes are one schedule, or one for each direction.
func (Evaluate) Shapes() []any { return []any{Schedule{}, schedulePair{}} }

// Shapes are words or a number.
func (OnDay) Shapes() []any {
	return []any{yamlfile.Words{firstDay, lastDay}, yamlfile.Text(`^\+?[0-9]+$`)}
}

// Shapes are a word or a map.
func (Validity) Shapes() []any { return []any{yamlfile.Words{forEver}, validityFields{}} }

// Shapes are a word or a map.
func (Unlock) Shapes() []any { return []any{yamlfile.Words{everybody}, unlockFields{}} }

// Shapes are one amount, or one for each tier.
func (Amounts) Shapes() []any { return []any{MoneyText{}, yamlfile.Table[MoneyText]{}} }

// Shapes are one number, or one for each tier.
func (Quantities) Shapes() []any { return []any{number.Number{}, yamlfile.Table[number.Number]{}} }

// Shapes are a number and a currency.
func (MoneyText) Shapes() []any { return []any{yamlfile.Text(`^\s*[0-9+][0-9_./]* +[A-Z]{3}\s*$`)} }

// Shapes are a date or a length.
func (Due) Shapes() []any {
	return []any{yamlfile.Text(`^([0-9]{4}-[0-9]{2}-[0-9]{2}|\s*[0-9_+]+ +(day|week|month|quarter|halve|half|year)s?\s*)$`)}
}

// Shapes are a map.
func (Calendar) Shapes() []any { return []any{calendarFields{}} }

// Shapes are words.
func (Category) Shapes() []any { return yamlfile.WordsOf(categories) }

// Shapes are words.
func (Scope) Shapes() []any { return yamlfile.WordsOf(scopes) }

// Shapes are words.
func (UpgradeRule) Shapes() []any { return yamlfile.WordsOf(upgradeRules) }

// Shapes are words.
func (DowngradeRule) Shapes() []any { return yamlfile.WordsOf(downgradeRules) }

// Shapes are words.
func (RuleChangeRule) Shapes() []any { return yamlfile.WordsOf(ruleChangeRules) }

// Shapes are words.
func (CorrectionRule) Shapes() []any { return yamlfile.WordsOf(correctionRules) }

// Shapes are words.
func (FallRule) Shapes() []any { return yamlfile.WordsOf(fallRules) }

// Shapes are words.
func (GraceFrom) Shapes() []any { return yamlfile.WordsOf(graceBeginnings) }

// Shapes are words.
func (HistoryRule) Shapes() []any { return yamlfile.WordsOf(historyRules) }

// Shapes are words.
func (Lateness) Shapes() []any { return yamlfile.WordsOf(latenesses) }

// Shapes are words.
func (Weekday) Shapes() []any { return yamlfile.WordsOf(weekdays) }

// Shapes are words.
func (AddressRule) Shapes() []any { return yamlfile.WordsOf(addressRules) }

// Shapes are words.
func (DeliveryKind) Shapes() []any { return yamlfile.WordsOf(deliveryKinds) }

// Shapes are words.
func (ContactNeed) Shapes() []any { return yamlfile.WordsOf(contactNeeds) }

// Shapes are words.
func (LossRule) Shapes() []any { return yamlfile.WordsOf(lossRules) }

// Shapes are words.
func (Asked) Shapes() []any { return yamlfile.WordsOf(askings) }

// Shapes are words.
func (Payer) Shapes() []any { return yamlfile.WordsOf(payers) }

// Shapes are an allowance, or a map.
func (Promise) Shapes() []any { return []any{calendar.Allowance{}, promiseFields{}} }

// Shapes are values, or a map.
func (Among) Shapes() []any { return []any{yamlfile.Text(""), []string{}, amongFields{}} }

// Shapes are a number and a percent sign.
func (Percent) Shapes() []any { return []any{yamlfile.Text(`^\s*[0-9][0-9_.]* *%\s*$`)} }
