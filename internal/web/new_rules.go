package web

import (
	"net/url"
	"strconv"

	"laurel/internal/app"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
)

// newRulesCard is what the next version of a program changes for the partner in one
// ladder.
type newRulesCard struct {
	ID, Program, Ladder string
	Says, Missing       string
	Changes             bool // the tier or the benefits
	Gained, Lost        []sentence.Line
	Path                string // of the new version's own page
}

// newRules are the versions to come, of one program or of all. Of offers and regions
// only those are told of which something changes.
func (c *call) newRules(program string) ([]newRulesCard, error) {
	list, err := c.App.NewRules(c.ctx(), c.who, c.partner.ID)
	if problem.KindOf(err) == problem.NotFound {
		return nil, nil // there is no program
	}
	if err != nil {
		return nil, err
	}
	var out []newRulesCard
	for i := range list {
		if program != "" && program != list[i].Next.ID {
			continue
		}
		for j := range list[i].Outlooks {
			card := c.newRulesCard(&list[i], &list[i].Outlooks[j])
			if card.Changes || list[i].Outlooks[j].Key.IsZero() {
				card.ID = "new-rules-" + strconv.Itoa(len(out)+1)
				out = append(out, card)
			}
		}
	}
	return out, nil
}

func (c *call) newRulesCard(r *app.NewRules, o *standing.Outlook) newRulesCard {
	teller := sentence.For(sentence.Reader{Locale: c.locale, Audience: sentence.ForPartner}, o.Partner, o.Programs...)
	card := newRulesCard{Program: r.Next.Label.In(c.locale.Language), Says: teller.NewRules(o, r.Next.Version).Text,
		Path: "/programs/" + r.Next.ID + "?version=" + url.QueryEscape(r.Next.Version), Gained: teller.GrantNames(o.Gained), Lost: teller.GrantNames(o.Lost)}
	card.Changes = o.Then == nil || o.Then.Tier != o.Instead || len(card.Gained)+len(card.Lost) > 0
	if o.Then != nil && len(o.Then.Gaps) > 0 {
		card.Missing = teller.Gap(o.Ladder, &o.Then.Gaps[0]).Text
	}
	if l, ok := r.Next.Ladder(o.Ladder); ok {
		card.Ladder = l.Label.In(c.locale.Language)
	}
	return card
}
