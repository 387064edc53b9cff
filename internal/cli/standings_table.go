package cli

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/metric"
	"laurel/internal/number"
	"laurel/internal/standing"
)

// standingsTable prints a table for people: partners by name, the tier, and
// the program's metrics.
func (d *door) standingsTable(ctx context.Context, a *app.App, in app.StandingsInput) error {
	p := standingsPrinter{door: d, known: in.Known, part: map[string]*standingsPart{}}
	var err error
	if p.tiers, err = a.TierOrder(ctx, in.Program); err != nil {
		return err
	}
	if p.complete, err = a.CompleteThrough(ctx, in.Known); err != nil {
		return err
	}
	left := a.Standings(ctx, in, p.add)
	if left != nil && !app.OnlyLeftOut(left) {
		return left
	}
	if left != nil && len(p.parts) == 0 {
		return left
	}
	return cmp.Or(p.print(), left)
}

// standingsPrinter collects standings into one table for each program and
// ladder.
type standingsPrinter struct {
	door     *door
	known    *calendar.Day
	tiers    app.TierOrder
	complete map[string]calendar.Day
	part     map[string]*standingsPart
	parts    []*standingsPart
}

// standingsPart is one program's ladder.
type standingsPart struct {
	rows  []standing.Standing
	tiers []string // from the lowest to the highest
}

func (p *standingsPrinter) add(s standing.Standing) error {
	ladder := app.LadderName{Program: s.Program, Ladder: s.Ladder}
	part := p.part[s.Program+"/"+s.Ladder]
	if part == nil {
		part = &standingsPart{tiers: p.tiers[ladder]}
		p.part[s.Program+"/"+s.Ladder] = part
		p.parts = append(p.parts, part)
	}
	part.rows = append(part.rows, s)
	return nil
}

func (p *standingsPrinter) print() error {
	if len(p.parts) == 0 {
		_, err := fmt.Fprintln(p.door.Err, "No partner has a standing on that day.")
		return err
	}
	for i, part := range p.parts {
		if i > 0 {
			fmt.Fprintln(p.door.Out)
		}
		fmt.Fprintln(p.door.Out, part.title(p.known))
		if err := part.table().print(p.door.Out); err != nil {
			return err
		}
		fmt.Fprintln(p.door.Out, part.summary())
	}
	if len(p.complete) > 0 {
		fmt.Fprintln(p.door.Out, completeText(p.complete))
	}
	return nil
}

func (p *standingsPart) title(known *calendar.Day) string {
	s := &p.rows[0]
	text := fmt.Sprintf("%s, ladder %s, at %s", s.Program, s.Ladder, s.At)
	if known != nil {
		text += ", as known on " + known.String()
	}
	return text
}

// column is one column of the table of standings.
type column struct {
	head string
	cell func(*standing.Standing) string
}

// table has the columns that its rows need, and the rows by name.
func (p *standingsPart) table() *table {
	slices.SortStableFunc(p.rows, func(a, b standing.Standing) int { return app.ByName(a.Partner, b.Partner) })
	columns := p.columns()
	t := &table{}
	for _, c := range columns {
		t.heads = append(t.heads, c.head)
	}
	for i := range p.rows {
		row := make([]string, len(columns))
		for j, c := range columns {
			row[j] = c.cell(&p.rows[i])
		}
		t.add(row...)
	}
	return t
}

func (p *standingsPart) columns() []column {
	list := []column{{"partner", func(s *standing.Standing) string { return s.Partner.Name }}}
	if key := p.rows[0].Key; !key.IsZero() {
		list = append(list, column{cmp.Or(string(key.Level), key.Dimension), func(s *standing.Standing) string { return s.Key.ID }})
	}
	list = append(list, column{"tier", func(s *standing.Standing) string { return tierText(s.Tier) + besideText(s) }},
		column{"since", func(s *standing.Standing) string { return s.Since.String() }})
	for i, m := range p.rows[0].Metrics {
		list = append(list, column{">" + m.Metric.Name, func(s *standing.Standing) string { return metricText(s, i) }})
	}
	if slices.ContainsFunc(p.rows, func(s standing.Standing) bool { return len(s.Provisional) > 0 }) {
		list = append(list, column{"provisional", func(s *standing.Standing) string { return strings.Join(s.Provisional, ", ") }})
	}
	return list
}

// metricText is a metric's value. Versions may differ in their metrics.
func metricText(s *standing.Standing, i int) string {
	if i >= len(s.Metrics) {
		return ""
	}
	return valueText(s.Metrics[i].Value)
}

// summary counts the tiers, from the highest to none, and what ended apart.
func (p *standingsPart) summary() string {
	counts, ended := map[string]int{}, 0
	for i := range p.rows {
		if p.rows[i].State == standing.Ended {
			ended++
		} else {
			counts[p.rows[i].Tier]++
		}
	}
	var parts []string
	for _, tier := range slices.Backward(p.tiers) {
		if counts[tier] > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", tier, grouped(fmt.Sprint(counts[tier]))))
		}
		delete(counts, tier)
	}
	for _, tier := range slices.Backward(slices.Sorted(maps.Keys(counts))) {
		parts = append(parts, fmt.Sprintf("%s %s", orNoTier(tier), grouped(fmt.Sprint(counts[tier]))))
	}
	if ended > 0 {
		parts = append(parts, "ended "+grouped(fmt.Sprint(ended)))
	}
	return count(len(p.rows), "standing") + ": " + strings.Join(parts, ", ") + "."
}

func orNoTier(tier string) string {
	if tier == "" {
		return "no tier"
	}
	return tier
}

// completeText says to which day each source has told everything.
func completeText(complete map[string]calendar.Day) string {
	var parts []string
	for _, source := range slices.Sorted(maps.Keys(complete)) {
		parts = append(parts, fmt.Sprintf("%s %s", source, complete[source]))
	}
	return "Complete through: " + strings.Join(parts, ", ") + "."
}

func tierText(tier string) string {
	if tier == "" {
		return "-"
	}
	return tier
}

// besideText is what stands beside the tier: a state, or whose part the partner
// is.
func besideText(s *standing.Standing) string {
	if n := len(s.PartOf); n > 0 {
		return " (part of " + s.PartOf[n-1].Into.Name + ")"
	}
	return stateText(s.State)
}

func stateText(s standing.State) string {
	if s == standing.Active {
		return ""
	}
	return " (" + string(s) + ")"
}

// valueText shows money to the cent; --json has the exact value.
func valueText(v metric.Value) string {
	switch {
	case v.Is() && len(v.Basket) > 0:
		parts := make([]string, len(v.Basket))
		for i, a := range v.Basket {
			parts[i] = moneyText(a.Value, a.Currency)
		}
		return strings.Join(parts, " + ")
	case v.Is() && v.Basket == nil && v.Currency != "":
		return moneyText(v.Number, v.Currency)
	case v.Is() && !v.Number.IsDecimal():
		return v.Number.Round(4, number.HalfEven).String() + "…"
	default:
		return v.String()
	}
}

func moneyText(n number.Number, currency string) string { return grouped(n.Fixed(2)) + " " + currency }
