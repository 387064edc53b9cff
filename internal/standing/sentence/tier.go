package sentence

import (
	"laurel/internal/standing"
)

// Tier says whether what a tier needs is there, and below it each way to it with
// every reason.
func (t *Teller) Tier(ladder string, r *standing.TierReasons) Line {
	id, outcome := "tier.misses", Unmet
	switch {
	case r.Below != "":
		id = "tier.stands-on"
	case r.Passes:
		id, outcome = "tier.passes", Met
	case r.Keeps:
		id, outcome = "tier.keeps", Met
	}
	line := Line{Text: t.say(id, args{"Tier": t.tierLabel(ladder, r.Tier), "Below": t.tier(ladder, r.Below)}), Outcome: outcome, About: About{AboutTier, r.Tier}}
	reach, keep := t.ways(ladder, r.Attain), t.ways(ladder, r.Retain)
	if len(keep) == 0 {
		line.Lines = reach
		return line
	}
	line.Lines = []Line{{Text: t.say("tier.to-reach", nil), Lines: reach}, {Text: t.say("tier.to-keep", nil), Lines: keep}}
	return line
}

// ways tells the ways to a tier, one of which is enough.
func (t *Teller) ways(ladder string, list []standing.TrackReason) []Line {
	var lines []Line
	for i := range list {
		r := &list[i]
		reason := t.Reason(&r.Reason)
		if r.Track == "" && r.Applies == nil {
			lines = append(lines, reason)
			continue
		}
		line := Line{Text: t.say("tier.track", args{"Track": t.track(ladder, r.Track)}), Outcome: Unmet, Lines: []Line{reason}}
		if r.Met() {
			line.Outcome = Met
		}
		if r.Applies != nil {
			line.Lines = []Line{{Text: t.say("tier.applies", nil), Lines: []Line{t.Reason(r.Applies)}}, reason}
		}
		lines = append(lines, line)
	}
	return lines
}
