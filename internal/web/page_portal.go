package web

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"laurel/internal/app"
	"laurel/internal/brand"
	"laurel/internal/calendar"
	"laurel/internal/people"
	"laurel/internal/program"
	"laurel/internal/signin"
)

// portalPage is the settings of the operator, and with what the program was started.
type portalPage struct {
	Brand                    brand.Brand
	Looks                    int64
	Marketplace, Light, Dark string // as typed, else as they are
	Publishing               app.Publishing
	Rule                     int64 // how often the rule of publishing was changed
	Programs                 []portalProgram
	Public                   int64 // how often it was changed which programs everybody reads
	Providers                []portalProvider
	Started                  []Started
	Mail                     []Started
	May                      bool // change the settings
	Publish                  bool // decide who reads a program
}

// portalProgram is a program as it is in force, with its working time.
type portalProgram struct {
	ID, Name string
	Public   bool
	Zone     string
	Days     []string
	Hours    string
	Holidays []string
	Silence  string
}

// portalProvider is an identity provider without its secrets.
type portalProvider struct {
	*signin.Provider
	Confidential bool // it has a secret
	Found        []string
	Given        []string
	Otherwise    string
}

// portalFields are what the forms of the page bring.
var portalFields = []field{
	{name: "do", kind: "hidden", most: 20},
	{name: "revision", kind: "hidden", most: 20, optional: true},
	{name: "marketplace", kind: "text", most: 200, optional: true},
	{name: "light", kind: "text", most: 50, optional: true},
	{name: "dark", kind: "text", most: 50, optional: true},
	{name: "logo", kind: "file", optional: true, kept: true, files: &fileRule{AtMost: brand.LargestLogo}},
	{name: "no-logo", kind: "checkbox", most: 3, optional: true},
	{name: "persons", kind: "select", most: 20, optional: true},
	{name: "console", kind: "checkbox", most: 3, optional: true},
	{name: "public", kind: "checkbox", most: 200, optional: true, many: true},
}

func showPortal(c *call) (answer, error) {
	page := portalPage{Brand: c.brand, Looks: c.looks, Marketplace: c.brand.Name, Light: string(c.brand.Light), Dark: string(c.brand.Dark), Started: c.Started,
		May: c.who.Can(people.ManageSettings, people.About{}), Publish: c.who.Can(people.PublishProgram, people.About{})}
	if c.value("do") == "brand" {
		page.Marketplace, page.Light, page.Dark = c.value("marketplace"), c.value("light"), c.value("dark")
	}
	var err error
	if page.Publishing, page.Rule, err = c.App.Publishing(c.ctx(), c.who); err != nil {
		return answer{}, err
	}
	if err := c.portalPrograms(&page); err != nil {
		return answer{}, err
	}
	for _, p := range c.Providers {
		page.Providers = append(page.Providers, c.portalProvider(p))
	}
	for _, s := range c.Started {
		if slices.Contains([]string{"smtp", "mail-from", "mail-reply-to", "dkim-selector"}, s.Name) && s.Value != "" {
			page.Mail = append(page.Mail, s)
		}
	}
	return c.showing(page)
}

func (c *call) portalPrograms(page *portalPage) error {
	public, revision, err := c.App.PublicPrograms(c.ctx())
	if err != nil {
		return err
	}
	page.Public = revision
	programs, err := c.programsInForce()
	for _, p := range programs {
		page.Programs = append(page.Programs, c.portalProgram(p, slices.Contains(public, p.ID)))
	}
	return err
}

// portalProgram tells the working time of a program and how long nobody may keep
// silent.
func (c *call) portalProgram(p *program.Program, public bool) portalProgram {
	out := portalProgram{ID: p.ID, Name: nameOf(p, c.locale.Language), Public: public, Zone: cmp.Or(p.Zone, time.UTC).String(), Silence: c.allowance(p.Outreach().Silence)}
	working := p.Working()
	for _, day := range []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday} {
		if len(working.Days) == 0 && day != time.Saturday && day != time.Sunday || slices.Contains(working.Days, day) {
			out.Days = append(out.Days, c.locale.Say("weekday."+strings.ToLower(day.String()), nil))
		}
	}
	if working.Hours != (calendar.WorkingHours{}) {
		out.Hours = working.Hours.String()
	}
	for _, day := range slices.Sorted(maps.Keys(working.Holidays)) {
		out.Holidays = append(out.Holidays, c.locale.Day(day))
	}
	return out
}

// allowance is a stretch of time in words; empty for none.
func (c *call) allowance(a calendar.Allowance) string {
	if a.IsZero() {
		return ""
	}
	return c.locale.Say("allowance."+strings.ReplaceAll(string(a.Unit), " ", "-"), map[string]any{"Count": a.N})
}

func (c *call) portalProvider(p *signin.Provider) portalProvider {
	out := portalProvider{Provider: p, Confidential: p.Secret != "", Otherwise: c.roleName(cmp.Or(p.Roles.Default, people.Member))}
	for _, m := range p.Match {
		by := m.Claim
		if by == "" {
			by = c.locale.Say("portal.by-domain", nil)
		}
		out.Found = append(out.Found, c.locale.Say("portal.maps", map[string]any{"From": by, "To": m.System}))
	}
	for _, value := range slices.Sorted(maps.Keys(p.Roles.Give)) {
		out.Given = append(out.Given, c.locale.Say("portal.maps", map[string]any{"From": p.Roles.Claim + " = " + value, "To": c.roleName(p.Roles.Give[value])}))
	}
	return out
}

// changePortal changes one of the settings, or sends a letter to whoever asks.
func changePortal(c *call) (answer, error) {
	revision, _ := strconv.ParseInt(c.value("revision"), 10, 64) // none was changed yet
	var err error
	switch c.value("do") {
	case "brand":
		err = c.App.SetBrand(c.ctx(), c.who, revision, c.brandInput())
	case "publishing":
		err = c.App.SetPublishing(c.ctx(), c.who, revision, app.Publishing{Persons: app.Persons(c.value("persons")), Console: c.value("console") != ""})
	case "public":
		err = c.App.SetPublicPrograms(c.ctx(), c.who, revision, c.form["public"])
	case "letter":
		if err = c.App.SendTestLetter(c.ctx(), c.who); err == nil {
			return goTo("/letters")
		}
	default:
		return answer{}, badForm
	}
	if err != nil {
		return answer{}, err
	}
	return goTo("/settings#" + c.value("do"))
}

func (c *call) brandInput() app.BrandInput {
	in := app.BrandInput{Name: strings.TrimSpace(c.value("marketplace")), Light: c.value("light"), Dark: c.value("dark"), NoLogo: c.value("no-logo") != ""}
	for _, u := range c.uploads {
		if u.field == "logo" {
			in.Logo = u.content
		}
	}
	return in
}

// Contrast is that of a color with the ground on which it is read worst.
func (v *view) Contrast(color brand.Color, dark bool) string {
	_, contrast := color.Weakest(dark)
	return brand.Ratio(contrast)
}
