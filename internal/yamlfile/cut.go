package yamlfile

import (
	"regexp"
	"strings"
)

var (
	endsInDigit    = regexp.MustCompile(`[0-9]$`)
	startsInDigit  = regexp.MustCompile(`^[0-9]`)
	fewDigits      = regexp.MustCompile(`(?:^|[ <>=])[+-]?[0-9]{1,3}$`) // alone, or at the end of a comparison
	threeDigits    = regexp.MustCompile(`^[0-9]{3}(?:$|[^0-9])`)
	thousands      = regexp.MustCompile(`([0-9]),[ \t]*([0-9]{3})\b`)
	tightThousands = regexp.MustCompile(`([0-9]),([0-9]{3})\b`)
	decimals       = regexp.MustCompile(`([0-9.]*[0-9]),[ \t]*([0-9])`)
)

// joinEntries puts numbers together that a comma cut in two: in braces
// {a: 2,000 USD} is the key a with 2 and the key "000 USD" with nothing.
func (f *flow) joinEntries(n *Node) {
	kept := n.entries[:0]
	for _, e := range n.entries {
		if len(kept) > 0 {
			if before := kept[len(kept)-1].Value; e.Value.bare && startsInDigit.MatchString(e.Key) &&
				before.style == plain && before.kind == Scalar && endsInDigit.MatchString(before.text) {
				before.end, before.text, before.cut = e.Value.end, e.Key, true
				continue
			}
		}
		kept = append(kept, e)
	}
	n.entries = kept
	for _, e := range n.entries {
		f.explainCut(e.Value)
	}
}

// joinItems does the same for [1,000 USD, 2] where it is clear.
func (f *flow) joinItems(n *Node) {
	runs := f.runs(n.items)
	if !clearlyCut(runs) {
		return
	}
	n.items = n.items[:0]
	for _, run := range runs {
		first := run[0]
		if len(run) > 1 {
			last := run[len(run)-1]
			first.end, first.text, first.cut = last.end, last.text, true
			f.explainCut(first)
		}
		n.items = append(n.items, first)
	}
}

// runs are the items that could be one number each.
func (f *flow) runs(items []*Node) [][]*Node {
	var runs [][]*Node
	for i, item := range items {
		if i > 0 && f.continues(items[i-1], item, runs[len(runs)-1][0]) {
			runs[len(runs)-1] = append(runs[len(runs)-1], item)
		} else {
			runs = append(runs, []*Node{item})
		}
	}
	return runs
}

// continues reports whether an item may be the next three digits of a number.
func (f *flow) continues(before, item, first *Node) bool {
	return first.style == plain && item.style == plain && before.end+1 == item.start &&
		fewDigits.MatchString(first.text) && threeDigits.MatchString(item.text) && (before == first || len(before.text) == 3)
}

// clearlyCut reports whether the runs are numbers cut by commas and not lists
// written without blanks: a part begins with 0, only the last part has a unit,
// or every number is cut and blanks stand between the numbers.
func clearlyCut(runs [][]*Node) bool {
	all := len(runs) > 1
	for _, run := range runs {
		all = all && len(run) > 1
		for i, part := range run[1:] {
			if part.text[0] == '0' || i == len(run)-2 && len(part.text) > 3 {
				return true
			}
		}
	}
	return all
}

// explainCut notes a number that was put together, and mends its text.
func (f *flow) explainCut(n *Node) {
	if !n.cut {
		return
	}
	wrong := f.written(n.start, n.end)
	n.text = mendNumber(wrong)
	pieces := "in two"
	if strings.Count(wrong, ",") > 1 {
		pieces = "in pieces"
	}
	f.note(n.start, "Write "+n.text+".", "%s is cut %s by the comma: in YAML a comma ends the entry.", quote(wrong), pieces)
}

// mendNumber writes a number with commas as YAML can hold it: 2_000 for 2,000
// and 1250.5 for 1.250,5.
func mendNumber(wrong string) string {
	for thousands.MatchString(wrong) {
		wrong = thousands.ReplaceAllString(wrong, "${1}_$2")
	}
	return decimals.ReplaceAllStringFunc(wrong, func(number string) string {
		whole, rest, _ := strings.Cut(number, ",")
		return strings.ReplaceAll(whole, ".", "") + "." + strings.TrimLeft(rest, " \t")
	})
}
