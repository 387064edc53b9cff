package web

import (
	"html/template"
	"strings"

	"laurel/internal/people"
)

// rail is the pages about one partner, in the order in which they stand beside
// every one of them.
var rail = []struct {
	page, icon string
	path       string // below the partner's own
}{
	{"overview", "home", ""},
	{"standing", "steps", "/standing"},
	{"benefits", "gift", "/benefits"},
	{"contacts", "person", "/contacts"},
	{"tickets", "ticket", "/tickets"},
	{"inbox", "letter", "/letters"},
}

// Link is a page of the rail.
type Link struct {
	Path, Name, Icon string
	Here             bool // the page that is open, or one below it
}

// Rail is the pages beside the one that is open; none on a page that is about no
// partner.
func (v *view) Rail() []Link {
	var out []Link
	if v.call.worksDesk() {
		out = append(out, Link{Path: "/desk", Name: v.Say("desk.heading"), Icon: "desk", Here: v.call.page.rail == "desk"})
	}
	if v.call.partner.ID == "" {
		return out
	}
	for _, r := range rail {
		out = append(out, Link{Path: v.PartnerPath() + r.path, Name: v.Say(r.page + ".heading"), Icon: r.icon, Here: v.call.page.rail == r.page})
	}
	return out
}

// PartnerPath is where the pages about the partner begin.
func (v *view) PartnerPath() string { return partnerPath(v.call.partner.ID) }

func partnerPath(id string) string { return "/partners/" + id }

// Company is a partner that one may look at.
type Company struct {
	ID, Name string
	Here     bool
}

// Companies are the partners of whoever belongs to several.
func (v *view) Companies() []Company {
	list := v.call.companies
	if len(list) < 2 {
		return nil
	}
	out := make([]Company, len(list))
	for i, p := range list {
		out[i] = Company{p.ID, p.Name, p.ID == v.call.partner.ID}
	}
	return out
}

// icons are drawn on a field of 20 by 20.
var icons = map[string]string{
	"home":   `<path d="M3 9l7-6 7 6v8h-5v-5H8v5H3z"/>`,
	"steps":  `<path d="M3 17h4v-4h4V9h4V5h3"/>`,
	"person": `<circle cx="10" cy="7" r="3.5"/><path d="M3 17c1-4 4-5 7-5s6 1 7 5"/>`,
	"ticket": `<path d="M3 5h14v4a1.5 1.5 0 000 3v3H3v-3a1.5 1.5 0 000-3z"/>`,
	"letter": `<path d="M3 5h14v10H3zM3 5l7 6 7-6"/>`,
	"desk":   `<path d="M3 5h14M3 10h14M3 15h9"/>`,
	"gift":   `<path d="M3 8h14v4H3zM4 12h12v5H4zM10 8v9M10 8C6 8 6 3 8 3s2 5 2 5 0-5 2-5 2 5-2 5"/>`,
}

// Icon is a picture beside a word, which says the same to who does not see it.
func (v *view) Icon(name string) template.HTML {
	return template.HTML(`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">` + icons[name] + `</svg>`)
}

// themes are how light pages can be; auto is as the machine is.
var themes = []string{"auto", "light", "dark"}

// Themes are the others that one may choose.
func (v *view) Themes() []string {
	var out []string
	for _, t := range themes {
		if t != v.call.theme() {
			out = append(out, t)
		}
	}
	return out
}

// Theme is what was chosen; empty for auto.
func (v *view) Theme() string { return strings.TrimPrefix(v.call.theme(), "auto") }

// loadCompanies finds the partners for which somebody holds a role today.
func (c *call) loadCompanies() error {
	seen := map[string]bool{}
	for _, s := range c.who.Seats {
		if s.Partner == "" || seen[s.Partner] || !s.HeldOn(c.who.Day) {
			continue
		}
		seen[s.Partner] = true
		p, err := c.App.Partner(c.ctx(), s.Partner)
		if err != nil {
			return err
		}
		c.companies = append(c.companies, p)
	}
	return nil
}

// findPartner is the partner that the path is about. One that is not for whoever
// asks is not found, like one that does not exist.
func (c *call) findPartner() error {
	id := c.r.PathValue("partner")
	if id == "" {
		return nil
	}
	if err := c.App.May(c.ctx(), c.who, people.SeePartner, id); err != nil {
		return err
	}
	var err error
	c.partner, err = c.App.Partner(c.ctx(), id)
	return err
}
