package program

import (
	"fmt"
	"maps"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// bind resolves every name of the program.
func (c *checker) bind() {
	c.binder.Metrics()
	for i := range c.Ladders {
		c.bindLadder(&c.Ladders[i].Value)
	}
	for i := range c.Benefits {
		c.bindBenefit(&c.Benefits[i].Value, !c.doubts.about(c.Benefits[i].Place))
	}
}

// check looks for what was promised and can never be.
func (c *checker) check() {
	c.header()
	c.rates()
	c.ready()
	c.calendars()
	c.lists()
	for _, row := range c.Metrics {
		c.word(row.Place, "metric", row.Name)
	}
	for i := range c.Metrics {
		c.tiersCounted(i)
	}
	c.ladders()
	c.benefits()
	c.caps()
	c.transition()
	c.circles()
}

func (c *checker) header() {
	p := c.Program
	if p.ID != "" && !programPattern.MatchString(p.ID) || len(p.ID) > longestName {
		c.wrong(c.at(p.Place, "program"), "Write "+asWord(p.ID, "-")+".", "%q cannot be the name of a program: it is made of lower-case words with hyphens.", p.ID)
	}
	if p.Version != "" && !versionPattern.MatchString(p.Version) || len(p.Version) > longestName {
		c.wrong(c.at(p.Place, "version"), "Use letters, digits, points, hyphens and underscores, like 2023-08.", "%q cannot be the name of a version.", p.Version)
	}
	if p.Currency != "" {
		c.currency(c.at(p.Place, "currency"), p.Currency)
	}
	c.zone()
}

// currency checks a code.
func (c *checker) currency(at problem.Place, code string) {
	if _, err := money.ParseCurrency(code); err != nil {
		p := problem.Of(err)
		c.wrong(at, p.Hint, "%s", p.Message)
	}
}

func (c *checker) zone() {
	if c.ZoneName == "" {
		return
	}
	zone, err := calendar.Zone(c.ZoneName)
	if err != nil {
		p := problem.Of(err)
		c.wrong(c.at(c.Place, "zone"), p.Hint, "%s", p.Message)
		return
	}
	c.Zone = zone
}

// mostPlaces bounds the decimals of a converted amount.
const mostPlaces = 18

func (c *checker) rates() {
	r := c.Rates
	if r == nil {
		return
	}
	switch {
	case r.Source == "" && r.Units == nil && !c.partly("rates"):
		c.wrong(r.Place, "Write source: ecb, or units: with a table.", "The rates do not say where they come from.")
	case r.Source != "" && r.Units != nil:
		c.wrong(c.at(r.Place, "units"), "Use one of them.", "The rates come either from a source or from units in this file.")
	case r.Units != nil && r.At != "":
		c.wrong(c.at(r.Place, "at"), "Leave it out.", "Units in this file are the same on every day, so `at` means nothing.")
	}
	if r.Places != nil && (*r.Places < 0 || *r.Places > mostPlaces) {
		c.wrong(c.at(r.Place, "places"), "Write a number from 0 to 18; 8 when left out.", "An amount cannot have %d decimals.", *r.Places)
	}
	for _, code := range slices.Sorted(maps.Keys(r.Units)) {
		c.unit(code)
	}
}

func (c *checker) unit(code string) {
	at := c.at(c.at(c.Rates.Place, "units"), code)
	c.currency(at, code)
	if code == c.Currency {
		c.wrong(at, "Leave it out: it is 1.", "%s is the currency of the program.", code)
	}
	if units := c.Rates.Units[code]; units.Sign() <= 0 {
		c.wrong(at, "Write how many units are worth one "+c.Currency+".", "%s %s cannot be worth anything.", units, code)
	}
}

func (c *checker) ready() {
	if c.Ready != nil && c.Ready.Sources != nil && len(c.Ready.Sources) == 0 {
		c.wrong(c.at(c.Ready.Place, "sources"), "Name the feeds to wait for, or leave ready: out.", "No source is named.")
	}
}

func (c *checker) lists() {
	for _, row := range c.Lists {
		c.word(row.Place, "list", row.Name)
		if len(row.Value) == 0 && !c.doubts.about(row.Place) {
			c.wrong(row.Place, "Write values in it, or leave it out.", "The list %q is empty: nothing can be in it.", row.Name)
		}
		for _, i := range twice(row.Value) {
			c.wrong(c.places.item(c.at(c.Place, "lists"), row.Name, i), "Write it once.", "%q stands in the list %q twice.", row.Value[i], row.Name)
		}
	}
}

// tiersCounted refuses to count the keys of a ladder that has none.
func (c *checker) tiersCounted(i int) {
	rule := c.Metrics[i].Value.Tiers
	if rule == nil {
		return
	}
	if l, ok := c.Ladder(rule.Ladder); ok && l.For.IsZero() {
		c.wrong(c.at(rule.Place, "ladder"), fmt.Sprintf("Ask for it in a condition: holds %s.%s.", rule.Ladder, rule.AtLeast),
			"The tiers of %q are held by the partner itself, so there is nothing to count.", rule.Ladder)
	}
}

// named reports a name that is not among those known.
func (c *checker) named(at problem.Place, what, name string, known []string) bool {
	if slices.Contains(known, name) {
		return true
	}
	hint := "There is no " + what + " yet."
	if near := yamlfile.Suggest(name, known); near != "" {
		hint = "Did you mean " + near + "?"
	} else if len(known) > 0 {
		hint = "There are: " + yamlfile.Listed(known, "and") + "."
	}
	c.wrong(at, hint, "%q is not a %s.", name, what)
	return false
}

func (c *checker) caps() {
	for i := range c.Caps {
		c.word(c.Caps[i].Place, "cap", c.Caps[i].Name)
		if !c.doubts.about(c.Caps[i].Place) {
			c.cap(c.Caps[i].Name, &c.Caps[i].Value)
		}
	}
}

func (c *checker) cap(name string, k *Cap) {
	if len(k.Benefits) == 0 {
		c.wrong(c.at(k.Place, "benefits"), "Name the benefits that it bounds.", "The cap %q bounds no benefit.", name)
	}
	for i, benefit := range k.Benefits {
		at := c.places.item(k.Place, "benefits", i)
		if !c.named(at, "benefit", benefit, c.binder.Names.Benefits) {
			continue
		}
		b, _ := c.Benefit(benefit)
		switch currency := b.Amount.currency(); {
		case b.Amount == nil && !c.doubts.about(c.rowOf(benefit)):
			c.wrong(at, "Give the benefit an amount:, or leave it out of the cap.", "The benefit %q has no amount that a cap could bound.", benefit)
		case currency != "" && k.Amount != nil && currency != k.Amount.Currency:
			c.wrong(at, "Write the cap and its benefits in one currency.", "The cap %q is in %s, but the benefit %q is in %s.", name, k.Amount.Currency, benefit, currency)
		}
	}
	for _, i := range twice(k.Benefits) {
		c.wrong(c.places.item(k.Place, "benefits", i), "Write it once.", "%q stands in the cap %q twice.", k.Benefits[i], name)
	}
}

// rowOf is where the key of a benefit that exists stands.
func (c *checker) rowOf(benefit string) problem.Place {
	return c.Benefits[slices.IndexFunc(c.Benefits, func(row yamlfile.Row[Benefit]) bool { return row.Name == benefit })].Place
}

func (c *checker) transition() {
	t := c.Transition
	if t == nil {
		return
	}
	for i := range t.Tiers {
		row := &t.Tiers[i]
		if !c.named(row.Place, "ladder", row.Name, slices.Sorted(maps.Keys(c.binder.Names.Ladders))) {
			continue
		}
		for _, old := range row.Value {
			c.named(c.at(c.at(c.at(t.Place, "tiers"), row.Name), old.Name), "tier of "+row.Name, old.Value, c.binder.Names.Ladders[row.Name])
		}
	}
}
