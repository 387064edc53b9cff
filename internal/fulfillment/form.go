package fulfillment

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"laurel/internal/problem"
)

// fillIn takes over what the input fills in, as far as it is given: a draft may
// lack something, what is handed in may not.
func (s *step) fillIn(full bool) error {
	if s.in.Form != nil {
		s.to.Form = s.in.Form
	}
	if s.in.Terms != "" {
		s.to.Terms = s.in.Terms
	}
	if slices.Contains(unsent, s.from.State) {
		s.claim()
	}
	var m mistakes
	s.checkForm(&m, full)
	if full {
		s.checkTerms(&m)
		s.checkClaim(&m)
	}
	return m.Err("The %s cannot be handed in as it is.", s.to.Kind)
}

// claim takes over what is claimed. It does not change once credit is reserved.
func (s *step) claim() {
	if s.in.Credit != nil {
		s.to.Credit = s.in.Credit
	}
	if !s.in.Amount.IsZero() {
		s.to.Amount = s.in.Amount
	}
}

func (s *step) checkForm(m *mistakes, full bool) {
	if s.rules.Delivery == nil || s.rules.Delivery.Form == nil {
		if s.to.Form != nil && string(s.to.Form) != "null" {
			m.Add(field("form"), "Nothing is to be filled in for this benefit.")
		}
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

func (s *step) checkTerms(m *mistakes) {
	d := s.rules.Delivery
	if d == nil || d.Terms == nil || d.Terms.Version == s.to.Terms {
		return
	}
	m.AddWithHint(field("terms"), "Read them and accept version "+d.Terms.Version+".", "The terms of the benefit are not accepted.")
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
	s.again()
	return nil
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
	steps := strings.Split(pointer[1:], "/")
	inner := doc
	for _, name := range steps[:len(steps)-1] {
		next, ok := inner[unescaped(name)].(map[string]any)
		if !ok {
			return nil, wrong
		}
		inner = next
	}
	inner[unescaped(steps[len(steps)-1])] = becomes
	return json.Marshal(doc)
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
