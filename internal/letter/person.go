package letter

// Person is somebody whom a letter names.
type Person struct {
	Name     string `json:"name"`
	Email    string `json:"email,omitzero"`
	Phone    string `json:"phone,omitzero"`
	Language string `json:"language,omitzero"` // in which they read, as a tag
}

// manager sets who answers for the case, and whom the reader asks.
func (d *draft) manager(p Person) {
	d.name("Manager", p.Name)
	d.ask = p
}

// contact sets whom of the partner to contact, and how.
func (d *draft) contact(p Person) {
	d.name("Contact", p.Name)
	d.name("Email", p.Email)
	d.name("Phone", p.Phone)
	if p.Language != "" {
		d.name("Language", ownName(p.Language))
	}
}

// contactRows are the rows of a letter that asks somebody to contact a partner.
func (d *draft) contactRows(due string) {
	d.rows("Partner", "Benefit", "Offer", due, "Contact", "Email", "Phone", "Language", "Reference")
}
