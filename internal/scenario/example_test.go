package scenario_test

import (
	"fmt"

	"laurel/internal/scenario"
)

func Example() {
	program := `
program: rewards
version: 2024
effective: 2024-01-01
currency: USD
metrics:
  billed_sales: {sum: amount, of: sale, without: {fraud: proven}, window: {trailing: 12 months}}
ladders:
  transact:
    tiers:
      - {id: t1, attain: billed_sales > 0 USD}
      - {id: t2, attain: billed_sales >= 100_000 USD}
`
	story := `
program rewards.yaml
partner Contoso
  sale  s1 2024-03-05 60_000 USD
  sale  s2 2024-09-20 70_000 USD
  fraud s2 learned 2025-02-20

at 2025-02-01
  tier t2
at 2025-02-21
  tier t2
  excluded s2 because fraud
`
	report := scenario.Run("contoso.scenario", []byte(story), func(string) ([]byte, error) { return []byte(program), nil })
	fmt.Println(report.Text(false))
	// Output:
	// contoso.scenario:11:3: Contoso at 2025-02-21: tier t2: does not hold
	// 	found: tier t1 since 2024-03-05
	// 	t1 passes
	// 	  `billed_sales > 0 USD` holds (rewards.yaml:11:26); billed_sales is 60000 USD from 2024-02-22 to 2025-02-21; counted s1 60000 USD on 2024-03-05; left out s2 because fraud is proven
	// 	t2 does not pass
	// 	  `billed_sales >= 100_000 USD` fails (rewards.yaml:12:26); billed_sales is 60000 USD from 2024-02-22 to 2025-02-21; counted s1 60000 USD on 2024-03-05; left out s2 because fraud is proven
	// contoso.scenario: 1 of 3 lines does not hold
}
