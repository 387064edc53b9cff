package calendar

// Span is a stretch of whole days [From, Until): From is the first day in it
// and Until the first day after it.
type Span struct {
	From  Day `json:"from"`
	Until Day `json:"until"`
}

// Always is the span of every day before LastDay.
var Always = Span{From: FirstDay, Until: LastDay}

// Has reports whether d lies in the span.
func (s Span) Has(d Day) bool { return s.From <= d && d < s.Until }

// Last is the last day in the span.
func (s Span) Last() Day { return s.Until - 1 }

// Empty reports whether the span has no day.
func (s Span) Empty() bool { return s.Until <= s.From }

// Overlap is the part that two spans share; it may be empty.
func (s Span) Overlap(t Span) Span {
	return Span{From: max(s.From, t.From), Until: min(s.Until, t.Until)}
}
