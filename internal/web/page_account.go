package web

import (
	"strconv"

	"laurel/internal/app"
)

// askSelf are the fields of what one says about oneself, with what was said.
func askSelf(c *call) ([]field, error) {
	yes := map[bool][]string{true: {"yes"}}
	c.before = map[string][]string{"name": {c.self.Name}, "phone": {c.self.Phone}, "language": {c.self.Language}, "zone": {c.self.Zone}, "digest": yes[c.self.Digest], "promotional": yes[c.self.Promotional]}
	speaks := c.languageField()
	speaks.optional = true
	return []field{{name: "revision", kind: "hidden", most: 20},
		{name: "name", kind: "text", complete: "name", most: 200},
		{name: "phone", kind: "tel", complete: "tel", most: 40, optional: true, hint: c.locale.Say("account.phone-hint", nil)},
		speaks,
		{name: "zone", kind: "text", complete: "off", most: 60, optional: true, hint: c.locale.Say("account.zone-hint", nil)},
		{name: "digest", kind: "checkbox", most: 5, optional: true},
		{name: "promotional", kind: "checkbox", most: 5, optional: true}}, nil
}

// changeSelf keeps what somebody says about themselves.
func changeSelf(c *call) (answer, error) {
	revision, err := strconv.ParseInt(c.value("revision"), 10, 64)
	if err != nil {
		return answer{}, badForm
	}
	in := app.Profile{Name: c.value("name"), Email: c.self.Email, Phone: c.value("phone"), Language: c.value("language"), Zone: c.value("zone")}
	if _, err := c.App.ChangeSelf(c.ctx(), c.who, revision, in, c.value("digest") != "", c.value("promotional") != ""); err != nil {
		return answer{}, err
	}
	return goTo("/account?kept")
}
