package metric

// Op compares two numbers. Programs write the sign, so that inclusive and
// exclusive thresholds cannot be confused.
type Op string

// The comparisons.
const (
	AtLeast  Op = ">="
	Over     Op = ">"
	AtMost   Op = "<="
	Under    Op = "<"
	EqualTo  Op = "="
	NotEqual Op = "!="
)

// compare reads the outcome of left.Cmp(right).
func (o Op) compare(cmp int) bool {
	switch o {
	case AtLeast:
		return cmp >= 0
	case Over:
		return cmp > 0
	case AtMost:
		return cmp <= 0
	case Under:
		return cmp < 0
	case EqualTo:
		return cmp == 0
	default:
		return cmp != 0
	}
}
