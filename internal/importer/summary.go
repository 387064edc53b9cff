package importer

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// Summary is what one file held. Rows is the sum of the rows that became
// facts, Rejected and Skipped; blank lines and the header are no rows.
type Summary struct {
	Rows     int
	Rejected int
	Blank    int // lines with nothing in them, or with nothing but separators
	Facts    int // facts handed over; one row may yield several, or share one
	// Skipped counts good rows that the format does not take, by reason, in the order met.
	Skipped []Skip
	// Ignored are the columns that the format does not know, as the file writes them.
	Ignored []string
	// Months is from the first day of the first month in which an event happened
	// to the last day of the last; empty when there was none.
	Months calendar.Span
	// Truncated says that the file ended in the middle of its last row.
	Truncated bool
}

// Skip is why rows were not taken, and how many.
type Skip struct {
	Reason string `json:"reason"` // why nothing of them is kept
	Rows   int    `json:"rows"`   // how many rows
}

func (s *Summary) skip(reason string) {
	i := slices.IndexFunc(s.Skipped, func(k Skip) bool { return k.Reason == reason })
	if i < 0 {
		i = len(s.Skipped)
		s.Skipped = append(s.Skipped, Skip{Reason: reason})
	}
	s.Skipped[i].Rows++
}

// note counts a fact and widens the months to the one of an event.
func (s *Summary) note(f fact.Fact) {
	s.Facts++
	if f.State || f.Happened.IsZero() {
		return
	}
	day := f.Happened.Day(nil)
	month := calendar.Span{From: day.MonthStart(), Until: day.MonthEnd() + 1}
	if s.Months.Empty() {
		s.Months = month
		return
	}
	s.Months.From = calendar.Earlier(s.Months.From, month.From)
	s.Months.Until = calendar.Later(s.Months.Until, month.Until)
}
