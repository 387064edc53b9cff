package program

import (
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/label"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Credit says where a sponsorship can be claimed, what it pays for, and in which
// order several are used up.
type Credit struct {
	Place      problem.Place     `yaml:"-"`
	Countries  *Among            `yaml:"countries"`       // of the partner; every one when empty
	Agreements *Among            `yaml:"agreements"`      // under which the credit is used; every one when empty
	Target     Asked             `yaml:"target"`          // the account that gets it: required or optional (the default)
	Excludes   label.Text        `yaml:"excludes"`        // what it does not pay for, shown at the claim
	Overage    Payer             `yaml:"overage"`         // who pays what is used beyond it: partner (the default) or operator
	Order      int               `yaml:"order"`           // of two that end on one day the lower is used first; 0 when empty
	WarnAt     []Percent         `yaml:"warn-at,one"`     // so much was used: the partner is told
	WarnBefore []calendar.Length `yaml:"warn-before,one"` // so long before it ends with something left: the partner is told
}

// Asked is whether something must be said.
type Asked string

// The two answers.
const (
	Required Asked = "required"
	Optional Asked = "optional" // the default
)

// Payer is who pays.
type Payer string

// The payers.
const (
	PartnerPays  Payer = "partner" // the default
	OperatorPays Payer = "operator"
)

// Percent is a part of a whole above nothing: 80 % is 0.8.
type Percent struct{ number.Number }

// Among is a choice of values: some, all but some, or those of a list.
type Among struct {
	Place  problem.Place
	Values []string // the list's, once it was found
	Not    bool     // all but these
	List   string   // the list of the program that has them; empty for none
}

// Has reports whether a value is among those chosen; for a nil receiver every one
// is.
func (a *Among) Has(value string) bool {
	return a == nil || slices.Contains(a.Values, value) != a.Not
}

// String is the choice in words.
func (a *Among) String() string {
	text := strings.Join(a.Values, ", ")
	if a.List != "" {
		text = "in " + a.List
	}
	if a.Not {
		return "not " + text
	}
	return text
}

// Names is the choice in words for who does not know the program's lists.
func (a *Among) Names() string {
	if a.Not {
		return "all but " + strings.Join(a.Values, ", ")
	}
	return strings.Join(a.Values, ", ")
}

type amongFields struct {
	Not   []string `yaml:"not,one"` // all but these
	In    string   `yaml:"in"`      // the values of a list
	NotIn string   `yaml:"not-in"`  // all but those of a list
}

var amongChoice = yamlfile.Choice{What: "a choice of values", Or: "the values themselves", Of: []yamlfile.Alternative{{Key: "not"}, {Key: "in"}, {Key: "not-in"}}}

// DecodeYAML reads one value, a list of values, or a map with not, in or not-in.
func (a *Among) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	a.Place = n.Place()
	switch n.Kind() {
	case yamlfile.Scalar:
		a.Values = []string{n.Text()}
		return
	case yamlfile.List:
		yamlfile.Decode(n, &a.Values, m)
		return
	}
	var fields amongFields
	yamlfile.Decode(n, &fields, m)
	amongChoice.One(n, m)
	a.Values, a.List, a.Not = fields.Not, fields.In+fields.NotIn, fields.In == ""
}

// DecodeYAML reads a percentage such as 80 %.
func (p *Percent) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	digits, found := strings.CutSuffix(strings.TrimSpace(n.Text()), "%")
	value, err := number.Parse(strings.TrimSpace(digits))
	if n.Kind() != yamlfile.Scalar || !found || err != nil || value.Sign() <= 0 || value.Cmp(number.FromInt(100)) > 0 {
		m.AddWithHint(n.Place(), "Write a percentage above 0 and up to 100, like 80 %.", "%q is not a part of the whole.", n.Text())
		return
	}
	p.Number = value.Quo(number.FromInt(100))
}

// String writes 80 %.
func (p Percent) String() string { return p.Mul(number.FromInt(100)).String() + " %" }
