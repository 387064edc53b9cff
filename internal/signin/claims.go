package signin

import (
	"slices"
	"strings"

	"laurel/internal/people"
)

// Claims is what a provider says of somebody.
type Claims map[string]any

// Text is a claim that is one text; empty otherwise.
func (c Claims) Text(name string) string {
	text, _ := c[name].(string)
	return text
}

// Texts are the texts of a claim that is one text or a list.
func (c Claims) Texts(name string) []string {
	switch v := c[name].(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, each := range v {
			if text, ok := each.(string); ok {
				out = append(out, text)
			}
		}
		return out
	default:
		return nil
	}
}

// email is the address of somebody, when the provider says that it is theirs:
// email_verified, or xms_edov, by which Microsoft says that the tenant owns the
// domain. A provider that says nothing about that is not believed.
func (c Claims) email() string {
	if !c.says("email_verified") && !c.says("xms_edov") {
		return ""
	}
	email, err := people.Email(c.Text("email"))
	if err != nil {
		return ""
	}
	return email
}

// says reports whether a claim is true; some providers write it as a text, or as
// a number.
func (c Claims) says(name string) bool {
	switch v := c[name].(type) {
	case bool:
		return v
	case string:
		return v == "true" || v == "1"
	case float64:
		return v == 1
	default:
		return false
	}
}

// Address is the e-mail address of somebody, when the provider says that it is
// theirs and may speak for its domain; empty otherwise.
func (p *Provider) Address(c Claims) string {
	email := c.email()
	_, domain, _ := strings.Cut(email, "@")
	if slices.Contains(p.Domains, "*") || slices.ContainsFunc(p.Domains, func(d string) bool { return strings.EqualFold(d, domain) }) {
		return email
	}
	return ""
}

// Match is one way in which somebody's partner is found: a claim, such as the
// tenant, is an external id that the partner has in a system; or the domain of
// the verified address is.
type Match struct {
	Claim  string `yaml:"claim"`           // the claim, such as tid; empty for the domain
	System string `yaml:"system,required"` // the system of the partner's external ids, such as entra-tenant
}

// Sought is an external id under which somebody's partner may be known.
type Sought struct{ System, ID string }

// mostSought is how many external ids one claim may bring.
const mostSought = 50

// Seeks are the external ids under which somebody's partners may be known: a list
// for each way of finding them, in the order of the provider's settings. A domain
// where anybody gets an address is nobody's.
func (p *Provider) Seeks(c Claims) [][]Sought {
	var out [][]Sought
	for _, m := range p.Match {
		ids := c.Texts(m.Claim)
		if m.Claim == "" {
			_, domain, _ := strings.Cut(people.Folded(p.Address(c)), "@")
			ids = []string{domain}
			if people.IsFreeMail(domain) {
				ids = nil
			}
		}
		var list []Sought
		for _, id := range ids[:min(len(ids), mostSought)] {
			if id != "" {
				list = append(list, Sought{m.System, id})
			}
		}
		if len(list) > 0 {
			out = append(out, list)
		}
	}
	return out
}

// RoleMap gives roles by a claim.
type RoleMap struct {
	Claim   string                 `yaml:"claim"`   // such as roles or groups
	Give    map[string]people.Role `yaml:"give"`    // by the value of the claim
	Default people.Role            `yaml:"default"` // when no value is named: member when empty
}

// RolesOf are the roles that claims give for a partner, or for the operator.
func (p *Provider) RolesOf(c Claims, operator bool) []people.Role {
	var out []people.Role
	for _, value := range c.Texts(p.Roles.Claim) {
		if role := p.Roles.Give[value]; role != "" && role.OfOperator() == operator && !slices.Contains(out, role) {
			out = append(out, role)
		}
	}
	if len(out) > 0 || operator {
		return out
	}
	if p.Roles.Default != "" {
		return []people.Role{p.Roles.Default}
	}
	return []people.Role{people.Member}
}
