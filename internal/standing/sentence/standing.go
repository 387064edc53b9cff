package sentence

import (
	"maps"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/standing"
)

// Standing says where the partner stands, and below it what stands beside the
// tier: until when it is safe, whether it rests, and why figures may change.
func (t *Teller) Standing(s *standing.Standing) Line {
	line := Line{Text: t.stands(s), About: About{AboutTier, s.Tier}}
	if len(s.PartOf) > 0 {
		line.Lines = t.owners(s.PartOf)
		return line
	}
	line.Lines = append(line.Lines, t.state(s)...)
	switch {
	case s.Override.IsZero():
	case s.State == standing.Frozen:
		line.Lines = append(line.Lines, t.line("standing.appeal", args{"Why": t.said(s.Override)}))
	default:
		line.Lines = append(line.Lines, t.line("standing.override", args{"Why": t.said(s.Override)}))
	}
	if s.Evaluated != 0 && s.State != standing.Ended {
		line.Lines = append(line.Lines, t.line("standing.evaluated", args{"Day": t.reader.Locale.Day(s.Evaluated)}))
	}
	for _, why := range s.Provisional {
		line.Lines = append(line.Lines, t.line(provisional[why], nil))
	}
	if l := t.ladderOf(s.Ladder); l != nil {
		line.Lines = append(line.Lines, t.notes(l.Note, l.Private)...)
	}
	return line
}

// provisional are the reasons why figures may still change.
var provisional = map[string]string{standing.ProvisionalSource: "provisional.source", standing.ProvisionalRate: "provisional.rate",
	standing.ProvisionalPeriod: "provisional.period"}

// stands is the sentence for the tier. A partner is spoken to where the whole
// program has one standing; else the line names which one it is.
func (t *Teller) stands(s *standing.Standing) string {
	a := args{"Partner": t.partner.Name, "Tier": t.tier(s.Ladder, s.Tier), "Since": t.reader.Locale.Day(s.Since), "Ladder": t.course(s.Ladder, s.Key)}
	several := t.several(s.Key)
	if len(s.PartOf) > 0 {
		a["Into"], a["Since"] = s.PartOf[0].Into.Name, t.reader.Locale.Day(s.PartOf[0].Since)
	}
	switch {
	case several && len(s.PartOf) > 0:
		return t.say("standing.merged.ladder", a)
	case len(s.PartOf) > 0:
		return t.say(t.voice("standing.merged.you", "standing.merged.partner"), a)
	case several && s.State == standing.Ended:
		return t.say("standing.ended", a)
	case several && s.Tier == "":
		return t.say("standing.none.ladder", a)
	case several:
		return t.say("standing.holds.ladder", a)
	case s.Tier == "":
		return t.say(t.voice("standing.none.you", "standing.none.partner"), a)
	default:
		return t.say(t.voice("standing.holds.you", "standing.holds.partner"), a)
	}
}

// owners says what became of a partner that another was merged into.
func (t *Teller) owners(chain []standing.Merger) []Line {
	var lines []Line
	for i := 1; i < len(chain); i++ {
		lines = append(lines, t.line("standing.merged.partner", args{"Partner": chain[i-1].Into.Name, "Into": chain[i].Into.Name,
			"Since": t.reader.Locale.Day(chain[i].Since)}))
	}
	return lines
}

// several reports whether a standing is one of several of the program.
func (t *Teller) several(k metric.Key) bool {
	return !k.IsZero() || len(t.programs) > 0 && len(t.programs[0].Ladders) > 1
}

// state is what stands beside the tier.
func (t *Teller) state(s *standing.Standing) []Line {
	day := t.reader.Locale.Day
	var lines []Line
	if id, ok := states[s.State]; ok {
		lines = append(lines, t.line(id, args{"Safe": day(s.SafeUntil), "Grace": day(s.GraceUntil)}))
	}
	switch {
	case s.State == standing.Protected || s.SafeUntil < s.At || s.Tier == "":
		return lines
	case s.SafeUntil >= calendar.LastDay:
		return append(lines, t.line("standing.safe-for-good", nil))
	default:
		return append(lines, t.line("standing.safe", args{"Day": day(s.SafeUntil)}))
	}
}

// states are the sentences for the states; an active standing needs none.
var states = map[standing.State]string{standing.Protected: "state.protected", standing.InGrace: "state.in-grace", standing.Suspended: "state.suspended",
	standing.Frozen: "state.frozen", standing.Waiting: "state.waiting", standing.Ended: "state.ended"}

// Complete says to which day each source has told everything.
func (t *Teller) Complete(through map[string]calendar.Day) []Line {
	var lines []Line
	for _, source := range slices.Sorted(maps.Keys(through)) {
		line := t.line("source.complete", args{"Source": source, "Day": t.reader.Locale.Day(through[source])})
		line.About = About{AboutSource, source}
		lines = append(lines, line)
	}
	return lines
}
