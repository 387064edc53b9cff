package metric

import (
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/problem"
)

// Expression is bounded arithmetic over metrics: numbers, amounts, metric
// names, + − ×, lowest(…) and highest(…). There is no division (a ratio metric
// has a sample policy for that), so an expression cannot fail.
type Expression struct {
	Place problem.Place
	Text  string // as written
	root  *term
}

// term is one node of an expression.
type term struct {
	op     termOp
	value  Value  // a literal
	metric string // a metric's name
	index  int    // and its place among the program's metrics, once bound
	args   []*term
	offset int // where it stands in the text
}

type termOp uint8

const (
	literal termOp = iota
	reference
	plus
	minus
	times
	lowest
	highest
)

// Literal is the constant that the whole expression consists of, if it is one.
func (e *Expression) Literal() (Value, bool) {
	if e == nil || e.root == nil || e.root.op != literal {
		return Value{}, false
	}
	return e.root.value, true
}

// Metric is the name of the metric that the whole expression consists of, "" if
// it is something else.
func (e *Expression) Metric() string {
	if e == nil || e.root == nil || e.root.op != reference {
		return ""
	}
	return e.root.metric
}

// Metrics lists the metrics that the expression reads, in the order written.
func (e *Expression) Metrics() []string {
	var names []string
	e.root.visit(func(t *term) {
		if t.op == reference {
			names = append(names, t.metric)
		}
	})
	return names
}

func (t *term) visit(do func(*term)) {
	if t == nil {
		return
	}
	do(t)
	for _, a := range t.args {
		a.visit(do)
	}
}

// eval computes the expression from metric values. A value that is not there
// makes the whole result not there, in the way of the first such value.
func (t *term) eval(f *Frame) Value {
	switch t.op {
	case literal:
		return t.value
	case reference:
		return *f.metric(t.index)
	default:
		return t.combine(f)
	}
}

func (t *term) combine(f *Frame) Value {
	result := t.args[0].eval(f)
	for _, arg := range t.args[1:] {
		next := arg.eval(f)
		if !result.Is() {
			return result
		}
		if !next.Is() {
			return next
		}
		result = t.op.apply(result, next)
	}
	return result
}

func (op termOp) apply(a, b Value) Value {
	out := Value{Currency: a.Currency + b.Currency}
	if a.Currency == b.Currency {
		out.Currency = a.Currency
	}
	switch op {
	case plus:
		out.Number = a.Number.Add(b.Number)
	case minus:
		out.Number = a.Number.Sub(b.Number)
	case times:
		out.Number = a.Number.Mul(b.Number)
	case lowest:
		out.Number = number.Lowest(a.Number, b.Number)
	default:
		out.Number = number.Highest(a.Number, b.Number)
	}
	return out
}

// literalBasket is a threshold given once per currency: 300 USD or 200 GBP.
func literalBasket(amounts []money.Amount) Value {
	if len(amounts) == 1 {
		return Money(amounts[0])
	}
	return Value{Basket: amounts}
}
