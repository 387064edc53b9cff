package locale

import (
	"github.com/bojanz/currency"

	"laurel/internal/money"
)

// Money writes the exact amount with its currency's code, because a symbol such
// as $ is that of several currencies. A broken amount has at least the
// currency's usual decimals; a fraction is rounded to them, with the exact one
// behind it.
func (l *Locale) Money(a money.Amount) string {
	places := Places(a.Value)
	switch {
	case !a.Value.IsDecimal():
		return l.Beside(l.MoneyFixed(a, Cents(a.Currency)), a.Value)
	case places == 0:
		return l.MoneyFixed(a, 0)
	default:
		return l.MoneyFixed(a, max(places, Cents(a.Currency)))
	}
}

// MoneyFixed writes the amount with exactly so many decimals, rounded
// half-even. It is for showing, never for deciding.
func (l *Locale) MoneyFixed(a money.Amount, places int) string {
	return l.Say("money.amount", Args{"Number": l.Fixed(a.Value, places), "Currency": a.Currency})
}

// Cents is how many decimals a currency usually has; 2 for one that the list of
// currencies lacks.
func Cents(code string) int {
	if places, ok := currency.GetDigits(code); ok {
		return int(places)
	}
	return 2
}
