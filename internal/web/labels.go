package web

import (
	"cmp"
	"strings"
)

// programName is what a program is called today; its id where it is gone.
func (c *call) programName(id string) string {
	p, err := c.App.ProgramInForce(c.ctx(), id)
	if id == "" || err != nil {
		return id
	}
	return cmp.Or(p.Label.In(c.locale.Language), id)
}

// benefitName is what a program calls a benefit today.
func (c *call) benefitName(program, benefit string) string {
	if p, err := c.App.ProgramInForce(c.ctx(), program); err == nil {
		if b, ok := p.Benefit(benefit); ok {
			return cmp.Or(b.Label.In(c.locale.Language), benefit)
		}
	}
	return benefit
}

// tierName is what a program calls a tier today.
func (c *call) tierName(program, ladder, tier string) string {
	if p, err := c.App.ProgramInForce(c.ctx(), program); err == nil {
		if l, ok := p.Ladder(ladder); ok {
			if t := l.TierAt(l.Rank(tier)); t != nil {
				return cmp.Or(t.Label.In(c.locale.Language), tier)
			}
		}
	}
	return strings.Trim(ladder+"."+tier, ".")
}

// metricName is what a program calls a metric today.
func (c *call) metricName(program, metric string) string {
	if p, err := c.App.ProgramInForce(c.ctx(), program); err == nil {
		if i, ok := p.Set.Index(metric); ok {
			return cmp.Or(p.Set.Definitions[i].Label.In(c.locale.Language), metric)
		}
	}
	return metric
}
