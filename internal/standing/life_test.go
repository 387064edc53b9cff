package standing

import (
	"fmt"
	"strings"
	"testing"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/program"
)

// lives are small stories of one ladder, silver at 100 USD and gold at 200 USD
// of all sales so far. Behind the bar stand days of 2024 with what is sold, or
// given back, or decided; then what holds from which day on, as the day, the
// tier and, where it is not active, the state.
var lives = []struct{ name, rules, story, want string }{
	{"on change", "", "01-10 +100, 02-10 +100, 03-10 -150", "01-10 silver, 02-10 gold, 03-10 none"},
	{"a rise and a fall in one day", "", "01-10 +100, 01-10 -100", ""},
	{"each month", "evaluate: {each: month}", "01-10 +100, 02-10 +100, 03-10 -150", "01-31 silver, 02-29 gold, 03-31 none"},
	{"each month, unseen between", "evaluate: {each: month}", "01-10 +100, 01-20 -100", ""},
	{"rises on change, falls in June", "evaluate: {up: on-change, down: {yearly: 06-30}}", "01-10 +200, 02-10 -200", "01-10 gold, 06-30 none"},
	{"rises in June, falls on change", "evaluate: {up: {yearly: 06-30}, down: on-change}", "01-10 +200, 07-10 -100", "06-30 gold, 07-10 silver"},
	{"a rise takes effect later", "takes-effect: {up: {after: 10 days}, down: at-once}", "01-10 +100", "01-20 silver"},
	{"two rises on their own days", "takes-effect: {up: {after: 10 days}, down: at-once}", "01-10 +100, 01-15 +100", "01-20 silver, 01-25 gold"},
	{"a rise is taken back", "takes-effect: {up: {after: 10 days}, down: at-once}", "01-10 +100, 01-15 -100", ""},
	{"a rise is not looked at again", "evaluate: {up: on-change, down: {yearly: 06-30}}\n    takes-effect: {up: {after: 10 days}, down: at-once}", "01-10 +100, 01-15 -100", "01-20 silver, 06-30 none"},
	{"a fall takes effect later", "takes-effect: {up: at-once, down: {after: 10 days}}", "01-10 +200, 02-10 -200", "01-10 gold, 02-20 none"},
	{"a fall is off", "takes-effect: {up: at-once, down: {after: 10 days}}", "01-10 +200, 02-10 -200, 02-15 +200", "01-10 gold"},
	{"a fall goes less far", "takes-effect: {up: at-once, down: {after: 10 days}}", "01-10 +200, 02-10 -200, 02-15 +100", "01-10 gold, 02-20 silver"},
	{"no further fall meanwhile", "takes-effect: {up: at-once, down: {after: 10 days}}", "01-10 +200, 02-10 -100, 02-15 -100", "01-10 gold, 02-20 silver, 03-01 none"},
	{"on the first of a quarter", "takes-effect: {on-first-of: quarter}", "01-10 +100, 03-31 +100", "04-01 gold"},
	{"safe for 30 days", "holds: {for: 30 days}", "01-10 +100, 01-20 -100", "01-10 silver, 01-20 silver protected, 02-09 none"},
	{"safe for the rest of the quarter", "holds: {rest-of: quarter}", "01-10 +100, 01-20 -100", "01-10 silver, 01-20 silver protected, 04-01 none"},
	{"safe anew when the time is over", "holds: {for: 30 days}", "01-10 +100, 02-20 -100", "01-10 silver, 02-20 silver protected, 03-10 none"},
	{"safe anew on a scheduled day", "evaluate: {each: month}\n    holds: {for: 45 days}", "01-10 +100, 03-01 -100", "01-31 silver, 03-01 silver protected, 04-14 silver, 04-30 none"},
	{"safe after a fall", "holds: {for: 30 days}", "01-10 +200, 01-20 -100, 02-20 -100", "01-10 gold, 01-20 gold protected, 02-09 silver, 02-20 silver protected, 03-10 none"},
	{"for ever", "holds: for-ever", "01-10 +100, 01-20 -100", "01-10 silver, 01-20 silver protected"},
	{"never", "fall: {how: never}", "01-10 +200, 01-20 -200", "01-10 gold"},
	{"until a day", "holds: {until: 2024-03-01}", "01-10 +100, 01-20 -100", "01-10 silver, 01-20 silver protected, 03-02 none"},
	{"grace", "grace: {for: 10 days}", "01-10 +100, 02-01 -100", "01-10 silver, 02-01 silver in-grace, 02-12 none"},
	{"recovered in grace", "grace: {for: 10 days}", "01-10 +100, 02-01 -100, 02-11 +100", "01-10 silver, 02-01 silver in-grace, 02-11 silver"},
	{"grace between evaluations", "evaluate: {each: month}\n    grace: {for: 10 days}", "01-10 +100, 02-01 -100", "01-31 silver, 02-29 silver in-grace, 03-11 none"},
	{"grace once a quarter", "grace: {for: 10 days, once-per: quarter}", "01-10 +100, 02-01 -100, 02-05 +100, 03-01 -100, 04-01 +100, 04-05 -100",
		"01-10 silver, 02-01 silver in-grace, 02-05 silver, 03-01 none, 04-01 silver, 04-05 silver in-grace, 04-16 none"},
	{"grace from the expiry", "holds: {for: 30 days}\n    grace: {for: 10 days, from: expiry}", "01-10 +100, 01-20 -100", "01-10 silver, 01-20 silver protected, 02-09 silver in-grace, 02-19 none"},
	{"grace from an expiry long ago", "evaluate: {up: on-change, down: {yearly: 06-30}}\n    holds: {for: 30 days}\n    grace: {for: 10 days, from: expiry}",
		"01-10 +100, 01-20 -100", "01-10 silver, 01-20 silver protected, 02-09 silver, 06-30 none"},
	{"a rise ends grace", "grace: {for: 10 days}", "01-10 +100, 02-01 -50, 02-05 +150", "01-10 silver, 02-01 silver in-grace, 02-05 gold"},
	{"one at a time", "evaluate: {each: month}\n    fall: {how: one-at-a-time}", "01-10 +200, 02-10 -200", "01-31 gold, 02-29 silver, 03-31 none"},
	{"one at a time, each with grace", "grace: {for: 10 days}\n    fall: {how: one-at-a-time}", "01-10 +200, 02-01 -200",
		"01-10 gold, 02-01 gold in-grace, 02-12 silver, 02-13 silver in-grace, 02-24 none"},
	{"a floor", "fall: {floor: silver}", "01-10 +200, 02-10 -200", "01-10 gold, 02-10 silver"},
	{"no grace on the floor", "fall: {floor: silver}\n    grace: {for: 10 days}", "01-10 +100, 02-10 -100", "01-10 silver"},
	{"a floor never reached", "fall: {floor: gold}", "01-10 +100, 02-10 -100", "01-10 silver, 02-10 none"},
	{"suspended", "suspended-while: sales >= 300 USD", "01-10 +100, 02-10 +200, 03-10 -150", "01-10 silver, 02-10 gold suspended, 03-10 silver"},
	{"set above", "", "01-10 +100, 02-01 set_tier gold for 20", "01-10 silver, 02-01 gold protected, 02-21 silver"},
	{"set below, and risen again", "evaluate: {each: month}", "01-10 +200, 02-10 set_tier silver for 5", "01-31 gold, 02-10 silver, 02-29 gold"},
	{"set with a validity", "holds: {for: 30 days}", "02-01 set_tier gold for 5", "02-01 gold protected, 03-02 none"},
	{"held", "", "01-10 +200, 02-01 hold_tier gold for 30, 02-10 -200", "01-10 gold, 03-02 none"},
	{"held above", "", "01-10 +100, 02-01 hold_tier gold for 10", "01-10 silver, 02-01 gold, 02-11 silver"},
	{"held needs no grace", "grace: {for: 10 days}", "01-10 +200, 02-01 hold_tier gold for 30, 02-10 -200", "01-10 gold, 03-02 gold in-grace, 03-13 none"},
	{"held ends grace", "grace: {for: 10 days}", "01-10 +100, 02-01 -100, 02-05 hold_tier silver for 10", "01-10 silver, 02-01 silver in-grace, 02-05 silver, 02-15 silver in-grace, 02-26 none"},
	{"frozen", "", "01-10 +200, 02-01 freeze for 10, 02-05 -200", "01-10 gold, 02-01 gold frozen, 02-11 none"},
	{"frozen over a scheduled day", "evaluate: {each: month}", "01-10 +200, 01-25 freeze for 10", "01-25 none frozen, 02-04 gold"},
	{"frozen between two scheduled days", "evaluate: {each: month}", "01-10 +200, 01-15 freeze for 10", "01-15 none frozen, 01-25 none, 01-31 gold"},
	{"a fall that an appeal put off", "evaluate: {each: month}", "01-10 +200, 02-10 -200, 02-25 freeze for 10", "01-31 gold, 02-25 gold frozen, 03-06 none"},
	{"a decision arrives while frozen", "takes-effect: {after: 10 days}", "01-10 +100, 01-15 freeze for 10", "01-15 none frozen, 01-20 silver frozen, 01-25 silver"},
}

