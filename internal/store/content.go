package store

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// The content of a fact is everything that it says, in one text, because ten
// million facts are read in seconds from one column and not from twenty. It is
// made of fields with a tab between them. The first four always stand: kind,
// happened, recorded, received. Each other field begins with the letter that
// says what it is, and is left out when there is nothing to say:
//
//	s state                        t retracts
//	u until                        r key of the fact that it replaces
//	A partner  B publisher         m source and n key of the fact that it marks
//	O offer    P plan              a amount, "43200 GBP"
//	C customer D deal  H person    q quantity
//	.name=Ttext  .name=N12.5  .name=Y  .name=X  .name=V     an attribute: text, number, yes, no, nothing
//
// A moment is d and the days since 1970, or the microseconds since 1970.

// fieldEnd separates fields. No text of a fact may have it.
const fieldEnd = '\t'

// contentOf writes a fact without its ID. What could not be read back the same
// is refused.
func contentOf(f *fact.Fact) (string, error) {
	w := contentWriter{buf: make([]byte, 0, 256)}
	w.buf = append(w.buf, f.Kind...)
	for _, m := range []calendar.Moment{f.Happened, f.Recorded, f.Received} {
		w.buf = appendMoment(append(w.buf, fieldEnd), m)
	}
	w.flag('s', f.State)
	w.flag('t', f.Retracts)
	if !f.Until.IsZero() {
		w.field('u')
		w.buf = appendMoment(w.buf, f.Until)
	}
	w.subject(&f.Subject)
	w.text('r', f.Replaces)
	w.text('m', f.Marks.Source)
	w.text('n', f.Marks.Key)
	if !f.Amount.IsZero() {
		w.field('a')
		w.number(f.Amount.Value)
		w.buf = append(append(w.buf, ' '), f.Amount.Currency...)
	}
	if f.Counted {
		w.field('q')
		w.number(f.Quantity)
	}
	for i := range f.Attributes {
		w.attribute(&f.Attributes[i])
	}
	return w.finish(f)
}

type contentWriter struct {
	buf    []byte
	fields int // fields written after the first four
	tooBig bool
}

func (w *contentWriter) field(letter byte) {
	w.fields++
	w.buf = append(w.buf, fieldEnd, letter)
}

func (w *contentWriter) flag(letter byte, set bool) {
	if set {
		w.field(letter)
	}
}

func (w *contentWriter) text(letter byte, text string) {
	if text != "" {
		w.field(letter)
		w.buf = append(w.buf, text...)
	}
}

func (w *contentWriter) number(n number.Number) {
	text := n.String()
	w.tooBig = w.tooBig || len(text) > fact.MaxNumber
	w.buf = append(w.buf, text...)
}

func (w *contentWriter) subject(s *fact.Subject) {
	w.text('A', s.Partner)
	w.text('B', s.Publisher)
	w.text('O', s.Offer)
	w.text('P', s.Plan)
	w.text('C', s.Customer)
	w.text('D', s.Deal)
	w.text('H', s.Person)
}

// The letters of an attribute's value.
const (
	textValue   = 'T'
	numberValue = 'N'
	yesValue    = 'Y'
	noValue     = 'X'
	voidValue   = 'V'
)

func (w *contentWriter) attribute(a *fact.Attribute) {
	w.field('.')
	w.buf = append(append(w.buf, a.Name...), '=')
	n, isNumber := a.Value.Number()
	yes, isBool := a.Value.Bool()
	switch {
	case isNumber:
		w.buf = append(w.buf, numberValue)
		w.number(n)
	case isBool && yes:
		w.buf = append(w.buf, yesValue)
	case isBool:
		w.buf = append(w.buf, noValue)
	case a.Value.IsNothing():
		w.buf = append(w.buf, voidValue)
	default:
		w.buf = append(append(w.buf, textValue), a.Value.String()...)
	}
}

// finish is the content, when it can be read back as the same fact.
func (w *contentWriter) finish(f *fact.Fact) (string, error) {
	content := string(w.buf)
	switch {
	case w.tooBig:
		return "", problem.New(problem.Invalid, "The fact %s has a number of more than %d digits.", f.ID, fact.MaxNumber)
	case controls(content) != 3+w.fields || controls(f.ID.Source) > 0 || controls(f.ID.Key) > 0 || !utf8.ValidString(f.ID.Source+f.ID.Key+content):
		return "", problem.New(problem.Invalid, "The fact %s has a text with a character that text may not have.", f.ID)
	default:
		return content, nil
	}
}

// controls counts control characters: tabs, line ends, NUL and the like.
func controls(text string) int {
	n := 0
	for i := range len(text) {
		if text[i] < ' ' {
			n++
		}
	}
	return n
}

func appendMoment(buf []byte, m calendar.Moment) []byte {
	switch {
	case m.IsZero():
		return buf
	case m.IsDate():
		return strconv.AppendInt(append(buf, 'd'), int64(m.Day(nil)), 10)
	default:
		return strconv.AppendInt(buf, m.Micros(), 10)
	}
}

// saidOf is the content without when it was recorded and received: two
// deliveries say the same when these texts are equal.
func saidOf(content string) string {
	kind, rest := cut(content)
	happened, rest := cut(rest)
	_, rest = cut(rest)
	_, rest = cut(rest)
	return kind + "\t" + happened + "\t" + rest
}

// replacedOf is the key that a correction says it replaces; empty for none.
func replacedOf(said string) string {
	_, after, _ := strings.Cut(said, "\tr")
	key, _ := cut(after)
	return key
}

// withoutReplaced is what was said, without the key that a correction replaces.
func withoutReplaced(said string) string {
	before, after, found := strings.Cut(said, "\tr")
	if !found {
		return said
	}
	if _, rest, more := strings.Cut(after, "\t"); more {
		return before + "\t" + rest
	}
	return before
}
