package sentence

import (
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/standing"
)

// Forecast says what changes next without new facts, on which day and why; when
// nothing does, through which day that is known. It has no line when the
// timeline ends with the day asked about.
func (t *Teller) Forecast(e *standing.Explanation, through calendar.Day) []Line {
	var lines []Line
	if e.AtRisk {
		line := t.line("forecast.at-risk", args{"Tier": t.tierLabel(e.Ladder, e.Tier)})
		line.About = About{AboutTier, e.Tier}
		lines = append(lines, line)
	}
	switch {
	case e.Next != nil:
		return append(lines, t.change(e.Ladder, e.Key, e.Next))
	case through > e.At && e.State != standing.Ended:
		return append(lines, t.line("forecast.steady", args{"Through": t.reader.Locale.Day(through)}))
	default:
		return lines
	}
}

func (t *Teller) change(ladder string, key metric.Key, c *standing.Change) Line {
	a := args{"Partner": t.partner.Name, "Day": t.reader.Locale.Day(c.Day), "From": t.tier(ladder, c.From), "To": t.tier(ladder, c.To),
		"Ladder": t.course(ladder, key), "Version": c.Version}
	line := Line{About: About{AboutTier, c.To}, Lines: t.because(c)}
	falls, several := c.Falls, t.several(key)
	switch {
	case c.Because == standing.MergedAway:
		a["Into"] = c.Into.Name
		line.Text = t.say(t.voice("forecast.merged.you", "forecast.merged.partner"), a)
	case c.Same:
		line.Text = t.say("forecast.renamed", a)
	case c.Because == standing.NewVersion:
		line.Text = t.byVersion(falls, several, a)
	case several && falls:
		line.Text = t.say("forecast.falls.ladder", a)
	case several:
		line.Text = t.say("forecast.rises.ladder", a)
	case !falls:
		line.Text = t.say(t.voice("forecast.rises.you", "forecast.rises.partner"), a)
	case len(c.Leaving) == 1 && len(c.Over) == 0 && !holds(&c.Leaving[0]):
		a["Leaving"] = t.leaving(&c.Leaving[0])
		line.Text = t.say(t.voice("forecast.falls-by.you", "forecast.falls-by.partner"), a)
		line.Lines[0].Text = t.say("forecast.becomes", t.leaves(&c.Leaving[0]))
	default:
		line.Text = t.say(t.voice("forecast.falls.you", "forecast.falls.partner"), a)
	}
	return line
}

// byVersion is the sentence for what a new version of the program changes.
func (t *Teller) byVersion(falls, several bool, a args) string {
	switch {
	case several && falls:
		return t.say("forecast.falls-by-version.ladder", a)
	case several:
		return t.say("forecast.rises-by-version.ladder", a)
	case falls:
		return t.say(t.voice("forecast.falls-by-version.you", "forecast.falls-by-version.partner"), a)
	default:
		return t.say(t.voice("forecast.rises-by-version.you", "forecast.rises-by-version.partner"), a)
	}
}

// because is what leads to a change: what leaves the windows, a time that runs
// out, a decision taken before.
func (t *Teller) because(c *standing.Change) []Line {
	var lines []Line
	for i := range c.Leaving {
		id := "forecast.leaves"
		if holds(&c.Leaving[i]) {
			id = "forecast.ends"
		}
		line := t.line(id, t.leaves(&c.Leaving[i]))
		line.About = About{AboutMetric, c.Leaving[i].Metric.Name}
		lines = append(lines, line)
	}
	for _, said := range c.Over {
		lines = append(lines, t.line("forecast.decision-over", args{"Why": t.said(said)}))
	}
	if c.Because == standing.GraceOver {
		lines = append(lines, t.line("forecast.grace-over", nil))
	}
	if c.Decided != 0 && c.Decided < c.Day {
		lines = append(lines, t.line("change.decided-on", args{"Day": t.reader.Locale.Day(c.Decided)}))
	}
	return lines
}

// holds reports whether what stops counting held for a time, such as a
// certificate: it ends, and leaves no window.
func holds(l *standing.Leaving) bool {
	for i := range l.Facts {
		if l.Facts[i].Fact.State {
			return true
		}
	}
	return false
}

func (t *Teller) leaves(l *standing.Leaving) args {
	percent := t.isPercent(l.Metric)
	a := args{"Leaving": t.leaving(l), "Metric": t.metric(l.Metric), "Before": t.brief(l.Before, percent), "After": t.brief(l.After, percent)}
	if places, ok := t.addingUp(l); ok {
		a["Before"], a["After"] = t.write(t.figure(l.Before, false), places), t.write(t.figure(l.After, false), places)
	}
	return a
}

// addingUp is with how many decimals an amount less what leaves is shown to be
// what is left; false where they are not amounts of one currency.
func (t *Teller) addingUp(l *standing.Leaving) (places int, ok bool) {
	gone := goneAmount(l)
	if len(gone.codes) != 1 || gone.codes[0] != l.Before.Currency || !single(l.Before) || !single(l.After) {
		return 0, false
	}
	before, after := t.figure(l.Before, false), t.figure(l.After, false)
	left := t.figure(metric.Value{Number: gone.totals[l.Before.Currency], Currency: l.Before.Currency}, false)
	if !before.value.Sub(left.value).Equal(after.value) {
		return 0, false
	}
	for places = before.places(); places < mostPlaces; places++ {
		if before.rounded(places).Sub(left.rounded(places)).Equal(after.rounded(places)) {
			break
		}
	}
	return places, true
}

func goneAmount(l *standing.Leaving) sums {
	var s sums
	for i := range l.Facts {
		s.add(l.Facts[i].Currency, l.Facts[i].Number)
	}
	return s
}

// leaving is what stops counting, as a part of a sentence: 41,200 USD in billed
// sales from one day to another.
func (t *Teller) leaving(l *standing.Leaving) string {
	days := within(l.Facts)
	a := args{"Metric": t.metric(l.Metric), "Amount": t.leavingAmount(l), "From": t.reader.Locale.Day(days.From), "Until": t.reader.Locale.Day(days.Last())}
	if days.From == days.Last() {
		return t.say("leaving.day", a)
	}
	return t.say("leaving.days", a)
}

// leavingAmount is how much leaves, where amounts or numbers are added up, or
// else how many facts; rounded where it is long.
func (t *Teller) leavingAmount(l *standing.Leaving) string {
	s, plain := goneAmount(l), number.Zero
	for i := range l.Facts {
		plain = plain.Add(l.Facts[i].Number)
	}
	if places, ok := t.addingUp(l); ok {
		return t.write(t.figure(metric.Value{Number: s.totals[l.Before.Currency], Currency: l.Before.Currency}, false), places)
	}
	switch {
	case len(s.codes) > 0:
		words := make([]string, len(s.codes))
		for i, code := range s.codes {
			words[i] = t.brief(metric.Value{Number: s.totals[code], Currency: code}, false)
		}
		return t.reader.Locale.And(words)
	case l.Metric.Additive() && !countsOnly(l.Metric):
		return t.brief(metric.Num(plain), false)
	default:
		return t.say("evidence.facts", args{"Count": len(l.Facts)})
	}
}