// TestLives follows every life day by day and from change to change.
func TestLives(t *testing.T) {
	for _, life := range lives {
		t.Run(life.name, func(t *testing.T) {
			for _, daily := range []bool{true, false} {
				line, err := evaluate(lifeOf(t, life.rules, life.story), daily)
				if err != nil {
					t.Fatalf("Evaluate: %s", err)
				}
				want := life.want
				if !strings.HasPrefix(want, "01-01") {
					want = strings.TrimSuffix("01-01 none, "+want, ", ")
				}
				if got := lifeText(line.Courses[0]); got != want {
					t.Errorf("daily %t:\n got %s\nwant %s", daily, got, want)
				}
			}
		})
	}
}

// lifeText is a course in the words of the table. Spans that differ in nothing
// that the table tells are one.
func lifeText(c *Course) string {
	var out []string
	last := ""
	for i := range c.Spans {
		h := &c.Spans[i]
		text := orNone(h.Tier)
		if h.State != Active {
			text += " " + string(h.State)
		}
		if text != last {
			out = append(out, h.Span.From.String()[len("2024-"):]+" "+text)
		}
		last = text
	}
	return strings.Join(out, ", ")
}

func lifeOf(t *testing.T, rules, story string) Input {
	t.Helper()
	text := `program: life
version: v1
effective: 2024-01-01
currency: USD
metrics:
  sales: {sum: amount, of: [sale, refund], window: lifetime}
ladders:
  growth:
    ` + rules + `
    tiers:
      - {id: silver, attain: sales >= 100 USD}
      - {id: gold, attain: sales >= 200 USD}
`
	p, err := program.Read("life.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	end := calendar.MustParseDay("2024-07-31")
	in := Input{Partner: Partner{ID: "ptr"}, History: program.NewHistory(program.Release{Program: p, Applied: calendar.On(p.Effective)}), Known: end, At: end}
	for i, each := range strings.Split(story, ", ") {
		in.Facts = append(in.Facts, lifeFact(t, i, strings.Fields(each)))
	}
	return in
}

// lifeFact reads `01-10 +100` or `02-01 hold_tier gold for 30`.
func lifeFact(t *testing.T, i int, words []string) fact.Fact {
	t.Helper()
	day := calendar.MustParseDay("2024-" + words[0])
	f := fact.Fact{Kind: "sale", Happened: calendar.On(day)}
	if len(words) > 2 {
		var days int
		fmt.Sscan(words[len(words)-1], &days)
		f = state(fact.Override, fact.Subject{}, day, day+calendar.Day(days)-1, text("act", words[1]), text("because", "a reason"))
		if len(words) == 5 {
			f.Attributes = f.Attributes.With("tier", fact.Text(words[2]))
		}
	} else {
		amount, err := number.Parse(strings.TrimPrefix(words[1], "+"))
		if err != nil {
			t.Fatal(err)
		}
		f.Amount = money.New(amount, "USD")
	}
	f.ID, f.Subject.Partner, f.Recorded = fact.ID{Source: "feed", Key: fmt.Sprintf("f%d", i)}, "ptr", f.Happened
	return f
}
