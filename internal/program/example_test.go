package program_test

import (
	"fmt"

	"laurel/internal/calendar"
	"laurel/internal/program"
)

func Example() {
	before, err := program.Read("2024-01.yaml", []byte(`
program: partner-rewards
version: 2024-01
effective: 2024-01-01
currency: USD
metrics:
  sales: {sum: amount, of: sale, window: {trailing: 12 months}}
ladders:
  growth:
    evaluate: {each: quarter, on: last-day}
    tiers:
      - {id: silver, attain: sales >= 10_000 USD}
      - {id: gold, attain: sales >= 100_000 USD}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	ladder, _ := before.Ladder("growth")
	fmt.Println("judged on", ladder.Evaluate.Up.Next(calendar.MustParseDay("2024-05-15"), nil))

	after, err := program.Read("2024-07.yaml", []byte(`
program: partner-rewards
version: 2024-07
effective: 2024-07-01
currency: USD
metrics:
  sales: {sum: amount, of: sale, window: {trailing: 12 months}}
ladders:
  growth:
    evaluate: {each: quarter, on: last-day}
    tiers:
      - {id: silver, attain: sales >= 10_000 USD}
      - {id: gold, attain: sales >= 80_000 USD}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, change := range program.Diff(before, after) {
		fmt.Println(change.Sentence)
	}
	// Output:
	// judged on 2024-06-30
	// The program: effective was 2024-01-01 and becomes 2024-07-01.
	// The tier gold of the ladder growth: attain asks for sales >= 80,000 USD instead of sales >= 100,000 USD.
}

// Everything wrong with a file is reported at once, with its place.
func ExampleRead_mistakes() {
	_, err := program.Read("rewards.yaml", []byte(`program: rewards
version: 1
effective: 2024-01-01
currency: USD
metrics:
  sales: {sum: amount, of: sale}
ladders:
  growth:
    tiers:
      - {id: silver, attain: sales >= 10,000 USD}
      - {id: gold, attain: saels >= 100_000 USD}
`))
	fmt.Println(err)
	// Output:
	// The program file rewards.yaml cannot be used as it is.
	// rewards.yaml:10:30: `sales >= 10,000 USD` is cut in two by the comma: in YAML a comma ends the entry. Write sales >= 10_000 USD.
	// rewards.yaml:11:28: "saels" is not a metric. Did you mean sales?
}
