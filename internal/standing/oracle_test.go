package standing

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/program"
)

// plain is a family of programs that a day-by-day reckoning can follow: one sum,
// one ladder of three tiers at 200, 400 and 600 USD, in this test's own words.
type plain struct {
	window   string // trailing days, lifetime, in month
	trailing int
	up, down string // on-change, month's end, a day of the month
	valid    int    // the days that a tier holds; 0 for none
	grace    int    // the days to recover; 0 for none
	step     bool   // falls one at a time
	delayUp  int    // days until a rise takes effect
	delay    int    // days until a fall takes effect
	retain   int64  // keeping a tier asks for so much less
}

var schedules = map[string]string{"on-change": "on-change", "month": "{each: month}", "tenth": "{each: month, on: 10}"}

func plainDrawn(t *rapid.T) plain {
	days := func(what string, of ...int) int { return rapid.SampledFrom(of).Draw(t, what) }
	p := plain{window: rapid.SampledFrom([]string{"trailing", "lifetime", "month"}).Draw(t, "window"), trailing: days("days", 1, 10, 45),
		valid: days("valid", 0, 0, 1, 40), grace: days("grace", 0, 0, 1, 12), step: rapid.Bool().Draw(t, "step"),
		delayUp: days("delay of rises", 0, 0, 7), delay: days("delay of falls", 0, 0, 9, 40), retain: int64(days("retain", 0, 0, 100))}
	p.up = rapid.SampledFrom([]string{"on-change", "month", "tenth"}).Draw(t, "up")
	p.down = rapid.SampledFrom([]string{p.up, "on-change", "month", "tenth"}).Draw(t, "down")
	if p.step && p.down == "on-change" && p.grace == 0 && p.delay == 0 {
		p.step = false // the check refuses a step on every day
	}
	return p
}

func (p plain) program(t *rapid.T) *program.Program {
	var w strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&w, format+"\n", args...) }
	window := map[string]string{"trailing": fmt.Sprintf("{trailing: %d days}", p.trailing), "lifetime": "lifetime", "month": "{in: month}"}[p.window]
	line("program: plain\nversion: v1\neffective: %s\ncurrency: USD", begins)
	line("metrics:\n  sales: {sum: amount, of: [sale, refund], window: %s}", window)
	line("ladders:\n  growth:\n    evaluate: {up: %s, down: %s}", schedules[p.up], schedules[p.down])
	effect := func(days int) string {
		if days == 0 {
			return "at-once"
		}
		return fmt.Sprintf("{after: %d days}", days)
	}
	line("    takes-effect: {up: %s, down: %s}", effect(p.delayUp), effect(p.delay))
	if p.valid > 0 {
		line("    holds: {for: %d days}", p.valid)
	}
	if p.grace > 0 {
		line("    grace: {for: %d days}", p.grace)
	}
	if p.step {
		line("    fall: {how: one-at-a-time}")
	}
	line("    tiers:")
	for rank := int64(1); rank <= 3; rank++ {
		line("      - {id: t%d, attain: sales >= %d USD%s}", rank, 200*rank, map[bool]string{true: fmt.Sprintf(", retain: sales >= %d USD", 200*rank-p.retain)}[p.retain > 0])
	}
	read, err := program.Read("plain.yaml", []byte(w.String()))
	if err != nil {
		t.Fatalf("%s\n%s", err, w.String())
	}
	t.Logf("%s", w.String())
	return read
}

// falls reports whether a schedule falls on a day.
func (p plain) falls(schedule string, day calendar.Day) bool {
	_, month, date := day.Civil()
	_, tomorrow, _ := (day + 1).Civil()
	return schedule == "on-change" || schedule == "month" && month != tomorrow || schedule == "tenth" && date == 10
}

// sales is the sum in the window of a day; sums of a day are in whole dollars.
func (p plain) sales(of map[calendar.Day]int64, day calendar.Day) int64 {
	sum := int64(0)
	year, month, _ := day.Civil()
	for d, amount := range of {
		y, m, _ := d.Civil()
		switch {
		case d > day:
		case p.window == "trailing" && d <= day-calendar.Day(p.trailing):
		case p.window == "month" && (y != year || m != month):
		default:
			sum += amount
		}
	}
	return sum
}

// onItsWay is a change that was decided.
type onItsWay struct {
	rank int64
	on   calendar.Day
}

