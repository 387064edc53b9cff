package sentence

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"laurel/internal/fact"
	"laurel/internal/label"
	"laurel/internal/metric"
	"laurel/internal/program"
)

// called is a label in the reader's language, or the name made readable.
func (t *Teller) called(l label.Text, name string) string {
	if text := l.In(t.reader.Locale.Language); text != "" {
		return text
	}
	return capital(readable(name))
}

// readable is a name as words: billed_sales is "billed sales".
func readable(name string) string { return strings.ReplaceAll(name, "_", " ") }

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// metric is what a metric is called.
func (t *Teller) metric(d *metric.Definition) string { return t.called(d.Label, d.Name) }

// metricNamed is the same for a name.
func (t *Teller) metricNamed(name string) string {
	for _, p := range t.programs {
		if d, ok := p.Metrics.Get(name); ok {
			return t.called(d.Label, name)
		}
	}
	return capital(readable(name))
}

// tier is a tier as a part of a sentence: "tier 50K", or "no tier".
func (t *Teller) tier(ladder, id string) string {
	if id == "" {
		return t.say("tier.nothing", nil)
	}
	return t.say("tier.named", args{"Tier": t.tierLabel(ladder, id)})
}

func (t *Teller) tierLabel(ladder, id string) string {
	for _, p := range t.programs {
		if l, ok := p.Ladder(ladder); ok && l.Rank(id) > 0 {
			if text := l.TierAt(l.Rank(id)).Label.In(t.reader.Locale.Language); text != "" {
				return text
			}
		}
	}
	return readable(id)
}

func (t *Teller) ladderOf(name string) *program.Ladder {
	for _, p := range t.programs {
		if l, ok := p.Ladder(name); ok {
			return l
		}
	}
	return nil
}

// ladder is what a ladder is called.
func (t *Teller) ladder(name string) string {
	if l := t.ladderOf(name); l != nil {
		return t.called(l.Label, name)
	}
	return capital(readable(name))
}

// course names one standing among several: its ladder, with its key where it has
// one.
func (t *Teller) course(ladder string, k metric.Key) string {
	if k.IsZero() {
		return t.ladder(ladder)
	}
	return t.say("ladder.key", args{"Ladder": t.ladder(ladder), "Key": t.key(k)})
}

// track is what a track of a ladder is called.
func (t *Teller) track(ladder, name string) string {
	if l := t.ladderOf(ladder); l != nil {
		if track, ok := l.Tracks.Get(name); ok {
			return t.called(track.Label, name)
		}
	}
	return capital(readable(name))
}

// benefit is what a benefit is called.
func (t *Teller) benefit(name string) string {
	if b := t.benefitOf(name); b != nil {
		return t.called(b.Label, name)
	}
	return capital(readable(name))
}

func (t *Teller) benefitOf(name string) *program.Benefit {
	for _, p := range t.programs {
		if b, ok := p.Benefit(name); ok {
			return b
		}
	}
	return nil
}

// key is what a subject or the value of a dimension is called.
func (t *Teller) key(k metric.Key) string {
	if t.reader.Name != nil {
		if name := t.reader.Name(k); name != "" {
			return name
		}
	}
	return k.ID
}

// keyOver is the subject, or the value of a dimension, with an id.
func keyOver(over, id string) metric.Key {
	if level, ok := fact.LevelOfPlural(over); ok {
		return metric.Key{Level: level, ID: id}
	}
	return metric.Key{Dimension: over, ID: id}
}

// kinds are the words for kinds of facts that feeds commonly have. Any other
// kind is a word of the feed and stays as it is.
var kinds = map[string]string{
	"sale": "kind.sale", "refund": "kind.refund", "payout": "kind.payout", "usage": "kind.usage", "offer": "kind.offer",
	"order": "kind.order", fact.Grant: "kind.grant", fact.Activation: "kind.activation", fact.Completion: "kind.completion",
	fact.Use: "kind.use", fact.Override: "kind.override",
}

func (t *Teller) kind(name string) string {
	if id, ok := kinds[name]; ok {
		return t.say(id, nil)
	}
	return readable(name)
}

// counted are the messages for so many of what a quantifier runs over.
var counted = map[string]string{
	"partners": "subjects.partners", "publishers": "subjects.publishers", "offers": "subjects.offers", "plans": "subjects.plans",
	"customers": "subjects.customers", "deals": "subjects.deals", "people": "subjects.people",
}

// subjects is a number of subjects: 5 offers, or 5 values of region.
func (t *Teller) subjects(over string, n int) string {
	if id, ok := counted[over]; ok {
		return t.say(id, args{"Count": n})
	}
	return t.say("subjects.values", args{"Count": n, "Dimension": readable(over)})
}

var word = regexp.MustCompile(`[a-z][a-z0-9_]*`)

// signs are the signs of arithmetic as people write them.
var signs = strings.NewReplacer("*", "×", " - ", " − ")

// expression is arithmetic with what its metrics are called in place of their
// names.
func (t *Teller) expression(e *metric.Expression) string {
	if name := e.Metric(); name != "" {
		return t.metricNamed(name)
	}
	metrics := map[string]bool{}
	for _, name := range e.Metrics() {
		metrics[name] = true
	}
	return word.ReplaceAllStringFunc(signs.Replace(e.String()), func(w string) string {
		if metrics[w] {
			return t.say("metric.quoted", args{"Metric": t.metricNamed(w)})
		}
		return w
	})
}
