package metric

import "laurel/internal/yamlfile"

// The shapes say how a value may be written, for the schema that editors use.
// Each stands for what the type's DecodeYAML reads.

// Shapes are a word or a map.
func (Window) Shapes() []any { return []any{yamlfile.Words{"lifetime"}, windowFields{}} }

// Shapes are a date, one of two words, or a map.
func (Anchor) Shapes() []any {
	return []any{yamlfile.Text(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`), yamlfile.Words{firstBenefit, tierChange}, anchorFields{}}
}

// Shapes are a leaf on one line, or a map.
func (Condition) Shapes() []any { return []any{yamlfile.Text(""), tree{}} }

// Shapes are one line.
func (Expression) Shapes() []any { return []any{yamlfile.Text("")} }

// Shapes are a number of periods and the name of their calendar.
func (CycleRef) Shapes() []any {
	return []any{yamlfile.Text(`^[ \t\n]*[0-9]+[ \t\n]*[A-Za-z0-9_]+[ \t\n]*$`)}
}

// Shapes are a map of attributes.
func (Filter) Shapes() []any { return []any{map[string]testShape{}} }

// Shapes are a list of classes, or a map of attributes.
func (Exclusions) Shapes() []any { return []any{[]Exclusion{}, map[string]testShape{}} }

// Shapes are words.
func (SampleRule) Shapes() []any { return yamlfile.WordsOf(sampleRules) }

// Shapes are words.
func (MissingRate) Shapes() []any { return yamlfile.WordsOf([]MissingRate{RefuseMissing, SkipMissing}) }

// testShape is what an attribute must be: a value, several, or bounds. Under
// the key any stands a list of filters.
type testShape struct{}

// Shapes are a value, a list of values, a map of bounds, or alternatives.
func (testShape) Shapes() []any {
	return []any{yamlfile.Text(""), []yamlfile.Text{}, testFields{}, []Filter{}}
}

// testFields is a test as a map.
type testFields struct {
	Over    yamlfile.Text `yaml:"over"`     // more than
	AtLeast yamlfile.Text `yaml:"at-least"` // this or more
	Under   yamlfile.Text `yaml:"under"`    // less than
	AtMost  yamlfile.Text `yaml:"at-most"`  // this or less
	Not     testValues    `yaml:"not"`      // none of these
	In      yamlfile.Text `yaml:"in"`       // one of a list of the program
	NotIn   yamlfile.Text `yaml:"not-in"`   // none of a list of the program
	Given   bool          `yaml:"given"`    // whether it is there at all
}

type testValues struct{}

// Shapes are a value or a list of values.
func (testValues) Shapes() []any { return []any{yamlfile.Text(""), []yamlfile.Text{}} }
