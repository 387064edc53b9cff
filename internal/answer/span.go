package answer

import (
	"laurel/internal/calendar"
	"laurel/internal/standing"
)

// Span is a stretch of a timeline.
type Span struct {
	Partner string         `json:"partner"`           // the id of the partner
	Name    string         `json:"name"`              // its name
	Program string         `json:"program"`           // the program
	Version string         `json:"version"`           // the version under which it was decided
	Ladder  string         `json:"ladder"`            // the ladder
	Key     string         `json:"key,omitempty"`     // the offer or region that holds the tier
	Tier    *string        `json:"tier"`              // the tier; null when none is held
	State   standing.State `json:"state"`             // what stands beside the tier
	From    calendar.Day   `json:"from"`              // the first day
	Until   calendar.Day   `json:"until"`             // the last day
	Decided calendar.Day   `json:"decided"`           // the evaluation that decided it
	Because standing.Cause `json:"because"`           // why it began; missed: the tier is no longer deserved, and stays for now
	PartOf  []Merger       `json:"part_of,omitempty"` // of a merged partner: into whom, then what that one is part of
	Ahead   bool           `json:"forecast"`          // after the day asked about: what follows without new facts
}

// NewSpan is one stretch of a course.
func NewSpan(t *standing.Timeline, c *standing.Course, h *standing.Held) Span {
	o := Span{Partner: t.Partner.ID, Name: t.Partner.Name, Program: t.Program, Version: h.Version, Ladder: c.Ladder, Key: c.Key.ID,
		State: h.State, From: h.Span.From, Until: h.Span.Last(), Decided: h.Decided, Because: h.Because, PartOf: newMergers(t.PartOf(h.Span.From)), Ahead: h.Span.From > t.At}
	if h.Tier != "" {
		o.Tier = &h.Tier
	}
	return o
}
