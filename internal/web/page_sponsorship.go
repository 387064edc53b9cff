package web

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/money"
	"laurel/internal/number"
	"laurel/internal/people"
	"laurel/internal/picture"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/store"
)

// sponsorshipPage is the credits of a partner: what is left, in which order they
// are used up, and what became of them.
type sponsorshipPage struct {
	Sums     []creditSum
	Pictures []drawn
	Rows     []creditRow // in force, in the order in which they are used up
	Past     []creditRow
	Claims   []shownCase
	Rules    []creditRule
	Usage    []usage
	Lines    []ledgerRow
}

// drawn is a picture for wide and for narrow pages.
type drawn struct{ Wide, Narrow template.HTML }

// creditSum is what all credits in a currency come to.
type creditSum struct{ Left, Waiting, Ready, Used string }

// creditRow is a grant of credit.
type creditRow struct {
	ID, Name, Path, Why                   string
	Place                                 int // in the order; 0 for none
	Granted, Left, Waiting, Ready         string
	Used, Lost, Revoked                   string
	Since, Ends                           calendar.Day // the end is zero when nothing ends it
	Soon, Claimable                       bool
	worth, free, waiting, ready, consumed money.Amount
}

// creditRule is how credits of a kind are used.
type creditRule struct{ Name, Note, Instructions, Excludes, Overage string }

// usage is what was used month by month, in a currency.
type usage struct {
	ID, Name string
	drawn
	Months []monthRow
}

// ledgerRow is a posting in words.
type ledgerRow struct {
	At                       calendar.Moment
	Name, What, Amount, Path string
}

// mostLines is how many postings one page lists.
const mostLines = 100

func showSponsorship(c *call) (answer, error) {
	credits, err := c.App.Sponsorships(c.ctx(), c.who, c.partner.ID)
	if err != nil && problem.KindOf(err) != problem.NotFound {
		return answer{}, err
	}
	var page sponsorshipPage
	for i := range credits {
		page.add(c, &credits[i])
	}
	c.explainOrder(page.Rows, credits)
	page.sum(c)
	page.Usage = c.usage(credits)
	page.Lines = c.ledger(credits)
	page.Claims, err = c.claims()
	if err != nil {
		return answer{}, err
	}
	return c.showing(page)
}

// add adds a grant.
func (p *sponsorshipPage) add(c *call, s *app.Sponsorship) {
	of := func(n number.Number) money.Amount { return money.New(n, s.Amount.Currency) }
	row := creditRow{ID: s.Grant, Name: s.Named.Label.In(c.locale.Language), Path: partnerPath(c.partner.ID) + "/benefits/" + s.Program + "/" + s.Benefit, Since: s.Granted, Soon: s.Soon,
		worth: s.Amount, free: of(s.Free), waiting: of(s.Balance[fulfillment.Reserved]), ready: of(s.Balance[fulfillment.Active]), consumed: of(s.Balance[fulfillment.Used])}
	row.Granted, row.Left, row.Waiting, row.Ready, row.Used = c.locale.Money(s.Amount), c.some(row.free), c.some(row.waiting), c.some(row.ready), c.some(row.consumed)
	row.Lost, row.Revoked = c.some(of(s.Lost)), c.some(of(s.Balance[fulfillment.Gone]))
	if s.Ends != calendar.LastDay {
		row.Ends = s.Ends
	}
	if s.Over {
		p.Past = append(p.Past, row)
		return
	}
	row.Claimable = s.Claimable() && s.Given != nil && c.App.May(c.ctx(), c.who, people.ClaimCredit, c.partner.ID) == nil
	row.Place = len(p.Rows) + 1
	p.Rows = append(p.Rows, row)
	p.rule(c, s)
}

// some is an amount; empty for nothing.
func (c *call) some(a money.Amount) string {
	if a.Value.Sign() == 0 {
		return ""
	}
	return c.locale.Money(a)
}

// rule adds how a credit is used, once for all credits of which it is the same.
func (p *sponsorshipPage) rule(c *call, s *app.Sponsorship) {
	if s.Given == nil {
		return
	}
	in := c.locale.Language
	r := creditRule{Name: or(s.Given.Label.In(in), c.locale.Say("case-kind.sponsorship", nil)), Note: s.Given.Note.In(in), Instructions: s.Given.Instructions.In(in)}
	if rule := s.Given.Credit; rule != nil {
		r.Excludes, r.Overage = rule.Excludes.In(in), c.locale.Say("sponsorship.overage-"+string(cmp.Or(rule.Overage, program.PartnerPays)), nil)
	}
	if !slices.Contains(p.Rules, r) {
		p.Rules = append(p.Rules, r)
	}
}

