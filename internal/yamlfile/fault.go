package yamlfile

import "strings"

// textBelow is what is wrong with > 5, where a text begins with > or |.
const textBelow = "%s begins with %s, which announces a text on the lines below."

// broken notes where the lexer gave up, in our words, and has the file read
// again without the stretch.
func (r *reader) broken(t token) {
	if f := r.flowing; f != nil && t.first && t.column <= f.in.column {
		f.unclosed()
		return
	}
	char := patch{t.start, t.start + 1, 'x'}
	first := quote(r.written(t.start, t.start+1))
	switch said := t.text; {
	case strings.Contains(said, "tab character"), strings.Contains(said, `'\t'`), strings.Contains(said, "'\t'"):
		r.tab(t)
	case strings.Contains(said, "end character"), strings.Contains(said, "document separator"):
		r.unclosedQuote(t)
	case r.legible[t.start] == '"':
		r.badEscape(t)
	case strings.Contains(said, "reserved"):
		r.retry(t.start, char, "Put it in quotes.", "A text cannot begin with %s.", first)
	case r.legible[t.start] == '#':
		if r.flowing == nil {
			char = patch{t.start, t.start + len([]rune(r.restOfLine(t.start))), ' '}
		}
		r.retry(t.start, char, "Write a space before it, or put the text in quotes.", "%s follows without a space, so it is no comment.", first)
	case strings.Contains(said, "header option"):
		r.retry(t.start, r.extent(t), "If it is one text, put it in quotes.",
			textBelow, quote(r.restOfLine(t.start)), first)
	case strings.Contains(said, "multi-line content"):
		r.retry(t.start, r.extent(t), `Write "" for an empty text.`, "No text stands on the lines below %s.", quote(r.restOfLine(t.start)))
	case strings.Contains(said, "indent"):
		r.retry(t.start, r.extent(t), "Begin each line in the same column, deeper than the key.", "The lines of this text are not indented alike.")
	default:
		r.retry(t.start, r.extent(t), "If it is a text, put it in quotes.", "%s cannot be read.", quote(r.restOfLine(t.start)))
	}
}

// extent is the stretch that a fault garbles: the rest of its entry.
func (r *reader) extent(t token) patch {
	start, column := t.start, r.column
	switch {
	case r.flowing != nil:
		outer := r.flowing.outermost()
		start, column = outer.opener.start, outer.in.column
	case t.first:
		column = t.column
	}
	return patch{start, r.blockEnd(max(start, t.start), column), ' '}
}

func (r *reader) unclosedQuote(t token) {
	mark := r.written(t.start, t.start+1)
	r.retry(t.start, r.extent(t), "Write "+mark+" at the end of the text.", "The quote that opens here is never closed.")
}

// badEscape notes a backslash that means nothing.
func (r *reader) badEscape(t token) {
	for i := t.start + 1; i < len(r.legible); i++ {
		if r.legible[i] != '\\' {
			continue
		}
		if escapeLength(r.legible[i:]) == 0 {
			r.retry(i, patch{i, i + 1, 'x'}, `Write \\ for a backslash, or put the text in single quotes.`,
				"In double quotes %s means nothing.", quote(r.written(i, min(i+2, len(r.runes)))))
			return
		}
		i++
	}
	r.retry(t.start, r.extent(t), "Put the text in single quotes.", "This text in double quotes cannot be read.")
}

// tab notes a tab where the lexer wants spaces. Those that indent lines are
// noted later, by checkTabs.
func (r *reader) tab(t token) {
	if r.untabLines() {
		r.over, r.again = true, true
		return
	}
	at := t.start
	for at > 0 && r.legible[at] != '\t' {
		at--
	}
	r.retry(at, patch{at, at + 1, ' '}, "Write spaces instead.", "A tab cannot stand here.")
}

// closesNothing notes a bracket that was never opened.
func (r *reader) closesNothing(t token) {
	r.retry(t.start, patch{t.start, t.end, 'x'}, "If it is a text, put it in quotes.", "%s closes nothing.", r.quoteToken(t))
}

// unclosed notes brackets that are never closed, or on a line that begins too
// far left.
func (f *flow) unclosed() {
	p, opener := f.extent(f.opener), f.quoteToken(f.opener)
	if end := f.closingEnd(p.end); end > p.end {
		line := f.line(p.end)
		p.end = end
		f.retry(f.opener.start, p, "Indent that line deeper than the key.", "%s opens here, but line %d stands too far left to belong to it.", opener, line)
		return
	}
	f.retry(f.opener.start, p, "Write "+f.closer()+" at its end.", "%s opens here and is never closed.", opener)
}

// closer is the bracket that closes.
func (f *flow) closer() string {
	if f.opener.style == openMap {
		return "}"
	}
	return "]"
}

// closingEnd is the offset behind the line that closes brackets, when only lines
// that end with a comma stand before it; else where it began.
func (s *source) closingEnd(start int) int {
	for at := start; at < len(s.runes); {
		line := s.restOfLine(at)
		at += len([]rune(s.restOfLineAt(at))) + 1
		if strings.Count(line, "}")+strings.Count(line, "]") > strings.Count(line, "{")+strings.Count(line, "[") {
			return min(at, len(s.runes))
		}
		if !strings.HasSuffix(line, ",") {
			break
		}
	}
	return start
}

// mismatch notes that the wrong bracket closes.
func (f *flow) mismatch(t token) {
	f.retry(t.start, f.extent(t), "Write "+f.closer()+" before it.", "%s stands here, but %s in line %d is not closed yet.", f.quoteToken(t), f.quoteToken(f.opener), f.opener.line)
}
