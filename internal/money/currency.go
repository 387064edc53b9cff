package money

import (
	"slices"
	"strings"

	"github.com/bojanz/currency"

	"laurel/internal/number"
	"laurel/internal/problem"
)

// unlisted are codes that real ledgers and rate tables carry and the library's
// list of current ones lacks: withdrawn ones, and XCG, which is too new for it.
var unlisted = strings.Fields(`
	ATS AZM BEF BGN BYR CSD CUC CYP DEM EEK ESP FIM FRF GHC GRD HRK IEP ITL LTL LUF LVL MRO MTL MZM NLG PTE ROL SDD SIT SKK
	SLL SRG STD TMM TRL VEB VEF ZMK ZWL XCG`)

// ParseCurrency accepts a three-letter ISO 4217 code in upper case, current or
// withdrawn.
func ParseCurrency(code string) (string, error) {
	if code != "" && currency.IsValid(code) || slices.Contains(unlisted, code) { // the library takes "" for valid
		return code, nil
	}
	return "", problem.New(problem.Invalid, "%q is not a currency.", problem.Excerpt(code)).
		WithHint("Use a three-letter ISO 4217 code in capitals, like USD or GBP.")
}

// IsPayable reports whether an amount has no part below the smallest unit of its
// currency: cents of USD, whole JPY. One without a currency that is still listed
// takes cents.
func (a Amount) IsPayable() bool {
	places, listed := currency.GetDigits(a.Currency)
	if !listed {
		places = 2
	}
	return a.Value.IsDecimal() && a.Value.Round(int(places), number.Down) == a.Value
}
