package metric

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/money"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Names is what a program calls its things. Binding resolves the names that
// metrics and conditions use against it, and reports those that do not exist.
type Names struct {
	Calendars map[string]calendar.Cycle
	Lists     map[string][]string
	Ladders   map[string][]string   // the tiers of each ladder
	Levels    map[string]fact.Level // whose tiers they are, for ladders of subjects
	Benefits  []string
}

// Binder checks metrics and conditions against a program's names and makes
// them ready to be computed.
type Binder struct {
	Set      *Set
	Names    Names
	Mistakes *problem.Mistakes
	// Partly names the metrics of which a part could not be read: what is
	// missing from them proves nothing.
	Partly map[string]bool
	// NoCurrency says that the program's currency is not known, so that nothing
	// can be said about money.
	NoCurrency bool
	// Keyed says that the conditions bound now are asked inside one subject, such
	// as each offer, or one value of a dimension.
	Keyed bool
	// At finds the place of a key of the map that begins at a place; the map's
	// own place is used when it is nil.
	At func(within problem.Place, key string) problem.Place

	told     map[*Condition]bool // conditions about which something was said
	most     map[int]*Value      // see highest
	lists    map[string]*values  // the program's lists, read once
	called   []string            // the names of the metrics, listed once
	inMetric bool                // a metric is being bound
	unknowns int                 // names that do not exist, so far
}

func (b *Binder) at(within problem.Place, key string) problem.Place {
	if b.At == nil {
		return within
	}
	return b.At(within, key)
}

// NewSet numbers the metrics of a program. They must be bound before they are
// computed.
func NewSet(table yamlfile.Table[Definition], currency string, rates money.Rule, missing MissingRate) *Set {
	s := &Set{Currency: currency, Rates: rates, MissingRate: missing, byName: map[string]int{},
		units: make([]Unit, len(table)), levels: make([]int, len(table)), unsound: make([]bool, len(table)),
		foreseen: make([]bool, len(table))}
	for i := range table {
		def := &table[i].Value
		def.Name, def.index, def.kind = table[i].Name, i, kindOf(def)
		s.Definitions = append(s.Definitions, def)
		s.byName[def.Name] = i
	}
	return s
}

// Metrics binds every metric of the set.
func (b *Binder) Metrics() {
	b.order()
	b.inMetric = true
	for _, def := range b.Set.Definitions {
		b.definition(def)
	}
	b.inMetric = false
}

func (b *Binder) definition(d *Definition) {
	b.names(d)
	b.filters(d)
	b.Window(d.Window)
	b.references(d)
	b.Set.readDaily(d.reads()...)
	if d.SmallSample != nil && d.SmallSample.Under != nil {
		b.Set.readDaily(d.SmallSample.Under.Metrics()...)
	}
	if b.Partly[d.Name] {
		return
	}
	if d.kind == nil {
		b.noKind(d)
		return
	}
	b.facts(d)
	b.fields(d)
	b.rules(d)
}

func (b *Binder) filters(d *Definition) {
	b.Filter(&d.Where)
	b.exclusions(d.Without)
	d.filterKey = filterKeyOf(d)
	if d.Share != nil {
		b.Filter(&d.Share.Where)
	}
	if d.Earned != nil {
		for i := range d.Earned.Rates {
			b.Filter(&d.Earned.Rates[i].Where)
		}
		for i := range d.Earned.Times {
			b.Filter(&d.Earned.Times[i].Where)
		}
	}
	b.Anchor(d.Days)
}

// Window finds the calendars that a window names.
func (b *Binder) Window(w *Window) {
	w.Visit(func(w *Window) {
		switch {
		case w.Full != nil:
			w.cycle = b.Cycle(w.Full.Place, w.Full.Name)
			w.Full.Cycle = w.cycle
		case w.In != "":
			w.cycle = b.Cycle(b.at(w.Place, "in"), w.In)
		case w.Next != "":
			w.cycle = b.Cycle(b.at(w.Place, "from-next"), w.Next)
		}
		b.Anchor(w.Since)
		b.Anchor(w.Anniversary)
		if w.If != nil {
			b.Condition(w.If)
		}
	})
}

// references resolves the metrics that a metric is made from.
func (b *Binder) references(d *Definition) {
	for _, name := range d.reads() {
		if name != "" && d.Value == nil {
			b.metric(b.readsAt(d), name)
		}
	}
	for _, e := range d.expressions() {
		b.expression(e, d.Place)
	}
	for _, c := range d.conditions() {
		b.Condition(c)
	}
	if d.Tiers != nil {
		b.tier(d.Tiers.Place, d.Tiers.Ladder, d.Tiers.AtLeast)
		d.Tiers.level = b.Names.Levels[d.Tiers.Ladder]
	}
}

