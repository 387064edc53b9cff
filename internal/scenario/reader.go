package scenario

import (
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// reader takes the words of one line in turn. It notes the first mistake of its
// line only: what follows a word that was not understood says little.
type reader struct {
	file     string
	words    []word
	pos      int  // of the next word
	end      word // stands behind the last word
	mistakes *problem.Mistakes
	failed   bool
}

func newReader(file string, l line, m *problem.Mistakes) *reader {
	return &reader{file: file, words: l.words, end: word{line: l.number, column: l.end}, mistakes: m}
}

func (r *reader) place(w word) problem.Place {
	return problem.Place{File: r.file, Line: w.line, Column: w.column}
}

// fail notes a mistake at a word, unless the line has one already.
func (r *reader) fail(at word, hint, format string, args ...any) {
	if !r.failed {
		r.mistakes.AddWithHint(r.place(at), hint, format, args...)
	}
	r.failed = true
}

// failWith notes a problem that another room found in a word.
func (r *reader) failWith(at word, err error) {
	p := problem.Of(err)
	r.fail(at, p.Hint, "%s", p.Message)
}

// more reports whether words are left to be read.
func (r *reader) more() bool { return !r.failed && r.pos < len(r.words) }

// peek is the next word; behind the last one an empty word at the line's end.
func (r *reader) peek() word {
	if r.pos < len(r.words) {
		return r.words[r.pos]
	}
	return r.end
}

func (r *reader) take() word {
	w := r.peek()
	r.pos++
	return w
}

// accept takes the next word if it is this one.
func (r *reader) accept(text string) bool {
	if r.more() && r.peek().is(text) {
		r.pos++
		return true
	}
	return false
}

// expect takes a word that must stand here.
func (r *reader) expect(text, example string) {
	if w := r.peek(); !r.accept(text) {
		r.fail(w, "Write it like "+example+".", "The word `%s` is expected here%s.", text, insteadOf(w))
	}
}

// insteadOf says what stands where something else is expected.
func insteadOf(w word) string {
	if w.text == "" {
		return ", but the line ends"
	}
	return ", but this is `" + shorten(w.text) + "`"
}

// done complains about words that are left over.
func (r *reader) done() {
	if r.more() {
		w := r.peek()
		r.fail(w, "Leave it out, or write it on a line of its own.", "The line should end before `%s`.", shorten(w.text))
	}
}

// a takes any word; what says what it is for.
func (r *reader) a(what string) word {
	w := r.take()
	if w.text == "" && !w.quoted {
		r.fail(w, "", "%s is missing here.", what)
	}
	return w
}

// oneOf takes one of several words.
func (r *reader) oneOf(what string, words []string) string {
	w := r.a(strings.ToUpper(what[:1]) + what[1:])
	for _, each := range words {
		if w.text == each {
			return each
		}
	}
	r.fail(w, suggestion(w.text, words), "`%s` is not %s.", shorten(w.text), what)
	return ""
}

// suggestion is the word that was probably meant, or all that there are.
func suggestion(wrong string, known []string) string {
	if near := yamlfile.Suggest(wrong, known); near != "" {
		return "Did you mean `" + near + "`?"
	}
	switch {
	case len(known) == 1:
		return "There is only " + known[0] + "."
	case len(known) == 0 || len(known) > mostSuggested:
		return ""
	default:
		return "There are " + yamlfile.Listed(known, "and") + "."
	}
}

const mostSuggested = 30

func (r *reader) day(what string) calendar.Day {
	w := r.a(what)
	day, err := calendar.ParseDay(w.text)
	if err != nil {
		r.failWith(w, err)
	}
	return day
}

// neverLooked is the first day that no story looks at: every period up to a day
// costs time.
var neverLooked = calendar.Date(2500, 1, 1)

// lookedAt takes a day that a story looks at.
func (r *reader) lookedAt(what string) calendar.Day {
	w := r.peek()
	day := r.day(what)
	if day >= neverLooked {
		r.fail(w, "Write an earlier day.", "A story looks at days before %s.", neverLooked)
	}
	return day
}

// moment takes a date, or a time with its zone.
func (r *reader) moment(what string) calendar.Moment {
	w := r.a(what)
	m, err := calendar.ParseMoment(w.text)
	if err != nil {
		r.failWith(w, err)
	}
	return m
}

// atNumber reports whether a number comes next.
func (r *reader) atNumber() bool { return r.more() && startsNumber(r.peek().text) }

func startsNumber(text string) bool {
	text = strings.TrimPrefix(strings.TrimPrefix(text, "-"), "+")
	return text != "" && text[0] >= '0' && text[0] <= '9'
}

// figure is a number, or an amount when a currency follows.
type figure struct {
	number   number.Number
	currency string
}

// String writes the figure exactly.
func (f figure) String() string {
	return strings.TrimSpace(f.number.String() + " " + f.currency)
}

func (f figure) amount() money.Amount { return money.New(f.number, f.currency) }

// figure takes a number with its currency, if it has one.
func (r *reader) figure(what string) figure {
	w := r.a(what)
	n, err := number.Parse(w.text)
	if err != nil {
		r.fail(w, figureHint(w.text), "`%s` is not a number.", shorten(w.text))
	}
	f := figure{number: n}
	if next := r.peek(); r.more() && isCode(next.text) {
		r.pos++
		if f.currency, err = money.ParseCurrency(next.text); err != nil {
			r.failWith(next, err)
		}
	}
	return f
}

func figureHint(text string) string {
	if mended := yamlfile.MendNumbers(text); mended != text {
		return "Write " + mended + "."
	}
	if code := strings.TrimLeft(text, "+-0123456789._"); isCode(code) && code != text {
		return "Write " + strings.TrimSuffix(text, code) + " " + code + "."
	}
	return "Write digits with a decimal point, like 25_000 or 4.8."
}

// isCode reports whether a word looks like the code of a currency.
func isCode(text string) bool {
	return len(text) == 3 && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// rest takes everything that is left, as it reads.
func (r *reader) rest(what string) string {
	if !r.more() {
		r.fail(r.peek(), "", "%s is missing here.", what)
		return ""
	}
	text := r.written()
	r.pos = len(r.words)
	return text
}

// written is everything that is left, as it reads, without taking it.
func (r *reader) written() string { return written(r.words[r.pos:]) }

// written joins words with single blanks, and quotes those that were quoted.
func written(words []word) string {
	var text strings.Builder
	for i, w := range words {
		if i > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(w.written())
		if w.comma && i < len(words)-1 {
			text.WriteByte(',')
		}
	}
	return text.String()
}

// shorten bounds what a mistake quotes.
func shorten(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
