package fulfillment

import (
	"cmp"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
)

// Burn is how a use of a day is taken from the credit that could be used then, of
// several grants: from the one that ends soonest first, then in the program's
// order, then from the oldest. A use that is told late is taken from what has
// lapsed since. What no credit is left for is the overage. A use below nothing
// gives back, to the grant that was used last.
func Burn(grants []Credited, use money.Amount, on calendar.Day) (postings []Posting, overage number.Number) {
	b := burning{left: use.Value}
	usable := slices.DeleteFunc(slices.Clone(grants), func(c Credited) bool {
		return c.Amount.Currency != use.Currency || on < c.Granted || c.Ends < on
	})
	slices.SortStableFunc(usable, SoonestFirst)
	if use.Value.Sign() < 0 {
		return b.giveBack(usable)
	}
	for i := range usable {
		for _, id := range usable[i].claims() {
			b.take(&usable[i], id, Active, Used)
			b.take(&usable[i], id, Lapsed, Used)
		}
	}
	return b.postings, b.left
}

// SoonestFirst orders grants as their credit is used: what ends first, then the
// program's order, then the oldest.
func SoonestFirst(a, b Credited) int {
	return cmp.Or(cmp.Compare(a.Ends, b.Ends), cmp.Compare(a.Order, b.Order), cmp.Compare(a.Granted, b.Granted), cmp.Compare(a.Grant, b.Grant))
}

// burning is a use being taken from credit.
type burning struct {
	left     number.Number // what is still to be taken
	postings []Posting
}

func (b *burning) take(c *Credited, id string, from, to Account) {
	part := number.Lowest(b.left, c.Cases[id][from])
	if part.Sign() > 0 {
		b.postings = append(b.postings, c.posting(from, to, part, id))
		b.left = b.left.Sub(part)
	}
}

// giveBack undoes uses, the last one first. It says, below nothing, what was
// given back and never used.
func (b *burning) giveBack(usable []Credited) ([]Posting, number.Number) {
	b.left = b.left.Neg()
	for i := len(usable) - 1; i >= 0; i-- {
		claims := usable[i].claims()
		slices.Reverse(claims)
		for _, id := range claims {
			b.take(&usable[i], id, Used, Active)
		}
	}
	return b.postings, b.left.Neg()
}
