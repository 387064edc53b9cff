package sentence_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

var (
	march = calendar.MustParseDay("2024-03-05")
	june  = calendar.MustParseDay("2024-06-30")
)

// says compares what two readers are told of one thing.
func says(t *testing.T, name string, tell func(*sentence.Teller) []sentence.Line, want string) {
	t.Helper()
	got := sentence.Tree(tell(teller("en", sentence.ForPartner)), false) + sentence.Tree(tell(teller("zh-CN", sentence.ForOperator)), false)
	if diff := cmp.Diff(strings.TrimLeft(want, "\n"), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func one(line sentence.Line) []sentence.Line { return []sentence.Line{line} }

func TestWhatStandsBesideATier(t *testing.T) {
	for _, test := range []struct {
		name string
		s    standing.Standing
		want string
	}{
		{"protected", standing.Standing{State: standing.Protected, SafeUntil: june}, `
You have been at tier gold since 5 Mar 2024.
  What the tier needs is no longer there, but the tier is safe until 30 Jun 2024.
“Contoso Ltd”自 2024年3月5日起处于“gold”层级。
  该层级所需的条件已不再具备，但可保留至 2024年6月30日。
`},
		{"in grace", standing.Standing{State: standing.InGrace, GraceUntil: june}, `
You have been at tier gold since 5 Mar 2024.
  What the tier needs is no longer there. The tier is kept until 30 Jun 2024, and for good if it is there again by then.
“Contoso Ltd”自 2024年3月5日起处于“gold”层级。
  该层级所需的条件已不再具备。该层级保留至 2024年6月30日；届时条件恢复，即可继续持有。
`},
		{"frozen by an appeal", standing.Standing{State: standing.Frozen, Override: metric.Said{Because: "appeal"}}, `
You have been at tier gold since 5 Mar 2024.
  An appeal is open. Nothing is evaluated until it is decided.
  The appeal: appeal.
“Contoso Ltd”自 2024年3月5日起处于“gold”层级。
  申诉处理中，在作出决定之前不进行评估。
  申诉：appeal。
`},
		{"safe for good while the period is open", standing.Standing{State: standing.Active, SafeUntil: calendar.LastDay, Provisional: []string{standing.ProvisionalPeriod}}, `
You have been at tier gold since 5 Mar 2024.
  The tier is safe for good.
  The figures are provisional: they close only some time after this day.
“Contoso Ltd”自 2024年3月5日起处于“gold”层级。
  该层级永久保留。
  数据为暂定：当日之后一段时间才会结清。
`},
	} {
		test.s.Tier, test.s.Since, test.s.At = "gold", march, march
		says(t, test.name, func(tell *sentence.Teller) []sentence.Line { return one(tell.Standing(&test.s)) }, test.want)
	}
	for state, want := range map[standing.State]string{standing.Suspended: "benefits rest", standing.Waiting: "evaluation waits", standing.Ended: "has ended"} {
		line := teller("en", sentence.ForPartner).Standing(&standing.Standing{State: state})
		if len(line.Lines) != 1 || !strings.Contains(line.Lines[0].Text, want) {
			t.Errorf("%s: got %v", state, line)
		}
	}
}

func TestOneOfSeveralStandings(t *testing.T) {
	us := standing.Standing{Ladder: "regional_tiers", Key: metric.Key{Dimension: "region", ID: "US"}, State: standing.Active}
	says(t, "a key without a tier", func(tell *sentence.Teller) []sentence.Line { return one(tell.Standing(&us)) }, `
Regional tiers, US: no tier yet.
Regional tiers（US）：尚未达到任何层级。
`)
}

func TestTiersThatAreOnlyKept(t *testing.T) {
	kept := standing.TierReasons{Tier: "gold", Keeps: true, Retain: []standing.TrackReason{{Track: "old_rules", Reason: metric.Reason{Truth: metric.Holds,
		Condition: &metric.Condition{Deed: &metric.Deed{Benefit: "gift", Done: fact.Completion}}}}}}
	says(t, "a tier", func(tell *sentence.Teller) []sentence.Line { return one(tell.Tier("main", &kept)) }, `
✓ Tier gold: enough is there to keep it, though not to reach it.
  To reach it:
  To keep it, this is enough:
    ✓ By the track Old rules:
      ✓ Gift must be completed first. Met.
✓ “gold”层级：达到它的条件尚不具备，但足以保持。
  达到该层级：
  保持该层级，满足以下即可：
    ✓ 按“Old rules”路径：
      ✓ 须先完成“Gift”。已满足。
`)
}
