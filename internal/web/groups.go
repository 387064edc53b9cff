package web

import (
	"slices"
	"strings"
)

// A program's form may ask for a list of groups: several speakers, each with a name
// and an e-mail address. A page has the fields of as many as are filled in, and a
// button that sends what was typed and comes back with one more. A group that is
// left empty is left out.

// addGroup is before the list of which one more group is asked for.
const addGroup = "add:"

// adds is the list of which one more group is asked for; empty for none.
func (c *call) adds() string {
	list, _ := strings.CutPrefix(c.value("do"), addGroup)
	if !slices.Contains(c.lists(), list) {
		return ""
	}
	return list
}

// lists are the lists of groups of the page's form.
func (c *call) lists() []string {
	var out []string
	for _, f := range c.asked {
		if f.list != "" && !slices.Contains(out, f.list) {
			out = append(out, f.list)
		}
	}
	return out
}

// inGroup are the fields of a group.
func (c *call) inGroup(list string, item int) []field {
	return slices.DeleteFunc(slices.Clone(c.asked), func(f field) bool { return f.list != list || f.item != item })
}

// mostOf is how many groups a list may have.
func (c *call) mostOf(list string) int {
	most := 0
	for _, f := range c.asked {
		if f.list == list {
			most = max(most, f.item+1)
		}
	}
	return most
}

// isFilled reports whether something stands in a group.
func (c *call) isFilled(list string, item int) bool {
	return slices.ContainsFunc(c.inGroup(list, item), func(f field) bool {
		return slices.ContainsFunc(c.holds(f.name), func(text string) bool { return strings.TrimSpace(text) != "" })
	})
}

// shownOf is how many groups of a list the page shows.
func (c *call) shownOf(list string) int {
	shown := 0
	for n := range c.mostOf(list) {
		if c.isFilled(list, n) {
			shown = n + 1
		}
	}
	if c.adds() == list {
		shown++
	}
	return min(max(shown, 1), c.mostOf(list))
}

// closeUp moves groups to where one before them was left empty.
func (c *call) closeUp() {
	for _, list := range c.lists() {
		next := 0
		for n := range c.mostOf(list) {
			if !c.isFilled(list, n) {
				continue
			}
			from, to := c.inGroup(list, n), c.inGroup(list, next)
			for i := range from {
				if values, sent := c.form[from[i].name]; sent && n != next {
					c.form[to[i].name] = values
					delete(c.form, from[i].name)
				}
			}
			next++
		}
	}
}
