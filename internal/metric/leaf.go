package metric

import (
	"strings"

	"laurel/internal/fact"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// A leaf is a condition on one line: a comparison (billed_sales >= 25_000 USD),
// a metric that is yes or no (has_certificate), a tier (holds transact.usd_500)
// or what became of a benefit (listing_optimization completed).
func (c *Condition) decodeLeaf(n *yamlfile.Node, m *problem.Mistakes) {
	c.Text = n.Text()
	if wrong := c.parseLeaf(n.Text()); wrong != nil {
		m.AddWithHint(n.PlaceIn(wrong.offset), wrong.hint, "%s", wrong.message)
		c.Compare, c.Tier, c.Deed = nil, nil, nil
	}
}

// ParseCondition reads a leaf from text alone.
func ParseCondition(text string) (*Condition, error) {
	c := &Condition{Text: text}
	if wrong := c.parseLeaf(text); wrong != nil {
		return nil, problem.New(problem.Invalid, "%s", wrong.message).WithHint("%s", wrong.hint)
	}
	return c, nil
}

func (c *Condition) parseLeaf(text string) *syntaxError {
	p := newParser(text)
	first := p.peek()
	second := p.tokens[min(1, len(p.tokens)-1)]
	switch {
	case first.text == "holds":
		c.Tier = p.tierHeld()
	case first.kind == nameToken && deeds[second.text] != "":
		c.Deed = &Deed{Benefit: p.take().text, Done: deeds[p.take().text]}
	default:
		c.Compare = p.comparison(text)
	}
	if rest := p.peek(); rest.kind != endToken {
		p.fail(rest.offset, "The condition should end here.", "Join conditions with all or any, one on each line.")
	}
	return p.wrong
}

// deeds are the words for what can become of a benefit, with the kinds of the
// facts that say so.
var deeds = map[string]string{"granted": fact.Grant, "activated": fact.Activation, "completed": fact.Completion}

func (p *parser) tierHeld() *TierHeld {
	p.take()
	ladder, dot, tier := p.take(), p.take(), p.take()
	if ladder.kind != nameToken || dot.text != "." || tier.kind != nameToken {
		p.fail(ladder.offset, "The name of a ladder and of one of its tiers is expected here.", "Write holds, the ladder, a point and the tier, like holds transact.usd_500.")
	}
	return &TierHeld{Ladder: ladder.text, Tier: tier.text}
}

var ops = map[string]Op{">=": AtLeast, ">": Over, "<=": AtMost, "<": Under, "=": EqualTo, "==": EqualTo, "!=": NotEqual}

func (p *parser) comparison(text string) *Comparison {
	start := p.peek().offset
	left := p.expression()
	middle := p.peek()
	if middle.kind == endToken && left.op == reference {
		yes := &term{op: literal, value: yesNo(true)}
		return &Comparison{Left: sub(left, text, start, len(text)), Op: EqualTo, Right: sub(yes, "yes", 0, 3)}
	}
	op := p.op()
	right := p.expression()
	return &Comparison{Left: sub(left, text, start, middle.offset), Op: op, Right: sub(right, text, middle.end(), len(text))}
}

// op reads the sign of a comparison.
func (p *parser) op() Op {
	t := p.peek()
	op, ok := ops[t.text]
	if !ok {
		p.fail(t.offset, "A comparison is expected here.", "Use one of >=, >, <=, <, = and !=, as in billed_sales >= 25_000 USD.")
	}
	p.take()
	if next := p.peek(); t.text == "=" && (next.text == ">" || next.text == "<") {
		p.fail(t.offset, `"=`+next.text+`" is not a comparison.`, "Write "+next.text+"=.")
	}
	return op
}

// sub is an expression with its own part of the text.
func sub(root *term, text string, from, to int) *Expression {
	return &Expression{Text: strings.TrimSpace(text[min(from, len(text)):min(to, len(text))]), root: root}
}

// DecodeYAML reads one line of arithmetic.
func (e *Expression) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	e.Place, e.Text = n.Place(), n.Text()
	if n.Kind() != yamlfile.Scalar {
		m.AddWithHint(n.Place(), "Write it on one line, like 2 * new_customers + 100.", "A number, an amount or arithmetic over metrics is expected here.")
		return
	}
	p := newParser(n.Text())
	e.root = p.expression()
	if rest := p.peek(); rest.kind != endToken {
		p.fail(rest.offset, "The expression should end here.", "Use +, -, *, lowest(a, b) and highest(a, b).")
	}
	if p.wrong != nil {
		m.AddWithHint(n.PlaceIn(p.wrong.offset), p.wrong.hint, "%s", p.wrong.message)
		e.root = nil
	}
}
