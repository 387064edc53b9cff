package yamlfile

import (
	"github.com/goccy/go-yaml/lexer"

	"laurel/internal/problem"
)

// Parse reads a file as a tree. Every mistake of syntax is noted in m; what
// could be read around it is returned, with the damage marked. The result is nil
// only when there is nothing to return.
func Parse(file string, text []byte, m *problem.Mistakes) *Node {
	src := open(file, text, m)
	if src == nil {
		return nil
	}
	for range src.rounds() {
		r := &reader{source: src, tokens: src.tokenize(lexer.Tokenize), anchors: map[string]*Node{}}
		root := r.file()
		if !r.again {
			carry(&r.found, m)
			return root
		}
		carry(&r.fatal, m)
	}
	tooMany(file, m)
	return nil
}

func tooMany(file string, m *problem.Mistakes) {
	m.Add(problem.Place{File: file}, "The file has more mistakes than these; mend these first.")
}

func carry(from, to *problem.Mistakes) {
	for _, mistake := range from.List() {
		to.AddWithHint(mistake.Place, mistake.Hint, "%s", mistake.Message)
	}
}

// reader turns tokens into nodes. The library's own parser is not used because it
// stops at the first mistake, and because twenty thousand keys in one map take it
// seconds: its time grows with the square of their number.
type reader struct {
	*source
	tokens  []token
	at      int
	depth   int
	column  int              // of the map or list that is being read
	flowing *flow            // the brackets that are being read
	anchors map[string]*Node // nil while the anchored value is being read
	aliased int              // values that aliases stand for, all told
	tabbed  int              // the last line known to be indented with tabs
	noted   int              // mistakes found

	found problem.Mistakes
	fatal problem.Mistakes // what garbles the rest, so that the file must be read again
	again bool             // whether it must
	over  bool             // whether this reading is over
}

// peek is the next token. When the file or the document ends it stands at
// column 0, so that everything open ends there too.
func (r *reader) peek() token {
	if t := r.peekAt(r.at); t.style == fault {
		r.broken(t)
	}
	return r.peekAt(r.at)
}

func (r *reader) peekAt(i int) token {
	if r.over || i >= len(r.tokens) {
		at := len(r.runes)
		return token{style: end, start: at, end: at, line: len(r.lines) + 1, first: true}
	}
	t := r.tokens[i]
	if t.style == document {
		t.column = 0
	}
	return t
}

func (r *reader) next() token {
	t := r.peek()
	r.at++
	return t
}

// file reads the only document of the file.
func (r *reader) file() *Node {
	r.directives()
	if t := r.peek(); t.style == document && t.text == "---" {
		r.at++
	}
	if t := r.peek(); !r.over && (t.style == end || t.style == document) {
		if len(r.patches) == 0 {
			r.note(0, "", "The file is empty.")
		}
		return nil
	}
	root := r.block(scope{})
	for t := r.peek(); t.style != end && t.style != document; t = r.peek() {
		r.leftover(root)
	}
	r.lastDocument()
	if r.over {
		return nil
	}
	return root
}

// lastDocument refuses what follows the end of the first document.
func (r *reader) lastDocument() {
	first, last := r.peek(), r.peek()
	for t := first; t.style == document; t = r.peek() {
		last = t
		r.at++
	}
	if r.peek().style != end || last.style == document && last.text == "---" {
		r.note(first.start, "Divide it into several files.",
			"Here a second document begins, but a file holds only one.")
	}
}

// directives reads the lines with % at the top.
func (r *reader) directives() {
	for r.peek().style == percent {
		t := r.next()
		for r.peek().line == t.line {
			r.at++
		}
		if line := r.restOfLine(t.start); line != "%YAML 1.2" {
			r.note(t.start, "Leave the line out.", "The directive %s is not known; only %s is.", quote(line), quote("%YAML 1.2"))
		}
	}
}

// note notes a mistake. When there are too many the reading is over.
func (r *reader) note(at int, hint, format string, args ...any) {
	r.found.AddWithHint(r.place(at), hint, format, args...)
	if r.noted++; r.noted == mostMistakes {
		r.over = true
		tooMany(r.name, &r.found)
	}
}

// stop notes a mistake and ends the reading for good.
func (r *reader) stop(at int, hint, format string, args ...any) {
	if !r.over {
		r.note(at, hint, format, args...)
	}
	r.over = true
}

// retry notes a mistake that garbles what follows, and has the file read again
// without the stretch.
func (r *reader) retry(at int, p patch, hint, format string, args ...any) {
	r.over, r.again = true, r.conceal(p)
	list := &r.found
	if r.again {
		list = &r.fatal
	}
	list.AddWithHint(r.place(at), hint, format, args...)
}
