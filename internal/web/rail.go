package web

import (
	"html/template"
	"strings"

	"laurel/internal/people"
)

// railed is a page that stands beside others.
type railed struct {
	page, icon, path string
	act              people.Act // whoever may do it sees the page
}

// rail is the pages about one partner, in the order in which they stand beside
// every one of them, with their paths below the partner's own.
var rail = []railed{
	{"overview", "home", "", people.SeePartner},
	{"standing", "steps", "/standing", people.SeePartner},
	{"what-if", "question", "/what-if", people.SeePartner},
	{"benefits", "gift", "/benefits", people.SeePartner},
	{"sponsorship", "coins", "/sponsorship", people.SeePartner},
	{"offers", "box", "/offers", people.SeePartner},
	{"contacts", "person", "/contacts", people.SeePersons},
	{"tickets", "ticket", "/tickets", people.SeePartner},
	{"inbox", "letter", "/letters", people.SeeLetters},
	{"settings", "sliders", "/settings", people.SeePartner},
}

// ofOperator is the pages about everybody.
var ofOperator = []railed{
	{"desk", "desk", "/desk", people.SeeCase},
	{"partners", "partners", "/partners", people.SeePartner},
	{"facts", "facts", "/facts", people.SeeFacts},
	{"previews", "letter", "/letters/preview", people.SeeLetters},
	{"audit", "audit", "/audit", people.SeeAudit},
	{"system", "system", "/system", people.SeeSystem},
	{"programs", "book", "/programs", people.SeeProgram},
	{"portal", "sliders", "/settings", people.SeeSettings},
}

// Link is a page of the rail.
type Link struct {
	Path, Name, Icon string
	Here             bool // the page that is open, or one below it
}

// RailPart is a part of the rail, with what stands above it.
type RailPart struct {
	Title string
	Links []Link
}

// Rail is the pages beside the one that is open: those of the operator, and those
// about the partner that the page is about.
func (v *view) Rail() []RailPart {
	var out []RailPart
	if links := v.operatorLinks(); len(links) > 0 {
		out = append(out, RailPart{Links: links})
	}
	if v.call.partner.ID == "" {
		return out
	}
	part := v.partnerLinks()
	if len(part.Links) == 0 {
		return out
	}
	if len(out) > 0 {
		part.Title = v.PartnerName()
	}
	return append(out, part)
}

// partnerLinks are the pages about the partner; to somebody of the operator its
// file stands before what the partner sees.
func (v *view) partnerLinks() RailPart {
	part, may := RailPart{}, map[people.Act]bool{}
	for _, r := range rail {
		if _, asked := may[r.act]; !asked {
			may[r.act] = v.May(r.act)
		}
		if !may[r.act] {
			continue
		}
		link := v.link(r.page, r.icon, v.PartnerPath()+r.path)
		if r.page == "overview" && v.Operates() {
			file := Link{Path: link.Path, Name: v.Say("partner.file"), Icon: "partners", Here: v.call.page.rail == "partner" || v.call.r.URL.Path == link.Path}
			part.Links, link.Path = append(part.Links, file), link.Path+"/seen"
			link.Here = link.Here && !file.Here
		}
		part.Links = append(part.Links, link)
	}
	return part
}

// Operates reports whether whoever looks sees the partner of the page by a role of
// the operator.
func (v *view) Operates() bool {
	operates, err := v.call.App.LooksAsOperator(v.call.ctx(), v.call.who, v.call.partner.ID)
	return err == nil && operates
}

// operatorLinks are the operator's pages that whoever looks may see.
func (v *view) operatorLinks() []Link {
	var out []Link
	for _, r := range ofOperator {
		if v.call.who.Operator() && v.call.who.Can(r.act, people.About{}) {
			out = append(out, v.link(r.page, r.icon, r.path))
		}
	}
	return out
}

func (v *view) link(page, icon, path string) Link {
	return Link{Path: path, Name: v.Say(page + ".heading"), Icon: icon, Here: v.call.page.rail == page}
}

