package app

import (
	"cmp"
	"context"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/letter"
	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// ContactInput makes a person of the partner a marketing contact.
type ContactInput struct {
	Partner  string
	Person   string // somebody with a role for the partner
	Email    string // the person's own when empty
	Phone    string // the person's own when empty
	Language string // the person's own when empty
	Main     bool   // letters go to the main one first
	Replaces string // the id of the contact whose place it takes; empty to add one
	Because  string // why, of a change
}

// AssignContact makes somebody a marketing contact, or changes who or how one is.
// A new address is verified by a letter; what is under way is sent again to the
// new contact.
func (a *App) AssignContact(ctx context.Context, who people.Who, in ContactInput) (store.Contact, error) {
	rule, most, err := a.contactRule(ctx)
	if err != nil {
		return store.Contact{}, err
	}
	var c store.Contact
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		if err := may(ctx, &tx.Reader, who, people.AssignContact, in.Partner); err != nil {
			return err
		}
		held, err := tx.Contacts(ctx, in.Partner, false)
		if err != nil {
			return err
		}
		if c, err = a.newContact(ctx, tx, who, in, rule, most, held); err != nil {
			return err
		}
		return a.putContact(ctx, tx, who, in, c, held)
	})
	return c, err
}

// contactRule is what all programs together say of contacts: the strictest.
func (a *App) contactRule(ctx context.Context) (rule people.MailRule, most int, err error) {
	histories, err := a.histories(ctx, "")
	if problem.KindOf(err) == problem.NotFound {
		return rule, mostContacts, nil
	}
	most = mostContacts
	for _, h := range histories {
		if release := h.InForce(a.today(h)); release != nil {
			r := release.MailRule()
			rule.RefuseFree, rule.RefuseRole = rule.RefuseFree || r.RefuseFree, rule.RefuseRole || r.RefuseRole
			most = min(most, release.MostContacts())
		}
	}
	return rule, most, err
}

// mostContacts is how many contacts a partner has at most, whatever a program says.
const mostContacts = 3

// newContact checks everything about a contact at once.
func (a *App) newContact(ctx context.Context, tx *store.Tx, who people.Who, in ContactInput, rule people.MailRule, most int, held []store.Contact) (store.Contact, error) {
	account, err := tx.Account(ctx, in.Partner)
	if err != nil {
		return store.Contact{}, err
	}
	p, err := a.personOf(ctx, tx, in.Partner, in.Person)
	if err != nil && problem.KindOf(err) != problem.NotFound {
		return store.Contact{}, err
	}
	w := wanting{in: in, person: p}
	w.checkPerson(held)
	w.checkPlace(held, most)
	checkLanguage(&w.Mistakes, in.Language)
	c := store.Contact{ID: a.newID("con_"), Partner: in.Partner, Person: p.ID, Email: w.email(rule, account.Email), Phone: w.phone(), Language: cmp.Or(in.Language, p.Language),
		Main: in.Main || len(held) == 0, Since: a.moment(), By: who.ID}
	return c, w.Err("The marketing contact cannot be assigned.")
}

// wanting is a contact that is wanted, with what is wrong with it.
type wanting struct {
	problem.Mistakes
	in     ContactInput
	person store.Person // who it is; nobody when there is no such person of the partner
}

func (w *wanting) wrong(name, hint, format string, args ...any) {
	w.AddWithHint(problem.Place{File: name}, hint, format, args...)
}

func (w *wanting) checkPerson(held []store.Contact) {
	if w.person.ID == "" {
		w.wrong("person", "Pick somebody from the list, or invite the person first.", "%q is nobody of the partner.", problem.Excerpt(w.in.Person))
		return
	}
	if slices.ContainsFunc(held, func(c store.Contact) bool { return c.Person == w.person.ID && c.ID != w.in.Replaces }) {
		w.wrong("person", "", "%s is a marketing contact already.", w.person.Name)
	}
}

// checkPlace asks for a place among the contacts: a free one, or that of another.
func (w *wanting) checkPlace(held []store.Contact, most int) {
	replaced := slices.ContainsFunc(held, func(c store.Contact) bool { return c.ID == w.in.Replaces })
	switch {
	case w.in.Replaces != "" && !replaced:
		w.wrong("replaces", "", "There is no marketing contact %q.", problem.Excerpt(w.in.Replaces))
	case w.in.Replaces == "" && len(held) >= most:
		w.wrong("replaces", "Let the new one take the place of another.", "The partner has %d marketing contacts already, and may have %d.", len(held), most)
	}
}

// email is the address of the contact: that of the person when no other is given.
func (w *wanting) email(rule people.MailRule, account string) string {
	given := cmp.Or(w.in.Email, w.person.Email)
	if given == "" && w.person.ID == "" {
		return "" // what nobody is lacks is not asked for
	}
	email, err := people.Email(given)
	if err == nil {
		err = rule.CheckContact(email, account)
	}
	w.AddProblem(problem.Place{File: "email"}, problem.Of(err))
	return email
}

