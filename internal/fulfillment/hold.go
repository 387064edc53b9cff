package fulfillment

import (
	"slices"
	"strings"
	"unicode"

	"laurel/internal/people"
	"laurel/internal/problem"
)

func (s *step) take() error {
	s.to.Assignee = s.who.ID
	return nil
}

// assign gives the case to a person, or puts it into the queue of a role that can
// do something with it.
func (s *step) assign() error {
	switch {
	case s.in.Assignee != "":
		s.to.Assignee = s.in.Assignee
		s.tell(WasAssigned, ToAssignee)
	case hasQueue(s.in.Role):
		s.to.Assignee, s.to.Queue = "", s.in.Role
		s.tell(WasAssigned, ToAssignee)
	default:
		return missing("assignee", "It is not said to whom the case goes: name a person, or one of these roles: %s.", people.RoleNames(Queues()))
	}
	return nil
}

// Queues are the roles whose members find cases that nobody has: they see them,
// and there is something that they may do.
func Queues() []people.Role {
	return slices.DeleteFunc(people.OperatorRoles(), func(role people.Role) bool { return !hasQueue(role) })
}

func hasQueue(role people.Role) bool {
	return role != people.Vendor && slices.ContainsFunc([]people.Act{people.WorkCase, people.DecideCase}, func(act people.Act) bool {
		rule, _ := act.Rule()
		return slices.Contains(rule.Roles, role)
	})
}

// mostWords bounds the words of a case, and what it belongs to.
const mostWords = 50

func (s *step) tag() error      { return add(&s.to.Tags, "tags", s.in.Tags) }
func (s *step) untag() error    { return remove(&s.to.Tags, "tags", s.in.Tags) }
func (s *step) relate() error   { return add(&s.to.Related, "related", s.in.Related) }
func (s *step) unrelate() error { return remove(&s.to.Related, "related", s.in.Related) }

// add adds words to those of a case; one that is there already stays.
func add(list *[]string, name string, words []string) error {
	for _, word := range words {
		if !slices.Contains(*list, word) {
			*list = append(*list, word)
		}
	}
	var m mistakes
	if len(words) == 0 {
		m.Add(field(name), "It is not said which.")
	}
	checkList(&m, name, *list)
	return m.Err("The move cannot be made.")
}

// remove takes words of a case away.
func remove(list *[]string, name string, words []string) error {
	var m mistakes
	if len(words) == 0 {
		m.Add(field(name), "It is not said which.")
	}
	for _, word := range words {
		i := slices.Index(*list, word)
		if i < 0 {
			m.Add(field(name), "%q is not there.", problem.Excerpt(word))
			continue
		}
		*list = slices.Delete(*list, i, i+1)
	}
	return m.Err("The move cannot be made.")
}

// checkList looks at the words of a case, or at the ids of what it belongs to.
func checkList(m *mistakes, name string, list []string) {
	if len(list) > mostWords {
		m.Add(field(name), "There are more than %d.", mostWords)
	}
	for _, word := range list {
		if strings.TrimSpace(word) == "" || len(word) > longestWord || strings.ContainsFunc(word, unicode.IsControl) {
			m.Add(field(name), "%q does not have 1 to %d characters that can be seen.", problem.Excerpt(word), longestWord)
		}
	}
}
