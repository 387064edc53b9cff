package fulfillment_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"laurel/internal/fulfillment"
	"laurel/internal/golden"
	"laurel/internal/people"
)

const page = "../../docs/workflow.md"

// TestWorkflowPage holds that the page of the workflow is the table of moves.
func TestWorkflowPage(t *testing.T) {
	golden.Check(t, page, workflow())
}

const intro = `# The workflow

Everything that is promised to a partner is a case: the use of a benefit (activation), a request, a claim on credit
(sponsorship), a first contact that is owed (outreach), a ticket. Its state says how far it is, its stage says more in the
operator's own words, and every move has its author, time, reason and revision: a move that was made on an older revision is
refused. What is due, when and to whom it escalates is said by the program ([the program file](program-file.md)). This page is
written from the code.

A move that is not in a table cannot be made. *stays* means that the state does not change, or depends on the move. Where no role
is named, whoever may begin such a case may make the move; [permissions](permissions.md) has all roles.
`

func workflow() string {
	var b strings.Builder
	b.WriteString(intro)
	for _, kind := range fulfillment.Kinds() {
		fmt.Fprintf(&b, "\n## %s\n\n| move | in order to | from | to | one of | words |\n|---|---|---|---|---|:-:|\n", kind)
		for _, r := range fulfillment.Moves() {
			if slices.Contains(r.Kinds, kind) {
				fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", r.Move, r.Means, joined(r.From), orStays(r.To), roles(r.Acts), map[bool]string{true: "needed"}[r.Reason])
			}
		}
	}
	return b.String()
}

func joined(states []fulfillment.State) string {
	if len(states) == len(fulfillment.States()) {
		return "every state"
	}
	var out []string
	for _, s := range states {
		out = append(out, strings.ReplaceAll(string(s), "_", " "))
	}
	return strings.Join(out, ", ")
}

func orStays(s fulfillment.State) string {
	if s == "" {
		return "*stays*"
	}
	return strings.ReplaceAll(string(s), "_", " ")
}

// roles are those that may do one of the acts.
func roles(acts []people.Act) string {
	var all []people.Role
	for _, act := range acts {
		rule, _ := act.Rule()
		all = append(all, rule.Roles...)
	}
	slices.SortFunc(all, func(a, b people.Role) int { return slices.Index(people.Roles(), a) - slices.Index(people.Roles(), b) })
	return people.RoleNames(slices.Compact(all))
}

// TestEveryStateHasAWayOut holds that no case gets stuck: from every state in
// which something is promised a case of the kind can be brought to an end, and
// every state that a move leads to is a state in which something else can be done.
func TestEveryStateHasAWayOut(t *testing.T) {
	for _, kind := range fulfillment.Kinds() {
		reached := []fulfillment.State{}
		for _, r := range fulfillment.Moves() {
			if slices.Contains(r.Kinds, kind) && r.To != "" {
				reached = append(reached, r.To)
			}
		}
		for _, s := range reached {
			if c := (fulfillment.Case{Kind: kind, State: s}); c.Promised() && !canEnd(kind, s) {
				t.Errorf("a %s in the state %s is promised, and no move ends it", kind, s)
			}
		}
	}
}

func canEnd(kind fulfillment.Kind, s fulfillment.State) bool {
	ends := []fulfillment.State{fulfillment.Completed, fulfillment.Canceled, fulfillment.Revoked, fulfillment.Rejected}
	return slices.ContainsFunc(fulfillment.Moves(), func(r fulfillment.Rule) bool {
		return slices.Contains(r.Kinds, kind) && slices.Contains(r.From, s) && slices.Contains(ends, r.To)
	})
}
