package signin

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// file is the settings of all providers.
type file struct {
	Providers yamlfile.Table[Provider] `yaml:"providers,required"`
}

// ReadProviders reads the settings of identity providers. Every mistake is told
// with its place. A client secret that begins with a dollar sign is read from
// the environment.
func ReadProviders(name string, text []byte, getenv func(string) string) ([]*Provider, error) {
	mistakes, f := &problem.Mistakes{}, file{}
	yamlfile.Decode(yamlfile.Parse(name, text, mistakes), &f, mistakes)
	var out []*Provider
	for i := range f.Providers {
		row := &f.Providers[i]
		p := &row.Value
		p.ID = row.Name
		p.check(row.Place, mistakes)
		if other := slices.IndexFunc(out, func(o *Provider) bool { return o.Issuer == p.Issuer }); other >= 0 {
			mistakes.AddWithHint(row.Place, "Persons are known by their issuer, so it can have only one entry.", "%s has the same issuer as %s.", p.ID, out[other].ID)
		}
		if env, ok := strings.CutPrefix(p.Secret, "$"); ok {
			if p.Secret = getenv(env); p.Secret == "" {
				mistakes.Add(row.Place, "The client secret of %s is to come from $%s, which is not set.", p.ID, env)
			}
		}
		out = append(out, p)
	}
	return out, mistakes.Err("The file of identity providers %s cannot be used as it is.", name)
}

var isID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

func (p *Provider) check(place problem.Place, m *problem.Mistakes) {
	address, err := url.Parse(p.Issuer)
	if err != nil || address.Host == "" || address.Scheme != "https" && address.Hostname() != "localhost" && address.Hostname() != "127.0.0.1" {
		m.AddWithHint(place, "Write it like https://login.example.com/tenant; http is for localhost alone.", "%q is not the address of a provider.", p.Issuer)
	}
	if !isID.MatchString(p.ID) {
		m.AddWithHint(place, "It is part of an address: write up to 40 small letters, digits and hyphens.", "%q is no name for a provider.", problem.Excerpt(p.ID))
	}
	for _, domain := range p.Domains {
		if _, err := people.Email("x@" + domain); err != nil && domain != "*" {
			m.AddWithHint(place, "Write it like contoso.com, or \"*\" for every domain.", "%q is no domain of e-mail addresses.", problem.Excerpt(domain))
		}
	}
	for value, role := range p.Roles.Give {
		if !role.Known() {
			m.AddWithHint(place, "There are: "+people.RoleNames(people.Roles())+".", "%q gives the role %q, which there is not.", value, role)
		} else if role.OfOperator() && !p.Operator {
			m.AddWithHint(place, "Say operator: true for a provider of the operator's own people.", "%q gives the role %q of the operator.", value, role)
		}
	}
	if p.Roles.Default != "" && !slices.Contains(people.PartnerRoles(), p.Roles.Default) {
		m.AddWithHint(place, "There are: "+people.RoleNames(people.PartnerRoles())+".", "%q is no role of a partner.", p.Roles.Default)
	}
}
