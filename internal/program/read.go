package program

import (
	"slices"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Read reads a program file. Everything wrong with it is reported at once, each
// mistake with its place, what is wrong and what would be right; then there is
// no program. A program that was read can be evaluated without fail.
func Read(file string, text []byte) (*Program, error) {
	m := &problem.Mistakes{}
	p := &Program{Text: slices.Clone(text)}
	root := yamlfile.Parse(file, text, m)
	yamlfile.Decode(root, p, m)
	c := newChecker(p, root, m)
	c.bind()
	c.check()
	c.tell(m)
	if err := m.Err("The program file %s cannot be used as it is.", file); err != nil {
		return nil, err
	}
	p.prepare()
	return p, nil
}
