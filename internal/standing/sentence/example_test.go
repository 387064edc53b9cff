package sentence_test

import (
	"fmt"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/locale"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

func Example() {
	rules, err := program.Read("gold.yaml", []byte(`
program: gold
version: "1"
effective: 2024-01-01
currency: USD
metrics:
  sales: {label: {en: Billed sales, zh-CN: 计费销售额}, sum: amount, of: sale, window: {trailing: 12 months}}
ladders:
  main:
    tiers: [{id: gold, label: {en: Gold, zh-CN: 金牌}, attain: sales >= 25_000 USD}]
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	day := calendar.MustParseDay("2024-03-05")
	sale := fact.Fact{ID: fact.ID{Source: "erp", Key: "17"}, Kind: "sale", Subject: fact.Subject{Partner: "contoso"}, Happened: calendar.On(day),
		Recorded: calendar.On(day), Amount: money.New(number.MustParse("24999.995"), "USD")}
	timeline, err := standing.Evaluate(standing.Input{Partner: standing.Partner{ID: "contoso", Name: "Contoso"}, Facts: []fact.Fact{sale},
		History: program.NewHistory(program.Release{Program: rules}), At: day, Known: day})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, language := range []string{"en", "zh-CN"} {
		reader := sentence.Reader{Locale: locale.Match(language), Audience: sentence.ForPartner}
		teller := sentence.For(reader, timeline.Partner, rules)
		for _, e := range timeline.Explain(day) {
			fmt.Print(sentence.Tree(append([]sentence.Line{teller.Gap(e.Ladder, &e.Gaps[0])}, teller.Tier(e.Ladder, &e.Tiers[0])), false))
		}
	}
	// Output:
	// 0.005 USD more in Billed sales reaches tier Gold.
	// ✗ Tier Gold: something is missing.
	//   ✗ Billed sales: 24,999.995 USD; at least 25,000 USD is needed. Not met.
	//     1 fact from 6 Mar 2023 to 5 Mar 2024 counts.
	// “计费销售额”再增加 0.005 USD 即可达到“金牌”层级。
	// ✗ “金牌”层级：尚有条件未具备。
	//   ✗ 计费销售额：24,999.995 USD，要求至少 25,000 USD。未满足。
	//     从 2023年3月6日到 2024年3月5日，共计入 1 条记录。
}