func (w *wanting) phone() string {
	given := cmp.Or(w.in.Phone, w.person.Phone)
	if given == "" && w.person.ID == "" {
		return ""
	}
	phone, err := people.Phone(given)
	if given == "" {
		w.wrong("phone", "Write it like +49 30 901820.", "A marketing contact needs a phone number.")
		return ""
	}
	w.AddProblem(problem.Place{File: "phone"}, problem.Of(err))
	return phone
}

// personOf is a person who holds a role for a partner.
func (a *App) personOf(ctx context.Context, tx *store.Tx, partner, id string) (store.Person, error) {
	seats, err := tx.Seats(ctx, id)
	if err != nil {
		return store.Person{}, err
	}
	if !slices.ContainsFunc(seats, func(s people.Seat) bool { return s.Partner == partner }) {
		return store.Person{}, problem.New(problem.NotFound, "There is no person %q.", problem.Excerpt(id))
	}
	return tx.Person(ctx, id)
}

// putContact stores a contact in the place of another, tells whom it concerns, and
// keeps one of all the main one.
func (a *App) putContact(ctx context.Context, tx *store.Tx, who people.Who, in ContactInput, c store.Contact, held []store.Contact) error {
	before := ""
	for _, old := range held {
		switch {
		case old.ID == in.Replaces:
			before = a.nameOf(ctx, &tx.Reader, old.Person)
			c.Main = c.Main || old.Main
			if people.Folded(old.Email) == people.Folded(c.Email) {
				c.Verified = old.Verified
			}
			old.Ended, old.Because, old.Main = a.moment(), cmp.Or(in.Because, "replaced"), false
		case c.Main && old.Main:
			old.Main = false
		default:
			continue
		}
		if err := tx.SaveContact(ctx, old); err != nil {
			return err
		}
	}
	if err := tx.SaveContact(ctx, c); err != nil {
		return err
	}
	if err := a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "assign contact", Subject: c.Partner, Detail: c.ID}); err != nil {
		return err
	}
	if err := a.tellAdmins(ctx, tx, c.Partner, "contact "+c.ID, letter.ContactChanged{Partner: a.mustName(ctx, &tx.Reader, c.Partner), By: a.nameOf(ctx, &tx.Reader, who.ID),
		Before: before, After: a.nameOf(ctx, &tx.Reader, c.Person)}); err != nil {
		return err
	}
	if !c.Verified.IsZero() {
		return a.sendAgain(ctx, tx, c)
	}
	return a.askContact(ctx, tx, who, c)
}

// mustName is what a partner is called; its id when that cannot be read.
func (a *App) mustName(ctx context.Context, r *store.Reader, id string) string {
	name, err := a.partnerName(ctx, r, id)
	if err != nil {
		return id
	}
	return name
}

// tellAdmins writes to everybody who answers for a partner.
func (a *App) tellAdmins(ctx context.Context, tx *store.Tx, partner, event string, content letter.Content) error {
	admins, err := tx.Holders(ctx, partner, people.PartnerAdmin)
	if err != nil {
		return err
	}
	return a.sendAll(ctx, tx, message{event: event, partner: partner, content: content}, persons(admins))
}

func persons(holders []store.Holder) []store.Person {
	out := make([]store.Person, 0, len(holders))
	for _, h := range holders {
		if !slices.ContainsFunc(out, func(p store.Person) bool { return p.ID == h.ID }) {
			out = append(out, h.Person)
		}
	}
	return out
}

// askContact asks a new contact to open a link: then the address is theirs.
func (a *App) askContact(ctx context.Context, tx *store.Tx, who people.Who, c store.Contact) error {
	p, err := tx.Person(ctx, c.Person)
	if err != nil {
		return err
	}
	secret, err := a.link(ctx, tx, c.Person, forContact, c.ID, linkLength)
	if err != nil {
		return err
	}
	content := letter.VerifyEmail{Partner: a.mustName(ctx, &tx.Reader, c.Partner), By: a.nameOf(ctx, &tx.Reader, who.ID), Link: "/contacts/" + secret,
		ValidUntil: calendar.At(a.now().Add(linkLength))}
	return a.send(ctx, tx, message{event: "verify " + c.ID, partner: c.Partner, to: p, address: c.Email, language: c.Language, content: content})
}

// VerifyContact notes that whoever got the letter reads the address, and sends
// them what is under way.
func (a *App) VerifyContact(ctx context.Context, secret string) (store.Contact, error) {
	var found store.Contact
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		link, err := a.spend(ctx, tx, secret, forContact)
		if err != nil {
			return err
		}
		held, err := tx.ContactsOf(ctx, link.Person)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(held, func(c store.Contact) bool { return c.ID == link.Subject })
		if i < 0 {
			return problem.New(problem.Conflict, "You are not a marketing contact any more.").WithHint("Ask an admin of your company.")
		}
		found = held[i]
		found.Verified = a.moment()
		if err := tx.SaveContact(ctx, found); err != nil {
			return err
		}
		if err := tx.ForgetBounce(ctx, found.Email); err != nil {
			return err
		}
		if err := a.audit(ctx, tx, store.AuditLine{Who: found.Person, What: "verify contact", Subject: found.Partner, Detail: found.ID}); err != nil {
			return err
		}
		return a.sendAgain(ctx, tx, found)
	})
	return found, err
}

