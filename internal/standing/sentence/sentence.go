// Package sentence turns what package standing decided into words: every
// reason, gap, forecast, grant and change as a line with the lines that explain
// it. Page, letter, API and command line all call it, so that they say the same.
// It decides nothing and rounds nothing that a decision was made from.
package sentence

import (
	"time"

	"laurel/internal/label"
	"laurel/internal/locale"
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
)

// Line is one sentence with those that explain it. The command line prints them
// as an indented tree.
type Line struct {
	Text    string        `json:"text"`              // one or two full sentences, or a heading
	Outcome Outcome       `json:"outcome,omitempty"` // for conditions, tiers and subjects; empty for the rest
	About   About         `json:"about,omitzero"`    // what to link to
	Place   problem.Place `json:"place,omitzero"`    // the line of the program that says so; for operators only
	Next    string        `json:"next,omitempty"`    // on the last line of a cut list: where the list goes on
	Lines   []Line        `json:"lines,omitempty"`   // the lines that explain it
}

// Outcome is whether what is needed is there.
type Outcome string

// The outcomes.
const (
	Met     Outcome = "met"
	Unmet   Outcome = "unmet"
	Ignored Outcome = "ignored" // the sample is too small; it neither helps nor hurts
)

// About is the thing that a line is about.
type About struct {
	Kind Kind   `json:"kind"` // what it is
	ID   string `json:"id"`   // a name in the program, or an id
}

// Kind is what kind of thing a line is about.
type Kind string

// The kinds.
const (
	AboutMetric  Kind = "metric"
	AboutTier    Kind = "tier"
	AboutBenefit Kind = "benefit"
	AboutGrant   Kind = "grant"
	AboutFact    Kind = "fact"
	AboutSubject Kind = "subject"
	AboutSource  Kind = "source"
)

// Audience is for whom the words are. What is left out for whom never changes
// a number: each audience's explanation adds up.
type Audience string

// The audiences.
const (
	ForPartner  Audience = "partner"  // says you, gives the partner's reasons
	ForOperator Audience = "operator" // names the partner, gives the operators' reasons and the program's lines
)

// Reader is who reads.
type Reader struct {
	Locale   *locale.Locale
	Audience Audience
	// Name is what the reader calls an offer, a customer or a region; nil, or
	// an empty answer, leaves its id.
	Name func(metric.Key) string
}

// Teller tells one reader about one partner.
type Teller struct {
	reader   Reader
	partner  standing.Partner
	programs []*program.Program
	percents map[string]bool // the metrics that the programs compare with percentages
}

// For is the teller for a reader. Names are looked up in the programs in the
// order given: the version in force first, older ones behind it.
func For(r Reader, partner standing.Partner, programs ...*program.Program) *Teller {
	return &Teller{reader: r, partner: partner, programs: programs, percents: percentsOf(programs)}
}

type args = locale.Args

func (t *Teller) say(id string, a args) string { return t.reader.Locale.Say(id, a) }

// line is a line of one message.
func (t *Teller) line(id string, a args) Line { return Line{Text: t.say(id, a)} }

// voice chooses how the partner is spoken of: to, or about.
func (t *Teller) voice(you, partner string) string {
	if t.reader.Audience == ForPartner {
		return you
	}
	return partner
}

// said is the reason of a person's decision, as this reader may know it.
func (t *Teller) said(s metric.Said) string { return s.For(t.reader.Audience == ForOperator) }

// place is a line of the program, for those who may see it.
func (t *Teller) place(p problem.Place) problem.Place {
	if t.reader.Audience == ForPartner {
		return problem.Place{}
	}
	return p
}

// zone is where the program's days begin.
func (t *Teller) zone() *time.Location {
	if len(t.programs) == 0 {
		return nil
	}
	return t.programs[0].Zone
}

// notes are what the author of the program wrote about a thing: for everybody,
// and for operators only.
func (t *Teller) notes(everybody, operators label.Text) []Line {
	var lines []Line
	language := t.reader.Locale.Language
	if note := everybody.In(language); note != "" {
		lines = append(lines, Line{Text: note})
	}
	if note := operators.In(language); note != "" && t.reader.Audience == ForOperator {
		lines = append(lines, t.line("note.operators", args{"Note": note}))
	}
	return lines
}

// under is a heading with its lines; false when there are none.
func (t *Teller) under(id string, lines []Line) (Line, bool) {
	return Line{Text: t.say(id, nil), Lines: lines}, len(lines) > 0
}
