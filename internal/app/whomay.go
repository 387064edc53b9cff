package app

import (
	"context"
	"errors"
	"slices"
	"strings"

	"laurel/internal/people"
	"laurel/internal/problem"
	"laurel/internal/store"
)

// mostNamed is how many persons a refusal names.
const mostNamed = 3

// withNames adds to a refusal who may: whoever is told "ask your admin" should not
// have to find out who that is. Persons of the operator are not named to partners.
func withNames(ctx context.Context, r *store.Reader, who people.Who, what people.About, refused error) error {
	var refusal people.Refusal
	if what.Partner == "" || !errors.As(refused, &refusal) {
		return refused
	}
	where := problem.Say("In your organization")
	outside := who.Operator() && !slices.Contains(who.Partners(), what.Partner)
	able, err := ableTo(ctx, r, who, what, refusal.Roles, outside)
	if outside && err == nil && len(able) == 0 {
		where = problem.Say("At the partner")
		able, err = ableTo(ctx, r, who, what, refusal.Roles, false)
	}
	if err != nil || len(able) == 0 {
		return refused
	}
	p := problem.Of(refused)
	return p.WithHint("%s %s: %s.", p.Next(), where, strings.Join(able[:min(len(able), mostNamed)], ", "))
}

// ableTo names the others who hold one of some roles, at the operator or else at
// the partner.
func ableTo(ctx context.Context, r *store.Reader, who people.Who, what people.About, roles []people.Role, operator bool) ([]string, error) {
	at := what.Partner
	if operator {
		at = ""
	}
	roles = slices.DeleteFunc(slices.Clone(roles), func(role people.Role) bool { return role.OfOperator() != operator })
	holders, err := r.Holders(ctx, at, roles...)
	var out []string
	for _, h := range holders {
		if (people.Who{ID: h.ID, Seats: []people.Seat{h.Seat}, Day: who.Day}).Holds(what, h.Seat.Role) && h.ID != who.ID {
			out = append(out, h.Name+" ("+people.RoleNames([]people.Role{h.Seat.Role})+")")
		}
	}
	return out, err
}
