package program

import (
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Amounts is how much money a grant is worth: always the same, or by tier. A
// tier that is not listed has the amount of the next lower one that is.
type Amounts struct {
	Place  problem.Place
	Always money.Amount
	ByTier yamlfile.Table[money.Amount]
}

// Quantities is how many a grant holds, like Amounts.
type Quantities struct {
	Place  problem.Place
	Always number.Number
	ByTier yamlfile.Table[number.Number]
}

// MoneyText is an amount as a program writes it: 40_000 USD.
type MoneyText struct{ money.Amount }

// At is the amount at a tier; no amount when the tier is below every tier
// listed, and for a nil receiver.
func (a *Amounts) At(tier string, l *Ladder) money.Amount {
	if a == nil {
		return money.Amount{}
	}
	if len(a.ByTier) == 0 {
		return a.Always
	}
	return byTier(a.ByTier, tier, l)
}

// Most is the highest amount at any tier; no amount for a nil receiver.
func (a *Amounts) Most() money.Amount {
	if a == nil {
		return money.Amount{}
	}
	most := a.Always
	for i := range a.ByTier {
		if each := a.ByTier[i].Value; most.IsZero() || each.Value.Cmp(most.Value) > 0 {
			most = each
		}
	}
	return most
}

// At is the quantity at a tier; 0 when the tier is below every tier listed, and
// for a nil receiver.
func (q *Quantities) At(tier string, l *Ladder) number.Number {
	if q == nil {
		return number.Zero
	}
	if len(q.ByTier) == 0 {
		return q.Always
	}
	return byTier(q.ByTier, tier, l)
}

// byTier finds the value of the highest listed tier that is not above a tier.
func byTier[T any](table yamlfile.Table[T], tier string, l *Ladder) T {
	var found T
	best := 0
	if l == nil {
		return found
	}
	for i := range table {
		if rank := l.Rank(table[i].Name); rank > best && rank <= l.Rank(tier) {
			best, found = rank, table[i].Value
		}
	}
	return found
}

// DecodeYAML reads one amount, or a map of tiers with their amounts.
func (a *Amounts) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	a.Place = n.Place()
	if n.Kind() != yamlfile.Map {
		a.Always = decodeMoney(n, m)
		return
	}
	var table yamlfile.Table[MoneyText]
	yamlfile.Decode(n, &table, m)
	for _, row := range table {
		a.ByTier = append(a.ByTier, yamlfile.Row[money.Amount]{Name: row.Name, Place: row.Place, Value: row.Value.Amount})
	}
	emptyByTier(n, m)
}

// DecodeYAML reads one number, or a map of tiers with their numbers.
func (q *Quantities) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	q.Place = n.Place()
	if n.Kind() != yamlfile.Map {
		yamlfile.Decode(n, &q.Always, m)
		return
	}
	yamlfile.Decode(n, &q.ByTier, m)
	emptyByTier(n, m)
}

func emptyByTier(n *yamlfile.Node, m *problem.Mistakes) {
	if len(n.Entries()) == 0 && !n.Damaged() {
		m.AddWithHint(n.Place(), "Write each tier with its value.", "No tier is listed here.")
	}
}

// DecodeYAML reads an amount such as 40_000 USD.
func (t *MoneyText) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) { t.Amount = decodeMoney(n, m) }

// decodeMoney reads an amount that is more than nothing.
func decodeMoney(n *yamlfile.Node, m *problem.Mistakes) money.Amount {
	amount, err := money.Parse(n.Text())
	wrong := problem.Of(err)
	switch {
	case n.Kind() != yamlfile.Scalar:
		m.AddWithHint(n.Place(), "Write the number and its currency, like 25_000 USD.", "An amount of money is expected here.")
	case wrong != nil:
		hint := wrong.Hint
		if mended := yamlfile.MendNumbers(n.Text()); mended != n.Text() {
			hint = "Write " + mended + "."
		}
		m.AddWithHint(n.Place(), hint, "%s", wrong.Message)
	case amount.Value.Sign() <= 0:
		m.AddWithHint(n.Place(), "Write an amount above 0, or leave it out.", "An amount must be more than zero, not %s.", amount)
	default:
		return amount
	}
	return money.Amount{}
}