// readsAt is where a metric names those it is made from.
func (b *Binder) readsAt(d *Definition) problem.Place {
	switch {
	case d.Growth != nil:
		return b.at(d.Growth.Place, "of")
	case d.Past != nil:
		return b.at(d.Past.Place, "metric")
	case d.Points != nil:
		return b.at(d.Points.Place, "per")
	case d.Bands != nil:
		return b.at(d.Bands.Place, "of")
	case d.Total != nil:
		return b.at(d.Total.Place, "metric")
	default:
		return b.at(d.Place, "ratio")
	}
}

// reads lists the metrics that a metric names directly.
func (d *Definition) reads() []string {
	switch {
	case d.Ratio != nil:
		return d.Ratio
	case d.Growth != nil:
		return []string{d.Growth.Of}
	case d.Past != nil:
		return []string{d.Past.Metric}
	case d.Points != nil:
		return []string{d.Points.Per}
	case d.Bands != nil:
		return []string{d.Bands.Of}
	case d.Total != nil:
		return []string{d.Total.Metric}
	case d.Value != nil:
		return d.Value.Metrics()
	default:
		return nil
	}
}

func (d *Definition) conditions() []*Condition {
	var list []*Condition
	if d.When != nil {
		list = append(list, d.When)
	}
	if d.Points != nil && d.Points.OnlyIf != nil {
		list = append(list, d.Points.OnlyIf)
	}
	return list
}

// expressions lists the arithmetic of a metric.
func (d *Definition) expressions() []*Expression {
	var list []*Expression
	if d.Value != nil {
		list = append(list, d.Value)
	}
	if d.SmallSample != nil {
		list = append(list, d.SmallSample.Under)
	}
	return list
}

func (b *Binder) expression(e *Expression, at problem.Place) {
	if e == nil {
		return
	}
	e.root.visit(func(t *term) {
		if t.op == reference {
			t.index = b.metric(at, t.metric)
		}
	})
	b.arithmetic(e, at)
}

// Condition resolves everything that a condition names and checks its units.
func (b *Binder) Condition(c *Condition) {
	b.levels(c)
	c.Visit(func(c *Condition) {
		switch {
		case c.Compare != nil:
			b.comparison(c)
		case c.Tier != nil:
			b.tier(c.Place, c.Tier.Ladder, c.Tier.Tier)
		case c.Deed != nil:
			b.Benefit(c.Place, c.Deed.Benefit)
		case c.Over != nil:
			b.quantifier(c)
		case c.Time != nil && c.Time.Mode == Periods:
			c.Time.Cycle.Cycle = b.Cycle(c.Time.Cycle.Place, c.Time.Cycle.Name)
		case c.Time != nil:
			b.recurrence(c.Time)
		case c.All != nil:
			b.settled(c)
		}
	})
}

// levels refuses a condition that looks into subjects too far. Inside a metric
// the metric is told.
func (b *Binder) levels(c *Condition) {
	levels := b.Set.levelsIn(c)
	if b.Keyed {
		levels++
	}
	if levels > mostLevels && !b.inMetric {
		b.Mistakes.AddWithHint(c.Place, levelsHint, "The condition looks into subjects inside subjects, %d deep; at most %d is possible.", levels, mostLevels)
	}
}

func (b *Binder) quantifier(c *Condition) {
	q := c.Over
	b.plural(b.at(c.Place, q.key()), q.Over)
	for _, f := range []*Filter{&q.Where, &q.Without, &q.Has} {
		b.Filter(f)
	}
	if q.Top != nil {
		b.attribute(b.at(q.Top.Place, "by"), q.Top.By)
	}
}

// key is the word of the file that names what a quantifier runs over.
func (q *Quantifier) key() string { return string(q.Mode) }

// recurrence refuses windows that have no days of their own to ask on.
func (b *Binder) recurrence(t *Recurrence) {
	b.Window(t.Window)
	if w := t.Window; w != nil && (w.BestOf != nil || w.If != nil || w.Ahead != nil) {
		b.Mistakes.AddWithHint(w.Place, "Use trailing, full, in, anniversary, since, from or lifetime.", "A condition cannot be asked on the days of this window.")
	}
}

func (b *Binder) comparison(c *Condition) {
	cmp := c.Compare
	b.expression(cmp.Left, c.Place)
	b.expression(cmp.Right, c.Place)
	cmp.metric = -1
	if name := cmp.Left.Metric(); name != "" {
		cmp.metric = b.Set.byName[name]
	}
	if v, ok := cmp.Right.Literal(); ok {
		cmp.threshold = &v
	}
	b.thresholdDays(cmp)
	if b.sound(cmp.Left.root) && b.sound(cmp.Right.root) && b.measures(c) && b.sameUnit(c) {
		b.reachable(c)
	}
}

// measures refuses to compare constants.
func (b *Binder) measures(c *Condition) bool {
	if len(c.Compare.Left.Metrics())+len(c.Compare.Right.Metrics()) > 0 {
		return true
	}
	b.Mistakes.AddWithHint(c.Place, "Write the name of a metric on one side.", "%q measures nothing.", c.Text)
	return false
}
