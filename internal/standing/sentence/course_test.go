package sentence_test

import (
	"testing"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

func TestChangesAndTheirCauses(t *testing.T) {
	c := standing.Course{Ladder: "main", Spans: []standing.Held{
		{Span: calendar.Span{From: march, Until: march + 1}, Tier: "gold", State: standing.Active},
		{Span: calendar.Span{From: march + 1, Until: march + 2}, Tier: "", State: standing.Active, Because: standing.Fell, Decided: march},
		{Span: calendar.Span{From: march + 2, Until: march + 3}, Tier: "silver", State: standing.Waiting, Because: standing.NewVersion, Version: "2"},
		{Span: calendar.Span{From: march + 3, Until: march + 4}, Tier: "silver", State: standing.Active},
		{Span: calendar.Span{From: march + 4, Until: march + 5}, Tier: "silver", State: standing.Active, Override: metric.Said{Because: "changed reason"}},
		{Span: calendar.Span{From: march + 5, Until: june}, State: standing.Ended, Because: standing.MergedAway},
		{Span: calendar.Span{From: june, Until: june + 1}, State: standing.Active},
		{Span: calendar.Span{From: june + 1, Until: june + 2}, State: standing.Ended, Because: standing.NewVersion},
	}}
	says(t, "a course", func(tell *sentence.Teller) []sentence.Line { return tell.Course(&c) }, `
5 Mar 2024: begins at tier gold.
6 Mar 2024: loses tier gold.
  Decided by the evaluation of 5 Mar 2024.
7 Mar 2024: goes from no tier to tier silver with version 2 of the program.
  7 Mar 2024: waits for a source that is behind.
8 Mar 2024: no longer waiting.
10 Mar 2024: ends, because the partner was merged into another.
30 Jun 2024: begins again.
1 Jul 2024: ends, because the program no longer has this ladder or key.
2024年3月5日：起始为“gold”层级。
2024年3月6日：失去“gold”层级。
  由 2024年3月5日的评估确定。
2024年3月7日：随计划的版本 2，从无层级变为“silver”层级。
  2024年3月7日：等待尚未报齐数据的来源。
2024年3月8日：不再等待。
2024年3月10日：终止，该合作伙伴已并入另一合作伙伴。
2024年6月30日：重新开始。
2024年7月1日：终止，计划中已没有这一阶梯或对象。
`)
}

func TestForecasts(t *testing.T) {
	sale := func(day calendar.Day, amount, code string) metric.Counted {
		return metric.Counted{Day: day, Number: number.MustParse(amount), Currency: code, Fact: &fact.Fact{}}
	}
	count := standing.Leaving{Metric: &metric.Definition{Name: "orders", Count: "facts"}, Before: metric.Num(number.FromInt(5)), After: metric.Num(number.FromInt(3)),
		Facts: []metric.Counted{sale(march, "1", ""), sale(june, "1", "")}}
	native := standing.Leaving{Metric: &metric.Definition{Name: "sales", Sum: "amount"}, Facts: []metric.Counted{sale(march, "1.50", "USD"), sale(march, "2", "EUR")},
		Before: metric.Value{Basket: []money.Amount{money.New(number.FromInt(9), "EUR")}}, After: metric.None}
	fall := standing.Change{Day: june + 1, From: "gold", Falls: true, Because: standing.GraceOver, Decided: june, Leaving: []standing.Leaving{count, native}}
	e := standing.Explanation{Standing: standing.Standing{Ladder: "main", Tier: "gold", At: march}, Next: &fall, AtRisk: true}
	says(t, "a fall", func(tell *sentence.Teller) []sentence.Line { return tell.Forecast(&e, june) }, `
Tier gold is at risk.
If nothing more happens, you fall to no tier on 1 Jul 2024.
  2 facts in Orders from 5 Mar 2024 to 30 Jun 2024 will have left the window: 5 becomes 3.
  1.50 USD and 2 EUR in Sales of 5 Mar 2024 will have left the window: 9 EUR becomes no value.
  The time to recover is over then.
  Decided by the evaluation of 30 Jun 2024.
“gold”层级有降级风险。
若无新的记录，“Contoso Ltd”将于 2024年7月1日降为无层级。
  届时 2 条记录（“Orders”，2024年3月5日至 2024年6月30日）将移出统计期：由 5 变为 3。
  届时 1.50 USD、2 EUR（“Sales”，2024年3月5日）将移出统计期：由 9 EUR 变为无数据。
  届时宽限期结束。
  由 2024年6月30日的评估确定。
`)
	rise := standing.Explanation{Standing: standing.Standing{Ladder: "main", Key: metric.Key{Dimension: "region", ID: "US"}}, Next: &standing.Change{Day: june, To: "gold", Because: standing.NewVersion, Version: "2"}}
	says(t, "a rise of one key", func(tell *sentence.Teller) []sentence.Line { return tell.Forecast(&rise, june) }, `
Main, US: with version 2 of the program tier gold is reached on 30 Jun 2024.
Main（US）：因计划的版本 2，将于 2024年6月30日升至“gold”层级。
`)
	lower := standing.Explanation{Standing: standing.Standing{Ladder: "main"}, Next: &standing.Change{Day: june, From: "gold", Falls: true, Because: standing.NewVersion, Version: "2", Decided: june}}
	says(t, "a fall by a new version", func(tell *sentence.Teller) []sentence.Line { return tell.Forecast(&lower, june) }, `
With version 2 of the program you fall to no tier on 30 Jun 2024, if nothing more happens.
因计划的版本 2，若无新的记录，“Contoso Ltd”将于 2024年6月30日降为无层级。
`)
	steady := standing.Explanation{Standing: standing.Standing{At: march}}
	says(t, "no change", func(tell *sentence.Teller) []sentence.Line { return tell.Forecast(&steady, june) }, `
If nothing more happens, the tier does not change; the forecast looks ahead to 30 Jun 2024.
若无新的记录，层级不会变化；预测截至 2024年6月30日。
`)
	says(t, "a timeline that goes no further", func(tell *sentence.Teller) []sentence.Line { return tell.Forecast(&steady, march) }, "")
}
