package app

import (
	"context"
	"slices"
	"strings"

	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// mostNamed is how many persons a refusal names.
const mostNamed = 3

// withNames adds to a refusal who in the partner's organization may: a partner
// that is told "ask your admin" should not have to find out who that is. Persons
// of the operator are not named to partners.
func withNames(ctx context.Context, r *store.Reader, what people.About, act people.Act, refused error) error {
	p := problem.Of(refused)
	rule, known := act.Rule()
	if p == nil || p.Kind != problem.Forbidden || what.Partner == "" || !known {
		return refused
	}
	roles := slices.DeleteFunc(slices.Clone(rule.Roles), people.Role.OfOperator)
	holders, err := r.Holders(ctx, what.Partner, roles...)
	if err != nil || len(holders) == 0 {
		return refused
	}
	var names []string
	for _, h := range holders[:min(len(holders), mostNamed)] {
		names = append(names, h.Name+" ("+people.RoleNames([]people.Role{h.Seat.Role})+")")
	}
	return p.WithHint("%s In your organization: %s.", p.Hint, strings.Join(names, ", "))
}
