package metric

import (
	"fmt"
	"strings"

	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// parser reads one line of text: an expression, or a leaf of a condition. It
// stops at the first thing wrong and remembers where.
type parser struct {
	text   string
	tokens []token
	next   int
	wrong  *syntaxError
}

type token struct {
	kind   tokenKind
	text   string
	offset int // in bytes
}

type tokenKind uint8

const (
	endToken tokenKind = iota
	numberToken
	nameToken
	currencyToken
	signToken
)

// syntaxError is what is wrong at a byte offset of the text.
type syntaxError struct {
	offset  int
	message string
	hint    string
}

// maxText bounds one line of arithmetic, and with it how deep it can nest.
const maxText = 1000

func newParser(text string) *parser {
	p := &parser{text: text}
	if len(text) > maxText {
		p.fail(0, fmt.Sprintf("This line has %d bytes; at most %d can be read.", len(text), maxText), "Divide it into several metrics.")
	}
	for rest := 0; p.wrong == nil; {
		t := scan(text, rest)
		if t.kind == signToken && t.text == "" {
			odd := text[t.offset : t.offset+runeLength(text[t.offset:])]
			p.fail(t.offset, fmt.Sprintf("%q cannot stand here.", odd), oddHints[odd])
			break
		}
		p.tokens = append(p.tokens, t)
		if t.kind == endToken {
			break
		}
		rest = t.end()
	}
	if p.wrong != nil {
		p.tokens = append(p.tokens, token{offset: p.wrong.offset})
	}
	return p
}

// oddHints say what to write instead of characters that come to mind.
var oddHints = map[string]string{
	"≥": "Write >=.", "≤": "Write <=.", "≠": "Write !=.", "−": "Write -.", "–": "Write -.",
	"/": "There is no division here: a ratio metric divides, and says what an empty sample means.",
	"÷": "There is no division here: a ratio metric divides, and says what an empty sample means.",
	"$": "Write the currency behind the number, like 25_000 USD.", "€": "Write the currency behind the number, like 25_000 EUR.",
	"£": "Write the currency behind the number, like 25_000 GBP.",
	"&": "Join conditions with all:, one on each line.", "|": "Join conditions with any:, one on each line.",
}

// numberHint is what to write instead of a text that is no number.
func numberHint(text string) string {
	if mended := yamlfile.MendNumbers(text); mended != text {
		return "Write " + mended + "."
	}
	return "Write digits with a decimal point, like 25_000 or 4.8."
}

func runeLength(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

// scan finds the token that begins at or after an offset. A sign token without
// text is a character that no token begins with.
func scan(text string, from int) token {
	for from < len(text) && (text[from] == ' ' || text[from] == '\t' || text[from] == '\n') {
		from++
	}
	if from == len(text) {
		return token{kind: endToken, offset: from}
	}
	rest := text[from:]
	for _, try := range []func(string) (tokenKind, int){scanNumber, scanWord, scanSign} {
		if kind, length := try(rest); length > 0 {
			return token{kind: kind, text: rest[:length], offset: from}
		}
	}
	return token{kind: signToken, offset: from}
}

func scanNumber(s string) (tokenKind, int) {
	if s[0] < '0' || s[0] > '9' {
		return 0, 0
	}
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '_' || s[n] == '.' || s[n] == '/') {
		n++
	}
	return numberToken, n
}

func scanWord(s string) (tokenKind, int) {
	n := 0
	for n < len(s) && wordByte(s[n]) {
		n++
	}
	if n == 3 && strings.ToUpper(s[:n]) == s[:n] {
		return currencyToken, n
	}
	return nameToken, n
}

func wordByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

var signs = []string{">=", "<=", "!=", "==", ">", "<", "=", "+", "-", "*", "×", "(", ")", ",", "%", "."}

func scanSign(s string) (tokenKind, int) {
	for _, sign := range signs {
		if strings.HasPrefix(s, sign) {
			return signToken, len(sign)
		}
	}
	return 0, 0
}

func (p *parser) peek() token { return p.tokens[min(p.next, len(p.tokens)-1)] }

func (p *parser) take() token {
	t := p.peek()
	p.next++
	return t
}

// accept takes the next token when it has this text.
func (p *parser) accept(text string) bool {
	if t := p.peek(); t.kind != endToken && t.text == text {
		p.next++
		return true
	}
	return false
}

func (p *parser) fail(offset int, message, hint string) {
	if p.wrong == nil {
		p.wrong = &syntaxError{offset: offset, message: message, hint: hint}
	}
}

// expression = product { (+|-) product }
func (p *parser) expression() *term {
	left := p.product()
	for {
		t := p.peek()
		switch {
		case p.accept("+"):
			left = &term{op: plus, args: []*term{left, p.product()}, offset: t.offset}
		case p.accept("-"):
			left = &term{op: minus, args: []*term{left, p.product()}, offset: t.offset}
		default:
			return left
		}
	}
}

// product = factor { (*|×) factor }
func (p *parser) product() *term {
	left := p.factor()
	for {
		t := p.peek()
		if !p.accept("*") && !p.accept("×") {
			return left
		}
		left = &term{op: times, args: []*term{left, p.factor()}, offset: t.offset}
	}
}

func (p *parser) factor() *term {
	t := p.peek()
	switch {
	case t.kind == numberToken:
		return &term{op: literal, value: p.literal(), offset: t.offset}
	case p.accept("-"):
		return negative(p.factor(), t.offset)
	case p.accept("("):
		inner := p.expression()
		p.expect(")")
		return inner
	case t.kind == nameToken:
		return p.name()
	default:
		p.fail(t.offset, "A number or the name of a metric is expected here.", "Write it like billed_sales >= 25_000 USD.")
		return &term{op: literal}
	}
}

// negative is minus a term. A number stays a number, so that −5 % can stand
// wherever a number must.
func negative(t *term, offset int) *term {
	if t.op != literal || t.value.Yes || t.value.Basket != nil {
		return &term{op: minus, args: []*term{{op: literal}, t}, offset: offset}
	}
	t.value.Number, t.offset = t.value.Number.Neg(), offset
	return t
}

func (p *parser) expect(text string) {
	if t := p.peek(); !p.accept(text) {
		p.fail(t.offset, fmt.Sprintf("%q is expected here.", text), "Inside brackets or braces a comma ends the entry: put the whole line in quotes there.")
	}
}

// name = metric | (lowest|highest) "(" expression { "," expression } ")"
func (p *parser) name() *term {
	t := p.take()
	functions := map[string]termOp{"lowest": lowest, "highest": highest}
	if op, isFunction := functions[t.text]; isFunction && p.accept("(") {
		out := &term{op: op, args: []*term{p.expression()}, offset: t.offset}
		for p.accept(",") {
			out.args = append(out.args, p.expression())
		}
		p.expect(")")
		return out
	}
	if t.text == "yes" || t.text == "no" {
		return &term{op: literal, value: yesNo(t.text == "yes"), offset: t.offset}
	}
	return &term{op: reference, metric: t.text, offset: t.offset}
}

// literal = number [ "%" | currency { "or" number currency } ]
func (p *parser) literal() Value {
	n := p.number()
	if p.accept("%") {
		return Num(n.Quo(number.FromInt(100)))
	}
	if p.peek().kind != currencyToken {
		return Num(n)
	}
	amounts := []money.Amount{{Value: n, Currency: p.currency()}}
	for p.accept("or") {
		n := p.number()
		amounts = append(amounts, money.Amount{Value: n, Currency: p.currency()})
	}
	return literalBasket(amounts)
}

func (p *parser) number() number.Number {
	t := p.take()
	n, err := number.Parse(t.text)
	switch {
	case t.kind != numberToken:
		p.fail(t.offset, "A number is expected here.", "Write an amount for each currency, like 300 USD or 200 GBP.")
	case err != nil:
		p.fail(t.offset, problem.Of(err).Message, numberHint(t.text))
	}
	p.comma(t)
	return n
}

// comma explains a number like 25,000. Between the arguments of lowest and
// highest a blank follows the comma.
func (p *parser) comma(first token) {
	last, end := first, p.next
	for end+1 < len(p.tokens) {
		comma, digits := p.tokens[end], p.tokens[end+1]
		if comma.text != "," || comma.offset != last.end() || digits.kind != numberToken || digits.offset != comma.end() {
			break
		}
		last, end = digits, end+2
	}
	if end > p.next {
		p.fail(first.offset, "A number cannot have a comma.", "Write "+yamlfile.MendNumbers(p.text[first.offset:last.end()])+".")
	}
}

func (t token) end() int { return t.offset + len(t.text) }

func (p *parser) currency() string {
	t := p.take()
	code, err := money.ParseCurrency(t.text)
	if wrong := problem.Of(err); wrong != nil {
		p.fail(t.offset, wrong.Message, wrong.Hint)
	}
	return code
}
