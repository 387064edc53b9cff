package program

import (
	"slices"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// places finds the place of a key by the place of the map that it stands in, so
// that a mistake found late can still name the character.
type places map[problem.Place]*yamlfile.Node

func placesIn(root *yamlfile.Node) places {
	p := places{}
	p.collect(root, map[*yamlfile.Node]bool{})
	return p
}

// collect visits every value once, however many aliases lead to it.
func (p places) collect(n *yamlfile.Node, seen map[*yamlfile.Node]bool) {
	if n == nil || seen[n] {
		return
	}
	seen[n] = true
	if n.Kind() == yamlfile.Map {
		p[n.Place()] = n
	}
	for _, e := range n.Entries() {
		p.collect(e.Value, seen)
	}
	for _, item := range n.Items() {
		p.collect(item, seen)
	}
}

// of is where the value of a key begins, of the map that begins at a place; the
// map's own place when it has no such key.
func (p places) of(within problem.Place, key string) problem.Place {
	if v := p[within].Get(key); v != nil && v.Place() != (problem.Place{}) {
		return v.Place()
	}
	return within
}

// item is where an entry of the list under a key begins.
func (p places) item(within problem.Place, key string, i int) problem.Place {
	v := p[within].Get(key)
	if items := v.Items(); i < len(items) {
		return items[i].Place()
	}
	return within // never, as long as every list stands where its map says
}

// doubts are the sections of a file in which something could not be read: what
// is missing from them proves nothing. A section is a key of the file, or a row
// of one of its tables.
type doubts struct {
	starts []problem.Place // in the order of the file
	marked map[problem.Place]bool
}

func doubtsOf(root *yamlfile.Node, found []problem.Mistake) doubts {
	d := doubts{marked: map[problem.Place]bool{}}
	for _, e := range root.Entries() {
		d.starts = append(d.starts, e.KeyPlace)
		for _, row := range e.Value.Entries() {
			d.starts = append(d.starts, row.KeyPlace)
		}
	}
	slices.SortFunc(d.starts, comparePlaces)
	for _, mistake := range found {
		i, exact := slices.BinarySearchFunc(d.starts, mistake.Place, comparePlaces)
		if !exact {
			i--
		}
		if i >= 0 {
			d.marked[d.starts[i]] = true
		}
	}
	return d
}

// about reports whether something in the section that begins at a key could not
// be read.
func (d doubts) about(key problem.Place) bool { return d.marked[key] }

func comparePlaces(a, b problem.Place) int {
	if a.Line != b.Line {
		return a.Line - b.Line
	}
	return a.Column - b.Column
}
