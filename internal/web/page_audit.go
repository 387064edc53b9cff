package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"laurel/internal/calendar"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
	"laurel/internal/store"
)

// auditPage is who did what, the newest first.
type auditPage struct {
	Who, What, About, Day string // what was asked for
	Acts                  []option
	Rows                  []auditRow
	More                  string            // the path of the next page; empty at the end
	Check                 *store.AuditCheck // nil while nobody asked for it
	Line                  string            // of a check: the number of the line that it is about
}

// auditRow is one line of it.
type auditRow struct {
	store.AuditLine
	Name    string // of who did it
	Deed    string
	Subject string // what it was done to, by its name
	Path    string // of what it was done to; empty where there is no page of it
	Case    string // the number of the case that it is about
}

// rowsOfAudit is how many lines one page has.
const rowsOfAudit = 100

func showAudit(c *call) (answer, error) {
	q := c.r.URL.Query()
	page := auditPage{Who: strings.TrimSpace(q.Get("who")), What: q.Get("what"), About: strings.TrimSpace(q.Get("about")), Day: q.Get("day")}
	f := store.AuditFilter{Who: page.Who, What: page.What, About: page.About}
	if page.Day != "" {
		day, err := calendar.ParseDay(page.Day)
		if err != nil {
			c.mark("day")
		} else {
			f.From, f.Until = c.dayBegins(day), c.dayBegins(day+1)
		}
	}
	before, _ := strconv.ParseInt(q.Get("before"), 10, 64) // a page that nobody named is the first one
	lines, err := c.App.AuditSeen(c.ctx(), c.who, f, max(before, 0), rowsOfAudit)
	if err != nil {
		return answer{}, err
	}
	if page.Rows, err = c.auditRows(lines); err != nil {
		return answer{}, err
	}
	if page.Acts, err = c.auditActs(); err != nil {
		return answer{}, err
	}
	if len(lines) == rowsOfAudit {
		page.More = "/audit?" + url.Values{"who": {page.Who}, "what": {page.What}, "about": {page.About}, "day": {page.Day},
			"before": {strconv.FormatInt(lines[len(lines)-1].Number, 10)}}.Encode()
	}
	if q.Has("check") {
		check, err := c.App.VerifyAudit(c.ctx())
		if err != nil {
			return answer{}, err
		}
		page.Check, page.Line = &check, c.locale.Int(int(max(check.Broken, check.Lines)))
	}
	return c.showing(page)
}

// dayBegins is when a day begins for whoever looks.
func (c *call) dayBegins(day calendar.Day) calendar.Moment {
	t := day.Time()
	return calendar.At(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, c.zone))
}

func (c *call) auditActs() ([]option, error) {
	acts, err := c.App.AuditActs(c.ctx(), c.who)
	out := make([]option, len(acts))
	for i, act := range acts {
		out[i] = option{Value: act, Name: c.deed(act)}
	}
	slices.SortFunc(out, func(a, b option) int { return strings.Compare(a.Name, b.Name) })
	return out, err
}

func (c *call) auditRows(lines []store.AuditLine) ([]auditRow, error) {
	rows, ids, cases := make([]auditRow, len(lines)), []string(nil), c.who.Can(people.SeeCase, people.About{})
	for i, l := range lines {
		rows[i] = auditRow{AuditLine: l, Deed: c.deed(l.What), Subject: l.Subject}
		if cases {
			rows[i].Case = caseIn(l.Detail)
		}
		ids = append(ids, personIn(l.Who), l.Subject)
	}
	names, err := c.App.NamesOf(c.ctx(), ids...)
	if err != nil {
		return nil, err
	}
	partners, err := c.App.PartnersNamed(c.ctx(), ids...)
	for i := range rows {
		r := &rows[i]
		r.Name = c.doer(r.Who, names)
		if name := partners[r.Subject]; name != "" {
			r.Subject, r.Path = name, partnerPath(r.AuditLine.Subject)
		} else if name := names[r.Subject]; name != "" {
			r.Subject = name
		}
	}
	return rows, err
}

// personIn is the person whom a line names, also where somebody acted as them.
func personIn(who string) string { return strings.TrimPrefix(who, people.AtConsole("")) }

// doer is what somebody is called who did something.
func (c *call) doer(who string, names map[string]string) string {
	name := names[personIn(who)]
	switch {
	case who == "":
		return "Laurel"
	case name != "" && personIn(who) != who:
		return c.locale.Say("audit.at-console-as", map[string]any{"Name": name})
	case name != "":
		return name
	case who == people.Console().ID:
		return c.locale.Say("audit.at-console", nil)
	default:
		return who
	}
}

// caseIn is the case that the detail of a line begins with; empty for none.
func caseIn(detail string) string {
	word, _, _ := strings.Cut(detail, " ")
	for _, kind := range fulfillment.Kinds() {
		if strings.HasPrefix(word, kind.Prefix()) {
			return word
		}
	}
	return ""
}

// deed is what an act is called: by the catalogs, a move by its own name, and as it
// was written down where there is no word for it.
func (c *call) deed(what string) string {
	id := "deed." + strings.ReplaceAll(what, " ", "-")
	if _, has := c.locale.Takes(id); has {
		return c.locale.Say(id, nil)
	}
	if provider, with := strings.CutPrefix(what, "sign in with "); with {
		return c.locale.Say("sign-in.with", map[string]any{"Provider": provider})
	}
	words := strings.Split(what, " ")
	last := len(words) - 1
	moved, kind := "moved."+strings.Join(words[:last], "-"), "case-kind."+words[last]
	_, isMove := c.locale.Takes(moved)
	_, isKind := c.locale.Takes(kind)
	if isMove && isKind {
		return c.locale.Say(kind, nil) + ": " + c.locale.Say(moved, nil)
	}
	return what
}
