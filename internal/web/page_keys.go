package web

import (
	"slices"
	"strconv"

	"laurel/internal/app"
	"laurel/internal/calendar"
	"laurel/internal/locale"
	"laurel/internal/people"
	"laurel/internal/store"
)

// keysPage is the keys of a partner for the API.
type keysPage struct {
	Rows []keyRow
	Made *madeKey // a key that was made just now; nil for none
}

// keyRow is a key in the list.
type keyRow struct {
	store.Secret
	By     string
	Scopes []string
	Works  bool
}

// madeKey is a key with its secret, which is shown this once.
type madeKey struct{ Name, Value string }

// keyDays is how long a key works unless one says otherwise.
const keyDays = 90

// askKey offers what a key of whoever looks can do.
func askKey(c *call) ([]field, error) {
	scopes := field{name: "scopes", kind: "choices", most: 40, many: true, optional: true, label: c.locale.Say("keys.scopes", nil), hint: c.locale.Say("keys.scopes-hint", nil)}
	for _, r := range people.Rules() {
		mine := slices.ContainsFunc(c.who.Seats, func(s people.Seat) bool {
			return s.Partner == c.partner.ID && s.HeldOn(c.who.Day) && slices.Contains(r.Roles, s.Role)
		})
		if mine {
			scopes.options = append(scopes.options, option{Value: string(r.Act), Name: c.means(r)})
		}
	}
	c.before = map[string][]string{"days": {strconv.Itoa(keyDays)}}
	return []field{{name: "do", kind: "hidden", most: 20}, {name: "key", kind: "hidden", most: 40, optional: true}, onceField,
		{name: "name", kind: "text", complete: "off", most: 100, optional: true, label: c.locale.Say("keys.name", nil), hint: c.locale.Say("keys.name-hint", nil)},
		{name: "days", kind: "number", number: true, most: 4, optional: true, label: c.locale.Say("keys.days", nil), hint: c.locale.Say("keys.days-hint", nil)}, scopes}, nil
}

// means is what an act is, in the reader's language.
func (c *call) means(r people.Rule) string {
	if text := locale.Refusals(c.locale.Language)[r.Means]; text != "" {
		return text
	}
	return r.Means
}

func showKeys(c *call) (answer, error) { return c.keys(nil) }

func (c *call) keys(made *madeKey) (answer, error) {
	list, err := c.App.Keys(c.ctx(), c.who, c.partner.ID)
	if err != nil {
		return answer{}, err
	}
	page := keysPage{Made: made}
	for _, k := range list {
		names, err := c.App.NamesOf(c.ctx(), k.Person)
		if err != nil {
			return answer{}, err
		}
		row := keyRow{Secret: k, By: names[k.Person], Works: k.WorksAt(calendar.At(c.Now()))}
		for _, act := range k.Scopes {
			if r, known := act.Rule(); known {
				row.Scopes = append(row.Scopes, c.means(r))
			}
		}
		page.Rows = append(page.Rows, row)
	}
	return c.showing(page)
}

// changeKeys makes a key, or revokes one.
func changeKeys(c *call) (answer, error) {
	path := partnerPath(c.partner.ID) + "/settings/keys"
	switch c.value("do") {
	case "make":
		return c.makeKey(path)
	case "revoke":
		if err := c.App.RevokeKey(c.ctx(), c.who, c.partner.ID, c.value("key")); err != nil {
			return answer{}, err
		}
		return goTo(path)
	default:
		return answer{}, badForm
	}
}

// makeKey makes a key and shows it. The same form sent again makes no other one,
// and shows the list.
func (c *call) makeKey(path string) (answer, error) {
	days, err := strconv.Atoi(c.value("days"))
	if err != nil {
		return answer{}, at("days")
	}
	in := app.KeyInput{Partner: c.partner.ID, Name: c.value("name"), Days: max(days, -1)}
	if in.Days == 0 {
		return answer{}, at("days")
	}
	for _, act := range c.form["scopes"] {
		in.Scopes = append(in.Scopes, people.Act(act))
	}
	key, err := c.App.MakeKey(c.ctx(), c.who, in)
	if err != nil {
		return answer{}, err
	}
	a, err := c.keys(&madeKey{key.Label, key.Value})
	c.form = nil
	a.to = path
	return a, err
}