// Searches reports whether whoever looks can search all partners.
func (v *view) Searches() bool {
	return v.call.who.Operator() && v.call.who.Can(people.SeePartner, people.About{})
}

// Words is what was searched for.
func (v *view) Words() string { return v.call.words() }

// May reports whether whoever looks may do an act for the partner of the page.
func (v *view) May(act people.Act) bool {
	return v.call.App.May(v.call.ctx(), v.call.who, act, v.call.partner.ID) == nil
}

// SettingsTabs are the pages of a partner's settings that one may see.
func (v *view) SettingsTabs() []Link {
	out := []Link{{Path: v.PartnerPath() + "/settings", Name: v.Say("settings.tab"), Here: v.call.page.name == "settings"}}
	if v.May(people.SeePersons) {
		out = append(out, Link{Path: v.PartnerPath() + "/settings/persons", Name: v.Say("persons.heading"), Here: v.call.page.name == "persons"})
	}
	if v.May(people.ManageKeys) {
		out = append(out, Link{Path: v.PartnerPath() + "/settings/keys", Name: v.Say("keys.heading"), Here: v.call.page.name == "keys"})
	}
	return out
}

// PartnerRoles are the roles that somebody holds for a partner.
func (v *view) PartnerRoles() []people.Role { return people.PartnerRoles() }

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
	"home":     `<path d="M3 9l7-6 7 6v8h-5v-5H8v5H3z"/>`,
	"steps":    `<path d="M3 17h4v-4h4V9h4V5h3"/>`,
	"person":   `<circle cx="10" cy="7" r="3.5"/><path d="M3 17c1-4 4-5 7-5s6 1 7 5"/>`,
	"box":      `<path d="M3 6.5L10 3l7 3.5v7L10 17l-7-3.5zM3 6.5l7 3.5 7-3.5M10 10v7"/>`,
	"sliders":  `<path d="M4 3v4m0 4v6M10 3v8m0 4v2M16 3v2m0 4v8"/><circle cx="4" cy="9" r="2"/><circle cx="10" cy="13" r="2"/><circle cx="16" cy="7" r="2"/>`,
	"coins":    `<ellipse cx="10" cy="5.5" rx="6.5" ry="2.5"/><path d="M3.5 5.5v4.5c0 1.4 2.9 2.5 6.5 2.5s6.5-1.1 6.5-2.5V5.5M3.5 10v4.5c0 1.4 2.9 2.5 6.5 2.5s6.5-1.1 6.5-2.5V10"/>`,
	"ticket":   `<path d="M3 5h14v4a1.5 1.5 0 000 3v3H3v-3a1.5 1.5 0 000-3z"/>`,
	"letter":   `<path d="M3 5h14v10H3zM3 5l7 6 7-6"/>`,
	"partners": `<path d="M3 17V5h8v12M11 9h6v8M3 17h14M6 8h2M6 11h2M6 14h2"/>`,
	"book":     `<path d="M4 4h5a2 2 0 012 2v11a2 2 0 00-2-1H4zM18 4h-5a2 2 0 00-2 2v11a2 2 0 012-1h5z"/>`,
	"question": `<path d="M3 16c4 0 5-4 7-7s4-5 7-5M13 4h4v4M3 4v12h14" stroke-dasharray="3 2"/>`,
	"facts":    `<path d="M3 5c0-3 14-3 14 0v10c0 3-14 3-14 0zM3 5c0 3 14 3 14 0M3 10c0 3 14 3 14 0"/>`,
	"audit":    `<path d="M5 3h10v14H5zM8 7h4M8 10h4M8 13h2"/>`,
	"system":   `<path d="M3 4h14v5H3zM3 11h14v5H3zM6 6.5h0M6 13.5h0"/>`,
	"search":   `<circle cx="9" cy="9" r="5"/><path d="M13 13l4 4"/>`,
	"desk":     `<path d="M3 5h14M3 10h14M3 15h9"/>`,
	"gift":     `<path d="M3 8h14v4H3zM4 12h12v5H4zM10 8v9M10 8C6 8 6 3 8 3s2 5 2 5 0-5 2-5 2 5-2 5"/>`,
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
