package metric

import (
	"crypto/sha256"
	"fmt"
	"io"

	"laurel/internal/fact"
)

// choice is what the filters of a metric say of every fact of a book, as far as
// they were asked. Metrics with the same filters have it in common, also those of
// another version of the program.
type choice []verdict

// verdict is what filters say of one fact.
type verdict int32

const (
	unasked verdict = iota
	passedOver
	chosen
	excluded // by the first exclusion; and so on
)

// filterKey is the same for metrics whose where and without let the same pass.
type filterKey [sha256.Size]byte

// mostChoices bounds how many choices a book remembers: each has room for every
// fact.
const mostChoices = 16

// choiceOf is where the verdicts of a metric's filters are remembered; nil where
// they are not.
func (b *Book) choiceOf(def *Definition) choice {
	c, known := b.choices[def.filterKey]
	if !known && len(b.choices) < mostChoices {
		c = make(choice, len(b.entries))
		b.choices[def.filterKey] = c
	}
	return c
}

// verdict is what the filters of a metric say of the entry with an index.
func (b *Book) verdict(def *Definition, remembered choice, i int) verdict {
	if remembered == nil {
		return def.judge(b.lookup(&b.entries[i]))
	}
	if remembered[i] == unasked {
		remembered[i] = def.judge(b.lookup(&b.entries[i]))
	}
	return remembered[i]
}

func (d *Definition) judge(get Lookup) verdict {
	if !d.Where.Match(get) {
		return passedOver
	}
	if i := d.Without.Find(get); i >= 0 {
		return excluded + verdict(i)
	}
	return chosen
}

// exclusion is the index of the exclusion that leaves the fact out.
func (v verdict) exclusion() (int, bool) { return int(v - excluded), v >= excluded }

// filterKeyOf is worked out once the lists in the filters are filled in.
func filterKeyOf(d *Definition) filterKey {
	h := sha256.New()
	d.Where.spell(h)
	for i := range d.Without {
		io.WriteString(h, "without")
		d.Without[i].Where.spell(h)
	}
	return filterKey(h.Sum(nil))
}

// spell writes all that decides what a filter lets pass.
func (f *Filter) spell(to io.Writer) {
	io.WriteString(to, "(")
	for i := range f.Tests {
		f.Tests[i].spell(to)
	}
	for i := range f.Any {
		io.WriteString(to, "or")
		f.Any[i].spell(to)
	}
	io.WriteString(to, ")")
}

func (t *Test) spell(to io.Writer) {
	fmt.Fprintf(to, "%q%t%q", t.Name, t.Not, t.Op)
	if t.Given != nil {
		fmt.Fprintf(to, "given%t", *t.Given)
	}
	if t.Op != "" {
		io.WriteString(to, t.Bound.String())
	}
	for _, v := range t.Is {
		spellValue(to, v)
	}
}

func spellValue(to io.Writer, v fact.Value) {
	_, number := v.Number()
	fmt.Fprintf(to, "[%t%t%q]", number, v.IsText(), v.String())
}
