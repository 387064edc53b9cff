package web

import (
	"cmp"
	"slices"
	"strconv"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/listing"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// offerPage is one offer: how it is listed, who answers for it, and what they were
// told and promised.
type offerPage struct {
	offerRow
	Persons []offerPerson // the owner, then the contacts
	Next    []shownCase   // what is under way about it
	Letters []letterRow   // that those persons got about it
	Silent  bool          // live for long, and nobody got a letter
	May     bool          // whoever looks may say who answers for it
	Files   bool          // whoever looks may file a ticket
}

// offerPerson is somebody who answers for an offer, or is told about it.
type offerPerson struct {
	Name, Email string
	Owner       bool
}

// Called is the heading of the page.
func (p offerPage) Called() string { return p.Name }

// offerFields are what the forms of the page bring.
var offerFields = []field{onceField,
	{name: "do", kind: "hidden", most: 20},
	{name: "revision", kind: "hidden", most: 20, optional: true},
	{name: "owner", kind: "select", most: 40, optional: true},
	{name: "told", kind: "choices", most: 40, optional: true, many: true},
	{name: "text", kind: "textarea", most: 10_000, optional: true},
	{name: "program", kind: "select", most: 200, optional: true}}

// offer is the offer that the path is about.
func (c *call) offer() (store.Offer, error) {
	key := c.r.PathValue("publisher") + "/" + c.r.PathValue("offer")
	o, partner, err := c.App.OfferBy(c.ctx(), c.who, key)
	if err == nil && partner != c.partner.ID {
		err = problem.New(problem.NotFound, "The partner has no offer %q.", problem.Excerpt(key))
	}
	return o, err
}

// askOffer offers the persons that an offer can have, and the programs that a
// ticket about it can be about.
func askOffer(c *call) ([]field, error) {
	fields := slices.Clone(offerFields)
	persons, err := c.personsOf()
	if err != nil {
		return nil, err
	}
	for _, p := range persons {
		o := option{Value: p.ID, Name: p.Name + " (" + p.Email + ")"}
		fields[3].options, fields[4].options = append(fields[3].options, o), append(fields[4].options, o)
	}
	fields[6].options, err = c.severalPrograms()
	return fields, err
}

// personsOf are the persons of the partner, for who may see them.
func (c *call) personsOf() ([]app.PersonView, error) {
	list, err := c.App.Persons(c.ctx(), c.who, c.partner.ID, "", personsShown)
	if problem.KindOf(err) == problem.Forbidden {
		return nil, nil
	}
	return list, err
}

// severalPrograms are the programs in which the partner is; none when there are not
// several.
func (c *call) severalPrograms() ([]option, error) {
	list, err := c.programOptions()
	if len(list) < 2 {
		return nil, err
	}
	return list, err
}

func showOffer(c *call) (answer, error) {
	o, err := c.offer()
	if err != nil {
		return answer{}, err
	}
	row, err := c.offerRow(o)
	if err != nil {
		return answer{}, err
	}
	page := offerPage{offerRow: row, May: c.App.May(c.ctx(), c.who, people.ManageOffers, c.partner.ID) == nil, Files: c.App.May(c.ctx(), c.who, people.FileTicket, c.partner.ID) == nil}
	c.before = map[string][]string{"owner": {o.Owner}, "told": o.Contacts}
	cases, err := c.App.Cases(c.ctx(), c.who, store.CaseFilter{Partner: c.partner.ID, Offer: o.Key()}, "", mostCases)
	if problem.KindOf(err) == problem.Forbidden {
		err = nil
	}
	for _, fill := range []func() error{
		func() error { return err },
		func() error { return page.fillPersons(c, o) },
		func() error { return page.fillCases(c, cases) },
		func() error { return page.fillLetters(c, o, cases) },
	} {
		if err := fill(); err != nil {
			return answer{}, err
		}
	}
	today := calendar.At(c.Now()).Day(c.zone)
	page.Silent = o.Life == listing.Live && o.LiveSince != 0 && o.LiveSince+silentFor <= today && len(page.Letters) == 0
	return c.showing(page)
}

// silentFor is for how long an offer is live before its page says what to do when
// nobody heard anything.
const silentFor calendar.Day = 28

func (p *offerPage) fillPersons(c *call, o store.Offer) error {
	list, err := c.personsOf()
	for _, each := range list {
		if each.ID == o.Owner || slices.Contains(o.Contacts, each.ID) {
			p.Persons = append(p.Persons, offerPerson{each.Name, each.Email, each.ID == o.Owner})
		}
	}
	slices.SortStableFunc(p.Persons, func(a, b offerPerson) int {
		return map[bool]int{true: 0, false: 1}[a.Owner] - map[bool]int{true: 0, false: 1}[b.Owner]
	})
	return err
}

func (p *offerPage) fillCases(c *call, cases []fulfillment.Case) error {
	for i := range cases {
		if cases[i].State.Over() {
			continue
		}
		shown, _, err := c.shown(&cases[i])
		if err != nil {
			return err
		}
		p.Next = append(p.Next, shown)
	}
	return nil
}

// fillLetters lists the letters about the offer: those of its cases, to whoever
// answers for it or is told about it, as far as one may read them.
func (p *offerPage) fillLetters(c *call, o store.Offer, cases []fulfillment.Case) error {
	may := c.App.May(c.ctx(), c.who, people.SeeLetters, c.partner.ID) == nil
	for i := range cases {
		f := store.LetterFilter{Partner: c.partner.ID, Case: cases[i].ID}
		if !may {
			f = store.LetterFilter{Person: c.who.ID, Case: cases[i].ID}
		}
		list, err := c.App.Letters(c.ctx(), c.who, f, "", lettersShown)
		if err != nil {
			return err
		}
		for _, l := range list {
			if l.Person != o.Owner && !slices.Contains(o.Contacts, l.Person) {
				continue
			}
			names, err := c.App.NamesOf(c.ctx(), l.Person)
			if err != nil {
				return err
			}
			p.Letters = append(p.Letters, letterRow{l, names[l.Person]})
		}
	}
	slices.SortFunc(p.Letters, func(a, b letterRow) int { return cmp.Compare(b.ID, a.ID) })
	return nil
}

// changeOffer says who answers for an offer, or that nobody knows.
func changeOffer(c *call) (answer, error) {
	o, err := c.offer()
	if err != nil {
		return answer{}, err
	}
	if c.value("do") == "unknown" {
		return c.ownerUnknown(o)
	}
	in := app.OfferInput{Publisher: o.Publisher, ID: o.ID, Title: o.Title, Type: o.Type, Option: o.Option, Life: o.Life, Owner: c.value("owner"), Contacts: c.form["told"], Private: o.Private, Content: o.Content}
	if o.LiveSince != 0 {
		in.LiveSince = &o.LiveSince
	}
	if in.Revision, err = strconv.ParseInt(c.value("revision"), 10, 64); err != nil {
		return answer{}, badForm
	}
	if _, err := c.App.SaveOffer(c.ctx(), c.who, in); err != nil {
		return answer{}, err
	}
	return goTo(offerPath(c.partner.ID, o))
}

// ownerUnknown files the ticket that nobody knows who answers for an offer.
func (c *call) ownerUnknown(o store.Offer) (answer, error) {
	in := app.TicketInput{Partner: c.partner.ID, Program: c.value("program"), Topic: fulfillment.OwnerLeft, Offer: o.Key(), Text: cmp.Or(c.value("text"), c.locale.Say("offer.unknown-text", nil))}
	if options, err := c.severalPrograms(); err == nil && len(options) > 0 && in.Program == "" {
		return answer{}, at("program")
	}
	k, err := c.App.FileTicket(c.ctx(), c.who, in)
	if err != nil {
		return answer{}, err
	}
	return goTo("/cases/" + k.ID)
}

// offerShortcut goes on from publisher/offer, as letters write it, to the page of
// the offer.
func offerShortcut(c *call) (answer, error) {
	o, partner, err := c.App.OfferBy(c.ctx(), c.who, c.r.PathValue("offer"))
	if err != nil {
		return answer{}, err
	}
	return goTo(offerPath(partner, o))
}
