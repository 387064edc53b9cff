package store

import (
	"strconv"
	"strings"
)

// clause is a condition of SQL, with a ? for each of its arguments; an empty one
// asks for nothing.
type clause struct {
	text string
	args []any
}

func where(text string, args ...any) clause { return clause{text, args} }

// oneOf asks that a column has one of some values, where there are any.
func oneOf(column string, values []string) clause {
	if len(values) == 0 {
		return clause{}
	}
	args := make([]any, len(values))
	for i, value := range values {
		args[i] = value
	}
	return clause{column + " IN (?" + strings.Repeat(", ?", len(values)-1) + ")", args}
}

// allOf asks for all of some conditions.
func allOf(parts ...clause) clause { return joined(parts, " AND ") }

// anyOf asks for one of some conditions: where there are none nothing fits, and where
// one asks for nothing everything does.
func anyOf(parts ...clause) clause {
	if len(parts) == 0 {
		return clause{text: "FALSE"}
	}
	for _, p := range parts {
		if p.text == "" {
			return p
		}
	}
	c := joined(parts, " OR ")
	c.text = "(" + c.text + ")"
	return c
}

func joined(parts []clause, with string) clause {
	var texts []string
	var out clause
	for _, p := range parts {
		if p.text != "" {
			texts, out.args = append(texts, p.text), append(out.args, p.args...)
		}
	}
	out.text = strings.Join(texts, with)
	return out
}

// numbered is the condition with $n for its first argument; TRUE where it asks for
// nothing.
func (c clause) numbered(n int) (string, []any) {
	if c.text == "" {
		return "TRUE", nil
	}
	var out strings.Builder
	for i, part := range strings.Split(c.text, "?") {
		if i > 0 {
			out.WriteString("$" + strconv.Itoa(n+i-1))
		}
		out.WriteString(part)
	}
	return out.String(), c.args
}
