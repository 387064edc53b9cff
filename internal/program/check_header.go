package program

import (
	"maps"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/problem"
)

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
