package scenario

import (
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/problem"
)

// parser reads the lines of a story. It knows no program yet: whether a name
// exists is asked later, when the program is read.
type parser struct {
	story    *story
	mistakes *problem.Mistakes
	block    func(*reader) // reads the indented lines below the last heading; nil when it has none
	undoings []undoing
	facts    int // how many were told so far
}

// parse reads a story, noting everything wrong with its lines.
func parse(file string, text []byte, m *problem.Mistakes) *story {
	p := &parser{story: &story{file: file}, mistakes: m}
	for _, l := range readLines(file, text, m) {
		r := newReader(file, l, m)
		if l.indented {
			p.indented(r)
		} else {
			p.heading(r)
		}
	}
	p.undo()
	p.complain()
	return p.story
}

// indented reads a line of the block above it.
func (p *parser) indented(r *reader) {
	if p.block == nil {
		r.fail(r.peek(), "Do not indent it, or put a line such as partner Contoso or at 2024-03-06 above it.",
			"The line is indented but belongs to nothing.")
		return
	}
	p.block(r)
}

// heading reads a line that is not indented.
func (p *parser) heading(r *reader) {
	h := &headline{reader: r, parser: p, at: r.take()}
	if second := r.peek(); ofPartner(second.text) && r.more() && !slices.Contains(headingWords(), h.at.text) {
		h.whose, h.at = h.at, r.take()
	}
	p.block = nil
	for _, each := range headings() {
		if h.at.is(each.word) {
			each.read(h)
			if h.done(); !h.failed {
				h.keep()
			}
			return
		}
	}
	p.block = func(*reader) {} // do not complain about every line below
	h.fail(h.at, h.hint(), "`%s` cannot begin a line that is not indented.", shorten(h.at.text))
}

// ofPartner reports whether a heading may have a partner's name in front.
func ofPartner(word string) bool { return word == "at" || word == "restated" || word == "cases" }

// hint is what may have been meant by a line that is not indented.
func (h *headline) hint() string {
	looksTold := slices.ContainsFunc(h.words[1:], func(w word) bool { return isDate(w.text) })
	if looksTold || slices.Contains(tellerWords(), h.at.text) || slices.Contains(wantWords(), h.at.text) {
		return "Indent it below the partner or the moment that it belongs to."
	}
	return suggestion(h.at.text, headingWords())
}

// told reads a line of a partner's block. What is more than a story may have is
// not kept.
func (p *parser) told(who *partner, r *reader) {
	before, full := len(who.told), p.facts > mostFacts
	who.tell(r)
	for _, t := range who.told[before:] {
		p.facts += t.count()
	}
	if p.facts > mostFacts {
		who.told = who.told[:before]
		if !full {
			r.fail(r.words[0], "Divide it into several stories.", "The story has more than %d facts.", mostFacts)
		}
	}
}

// undo hands each unmerge line to the merge that it undoes: the newest of that
// partner.
func (p *parser) undo() {
	for _, u := range p.undoings {
		i := slices.IndexFunc(p.story.merges, func(m *merge) bool { return m.gone.text == u.gone.text })
		if i < 0 {
			p.mistakes.AddWithHint(problem.Place{File: p.story.file, Line: u.gone.line, Column: u.gone.column},
				"Add a line such as merge "+u.gone.text+" into Contoso on 2023-06-01.", "%q was never merged into another partner.", u.gone.text)
			continue
		}
		p.story.merges[i].undone = append(p.story.merges[i].undone, u)
	}
}

// complain notes what a story cannot do without, and what is too much.
func (p *parser) complain() {
	s, whole := p.story, problem.Place{File: p.story.file, Line: 1, Column: 1}
	moments := len(s.scenes) + len(s.restated) + len(s.issues)*max(1, len(s.partners))
	for _, t := range s.tables {
		moments += len(t.rows)
	}
	switch {
	case !p.mistakes.Empty():
	case len(s.releases) == 0:
		p.mistakes.AddWithHint(whole, "Add a line such as program program.yaml.", "The story does not say which program it is about.")
	case len(s.partners) == 0:
		p.mistakes.AddWithHint(whole, "Add a line such as partner Contoso, and below it what happened.", "The story is about no partner.")
	case len(s.scenes)+len(s.restated)+len(s.tables) == 0:
		p.mistakes.AddWithHint(whole, "Add a line such as at 2024-03-06, and below it what must be true then.", "The story expects nothing.")
	case s.empty() != nil:
		p.mistakes.AddWithHint(s.place(*s.empty()), "Write what must be true below it, indented.", "Nothing is said about this moment.")
	case moments > mostMoments:
		p.mistakes.AddWithHint(whole, "Divide it into several stories.", "The story looks at %d moments; at most %d are worked out.", moments, mostMoments)
	}
}

// empty finds the first block that expects nothing.
func (s *story) empty() *word {
	for _, each := range s.scenes {
		if len(each.expected) == 0 {
			return &each.at
		}
	}
	for _, each := range s.restated {
		if len(each.expected) == 0 && each.nothing == nil {
			return &each.at
		}
	}
	for _, each := range s.tables {
		if len(each.rows) == 0 {
			return &each.at
		}
	}
	return nil
}

// atKnown takes the days of a moment: at DATE [, known DATE].
func (r *reader) atKnown() (at, known calendar.Day) {
	at = r.lookedAt("The day asked about")
	known = at
	if r.accept("known") {
		known = r.lookedAt("The day of what is known")
	}
	return at, known
}
