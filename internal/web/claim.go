package web

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"laurel/internal/fulfillment"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/program"
)

// creditPrefix is before the names of what is said about a credit, as acts name it.
const creditPrefix = "credit/"

// claimFields are what a claim on a credit needs beside its form: how much, where,
// under which agreement and for which account, and that one knows who pays what is
// used beyond it.
func (c *call) claimFields(rule *program.Credit, left money.Amount) []field {
	if rule == nil {
		rule = &program.Credit{}
	}
	amount := field{name: "amount", kind: "number", number: true, most: 30, hint: c.locale.Say("claim.left", map[string]any{"Left": c.locale.Money(left)}),
		label: c.locale.Say("claim.amount", map[string]any{"Currency": left.Currency})}
	payer := cmp.Or(rule.Overage, program.PartnerPays)
	out := []field{amount}
	if rule.Countries != nil {
		out = append(out, c.among("country", rule.Countries, c.regionName))
	}
	if rule.Agreements != nil {
		out = append(out, c.among("agreement", rule.Agreements, c.agreementName))
	}
	target := field{name: creditPrefix + "target", kind: "text", most: 200, label: c.locale.Say("claim.target", nil), hint: c.locale.Say("claim.target-hint", nil), optional: rule.Target != program.Required}
	overage := field{name: creditPrefix + "overage", kind: "checkbox", most: 20, value: string(payer), label: c.locale.Say("claim.overage-"+string(payer), nil), hint: rule.Excludes.In(c.locale.Language)}
	return append(out, target, overage)
}

// among asks for a value of a choice: from a list where it says which there are.
func (c *call) among(name string, choice *program.Among, called func(string) string) field {
	f := field{name: creditPrefix + name, kind: "select", most: 100, label: c.locale.Say("claim."+name, nil)}
	if choice.Not {
		f.kind, f.hint = "text", c.locale.Say("claim.not-"+name, map[string]any{"Names": choice.Names()})
		return f
	}
	for _, value := range choice.Values {
		f.options = append(f.options, option{Value: value, Name: called(value)})
	}
	slices.SortFunc(f.options, func(a, b option) int { return strings.Compare(a.Name, b.Name) })
	return f
}

// regionName is what a country is called that a program writes as a code.
func (c *call) regionName(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	return or(display.Regions(language.Make(c.locale.Language)).Name(region), code)
}

// agreementName is what an agreement is called: by the catalog where it has the
// word.
func (c *call) agreementName(word string) string {
	if _, has := c.locale.Takes("agreement." + dashed(word)); has {
		return c.locale.Say("agreement."+dashed(word), nil)
	}
	return strings.ReplaceAll(word, "_", " ")
}

// claimed takes over what was typed about a claim.
func (c *call) claimed(in *fulfillment.Input, currency string) error {
	if text := c.value("amount"); text != "" {
		value, err := number.Parse(text)
		if err != nil || !value.IsDecimal() {
			return at("amount")
		}
		in.Amount = money.New(value, currency)
	}
	say := func(name string) string { return strings.TrimSpace(c.value(creditPrefix + name)) }
	in.Credit = &fulfillment.Credit{Country: say("country"), Agreement: say("agreement"), Target: say("target"), Overage: say("overage")}
	return nil
}

// claimBefore is what the fields of a claim hold before anybody typed.
func claimBefore(k *fulfillment.Case) map[string]string {
	out := map[string]string{}
	if !k.Amount.IsZero() {
		out["amount"] = k.Amount.Value.String()
	}
	if k.Credit != nil {
		out[creditPrefix+"country"], out[creditPrefix+"agreement"] = k.Credit.Country, k.Credit.Agreement
		out[creditPrefix+"target"], out[creditPrefix+"overage"] = k.Credit.Target, k.Credit.Overage
	}
	return out
}
