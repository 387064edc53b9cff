package web

import (
	"slices"

	"laurel/internal/people"
	"laurel/internal/program"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// programPage is the rules of one version of a program, in words.
type programPage struct {
	*release
	Name     string
	Row      programRow
	Ladders  []ladderRules
	Metrics  []namedRules
	Benefits []namedRules
	Sources  []string
	Versions []release
	Files    bool // whoever looks may read the file
}

// ladderRules is the tiers of a ladder, the highest first.
type ladderRules struct {
	Name, Note string
	When       string
	Tiers      []tierRules
}

// tierRules is what a tier asks for and unlocks.
type tierRules struct {
	Name     string
	Attain   []Reasoned
	Retain   []Reasoned
	Benefits []string
}

// namedRules is something of the program with what is said about it.
type namedRules struct {
	Name  string
	Lines []Reasoned
}

// isPublic reports whether everybody may read the rules of the program.
func isPublic(c *call) (bool, error) {
	public, _, err := c.App.PublicPrograms(c.ctx())
	return slices.Contains(public, c.r.PathValue("program")), err
}

func showProgram(c *call) (answer, error) {
	public, err := isPublic(c)
	if err == nil && !public {
		err = c.mayReadPrograms(false)
	}
	if err != nil {
		return answer{}, err
	}
	c.besideCompany()
	list, err := c.releases(c.r.PathValue("program"))
	if err != nil {
		return answer{}, err
	}
	r, err := c.chosen(list, c.r.URL.Query().Get("version"))
	if err != nil {
		return answer{}, err
	}
	page := programPage{release: r, Name: nameOf(r.Read, c.locale.Language), Row: rowOf(list, c.locale.Language), Versions: list,
		Files: c.App.May(c.ctx(), c.who, people.SeeProgram, "") == nil && c.who.Operator()}
	c.tellRules(&page, r.Read)
	return c.showing(page)
}

// tellRules puts the rules into words: as partners read them, and for somebody of
// the operator with what is for operators.
func (c *call) tellRules(page *programPage, p *program.Program) {
	reader := sentence.Reader{Locale: c.locale, Audience: sentence.ForPartner}
	if page.Files {
		reader.Audience = sentence.ForOperator
	}
	teller := sentence.For(reader, standing.Partner{}, p)
	for i := range p.Ladders {
		page.Ladders = append(page.Ladders, c.ladderRules(teller, p, &p.Ladders[i].Value))
	}
	for _, d := range p.Set.Definitions {
		page.Metrics = append(page.Metrics, namedRules{teller.MetricName(d), reasoned(teller.Counting(d), 9)})
	}
	for i := range p.Benefits {
		b := &p.Benefits[i].Value
		page.Benefits = append(page.Benefits, namedRules{or(b.Label.In(c.locale.Language), b.Name), reasoned(teller.Unlocking(p, b), 9)})
	}
	for _, row := range p.Sources {
		page.Sources = append(page.Sources, row.Value)
	}
}

func (c *call) ladderRules(teller *sentence.Teller, p *program.Program, l *program.Ladder) ladderRules {
	out := ladderRules{Name: or(l.Label.In(c.locale.Language), l.Name), Note: l.Note.In(c.locale.Language), When: teller.Evaluated(l).Text}
	for rank := len(l.Tiers); rank > 0; rank-- {
		tier := l.TierAt(rank)
		rules := tierRules{Name: or(tier.Label.In(c.locale.Language), tier.ID), Attain: waysIn(teller, l.AttainConditions(rank)), Retain: waysIn(teller, l.RetainConditions(rank))}
		for i := range p.Benefits {
			if u := p.Benefits[i].Value.Unlock; u.Ladder == l.Name && u.TierName == tier.ID {
				rules.Benefits = append(rules.Benefits, or(p.Benefits[i].Value.Label.In(c.locale.Language), p.Benefits[i].Name))
			}
		}
		out.Tiers = append(out.Tiers, rules)
	}
	return out
}

// waysIn are the ways to a tier, or to keep it: one of them is enough.
func waysIn(teller *sentence.Teller, ways []program.Option) []Reasoned {
	var lines []sentence.Line
	for _, way := range ways {
		line := teller.Rule(way.Condition)
		if way.Track != nil {
			line = teller.OnTrack(way.Track, way.When, line)
		}
		lines = append(lines, line)
	}
	return reasoned(lines, 9)
}
