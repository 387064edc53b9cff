package web

import (
	"net/url"
	"slices"

	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/standing"
	"laurel/internal/standing/sentence"
	"laurel/internal/store"
)

// reviewsPage is grants whose cause a correction removed.
type reviewsPage struct {
	Rows []reviewRow
	More string // the path of the next page; empty at the end
}

// reviewRow is a grant about which somebody must decide.
type reviewRow struct {
	store.ListedReview
	Benefit string
	Program string
}

// rowsOfReviews is how many reviews one page has.
const rowsOfReviews = 50

func showReviews(c *call) (answer, error) {
	q := c.r.URL.Query()
	list, last, err := c.App.GrantReviews(c.ctx(), c.who, "", store.GrantReview{Partner: q.Get("partner"), Grant: q.Get("after")}, rowsOfReviews)
	if err != nil {
		return answer{}, err
	}
	page := reviewsPage{}
	for _, r := range list {
		page.Rows = append(page.Rows, reviewRow{r, c.benefitName(r.Program, r.Benefit), c.programName(r.Program)})
	}
	if last.Grant != "" {
		page.More = "/reviews?" + url.Values{"partner": {last.Partner}, "after": {last.Grant}}.Encode()
	}
	return c.showing(page)
}

// reviewPage is one of them, with what is known of the grant.
type reviewPage struct {
	Row   grantRow
	Lines []Reasoned
}

// askReview asks what becomes of the grant.
func askReview(c *call) ([]field, error) {
	return []field{
		{name: "act", kind: "select", most: 20, options: []option{{Value: string(standing.KeepGrant), Name: c.locale.Say("review.keep", nil)}, {Value: string(standing.RevokeGrant), Name: c.locale.Say("review.end", nil)}}},
		{name: "because", kind: "textarea", most: 4000},
	}, nil
}

func showReview(c *call) (answer, error) {
	if err := c.App.May(c.ctx(), c.who, people.DecideReview, c.partner.ID); err != nil {
		return answer{}, err
	}
	t, g, err := c.grantAsked()
	if err != nil {
		return answer{}, err
	}
	if g.State != standing.InReview {
		return answer{}, problem.New(problem.NotFound, "The grant %s waits for nobody.", g.ID)
	}
	c.audience = sentence.ForOperator
	ladder := ""
	if ladders := t.Programs(t.At)[0].Ladders; len(ladders) > 0 {
		ladder = ladders[0].Name
	}
	return c.showing(reviewPage{c.grantRow(t, g), reasoned([]sentence.Line{c.teller(t).Grant(ladder, &g)}, 2)})
}

// decideReview lets the grant stay, or ends it.
func decideReview(c *call) (answer, error) {
	act := standing.Act(c.value("act"))
	if !slices.Contains([]standing.Act{standing.KeepGrant, standing.RevokeGrant}, act) {
		return answer{}, at("act")
	}
	t, g, err := c.grantAsked()
	if err != nil {
		return answer{}, err
	}
	in := app.OverrideInput{Program: t.Program, Partner: c.partner.ID, Act: act, Grant: g.ID, Because: c.value("because")}
	if _, err := c.App.DecideReview(c.ctx(), c.who, in); err != nil {
		return answer{}, inField("because", err)
	}
	return goTo("/reviews")
}
