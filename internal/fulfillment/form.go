package fulfillment

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"laurel/internal/people"
	"laurel/internal/problem"
)

// edit changes a draft. The partner is there, so it is waited for anew.
func (s *step) edit() error {
	s.begin(ToReturn)
	return s.fillIn(false)
}

// submit hands the case in: from then on the grant is activated, so that no
// clock of the grant runs out while somebody decides.
func (s *step) submit() error {
	if err := s.fillIn(true); err != nil {
		return err
	}
	s.drop(ToReturn)
	s.use()
	s.to.HandedIn, s.to.HandedInBy, s.to.Approved, s.to.Stage = s.now, s.who.ID, nil, ""
	s.tell(WasReceived, ToSubmitter)
	s.nextStage()
	return nil
}

// amend changes one field of what was handed in. What was approved before is
// looked at again from the first stage.
func (s *step) amend() error {
	if s.in.Field == "" || s.in.Value == nil {
		return missing("field", "It is not said which field becomes what.")
	}
	form, err := replaced(s.to.Form, s.in.Field, s.in.Value)
	if err != nil {
		return err
	}
	s.in.Form = form
	if err := s.fillIn(true); err != nil {
		return err
	}
	s.tell(WasAnswered, ToAssignee)
	s.anew()
	return nil
}

// fillIn takes over what the input fills in, as far as it is given: a draft may
// lack something, what is handed in may not.
func (s *step) fillIn(full bool) error {
	var m mistakes
	s.to.Version = s.rules.Program.Version
	if s.in.Form != nil {
		s.to.Form = s.in.Form
	}
	s.takeTerms(&m)
	s.takeClaim(&m)
	s.takeWords(&m)
	s.checkForm(&m, full)
	if full {
		s.checkTerms(&m)
		s.checkClaim(&m)
	}
	done := "handed in"
	if !full {
		done = "kept"
	}
	return m.Err("The %s cannot be %s as it is.", s.to.Kind, done)
}

// takeWords takes over the words of a draft, and what it belongs to.
func (s *step) takeWords(m *mistakes) {
	if s.in.Tags != nil {
		s.to.Tags = slices.Clone(s.in.Tags)
	}
	if s.in.Related != nil {
		s.to.Related = slices.Clone(s.in.Related)
	}
	checkList(m, "tags", s.to.Tags)
	checkList(m, "related", s.to.Related)
}

func (s *step) checkForm(m *mistakes, full bool) {
	if s.rules.Delivery == nil || s.rules.Delivery.Form == nil {
		if !blank(s.to.Form) {
			m.Add(field("form"), "Nothing is to be filled in for this benefit.")
		}
		s.to.Form = nil
		return
	}
	data := s.to.Form
	if data == nil {
		data = json.RawMessage("{}")
	}
	for _, wrong := range s.rules.Delivery.Form.Check(data, full) {
		m.Add(field("form"+wrong.Field), "%s", wrong.Message)
	}
}

// blank reports whether nothing is filled in.
func blank(form json.RawMessage) bool {
	text := strings.Join(strings.Fields(string(form)), "")
	return text == "" || text == "null" || text == "{}"
}

// takeTerms takes over which terms were accepted: only the partner itself does.
func (s *step) takeTerms(m *mistakes) {
	switch {
	case s.in.Terms == "":
	case s.ofPartner():
		s.to.Terms = s.in.Terms
	default:
		m.AddSaid(field("terms"), problem.Say("That is for: %s.", people.RoleNames(people.PartnerRoles())), problem.Say("The terms of a benefit are accepted by somebody of the partner."))
	}
}

func (s *step) checkTerms(m *mistakes) {
	d := s.rules.Delivery
	switch {
	case d == nil || d.Terms == nil || d.Terms.Version == s.to.Terms:
	case s.ofPartner():
		m.AddSaid(field("terms"), problem.Say("Read them and accept version %s.", d.Terms.Version), problem.Say("The terms of the benefit are not accepted."))
	case s.in.Terms == "": // else it is said already that they are not the operator's to accept
		m.AddSaid(field("terms"), problem.Say("Somebody of the partner reads them and accepts version %s in the draft.", d.Terms.Version), problem.Say("The terms of the benefit are not accepted."))
	}
}

// replaced is a form in which the field at a JSON pointer is another one.
func replaced(form json.RawMessage, pointer string, value json.RawMessage) (json.RawMessage, error) {
	wrong := missing("field", "%q is not a field of the form: write it like /company.", problem.Excerpt(pointer))
	var doc map[string]any
	if !strings.HasPrefix(pointer, "/") || exactly(form, &doc) != nil || doc == nil {
		return nil, wrong
	}
	var becomes any
	if exactly(value, &becomes) != nil {
		return nil, missing("value", "The value is not JSON.")
	}
	changed, ok := put(doc, strings.Split(pointer[1:], "/"), becomes)
	if !ok {
		return nil, wrong
	}
	return json.Marshal(changed)
}

// put is a document in which the value that some steps lead to is another one;
// false when they lead nowhere. The last step may name what is not there yet: a
// new field, or - for a further entry of a list.
func put(doc any, steps []string, value any) (any, bool) {
	if len(steps) == 0 {
		return value, true
	}
	switch doc := doc.(type) {
	case map[string]any:
		name := unescaped(steps[0])
		inner, ok := put(doc[name], steps[1:], value)
		doc[name] = inner
		return doc, ok
	case []any:
		if steps[0] == "-" && len(steps) == 1 {
			return append(doc, value), true
		}
		i, err := strconv.Atoi(steps[0])
		if err != nil || i < 0 || i >= len(doc) {
			return nil, false
		}
		inner, ok := put(doc[i], steps[1:], value)
		doc[i] = inner
		return doc, ok
	default:
		return nil, false
	}
}

// exactly reads JSON without making floating point of its numbers.
func exactly(text json.RawMessage, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return d.Decode(into)
}

// unescaped is a step of a JSON pointer as the name that it means.
func unescaped(step string) string {
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
}
