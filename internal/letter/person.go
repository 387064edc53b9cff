package letter

// Person is somebody whom a letter names.
type Person struct {
	Name  string `json:"name"`
	Email string `json:"email,omitzero"`
	Phone string `json:"phone,omitzero"`
}

// manager sets who answers for the case, and whom the reader asks.
func (d *draft) manager(p Person) {
	d.name("Manager", p.Name)
	d.ask = p
}
