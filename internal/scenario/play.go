package scenario

import (
	"slices"

	"laurel/internal/money"
	"laurel/internal/problem"
	"laurel/internal/program"
)

// play is a story that is ready to be run: every name in it was found.
type play struct {
	story   *story
	history program.History
	rates   money.Rates
}

// prepare reads the programs and checks every name of the story against them.
// What is wrong is noted, and then the play must not be run.
func prepare(s *story, open Open, m *problem.Mistakes) *play {
	st := &stage{story: s, open: open, mistakes: m}
	st.set()
	p := &play{story: s, history: st.history, rates: st.rates}
	ledger := newLedger(s, nil, m)
	p.cast(m)
	if len(st.history) == len(s.releases) && len(st.history) > 0 {
		p.bind(&names{story: s, history: st.history, mistakes: m, facts: ledger.facts})
	}
	return p
}

// cast finds the partner that each block is about.
func (p *play) cast(m *problem.Mistakes) {
	c := &cast{story: p.story, mistakes: m}
	for _, s := range p.story.scenes {
		s.partner = c.whose(s.at, s.whose)
	}
	for _, s := range p.story.restated {
		s.partner = c.whose(s.at, s.whose)
	}
	for _, t := range p.story.tables {
		t.partner = c.whose(t.at, t.whose)
		for _, r := range t.rows {
			newLedger(p.story, map[*partner][]*told{t.partner: r.told}, m)
		}
	}
}

// whose is the partner named in front of a block, or the only one.
func (c *cast) whose(at, name word) *partner {
	all := c.story.partners
	switch {
	case name.text != "":
		if p := c.story.partner(name.text); p != nil {
			return p
		}
		c.wrong(name, suggestion(name.text, c.story.partnerNames()), "There is no partner %q in the story.", name.text)
	case len(all) == 1:
		return all[0]
	case len(all) > 1:
		c.wrong(at, "Write it like "+all[0].name+" "+at.text+" ….", "The story has several partners; name one in front.")
	}
	return &partner{}
}

// bind checks what the lines name.
func (p *play) bind(n *names) {
	for _, s := range p.story.partners {
		n.bindTold(s.told)
		for _, c := range s.changes {
			n.bindWords(c.new)
		}
	}
	for _, s := range p.story.scenes {
		bindAll(n, s.expected)
	}
	for _, s := range p.story.restated {
		s.bind(n)
	}
	for _, t := range p.story.tables {
		for _, r := range t.rows {
			n.bindTold(r.told)
			bindAll(n, r.expected)
		}
	}
}

func bindAll(n *names, list []*expectation) {
	for _, e := range list {
		e.want.bind(n)
	}
}

// play runs the story and lists a check for each line, in the order of the
// file.
func (p *play) play() []Check {
	w := newWorld(p.story, newLedger(p.story, nil, &problem.Mistakes{}), p.history, p.rates)
	var checks []Check
	for _, s := range p.story.scenes {
		checks = append(checks, checkAll(w.view(s.partner, s.day, s.known), s.expected)...)
	}
	for _, s := range p.story.restated {
		checks = append(checks, s.check(w)...)
	}
	for _, t := range p.story.tables {
		for _, r := range t.rows {
			extra := map[*partner][]*told{t.partner: r.told}
			own := newWorld(p.story, newLedger(p.story, extra, &problem.Mistakes{}), p.history, p.rates)
			checks = append(checks, checkAll(own.view(t.partner, r.day, r.known), r.expected)...)
		}
	}
	slices.SortStableFunc(checks, func(a, b Check) int { return a.Place.Line - b.Place.Line })
	return checks
}

func checkAll(v *view, list []*expectation) []Check {
	out := make([]Check, len(list))
	for i, e := range list {
		f := v.check(e.want)
		out[i] = Check{Place: v.world.story.place(e.at), Partner: v.partner.name, At: v.at, Known: v.known, Said: e.said,
			Held: f.held, Found: f.found}
		if !f.held {
			out[i].Reasons = f.reasons
		}
	}
	return out
}
