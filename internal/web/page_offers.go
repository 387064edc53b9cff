package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"laurel/internal/app"
	"laurel/internal/listing"
	"laurel/internal/store"
)

// offersPage is the offers of a partner.
type offersPage struct {
	Rows []offerRow
	Told []toldOffer // known from facts alone
	More int         // of them that are not listed
}

// toldOffer is an offer of which only facts are known.
type toldOffer struct {
	app.OfferTold
	Life, Listed string
}

// mostTold is how many offers that are known from facts alone one page lists.
const mostTold = 100

// offerRow is an offer as lists and its own page show it.
type offerRow struct {
	store.Offer
	Name, Path string
	Kind       string // what it is
	Option     string // how customers get it
	Why        string // why it has its listing type
	OwnerName  string // empty for nobody
}

func showOffers(c *call) (answer, error) {
	rows, err := c.offerRows()
	if err != nil {
		return answer{}, err
	}
	page := offersPage{Rows: rows}
	told, err := c.App.OffersTold(c.ctx(), c.who, c.partner.ID)
	if err != nil {
		return answer{}, err
	}
	page.More = max(0, len(told)-mostTold)
	for _, o := range told[:min(len(told), mostTold)] {
		page.Told = append(page.Told, toldOffer{o, c.word("life", o.Status), c.word("listing", o.Listing)})
	}
	return c.showing(page)
}

// offerRows are the offers of the partner, those that are live first.
func (c *call) offerRows() ([]offerRow, error) {
	list, err := c.App.Offers(c.ctx(), c.who, c.partner.ID)
	var out []offerRow
	for _, o := range list {
		row, err := c.offerRow(o)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b offerRow) int {
		return cmp.Or(slices.Index(lives, a.Life)-slices.Index(lives, b.Life), strings.Compare(a.Name, b.Name))
	})
	return out, err
}

// lives are the lives of offers in the order of the list.
var lives = []listing.Life{listing.Live, listing.Draft, listing.Delisted}

func (c *call) offerRow(o store.Offer) (offerRow, error) {
	names, err := c.App.NamesOf(c.ctx(), o.Owner)
	row := offerRow{Offer: o, Name: cmp.Or(o.Title, o.ID), Path: offerPath(c.partner.ID, o), Kind: c.word("offer-type", string(o.Type)), Option: c.word("offer-option", string(o.Option)), OwnerName: names[o.Owner]}
	row.Why = c.locale.Say("offer.why-"+dashed(o.Listing), map[string]any{"Kind": row.Kind, "Option": row.Option})
	return row, err
}

func offerPath(partner string, o store.Offer) string {
	return partnerPath(partner) + "/offers/" + url.PathEscape(o.Publisher) + "/" + url.PathEscape(o.ID)
}

// word is what something is called: by the catalog where it has the word.
func (c *call) word(group, text string) string {
	if _, has := c.locale.Takes(group + "." + dashed(text)); has {
		return c.locale.Say(group+"."+dashed(text), nil)
	}
	return strings.ReplaceAll(text, "_", " ")
}
