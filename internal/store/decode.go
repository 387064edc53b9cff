package store

import (
	"strconv"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// decoder reads contents. It takes the room for attributes in large pieces, so
// that reading a fact costs little more than the text itself. The zero value
// is ready; one goroutine uses it at a time.
type decoder struct {
	room []fact.Attribute
}

// roomSize is how many attributes one piece holds.
const roomSize = 1024

// decode reads what contentOf wrote. The fact's texts are parts of content.
func (d *decoder) decode(f *fact.Fact, content string) error {
	rest := content
	f.Kind, rest = cut(rest)
	for _, m := range []*calendar.Moment{&f.Happened, &f.Recorded, &f.Received} {
		var field string
		field, rest = cut(rest)
		if !decodeMoment(m, field) {
			return unreadable(f.ID)
		}
	}
	if cap(d.room)-len(d.room) < fact.MaxAttributes {
		d.room = make([]fact.Attribute, 0, roomSize)
	}
	begin := len(d.room)
	for rest != "" {
		var field string
		field, rest = cut(rest)
		if field == "" || !d.field(f, field[0], field[1:]) {
			return unreadable(f.ID)
		}
	}
	if len(d.room) > begin {
		f.Attributes = fact.Attributes(d.room[begin:len(d.room):len(d.room)])
	}
	return nil
}

func cut(text string) (field, rest string) {
	if i := strings.IndexByte(text, fieldEnd); i >= 0 {
		return text[:i], text[i+1:]
	}
	return text, ""
}

func unreadable(id fact.ID) error {
	return problem.New(problem.Internal, "The stored fact %s cannot be read.", id).
		WithHint("The database may be damaged: compare it with a backup.")
}

func (d *decoder) field(f *fact.Fact, letter byte, text string) bool {
	switch letter {
	case '.':
		return d.attribute(text)
	case 's':
		f.State = true
	case 't':
		f.Retracts = true
	case 'u':
		return decodeMoment(&f.Until, text)
	case 'r':
		f.Replaces = text
	case 'm':
		f.Marks.Source = text
	case 'n':
		f.Marks.Key = text
	case 'a':
		return decodeAmount(&f.Amount, text)
	case 'q':
		f.Counted = true
		return decodeNumber(&f.Quantity, text)
	default:
		return decodeSubject(&f.Subject, letter, text)
	}
	return true
}

func decodeSubject(s *fact.Subject, letter byte, id string) bool {
	switch letter {
	case 'A':
		s.Partner = id
	case 'B':
		s.Publisher = id
	case 'O':
		s.Offer = id
	case 'P':
		s.Plan = id
	case 'C':
		s.Customer = id
	case 'D':
		s.Deal = id
	case 'H':
		s.Person = id
	default:
		return false
	}
	return true
}

func decodeMoment(m *calendar.Moment, text string) bool {
	if text == "" {
		return true
	}
	if text[0] == 'd' {
		days, err := strconv.ParseInt(text[1:], 10, 32)
		*m = calendar.On(calendar.Day(days))
		return err == nil
	}
	micros, err := strconv.ParseInt(text, 10, 64)
	*m = calendar.MomentOf(micros, false)
	return err == nil
}

func decodeAmount(a *money.Amount, text string) bool {
	value, code, ok := strings.Cut(text, " ")
	a.Currency = code
	return ok && decodeNumber(&a.Value, value)
}

func decodeNumber(n *number.Number, text string) bool {
	parsed, err := number.Parse(text)
	*n = parsed
	return err == nil
}

// attribute adds an attribute to those of the fact being read, which are the
// last in the room.
func (d *decoder) attribute(text string) bool {
	name, value, ok := strings.Cut(text, "=")
	if !ok || value == "" {
		return false
	}
	a := fact.Attribute{Name: name}
	switch value[0] {
	case textValue:
		a.Value = fact.Text(value[1:])
	case numberValue:
		var n number.Number
		ok = decodeNumber(&n, value[1:])
		a.Value = fact.Numeric(n)
	case yesValue, noValue:
		a.Value = fact.Bool(value[0] == yesValue)
	case voidValue:
	default:
		ok = false
	}
	d.room = append(d.room, a)
	return ok
}