// reckon is the tier on every day, worked out day by day from the rules as the
// documentation tells them.
func (p plain) reckon(of map[calendar.Day]int64) map[calendar.Day]int64 {
	var rank int64
	var safe, grace calendar.Day
	var rises []onItsWay
	var fall *onItsWay
	tiers := map[calendar.Day]int64{}
	for day := begins; day <= through; day++ {
		sales := p.sales(of, day)
		attained := max(0, min(3, sales/200))
		kept := max(0, min(3, (sales+p.retain)/200))
		hold := func(now int64) {
			rises := now > rank
			rank, safe, grace = now, 0, 0
			if p.valid > 0 && now > 0 && (rises || kept >= now) {
				safe = day + calendar.Day(p.valid) - 1
			}
		}
		if len(rises) > 0 && rises[0].on == day {
			hold(rises[0].rank)
			rises = rises[1:]
		}
		if fall != nil && fall.on == day {
			hold(fall.rank)
			fall = nil
		}
		up, down := p.falls(p.up, day), p.falls(p.down, day)
		over := grace != 0 && grace < day
		for (down || over) && len(rises) > 0 && rises[len(rises)-1].rank > kept {
			rises = rises[:len(rises)-1]
		}
		switch {
		case !up && !down && !over || rank == 0:
		case kept >= rank || len(rises) > 0:
			grace, fall = 0, nil
			if p.valid > 0 && (up && p.up != "on-change" || down && p.down != "on-change" || day > safe) {
				safe = max(safe, day+calendar.Day(p.valid)-1)
			}
		case fall != nil:
			fall.rank = max(fall.rank, kept)
		case !down && !over || day <= safe || grace >= day:
		case grace == 0 && p.grace > 0:
			grace = day + calendar.Day(p.grace)
		default:
			to := kept
			if p.step {
				to = rank - 1
			}
			grace = 0
			if p.delay == 0 {
				hold(to)
			} else {
				fall = &onItsWay{to, day + calendar.Day(p.delay)}
			}
		}
		decided := rank
		if len(rises) > 0 {
			decided = rises[len(rises)-1].rank
		}
		if up && attained > decided && fall == nil {
			if p.delayUp == 0 {
				hold(attained)
				rises = nil
			} else {
				rises = append(rises, onItsWay{attained, day + calendar.Day(p.delayUp)})
			}
		}
		tiers[day] = rank
	}
	return tiers
}

// sold is random sales and refunds, and what they sum to on each day.
func sold(t *rapid.T) ([]fact.Fact, map[calendar.Day]int64) {
	facts := []fact.Fact{state(fact.Membership, fact.Subject{Partner: "ptr", Publisher: "pub1"}, begins-400, calendar.LastDay)}
	facts[0].ID, facts[0].Recorded = fact.ID{Source: "feed", Key: "member"}, facts[0].Happened
	sums := map[calendar.Day]int64{}
	for i := range rapid.IntRange(0, 14).Draw(t, "sales") {
		day := dayDrawn(t, "day", begins-30, ends)
		amount := int64(rapid.IntRange(-5, 7).Draw(t, "amount")) * 100
		kind := "sale"
		if amount < 0 {
			kind = "refund"
		}
		facts = append(facts, trade(fmt.Sprintf("f%d", i), kind, day, amount))
		sums[day] += amount
	}
	return facts, sums
}

func trade(key, kind string, day calendar.Day, amount int64) fact.Fact {
	return fact.Fact{ID: fact.ID{Source: "feed", Key: key}, Kind: kind, Subject: fact.Subject{Publisher: "pub1"},
		Happened: calendar.On(day), Recorded: calendar.On(day), Amount: money.New(number.FromInt(amount), "USD")}
}

func plainTimeline(t *rapid.T, p *program.Program, facts []fact.Fact) *Timeline {
	history := program.NewHistory(program.Release{Program: p, Applied: calendar.On(begins)})
	return evaluated(t, Input{Partner: Partner{ID: "ptr"}, Facts: facts, History: history, Known: through + 400, At: through}, false)
}

// TestADayByDayReckoningAgrees: the engine finds the tiers that the rules give
// when they are followed by hand on every single day.
func TestADayByDayReckoningAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := plainDrawn(t)
		read := p.program(t)
		facts, sums := sold(t)
		for _, f := range facts {
			t.Logf("%s", factText(f))
		}
		line, want := plainTimeline(t, read, facts), p.reckon(sums)
		for day := begins; day <= through; day++ {
			if got := int64(read.Ladders[0].Value.Rank(line.Courses[0].TierOn(day))); got != want[day] {
				t.Fatalf("on %s the engine finds tier %d, the reckoning %d\n%s", day, got, want[day], told(line))
			}
		}
	})
}

// TestBuyingAndGivingBackGainsNothing: a sale and its full refund on one day
// leave every tier as it was.
func TestBuyingAndGivingBackGainsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		read := plainDrawn(t).program(t)
		facts, _ := sold(t)
		want := told(plainTimeline(t, read, facts))
		day, amount := dayDrawn(t, "bought", begins, ends), int64(rapid.IntRange(1, 1000).Draw(t, "worth"))
		facts = append(facts, trade("bought", "sale", day, amount), trade("returned", "refund", day, -amount))
		same(t, "with and without a sale that was given back", want, told(plainTimeline(t, read, facts)))
	})
}