// EndContact takes a marketing contact away.
func (a *App) EndContact(ctx context.Context, who people.Who, partner, id, because string) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := may(ctx, &tx.Reader, who, people.AssignContact, partner); err != nil {
			return err
		}
		held, err := tx.Contacts(ctx, partner, false)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(held, func(c store.Contact) bool { return c.ID == id })
		if i < 0 {
			return problem.New(problem.NotFound, "There is no marketing contact %q.", problem.Excerpt(id)).WithHint("See the list of contacts.")
		}
		return a.endContact(ctx, tx, who, held[i], cmp.Or(because, "taken away"), false)
	})
}

// endContact ends a contact. When it left or its address takes no letters, the
// admins of the partner are asked for a successor.
func (a *App) endContact(ctx context.Context, tx *store.Tx, who people.Who, c store.Contact, because string, lost bool) error {
	wasMain := c.Main
	c.Ended, c.Because, c.Main = a.moment(), because, false
	if err := tx.SaveContact(ctx, c); err != nil {
		return err
	}
	left, err := tx.Contacts(ctx, c.Partner, false)
	if err != nil {
		return err
	}
	if wasMain && len(left) > 0 {
		left[0].Main = true
		if err := tx.SaveContact(ctx, left[0]); err != nil {
			return err
		}
	}
	if err := a.audit(ctx, tx, store.AuditLine{Who: who.Name(), What: "end contact", Subject: c.Partner, Detail: c.ID}); err != nil {
		return err
	}
	name := a.nameOf(ctx, &tx.Reader, c.Person)
	if !lost {
		return a.tellAdmins(ctx, tx, c.Partner, "end contact "+c.ID, letter.ContactChanged{Partner: a.mustName(ctx, &tx.Reader, c.Partner), By: a.nameOf(ctx, &tx.Reader, who.ID), Before: name})
	}
	open, err := tx.CountCases(ctx, store.CaseFilter{Partner: c.Partner, Open: true})
	if err != nil {
		return err
	}
	return a.tellAdmins(ctx, tx, c.Partner, "contact lost "+c.ID, letter.ContactNeeded{Partner: a.mustName(ctx, &tx.Reader, c.Partner), Contact: name, Left: because == departed, Waiting: open, Others: len(left)})
}

// departed is why a contact of somebody who left ended.
const departed = "left"

// departed ends what somebody did for a partner that they left: contacts, and
// offers that they answered for.
func (a *App) departed(ctx context.Context, tx *store.Tx, who people.Who, person, partner string) error {
	contacts, err := tx.ContactsOf(ctx, person)
	if err != nil {
		return err
	}
	for _, c := range contacts {
		if c.Partner == partner {
			if err := a.endContact(ctx, tx, who, c, departed, true); err != nil {
				return err
			}
		}
	}
	return a.ownerLeft(ctx, tx, person, partner)
}

// Bounce notes that an address takes no letters. A marketing contact with it is
// one no more, and the partner's admins are asked for a successor.
func (a *App) Bounce(ctx context.Context, who people.Who, address, because string) error {
	email, err := people.Email(address)
	if err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := may(ctx, &tx.Reader, who, people.ReportBounce, ""); err != nil {
			return err
		}
		return a.bounced(ctx, tx, who, email, because)
	})
}

func (a *App) bounced(ctx context.Context, tx *store.Tx, who people.Who, address, because string) error {
	if err := tx.AddBounce(ctx, address, because, a.moment()); err != nil {
		return err
	}
	contacts, err := tx.ContactsAt(ctx, address)
	if err != nil {
		return err
	}
	for _, c := range contacts {
		if err := a.endContact(ctx, tx, who, c, "letters come back", true); err != nil {
			return err
		}
	}
	return nil
}

// sendAgain sends the instructions of everything that is under way to a contact
// who has just become one.
func (a *App) sendAgain(ctx context.Context, tx *store.Tx, c store.Contact) error {
	p, err := tx.Person(ctx, c.Person)
	if err != nil {
		return err
	}
	m := message{event: "contact assigned " + c.ID, partner: c.Partner, to: p, address: c.Email, language: c.Language,
		content: letter.ContactAssigned{Partner: a.mustName(ctx, &tx.Reader, c.Partner), By: a.nameOf(ctx, &tx.Reader, c.By)}}
	if err := a.send(ctx, tx, m); err != nil {
		return err
	}
	open, err := tx.Cases(ctx, store.CaseFilter{Partner: c.Partner, Open: true}, "", 500)
	if err != nil {
		return err
	}
	for _, each := range open {
		if !slices.Contains([]fulfillment.State{fulfillment.Approved, fulfillment.Contacted, fulfillment.InDelivery}, each.State) || each.Benefit == "" {
			continue
		}
		m.event, m.id = "instructions "+each.ID, each.ID
		if m.content, err = a.instructions(ctx, &tx.Reader, each); err != nil {
			return err
		}
		if err := a.send(ctx, tx, m); err != nil {
			return err
		}
	}
	return nil
}
