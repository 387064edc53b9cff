package yamlfile_test

import (
	"fmt"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

func Example() {
	text := `
id: gold
metrics:
  billed: {of: sale, at-least: 2,000 USD}
  seen: {off: visit}
`
	type metric struct {
		Of      []string `yaml:"of,required,one"`
		AtLeast string   `yaml:"at-least"`
	}
	var program struct {
		ID      string                 `yaml:"id,required"`
		Name    string                 `yaml:"name,required"`
		Metrics yamlfile.Table[metric] `yaml:"metrics"`
	}
	var m problem.Mistakes
	yamlfile.Decode(yamlfile.Parse("gold.yaml", []byte(text), &m), &program, &m)
	for _, mistake := range m.List() {
		fmt.Println(mistake)
	}
	// Output:
	// gold.yaml:2:1: The key `name` is missing here.
	// gold.yaml:4:32: `2,000 USD` is cut in two by the comma: in YAML a comma ends the entry. Write 2_000 USD.
	// gold.yaml:5:10: There is no key `off` here. Did you mean `of`?
}
