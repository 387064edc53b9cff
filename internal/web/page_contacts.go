package web

import (
	"laurel/internal/app"
	"laurel/internal/people"
	"laurel/internal/store"
)

// contactsPage is the marketing contacts, and who could be one.
type contactsPage struct {
	Contacts []namedContact
	Persons  []app.PersonView
	May      bool // whoever looks may name contacts
}

// namedContact is a contact with the person's name.
type namedContact struct {
	store.Contact
	Name string
}

// contactFields are the inputs of a contact.
var contactFields = []field{
	{name: "person", kind: "select", most: 40},
	{name: "email", kind: "email", complete: "email", most: 254, optional: true},
	{name: "phone", kind: "tel", complete: "tel", most: 40, optional: true},
}

// personsShown is how many persons one may choose from.
const personsShown = 500

func showContacts(c *call) (answer, error) {
	list, err := c.namedContacts()
	if err != nil {
		return answer{}, err
	}
	page := contactsPage{Contacts: list, May: c.App.May(c.ctx(), c.who, people.AssignContact, c.partner.ID) == nil}
	page.Persons, err = c.App.Persons(c.ctx(), c.who, c.partner.ID, "", personsShown)
	return answer{template: "contacts", data: page}, err
}

// namedContacts are the contacts of the partner with their names.
func (c *call) namedContacts() ([]namedContact, error) {
	list, err := c.App.Contacts(c.ctx(), c.who, c.partner.ID, false)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(list))
	for i, k := range list {
		ids[i] = k.Person
	}
	names, err := c.App.NamesOf(c.ctx(), ids...)
	out := make([]namedContact, len(list))
	for i, k := range list {
		out[i] = namedContact{k, names[k.Person]}
	}
	return out, err
}

// assignContact names a contact, who gets a letter to confirm the address.
func assignContact(c *call) (answer, error) {
	_, err := c.App.AssignContact(c.ctx(), c.who, app.ContactInput{Partner: c.partner.ID, Person: c.value("person"), Email: c.value("email"), Phone: c.value("phone")})
	if err != nil {
		return answer{}, err
	}
	return goTo(partnerPath(c.partner.ID) + "/contacts")
}
