package app

import (
	"fmt"
	"strings"

	"laurel/internal/problem"
	"laurel/internal/signin"
)

// Unmatched is a sign-in with which everything is right, except that nobody knows
// for whom it is: no partner has what the provider says, and no role was given.
type Unmatched struct {
	Provider string          // what the provider is called
	Operator bool            // it is one for persons of the operator
	Seen     []signin.Sought // by what partners were looked for; none when the provider said nothing of the kind
	Help     string          // where the operator answers; may be empty
	problem  *problem.Problem
}

// Error is the problem in words.
func (u *Unmatched) Error() string { return u.problem.Error() }

// Unwrap is the problem.
func (u *Unmatched) Unwrap() error { return u.problem }

// unmatched says why nobody knows somebody, and whom to ask.
func (a *App) unmatched(in WithInput) *Unmatched {
	u := &Unmatched{Provider: in.Provider.Name(), Operator: in.Provider.Operator, Help: a.operator.Help}
	for _, way := range in.Provider.Seeks(in.Claims) {
		for _, sought := range way {
			u.Seen = append(u.Seen, signin.Sought{System: sought.System, ID: problem.Excerpt(sought.ID)})
		}
	}
	u.problem = problem.New(problem.Forbidden, "%s knows you, but here nobody knows yet what you belong to.", u.Provider).WithHint("%s", u.hint(a))
	return u
}

func (u *Unmatched) hint(a *App) string {
	if u.Operator {
		return "Ask who looks after accounts there to give you a role for Laurel."
	}
	var seen []string
	for _, s := range u.Seen {
		seen = append(seen, fmt.Sprintf("%s %q", s.System, s.ID))
	}
	if len(seen) == 0 {
		return "It said nothing by which a partner could be found. Ask an admin of your company to invite you, " + a.askOperator("or ask")
	}
	return "It said " + strings.Join(seen, ", ") + ", which is associated with no partner. Ask an admin of your company to invite you, " + a.askOperator("or to have it associated by")
}

// askOperator ends a sentence with whom to ask.
func (a *App) askOperator(begins string) string {
	name := a.operator.Name
	if name == "" {
		name = "who runs the programs"
	}
	if a.operator.Help != "" {
		name += " (" + a.operator.Help + ")"
	}
	return begins + " " + name + "."
}
