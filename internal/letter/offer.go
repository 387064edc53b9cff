package letter

// Offer is an offer that a letter is about.
type Offer struct {
	ID   string `json:"id"`   // as the portal knows it
	Name string `json:"name"` // as customers read it
}

// Resource is something to read: an idea for a listing, a page of practice.
type Resource struct {
	Text string `json:"text"`         // in the language that Language names
	URL  string `json:"url,omitzero"` // an address of the web; any other is left out
}

// offer sets the offer, and that the letter opens its page.
func (d *draft) offer(o Offer) {
	d.name("Offer", o.Name)
	d.open("offer", pathOfOffer(o.ID))
}

// resources are the items of a list.
func resources(all []Resource) []link {
	var items []link
	for _, r := range all {
		if text := oneLine(r.Text); text != "" {
			items = append(items, link{Text: text, URL: webAddress(r.URL)})
		}
	}
	return items
}