// explainOrder says of each grant why it is used when it is.
func (c *call) explainOrder(rows []creditRow, credits []app.Sponsorship) {
	inForce := slices.DeleteFunc(slices.Clone(credits), func(s app.Sponsorship) bool { return s.Over })
	if len(rows) < 2 {
		return
	}
	rows[0].Why = c.locale.Say("sponsorship.first-"+difference(inForce[0], inForce[1]), nil)
	for i := range rows[1:] {
		rows[i+1].Why = c.locale.Say("sponsorship.then-"+difference(inForce[i], inForce[i+1]), nil)
	}
}

// difference is by what one credit is used before another.
func difference(a, b app.Sponsorship) string {
	switch {
	case a.Ends != b.Ends:
		return "end"
	case a.Order != b.Order:
		return "order"
	case a.Granted != b.Granted:
		return "age"
	default:
		return "alike"
	}
}

// sum adds up and draws what is in force, currency by currency.
func (p *sponsorshipPage) sum(c *call) {
	for i, code := range currencies(p.Rows) {
		total := map[string]number.Number{}
		pic := picture.Burn{Text: picture.Text{ID: "burn-" + strconv.Itoa(i), Title: c.locale.Say("sponsorship.picture", nil), Description: c.locale.Say("sponsorship.picture-says", nil)}}
		for _, r := range p.Rows {
			if r.worth.Currency != code {
				continue
			}
			total["left"], total["waiting"] = total["left"].Add(r.free.Value), total["waiting"].Add(r.waiting.Value)
			total["ready"], total["used"] = total["ready"].Add(r.ready.Value), total["used"].Add(r.consumed.Value)
			pic.Grants = append(pic.Grants, picture.Credit{Name: r.Name, Says: c.leftUntil(r), Full: r.worth.Value, Used: r.consumed.Value, Kept: r.waiting.Value.Add(r.ready.Value), Soon: r.Soon})
		}
		say := func(name string) string { return c.locale.Money(money.New(total[name], code)) }
		p.Sums = append(p.Sums, creditSum{say("left"), say("waiting"), say("ready"), say("used")})
		p.Pictures = append(p.Pictures, twice(&pic.Text, func(width int) string { return pic.Draw(width) }))
	}
}

// twice draws a picture for wide and for narrow pages.
func twice(text *picture.Text, paint func(width int) string) drawn {
	out := drawn{Wide: template.HTML(paint(760))}
	text.ID += "-narrow"
	out.Narrow = template.HTML(paint(320))
	return out
}

// leftUntil is what of a grant is left, and until when.
func (c *call) leftUntil(r creditRow) string {
	args := map[string]any{"Left": c.locale.Money(r.free)}
	if r.Ends == 0 {
		return c.locale.Say("sponsorship.left", args)
	}
	args["Until"] = c.locale.Day(r.Ends)
	return c.locale.Say("sponsorship.left-until", args)
}

// currencies are those of some grants, in the order in which they come.
func currencies(rows []creditRow) []string {
	var out []string
	for _, r := range rows {
		if !slices.Contains(out, r.worth.Currency) {
			out = append(out, r.worth.Currency)
		}
	}
	return out
}

// claims are the claims on credit that are not over, the newest first.
func (c *call) claims() ([]shownCase, error) {
	list, err := c.App.Cases(c.ctx(), c.who, store.CaseFilter{Partner: c.partner.ID, Kind: fulfillment.Sponsorship, Open: true}, "", mostCases)
	if err != nil {
		return nil, err
	}
	var out []shownCase
	for i := range list {
		shown, _, err := c.shown(&list[i])
		if err != nil {
			return nil, err
		}
		shown.Name += " · " + c.locale.Money(list[i].Amount)
		out = append(out, shown)
	}
	return out, nil
}

// ledger is what became of the credits, the newest first.
func (c *call) ledger(credits []app.Sponsorship) []ledgerRow {
	type posted struct {
		store.Line
		name string
	}
	var all []posted
	for _, s := range credits {
		for _, l := range s.Lines {
			all = append(all, posted{l, s.Named.Label.In(c.locale.Language)})
		}
	}
	slices.SortStableFunc(all, func(a, b posted) int { return cmp.Compare(b.ID, a.ID) })
	var out []ledgerRow
	mayOpen := c.App.May(c.ctx(), c.who, people.SeeCase, c.partner.ID) == nil
	for _, l := range all[:min(len(all), mostLines)] {
		r := ledgerRow{At: l.At, Name: l.name, What: c.posted(l.From, l.To), Amount: c.locale.Money(l.Amount)}
		if l.Case != "" && mayOpen {
			r.Path = "/cases/" + l.Case
		}
		out = append(out, r)
	}
	return out
}

// posted is a posting in words.
func (c *call) posted(from, to fulfillment.Account) string {
	id := "posting." + string(from) + "-" + string(to)
	if _, has := c.locale.Takes(id); !has {
		id = "posting.to-" + string(to)
	}
	return c.locale.Say(id, nil)
}
