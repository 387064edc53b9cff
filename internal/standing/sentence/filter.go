package sentence

import (
	"regexp"
	"strings"

	"laurel/internal/fact"
	"laurel/internal/metric"
)

// fewWords is how many values of a list are named; a longer list has its name.
const fewWords = 5

// filter is a filter in words: "fraud is proven and private".
func (t *Teller) filter(f metric.Filter) string {
	var parts []string
	for i := range f.Tests {
		parts = append(parts, t.test(&f.Tests[i]))
	}
	if len(f.Any) > 0 {
		parts = append(parts, t.alternatives(f.Any, len(parts) > 0))
	}
	return t.conjoined(parts)
}

// alternatives are in brackets wherever "and" and "or" would meet.
func (t *Teller) alternatives(list []metric.Filter, among bool) string {
	words := make([]string, len(list))
	for i, each := range list {
		words[i] = t.filter(each)
		if len(each.Tests) > 1 || len(list) > 1 && len(each.Tests) == 1 && len(each.Tests[0].Is) > 1 {
			words[i] = t.say("filter.group", args{"Filter": words[i]})
		}
	}
	text := t.reader.Locale.Or(words)
	if among && len(list) > 1 {
		return t.say("filter.group", args{"Filter": text})
	}
	return text
}

func (t *Teller) conjoined(parts []string) string {
	text := ""
	for i, part := range parts {
		if i == 0 {
			text = part
		} else {
			text = t.say("filter.and", args{"List": text, "Word": part})
		}
	}
	return text
}

func (t *Teller) test(test *metric.Test) string {
	name := t.known(attributes, test.Name)
	switch {
	case test.Given != nil && *test.Given:
		return t.say("filter.given", args{"Name": name})
	case test.Given != nil:
		return t.say("filter.missing", args{"Name": name})
	case test.Op != "":
		return t.say("filter.bound", args{"Name": name, "Bound": t.bound(test.Op, t.reader.Locale.Number(test.Bound))})
	default:
		return t.among(test, name)
	}
}

func (t *Teller) among(test *metric.Test, name string) string {
	if len(test.Is) == 1 {
		if yes, ok := test.Is[0].Bool(); ok {
			return t.say(map[bool]string{true: "filter.plain", false: "filter.plain-not"}[yes != test.Not], args{"Name": name})
		}
	}
	values := t.reader.Locale.Or(t.valuesOf(test.Is))
	if test.List != "" && len(test.Is) > fewWords {
		values = t.say("filter.list", args{"List": readable(test.List)})
	}
	if test.Not {
		return t.say("filter.not", args{"Name": name, "Values": values})
	}
	return t.say("filter.is", args{"Name": name, "Values": values})
}

func (t *Teller) valuesOf(list []fact.Value) []string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = t.known(values, v.String())
	}
	return words
}

// attributes are the words for attributes that many programs ask for; others are
// made readable.
var attributes = map[string]string{"status": "attribute-name.status", "listing": "attribute-name.listing", "private": "attribute-name.private",
	"country": "attribute-name.country", "partner.country": "attribute-name.partner-country", "customer.country": "attribute-name.customer-country"}

// values are the same for what attributes are.
var values = map[string]string{"live": "attribute-value.live", "draft": "attribute-value.draft", "delisted": "attribute-value.delisted",
	"list": "attribute-value.list", "trial": "attribute-value.trial", "consulting": "attribute-value.consulting", "transact": "attribute-value.transact"}

// known is a word of programs by the catalog where that has it, else made readable.
func (t *Teller) known(ids map[string]string, word string) string {
	if id, ok := ids[word]; ok {
		return t.say(id, nil)
	}
	if isWord.MatchString(word) {
		return readable(strings.ReplaceAll(word, ".", " "))
	}
	return word // an id, a number, or what somebody typed
}

// isWord tells words of programs from ids and numbers.
var isWord = regexp.MustCompile(`^[a-z][a-z_.]*[a-z]$`)

// bounds are the comparisons as words that follow "is" or stand before "is
// needed".
var bounds = map[metric.Op]string{
	metric.AtLeast: "wanted.at-least", metric.Over: "wanted.over", metric.AtMost: "wanted.at-most", metric.Under: "wanted.under",
	metric.EqualTo: "wanted.equal", metric.NotEqual: "wanted.unequal",
}

func (t *Teller) bound(op metric.Op, value string) string {
	return t.say(bounds[op], args{"Value": value})
}
