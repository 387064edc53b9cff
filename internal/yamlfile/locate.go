package yamlfile

import (
	"fmt"
	"strings"
	"unicode/utf8"

	yamltoken "github.com/goccy/go-yaml/token"
)

// tokenize cuts the source into tokens. The library says what the pieces are.
// Where they are is found here, because the places it gives are wrong behind
// tabs and in texts of several lines. When the lexer gives up or leaves
// something out, the last token is a fault.
func (s *source) tokenize(lex func(string) yamltoken.Tokens) (tokens []token) {
	l := &locator{source: s}
	defer func() {
		if r := recover(); r != nil {
			l.fault(fmt.Sprint(r))
			tokens = l.tokens
		}
	}()
	for _, tk := range lex(string(s.legible)) {
		if !l.take(tk) {
			l.fault(tk.Error)
			return l.tokens
		}
	}
	if l.skipBlank(); l.at < len(l.legible) {
		l.fault("")
	}
	return l.tokens
}

// locator walks over the source, token by token.
type locator struct {
	*source
	at     int
	tokens []token
	opened bool // whether the last token is | or > and its text is still to come
}

// take finds the library's next token in the source; false when it is not there.
func (l *locator) take(tk *yamltoken.Token) bool {
	style := styles[tk.Type]
	switch {
	case tk.Type == yamltoken.CommentType:
		return l.comment()
	case l.opened && tk.Type == yamltoken.StringType:
		l.opened = false
		return l.complete(tk.Value)
	case style == plain && l.names():
		return l.complete(tk.Value)
	}
	l.skipBlank()
	t := token{style: style, text: tk.Value, start: l.at}
	for t.style == plain && (t.text == "-" || strings.HasPrefix(t.text, "- ")) {
		if t = l.dash(t); t.text == "" {
			return true
		}
	}
	if style == fault || style == plain && t.text == "" || !l.pass(t) {
		l.at = t.start
		return false
	}
	l.opened = style == block
	if l.opened || style == anchor || style == alias {
		t.text = ""
	}
	l.add(t)
	return true
}

// dash takes the dash off a plain scalar, which the lexer leaves there behind an
// empty block text.
func (l *locator) dash(t token) token {
	l.at++
	l.add(token{style: dash, start: t.start})
	l.skipBlank()
	return token{style: plain, text: strings.TrimLeft(t.text[1:], " "), start: l.at}
}

// names reports whether the next token is the name of an anchor or alias.
func (l *locator) names() bool {
	if len(l.tokens) == 0 {
		return false
	}
	last := l.tokens[len(l.tokens)-1]
	return (last.style == anchor || last.style == alias) && last.text == "" && last.end == l.at && !isBlank(l.legible[l.at])
}

// complete adds what was found to the last token.
func (l *locator) complete(text string) bool {
	last, from := &l.tokens[len(l.tokens)-1], l.at
	if !l.match(text) || last.style != block && l.at-from != utf8.RuneCountInString(text) {
		l.at = from
		return false
	}
	last.text = text
	l.finish(last)
	return true
}

// pass moves behind a token that starts here; false when another text stands here.
func (l *locator) pass(t token) bool {
	switch t.style {
	case single, double:
		return l.quoted()
	case anchor:
		return l.match("&")
	case alias:
		return l.match("*")
	case document:
		return l.match("---") || l.match("...")
	default:
		return l.match(t.text)
	}
}

// match moves behind a text, whatever blanks are in it or between its lines.
func (l *locator) match(text string) bool {
	from := l.at
	for _, r := range text {
		if isBlank(r) {
			continue
		}
		if l.skipBlank(); l.at == len(l.legible) || l.legible[l.at] != r {
			l.at = from
			return false
		}
		l.at++
	}
	return true
}

// quoted moves behind a text in quotes.
func (l *locator) quoted() bool {
	quote, closed := l.legible[l.at], false
	for l.at++; l.at < len(l.legible) && !closed; l.at++ {
		switch r := l.legible[l.at]; {
		case r == '\\' && quote == '"':
			if escapeLength(l.legible[l.at:]) == 0 {
				return false
			}
			l.at++
		case r == quote && quote == '\'' && l.at+1 < len(l.legible) && l.legible[l.at+1] == quote:
			l.at++
		default:
			closed = r == quote
		}
	}
	return closed
}

func (l *locator) comment() bool {
	from := l.at
	if l.skipBlank(); l.at == len(l.legible) || l.legible[l.at] != '#' || l.at == from && from > 0 && l.legible[from-1] != '\n' {
		return false
	}
	for l.at < len(l.legible) && l.legible[l.at] != '\n' {
		l.at++
	}
	return true
}

func (l *locator) skipBlank() {
	for l.at < len(l.legible) && isBlank(l.legible[l.at]) {
		l.at++
	}
}

// fault ends the tokens with what the lexer says is wrong here. What is wrong with
// a text below | or > stands there.
func (l *locator) fault(message string) {
	l.skipBlank()
	start := min(l.at, len(l.runes)-1)
	below := strings.Contains(message, "multi-line content") || strings.Contains(message, "number of indent")
	if last := len(l.tokens) - 1; below && last >= 0 && l.tokens[last].style == block {
		start, l.tokens = l.tokens[last].start, l.tokens[:last]
	}
	l.add(token{style: fault, text: message, start: start})
}

func (l *locator) add(t token) {
	at := l.place(t.start)
	t.line, t.column = at.Line, at.Column
	t.first = len(l.tokens) == 0 || l.tokens[len(l.tokens)-1].lastLine < t.line
	l.finish(&t)
	l.tokens = append(l.tokens, t)
	l.join()
}

// finish notes where a token ends.
func (l *locator) finish(t *token) {
	t.end = max(l.at, t.start)
	t.lastLine = l.line(max(t.start, t.end-1))
	t.tight = t.end < len(l.runes) && !isBlank(l.runes[t.end]) && !strings.ContainsRune(",[]{}", l.runes[t.end])
	if t.style == plain {
		t.text = folded(l.written(t.start, t.end))
	}
}

// join makes one plain scalar of a:b in a flow map, which the lexer takes for a
// key and its value although YAML wants a blank behind the colon.
func (l *locator) join() {
	n := len(l.tokens)
	if n < 3 {
		return
	}
	key, mark, rest := l.tokens[n-3], l.tokens[n-2], l.tokens[n-1]
	if key.style != plain || mark.style != colon || rest.style != plain || key.end != mark.start || mark.end != rest.start {
		return
	}
	key.text, key.end, key.lastLine, key.tight = key.text+":"+rest.text, rest.end, rest.lastLine, rest.tight
	l.tokens = append(l.tokens[:n-3], key)
}
