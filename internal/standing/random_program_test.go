package standing

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/program"
)

// writer writes a random program, one that the check accepts.
type writer struct {
	t *rapid.T
	strings.Builder
	second bool     // it is the version that follows another
	keyed  string   // who holds the tiers of the first ladder
	axes   []axis   // what tiers may ask for
	ladder []string // names of the ladders written so far, with their tiers
}

// axis is a metric that a tier's threshold may stand on.
type axis struct {
	metric string
	unit   string // what stands behind a threshold: "", " USD"
	step   int    // how far apart the thresholds of two tiers are
}

func (w *writer) pick(what string, of ...string) string {
	return rapid.SampledFrom(of).Draw(w.t, what)
}

// seldom answers yes once in n times.
func (w *writer) seldom(what string, n int) bool {
	return rapid.IntRange(0, n-1).Draw(w.t, what) == n-1
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

// programDrawn is a random program and its text.
func programDrawn(t *rapid.T, version string, effective calendar.Day) *program.Program {
	w := &writer{t: t, second: version != "v1"}
	w.line("program: random\nversion: %s\neffective: %s\ncurrency: USD", version, effective)
	w.line("rates: {units: {EUR: 0.8}}")
	if w.seldom("joins", 4) {
		w.line("facts-before-joining: counted")
	}
	if w.seldom("ready", 8) {
		w.line("ready: {sources: feed, until-then: %s}", w.pick("lateness", "wait", "provisional"))
	}
	w.line("calendars:\n  fiscal: {every: 2 months, start: 2023-02-01}")
	w.line("  listed:\n    periods:\n      - {name: a, from: 2023-07-01, until: 2023-11-14}\n      - {name: b, from: 2023-11-15, until: 2024-02-29}\n      - {name: c, from: 2024-03-01, until: 2024-12-31}")
	w.keyed = w.pick("for", "partner", "partner", "offer", "partner by region")
	w.metrics()
	w.ladders()
	w.benefits()
	if w.second {
		w.transition()
	}
	text := w.String()
	p, err := program.Read("random.yaml", []byte(text))
	if err != nil {
		t.Fatalf("%s\n%s", err, text)
	}
	t.Logf("%s", text)
	return p
}

var lengths = []string{"1 day", "10 days", "3 weeks", "1 month", "2 months", "45 days", "1 quarter"}

// window is what stands behind window:, empty for none.
func (w *writer) window() string {
	length := w.pick("length", lengths...)
	switch w.pick("window", "lifetime", "trailing", "trailing", "yesterday", "full", "current", "in", "back", "anniversary", "since", "from", "ahead", "next", "best", "if", "none") {
	case "lifetime":
		return "lifetime"
	case "trailing":
		return "{trailing: " + length + "}"
	case "yesterday":
		return "{trailing: " + length + ", ending-yesterday: true}"
	case "full":
		return "{full: " + w.pick("full", "1 month", "2 months", "3 weeks", "2 fiscal", "1 listed") + "}"
	case "current":
		return "{full: " + w.pick("full", "1 month", "2 months", "1 week", "1 fiscal") + ", and-current: true}"
	case "in":
		return "{in: " + w.pick("in", "month", "quarter", "fiscal", "listed", "week") + "}"
	case "back":
		return "{in: " + w.pick("in", "month", "quarter", "fiscal", "listed") + ", back: 1}"
	case "anniversary":
		return "{anniversary: " + w.anchor() + w.pick("every", "", ", every: 1 month", ", every: 1 quarter") + w.pick("back", "", ", back: 1") + "}"
	case "since":
		return "{since: " + w.anchor() + "}"
	case "from":
		return "{from: 2023-10-01" + w.pick("until", "", ", until: 2024-02-15") + "}"
	case "ahead":
		return "{ahead: " + length + "}"
	case "next":
		return "{ahead: " + length + ", from-next: " + w.pick("next", "month", "fiscal") + "}"
	case "best":
		return "{best-of: [{trailing: 1 month}, {trailing: 2 months}, {in: quarter}]}"
	case "if":
		return "{if: visits >= 3, then: {trailing: 1 month}, else: {trailing: 2 months}}"
	default:
		return ""
	}
}

// anchor is a moment in a partner's life.
func (w *writer) anchor() string {
	return w.pick("anchor", "2023-09-15", "2023-08-31", "{first: sale}", "{last: refund}", "first benefit", "{change-of: growth}",
		"{first: review, where: {score: {at-least: 3}}}", "{later-of: [{first: sale}, 2023-10-01]}", "{earlier-of: [{first: refund}, {last: review}]}", "{tier: growth.t1}")
}

func (w *writer) windowed() string {
	if text := w.window(); text != "" {
		return ", window: " + text
	}
	return ""
}

// metrics writes the metrics that are always there and a few drawn ones.
func (w *writer) metrics() {
	w.line("metrics:")
	w.line("  visits: {count: facts, of: visit, window: {trailing: 1 month}}")
	w.line("  sales: {sum: amount, of: [sale, refund], window: {trailing: 2 months}}")
	if w.keyed != "partner" {
		w.line("  keys_held: {tiers: {ladder: growth, at-least: t1}}\n  held_before: {past: {metric: keys_held, ago: 10 days}}")
	}
	w.axes = []axis{{"visits", "", 1}, {"sales", " USD", 200}}
	for i := range rapid.IntRange(1, 4).Draw(w.t, "metrics") {
		w.metric(fmt.Sprintf("m%d", i))
	}
}

func (w *writer) metric(name string) {
	without := w.pick("without", "", "", ", without: {fraud: proven}", ", without: [{where: {offer.status: dead}, because: dead}]")
	where := w.pick("where", "", "", ", where: {region: [US, DE]}", ", where: {offer.listing: transact}", ", where: {amount: {over: 0}}")
	add := func(unit string, step int, format string, args ...any) {
		w.line("  "+name+": {"+format+"}", args...)
		w.axes = append(w.axes, axis{name, unit, step})
	}
	switch w.pick("kind", "sum", "sum", "quantity", "count", "offers", "when", "distinct", "latest", "state", "first", "max", "average", "share", "ratio",
		"growth", "past", "points", "bands", "value", "days", "total", "earned", "pinned", "sample") {
	case "sum":
		add(" USD", 200, "sum: amount, of: [sale, refund]%s%s%s", where, without, w.windowed())
	case "quantity":
		add("", 3, "sum: quantity, of: visit%s", w.windowed())
	case "count":
		add("", 2, "count: facts, of: [sale, visit]%s%s%s", where, without, w.windowed())
	case "offers":
		add("", 1, "count: offers, where: {status: live}%s", w.pick("byol", "", ", without: {license: byol}"))
	case "when":
		add("", 1, "count: offers, when: sales >= 200 USD")
	case "distinct":
		add("", 1, "distinct: %s, of: [sale, review]%s", w.pick("key", "customer", "offer", "region"), w.windowed())
	case "latest":
		add("", 2, "latest: score, of: review%s", w.windowed())
	case "state":
		add("", 100, "latest: value, of: mau%s", w.windowed())
	case "first":
		add("", 1, "first: score, of: review%s", w.windowed())
	case "max":
		add(" USD", 200, "%s: amount, of: sale%s", w.pick("rank", "max", "min", "median"), w.windowed())
	case "average":
		add("", 1, "average: score, of: review, small-sample: {under: %s, then: %s}%s", w.pick("under", "1", "2", "visits"), w.pick("then", "pass", "fail", "zero", "ignore"), w.windowed())
	case "share":
		add("", 0, "share: {where: {score: {at-least: 3}}}, of: review, small-sample: {under: 2, then: %s}%s", w.pick("then", "pass", "fail", "zero", "ignore"), w.windowed())
	case "ratio":
		add("", 100, "ratio: [sales, visits], small-sample: {under: 1, then: %s}", w.pick("then", "pass", "fail", "zero", "ignore"))
	case "growth":
		add("", 0, "growth: {of: sales, ago: %s}, small-sample: {under: 100 USD, then: %s}", w.pick("ago", lengths...), w.pick("then", "pass", "fail", "zero", "ignore"))
	case "past":
		add(" USD", 200, "past: {metric: sales, ago: %s}", w.pick("ago", lengths...))
	case "points":
		add("", 4, "points: {per: sales, unit: 100 USD, each: 2%s%s}", w.pick("whole", "", ", whole-units: true"), w.pick("only", "", ", only-if: visits >= 1"))
	case "bands":
		add("", 10, "bands: {of: visits, table: [{from: 1, gives: 5}, {from: 3, gives: 20}, {from: 5, gives: 40}]}")
	case "value":
		add("", 1, "value: \"2 * visits - lowest(visits, 3)\"")
	case "days":
		add("", 20, "days-since: %s", w.anchor())
	case "total":
		add(" USD", 200, "total: {metric: sales, over: %s, each-at-most: 400 USD%s}", w.pick("over", "offers", "region"), w.pick("top", "", ", top: 1"))
	case "earned":
		add("", 4, "earned: {field: amount, unit: 100 USD, rates: [{where: {region: US}, each: 2}, {from: 2023-11-01, each: 1}], max-per: {by: customer, max: 10}%s}, of: sale%s",
			w.pick("pending", "", ", pending-for: 10 days"), w.windowed())
	case "pinned":
		add("", 1, "count: facts, of: sale, for: partner%s", w.windowed())
	default:
		add(" USD", 200, "sum: amount, of: sale, small-sample: {under: 2, then: %s}%s", w.pick("then", "pass", "fail", "zero", "ignore"), w.windowed())
	}
}

// threshold compares an axis with what a tier asks for; scale is in percent.
func (w *writer) threshold(a axis, rank, scale int) string {
	if a.step == 0 {
		return fmt.Sprintf("%s >= %d %%", a.metric, (rank+1)*20*scale/100)
	}
	hundredths := (rank + 1) * a.step * scale
	return fmt.Sprintf("%s >= %d.%02d%s", a.metric, hundredths/100, hundredths%100, a.unit)
}

// shape is a condition with the threshold of each tier still open.
func (w *writer) shape(depth int) func(rank, scale int) string {
	kind := "leaf"
	if depth > 0 {
		kind = w.pick("shape", "leaf", "all", "any", "several")
	}
	if kind == "leaf" {
		a := rapid.SampledFrom(w.axes).Draw(w.t, "axis")
		return func(rank, scale int) string { return w.threshold(a, rank, scale) }
	}
	one, other := w.shape(depth-1), w.shape(depth-1)
	third := w.extra()
	return func(rank, scale int) string {
		switch kind {
		case "all":
			return fmt.Sprintf("{all: [%s, %s]}", quoted(one(rank, scale)), quoted(other(rank, scale)))
		case "any":
			return fmt.Sprintf("{any: [%s, %s]}", quoted(one(rank, scale)), quoted(other(rank, scale)))
		default:
			return fmt.Sprintf("{at-least: 2, of: [%s, %s, %s]}", quoted(one(rank, scale)), quoted(other(rank, scale)), quoted(third))
		}
	}
}

// quoted protects a leaf inside a list.
func quoted(c string) string {
	if strings.HasPrefix(c, "{") {
		return c
	}
	return `"` + c + `"`
}

// extra is a condition without a threshold that rises.
func (w *writer) extra() string {
	leaf := quoted(w.threshold(rapid.SampledFrom(w.axes).Draw(w.t, "extra axis"), 0, 100))
	choices := []string{
		"{not: " + leaf + "}",
		"{every: offers, where: {status: live}, has: {listing: transact}}",
		"{some: offers, holds: \"sales >= 200 USD\"}",
		"{no: offers, when: \"visits >= 2\", has: {license: byol}}",
		"{at-least: 2, among: region, holds: \"sales >= 100 USD\"}",
		"{every: offers, top: {n: 1, by: installs}, has: {status: live}}",
		"{on-any-day-of: {trailing: 1 month}, holds: " + leaf + "}",
		"{on-any-day-of: {trailing: 10 days, ending-yesterday: true}, holds: " + leaf + "}",
		"{on-any-day-of: {full: 1 month, and-current: true}, holds: " + leaf + "}",
		"{on-every-day-of: {trailing: 10 days}, holds: " + leaf + "}",
		"{on-every-day-of: {since: {first: sale}}, holds: " + leaf + "}",
		"{in-at-least: 2, of-last: 4 weeks, holds: " + leaf + "}",
		"{in-each-of-last: 2 months, holds: " + leaf + "}",
		"welcome completed", "welcome activated", "welcome granted",
	}
	for _, each := range w.ladder {
		choices = append(choices, "holds "+each, "{on-any-day-of: {trailing: 1 month}, holds: holds "+each+"}")
	}
	return rapid.SampledFrom(choices).Draw(w.t, "extra")
}

func (w *writer) schedule() string {
	return w.pick("schedule", "on-change", "on-change", "{each: month}", "{each: month, on: 15}", "{each: fiscal, on: first-day}", "{yearly: [01-31, 03-01]}",
		"{dates: [2023-09-30, 2024-02-29]}", "{anniversary: first benefit, every: 1 month}", "{anniversary: {first: sale}, every: 2 months}", "{each: listed}")
}

func (w *writer) ladders() {
	w.line("ladders:")
	for _, name := range []string{"growth", "other", "last"}[:rapid.IntRange(1, 3).Draw(w.t, "ladders")] {
		w.oneLadder(name)
		w.ladder = append(w.ladder, name+".t1", name+".t2")
		if name == "growth" && w.keyed != "partner" {
			w.axes = append(w.axes, axis{"keys_held", "", 1}, axis{"held_before", "", 1})
		}
	}
}

func (w *writer) oneLadder(name string) {
	w.line("  %s:", name)
	holder := w.keyed
	if name != "growth" {
		holder = w.pick("for", "partner", "partner", "partner", "offer", "partner by region")
	}
	w.line("    for: %s", holder)
	if strings.HasSuffix(w.String(), "for: offer\n") && w.seldom("where", 2) {
		w.line("    where: {status: live}")
	}
	up := w.schedule()
	w.line("    evaluate: {up: %s, down: %s}", up, w.pick("down", up, w.schedule()))
	w.line("    takes-effect: {up: %s, down: %s}", w.effect(), w.effect())
	lost := true
	if w.seldom("holds", 2) {
		holds := w.pick("validity", "{rest-of: month}", "{rest-of: fiscal, and-next: 1}", "{rest-of: quarter, plus: 10 days}", "{for: 2 months}", "{for: 10 days}", "{until: 2024-01-31}", "for-ever", "{rest-of: listed}")
		w.line("    holds: %s", holds)
		lost = holds != "for-ever"
		if lost && w.seldom("expiry", 2) {
			w.line("    grace: {for: 1 month, from: expiry}")
			w.line("    fall: {how: %s}", w.pick("how", "recalculate", "one-at-a-time"))
		}
	} else if w.seldom("grace", 2) {
		w.line("    grace: {for: %s%s}", w.pick("grace for", "5 days", "1 month"), w.pick("once", "", ", once-per: quarter"))
		w.line("    fall: {how: %s%s}", w.pick("how", "recalculate", "one-at-a-time"), w.pick("floor", "", ", floor: t1"))
	} else if w.seldom("never", 4) {
		w.line("    fall: {how: never}")
		lost = false
	}
	if w.seldom("suspended", 3) {
		w.line("    suspended-while: %s", w.extra())
	}
	if w.seldom("nested", 4) {
		w.line("    nested: true")
	}
	w.tiers(lost)
}

func (w *writer) effect() string {
	return w.pick("effect", "at-once", "at-once", "{after: 10 days}", "{on-first-of: month}", "{after: 1 month, on-first-of: fiscal}")
}

func (w *writer) tiers(lost bool) {
	ask := w.shape(2)
	retain := lost && w.seldom("retain", 2)
	w.line("    tiers:")
	for rank := range 3 {
		w.line("      - id: t%d", rank+1)
		w.line("        attain: %s", ask(rank, 100))
		if retain {
			w.line("        retain: {any: [%s, %s]}", quoted(ask(rank, 50)), quoted(w.extra()))
		}
	}
	if w.seldom("tracks", 4) {
		track := w.shape(1)
		w.line("    tracks:\n      small:\n        when: %s\n        attain:", w.extra())
		for rank := range 3 {
			w.line("          t%d: {all: [%s, %s]}", rank+1, quoted(track(rank, 80)), `{not: "visits >= 50"}`)
		}
	}
}

func (w *writer) transition() {
	if w.seldom("transition", 2) {
		w.line("transition:\n  tiers: {growth: {t3: t2, t2: t2}}")
		if w.seldom("keep", 2) {
			w.line("  keep-tiers-for: 2 months")
		}
		w.line("  grants: %s", w.pick("rule", "keep", "revoke"))
	}
}
