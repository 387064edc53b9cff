package sentence

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/standing"
)

// Ask is how much of an explanation is told.
type Ask struct {
	// Through is the last day of the timeline; with it a forecast can say that
	// nothing changes until then.
	Through calendar.Day
	// EveryTier gives every tier its reasons. Without it only the tier held and
	// the next one have them.
	EveryTier bool
	// Facts is how many facts are listed at most, in all: 100 when zero, none
	// when negative.
	Facts int
}

// Explain tells a standing with everything that explains it: what it is, what is
// missing, what comes next, why, which benefits are there, which are not, and
// what counted.
func (t *Teller) Explain(e *standing.Explanation, ask Ask) []Line {
	where := t.Standing(&e.Standing)
	if e.Suspends != nil {
		where.Lines[0].Lines = t.suspension(e)
	}
	if day := t.reader.Locale.Day; e.Revised != 0 {
		where.Lines = append(where.Lines, t.line("standing.revised", args{"Decided": day(e.Evaluated), "At": day(e.At), "Next": day(e.Revised)}))
	}
	where.Lines = append(where.Lines, t.Complete(e.Complete)...)
	lines := []Line{t.head(e), where}
	for _, section := range []struct {
		id    string
		lines []Line
	}{
		{"heading.gaps", t.gaps(e, ask)}, {"heading.forecast", t.Forecast(e, ask.Through)}, {"heading.tiers", t.tiers(e, ask)},
		{"heading.grants", t.grants(e)}, {"heading.withheld", t.withheld(e)}, {"heading.evidence", t.evidence(e, ask)},
	} {
		if heading, ok := t.under(section.id, section.lines); ok {
			lines = append(lines, heading)
		}
	}
	return lines
}

// suspension says what suspends the tier, and until when it would without new
// facts.
func (t *Teller) suspension(e *standing.Explanation) []Line {
	line := t.line("state.suspended-while", nil)
	line.Lines = []Line{t.Reason(e.Suspends)}
	if e.Back == 0 {
		return []Line{line}
	}
	return []Line{line, t.line("state.suspended-until", args{"Day": t.reader.Locale.Day(e.Back)})}
}

// head says of which program, for which day and from which knowledge this is.
func (t *Teller) head(e *standing.Explanation) Line {
	day, name := t.reader.Locale.Day, readable(e.Program)
	var notes []Line
	if len(t.programs) > 0 {
		p := t.programs[0]
		name, notes = t.called(p.Label, e.Program), t.notes(p.Note, p.Private)
	}
	line := t.line("heading.explanation", args{"Partner": t.partner.Name, "Program": name, "Version": e.Version, "At": day(e.At), "Known": day(e.Known)})
	line.Lines = notes
	return line
}

func (t *Teller) gaps(e *standing.Explanation, ask Ask) []Line {
	var lines []Line
	for i := range e.Gaps {
		if i == 0 || ask.EveryTier {
			lines = append(lines, t.Gap(e.Ladder, &e.Gaps[i]))
		}
	}
	return lines
}

func (t *Teller) tiers(e *standing.Explanation, ask Ask) []Line {
	held := -1
	for i := range e.Tiers {
		if e.Tiers[i].Tier == e.Tier {
			held = i
		}
	}
	var lines []Line
	for i := range e.Tiers {
		line := t.Tier(e.Ladder, &e.Tiers[i])
		if !ask.EveryTier && i != held && i != held+1 {
			line.Lines = nil
		}
		lines = append(lines, line)
	}
	return lines
}

func (t *Teller) grants(e *standing.Explanation) []Line {
	var lines []Line
	for i := range e.Grants {
		lines = append(lines, t.Grant(e.Ladder, &e.Grants[i]))
	}
	return lines
}

// withheld leaves out benefits whose grant has ended: the grant's own line says
// why.
func (t *Teller) withheld(e *standing.Explanation) []Line {
	ended := map[string]bool{}
	for i := range e.Grants {
		if g := &e.Grants[i]; g.State == standing.Expired || g.State == standing.Over {
			ended[g.Benefit] = true
		}
	}
	var lines []Line
	for i := range e.Withheld {
		if w := &e.Withheld[i]; w.Why != standing.LimitOrCap || !ended[w.Benefit] {
			lines = append(lines, t.Withheld(w))
		}
	}
	return lines
}

// evidence lists the facts of every metric that the tiers read.
func (t *Teller) evidence(e *standing.Explanation, ask Ask) []Line {
	left := ask.Facts
	if left == 0 {
		left = mostFacts
	}
	read := readBy(e.Tiers)
	var lines []Line
	for i := range e.Metrics {
		m := &e.Metrics[i]
		if !read[m.Metric.Name] || len(m.Evidence.Facts)+len(m.Evidence.LeftOut) == 0 {
			continue
		}
		line := t.list(m, 0, max(left, 0))
		left -= len(m.Evidence.Facts) + len(m.Evidence.LeftOut)
		lines = append(lines, line)
	}
	return lines
}

// readBy is the metrics that reasons read, and those that these are made from.
func readBy(tiers []standing.TierReasons) map[string]bool {
	found := map[string]bool{}
	var measured func(list []metric.Measured)
	measured = func(list []metric.Measured) {
		for i := range list {
			found[list[i].Metric.Name] = true
			measured(list[i].Evidence.Parts)
		}
	}
	var reason func(r *metric.Reason)
	reason = func(r *metric.Reason) {
		measured(r.Measured)
		for i := range r.Children {
			reason(&r.Children[i])
		}
	}
	for i := range tiers {
		for _, ways := range [][]standing.TrackReason{tiers[i].Attain, tiers[i].Retain} {
			for j := range ways {
				reason(&ways[j].Reason)
			}
		}
	}
	return found
}
