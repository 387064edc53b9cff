package program

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/label"
	"laurel/internal/problem"
)

// part is one schema of a form: what it says about the field it is for, and about
// the fields inside.
type part struct {
	place problem.Place
	doc   any // as JSON has it, with label.Text, *FileRule and *part where those stand; or true or false

	title    label.Text
	option   bool // it is one of several to choose from, so its title is not the field's
	file     *FileRule
	besides  []*part // other schemas for the same field, whether it must fit them or may
	fields   map[string]*part
	patterns []patterned // more fields, by their names
	others   *part       // all other fields
	prefix   []*part     // the first entries of a list
	entries  *part       // all other entries
}

type patterned struct {
	name *regexp.Regexp
	part *part
}

// spot is every part that speaks of one field.
type spot []*part

// spread collects the parts that speak of the field of a part.
func (p *part) spread() spot { return spot{}.with(p) }

func (s spot) with(p *part) spot {
	if p == nil || slices.Contains(s, p) {
		return s
	}
	s = append(s, p)
	for _, each := range p.besides {
		s = s.with(each)
	}
	return s
}

func (s spot) file() *FileRule {
	for _, p := range s {
		if p.file != nil {
			return p.file
		}
	}
	return nil
}

// inner is what is said about a field inside by its name or, in a list, its
// index; false when there is no such field.
func (s spot) inner(step string) (spot, bool) {
	var inside spot
	known, open := false, true
	for _, p := range s {
		found, closed := p.inner(step)
		open = open && !closed
		for _, each := range found {
			known = known || each.doc != false
			inside = inside.with(each)
		}
	}
	return inside, known || open
}

// inner lists the parts for a field inside. A part is closed when it names the
// fields that there are.
func (p *part) inner(step string) (found []*part, closed bool) {
	if named, ok := p.fields[step]; ok {
		found = append(found, named)
	}
	for _, each := range p.patterns {
		if each.name.MatchString(step) {
			found = append(found, each.part)
		}
	}
	if len(found) == 0 && p.others != nil {
		found = append(found, p.others)
	}
	i, err := strconv.Atoi(step)
	switch {
	case err == nil && i >= 0 && i < len(p.prefix):
		found = append(found, p.prefix[i])
	case err == nil && p.entries != nil:
		found = append(found, p.entries)
	}
	return found, len(p.fields)+len(p.patterns) > 0 || p.others != nil
}

// walk visits a value and the values inside, each with its JSON pointer and what
// the form says about it. Fields that the form does not know are left out.
func walk(value any, field string, s spot, visit func(field string, value any, s spot)) {
	visit(field, value, s)
	eachInside(value, func(step string, inside any) {
		if inner, known := s.inner(step); known {
			walk(inside, field+"/"+escaped(step), inner, visit)
		}
	})
}

// eachInside visits the values in a map, by name, or in a list.
func eachInside(value any, visit func(step string, inside any)) {
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			visit(name, value[name])
		}
	case []any:
		for i, inside := range value {
			visit(strconv.Itoa(i), inside)
		}
	}
}

// A step of a JSON pointer (RFC 6901) has no slash.
var (
	escaping   = strings.NewReplacer("~", "~0", "/", "~1")
	unescaping = strings.NewReplacer("~1", "/", "~0", "~")
)

func escaped(step string) string   { return escaping.Replace(step) }
func unescaped(step string) string { return unescaping.Replace(step) }

// PointerStep is the name of a field as a step of a JSON pointer.
func PointerStep(name string) string { return escaped(name) }

// PointerName is the name of the field that a step of a JSON pointer means.
func PointerName(step string) string { return unescaped(step) }
