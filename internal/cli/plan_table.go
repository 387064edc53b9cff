package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"laurel/internal/answer"
	"laurel/internal/number"
)

// tellPlan prints a plan for people.
func (d *door) tellPlan(p *answer.Plan) error {
	fmt.Fprintf(d.Out, "Program %s, version %s, compared with what is published, at %s: %s.\n", p.Program, p.Version, p.At, movesText(p))
	if p.At < p.Effective {
		fmt.Fprintf(d.Err, "On %s version %s is not in force yet: it begins on %s.\n", p.At, p.Version, p.Effective)
	}
	for _, part := range []struct {
		heading string
		table   *table
	}{{"From tier to tier", matrixTable(p)}, {"Who moves", movesTable(p)}, {"Grants", grantsTable(p)}} {
		if len(part.table.rows) == 0 {
			continue
		}
		fmt.Fprintf(d.Out, "\n%s\n", part.heading)
		if err := part.table.print(d.Out); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(d.Out, "\nCredits outstanding: %s before, %s after.\nNothing was written. Publish with `laurel program apply`.\n", sums(p.Before), sums(p.After))
	return err
}

func movesText(p *answer.Plan) string {
	directions := map[answer.Direction]int{}
	for _, m := range p.Moves {
		directions[m.Direction]++
	}
	text := fmt.Sprintf("%s, %d up, %d down", count(p.Partners, "partner"), directions[answer.Up], directions[answer.Down])
	if renamed := directions[answer.Same]; renamed > 0 {
		text += fmt.Sprintf(", %d to another tier of the same height", renamed)
	}
	return text
}

// matrixTable counts the moves; those who stay are left out.
func matrixTable(p *answer.Plan) *table {
	t := &table{heads: []string{"ladder", "from", "to", "way", ">standings"}}
	for _, c := range p.Matrix {
		if textOf(c.From) != textOf(c.To) {
			t.add(c.Ladder, tierText(textOf(c.From)), tierText(textOf(c.To)), string(c.Direction), grouped(fmt.Sprint(c.Count)))
		}
	}
	return t
}

func movesTable(p *answer.Plan) *table {
	t := &table{heads: []string{"partner", "ladder", "from", "to", "way"}}
	for _, m := range p.Moves {
		t.add(m.Name, strings.TrimSpace(m.Ladder+" "+m.Key), tierText(textOf(m.From)), tierText(textOf(m.To)), string(m.Direction))
	}
	return t
}

func grantsTable(p *answer.Plan) *table {
	t := &table{heads: []string{"benefit", ">appear", ">end", ">kept", ">outstanding before", ">after"}}
	for _, g := range p.Grants {
		t.add(g.Benefit, grouped(fmt.Sprint(g.Appear)), grouped(fmt.Sprint(g.End)), grouped(fmt.Sprint(g.Kept)), sums(g.Before), sums(g.After))
	}
	return t
}

// textOf is a text that may be missing; then it is empty.
func textOf(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// sums writes amounts per currency, "none" when there is nothing.
func sums(m map[string]number.Number) string {
	var parts []string
	for _, code := range slices.Sorted(maps.Keys(m)) {
		parts = append(parts, grouped(m[code].Fixed(2))+" "+code)
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, " + ")
}
