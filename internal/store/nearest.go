package store

import (
	"cmp"
	"slices"
	"strings"
)

// nearest keeps the three names that are the least different from a word.
type nearest struct{ names []near }

type near struct {
	name     string
	distance int
}

const nearestKept = 3

func (n *nearest) offer(name string, distance int) {
	if slices.ContainsFunc(n.names, func(o near) bool { return o.name == name }) {
		return
	}
	n.names = append(n.names, near{name: name, distance: distance})
	slices.SortStableFunc(n.names, func(a, b near) int { return cmp.Compare(a.distance, b.distance) })
	n.names = n.names[:min(len(n.names), nearestKept)]
}

// within is the names that differ in at most a third of the letters of a word.
func (n *nearest) within(letters int) []string {
	var names []string
	for _, o := range n.names {
		if o.distance <= max(1, letters/3) {
			names = append(names, o.name)
		}
	}
	return names
}

// distance is how many letters must be changed, added or left out to make the
// word out of the name, or out of one of its words, which is one further away.
func distance(word, name string) int {
	best := edits([]rune(word), []rune(name))
	for part := range strings.FieldsSeq(name) {
		best = min(best, edits([]rune(word), []rune(part))+1)
	}
	return best
}

func edits(a, b []rune) int {
	line := make([]int, len(b)+1)
	for j := range line {
		line[j] = j
	}
	for i := range a {
		above := line[0]
		line[0] = i + 1
		for j := range b {
			changed := above
			if a[i] != b[j] {
				changed++
			}
			above = line[j+1]
			line[j+1] = min(changed, above+1, line[j]+1)
		}
	}
	return line[len(b)]
}
