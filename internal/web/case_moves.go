package web

import (
	"slices"
	"strings"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/people"
)

// moveForm is a move that can be made with a case, and what it asks for.
type moveForm struct {
	Move   fulfillment.Move
	Name   string
	Open   bool // it was tried, and something was wrong
	fields []field
}

// Moves that are made elsewhere: what is filled in is changed on pages of its own,
// and one field alone by the API.
var madeElsewhere = []fulfillment.Move{fulfillment.Edit, fulfillment.Amend}

// Moves that sort cases: they are for the Rewards team, whose lists are long.
var sorting = []fulfillment.Move{fulfillment.Tag, fulfillment.Untag, fulfillment.Relate, fulfillment.Unrelate}

// The fields of moves. Words stand in every form, but for the moves that only sort
// cases.
var (
	toField       = field{name: "to", kind: "select", most: 100}
	channelField  = field{name: "channel", kind: "select", most: 40}
	outcomeField  = field{name: "outcome", kind: "text", most: 500, optional: true}
	stageField    = field{name: "stage", kind: "text", most: 80, optional: true}
	assigneeField = field{name: "assignee", kind: "select", most: 100}
	externalField = field{name: "external", kind: "text", most: 200}
	tagsField     = field{name: "tags", kind: "text", most: 1000}
	relatedField  = field{name: "related", kind: "text", most: 1000}
	wordsOfMove   = field{name: "reason", kind: "textarea", most: 4000, optional: true}
)

// moveFields is what a move on the page may bring.
var moveFields = []field{
	{name: "move", kind: "hidden", most: 30},
	{name: "revision", kind: "hidden", most: 20},
	wordsOfMove, optionalField(toField), optionalField(channelField), outcomeField, stageField, optionalField(assigneeField), optionalField(externalField),
	severalOf(tagsField), severalOf(relatedField),
}

// optionalField is a field that only some moves bring.
func optionalField(f field) field {
	f.optional = true
	return f
}

// severalOf is such a field with several values.
func severalOf(f field) field {
	f.optional, f.many = true, true
	return f
}

// moveForms are the moves that whoever looks can make, with what each asks for. A
// contact is recorded where there is somebody with whom one could have spoken.
func (c *call) moveForms(view app.CaseView) ([]moveForm, error) {
	tried := fulfillment.Move(c.value("move"))
	persons, err := c.spokenWith(view)
	if err != nil {
		return nil, err
	}
	var out []moveForm
	for _, m := range view.Next {
		switch {
		case slices.Contains(madeElsewhere, m), m == fulfillment.Submit && slices.Contains(view.Next, fulfillment.Edit): // what is handed in is looked at first
		case slices.Contains(sorting, m) && !c.who.Operator():
		case m == fulfillment.Reach && len(persons) == 0, m == fulfillment.Untag && len(view.Tags) == 0, m == fulfillment.Unrelate && len(view.Related) == 0:
		default:
			fields, err := c.asksOf(m, &view, persons)
			if err != nil {
				return nil, err
			}
			out = append(out, moveForm{Move: m, Name: c.locale.Say("move."+string(m), nil), Open: m == tried, fields: fields})
		}
	}
	return out, nil
}

// asksOf is what a move asks for.
func (c *call) asksOf(m fulfillment.Move, view *app.CaseView, persons []option) ([]field, error) {
	words := wordsOfMove
	i := slices.IndexFunc(fulfillment.Moves(), func(r fulfillment.Rule) bool { return r.Move == m && slices.Contains(r.Kinds, view.Kind) })
	words.optional = !fulfillment.Moves()[i].Reason
	switch m {
	case fulfillment.Reach:
		return []field{with(toField, persons), with(channelField, c.channels()), outcomeField, words}, nil
	case fulfillment.Progress:
		return []field{stageField, words}, nil
	case fulfillment.Open:
		return []field{externalField, words}, nil
	case fulfillment.Assign:
		to, err := c.assignable()
		return []field{with(assigneeField, to), words}, err
	case fulfillment.Tag:
		return []field{c.hinted(tagsField, "case.tags-hint")}, nil
	case fulfillment.Untag:
		return []field{oneOf(tagsField, view.Tags)}, nil
	case fulfillment.Relate:
		return []field{c.hinted(relatedField, "case.related-hint")}, nil
	case fulfillment.Unrelate:
		return []field{oneOf(relatedField, view.Related)}, nil
	}
	return []field{words}, nil
}

// hinted is a field with what is said about it.
func (c *call) hinted(f field, id string) field {
	f.hint = c.locale.Say(id, nil)
	return f
}

// with is a field with its options.
func with(f field, options []option) field {
	f.options = options
	return f
}

// oneOf is a field that takes one of the words that are there.
func oneOf(f field, words []string) field {
	f.kind = "select"
	for _, word := range words {
		f.options = append(f.options, option{Value: word, Name: word})
	}
	return f
}

// channels are the ways in which the Rewards team speaks with partners.
func (c *call) channels() []option {
	var out []option
	for _, name := range []string{"email", "phone", "meeting", "portal"} {
		out = append(out, option{Value: name, Name: c.locale.Say("channel."+name, nil)})
	}
	return out
}

// asRole is what stands before a role where a person could stand.
const asRole = "role:"

// assignable are those to whom a case can be given: somebody who works on cases, or
// whoever of a role takes it first.
func (c *call) assignable() ([]option, error) {
	colleagues, err := c.App.Colleagues(c.ctx(), c.who)
	if err != nil {
		return nil, err
	}
	out := namedOptions(colleagues)
	for _, role := range fulfillment.Queues() {
		out = append(out, option{Value: asRole + string(role), Name: c.locale.Say("case.anybody", map[string]any{"Role": c.roleName(role)})})
	}
	return out, nil
}

// MoveInputs are the fields of a move. Several forms stand on one page: what was
// typed and what is wrong belongs to the one that was tried.
func (v *view) MoveInputs(m moveForm) []Input {
	out := make([]Input, len(m.fields))
	for i, f := range m.fields {
		out[i] = v.input(f)
		if f.optional {
			out[i].Optional = v.Say("frame.optional")
		}
		if !m.Open {
			out[i].Suffix, out[i].Value, out[i].Values, out[i].Text, out[i].Wrong = "-"+string(m.Move), "", nil, "", false
		}
		if len(f.options) == 1 || f.name == channelField.name && !m.Open {
			out[i].Value = f.options[0].Value
		}
	}
	return out
}

// moveAsked is the move that the form asks for.
func (c *call) moveAsked(revision int64) fulfillment.Input {
	in := fulfillment.Input{Move: fulfillment.Move(c.value("move")), Revision: revision, Reason: c.value("reason"), Stage: c.value("stage"), External: strings.TrimSpace(c.value("external"))}
	switch in.Move {
	case fulfillment.Reach:
		in.Contact = fulfillment.Contact{To: c.value("to"), Channel: c.value("channel"), Outcome: strings.TrimSpace(c.value("outcome"))}
	case fulfillment.Assign:
		if role, isRole := strings.CutPrefix(c.value("assignee"), asRole); isRole {
			in.Role = people.Role(role)
		} else {
			in.Assignee = c.value("assignee")
		}
	case fulfillment.Tag, fulfillment.Untag:
		in.Tags = wordsIn(c.value("tags"))
	case fulfillment.Relate, fulfillment.Unrelate:
		in.Related = wordsIn(c.value("related"))
	}
	return in
}

// wordsIn are words with commas between them.
func wordsIn(text string) []string {
	var out []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '，' || r == '、' }) {
		if word = strings.TrimSpace(word); word != "" {
			out = append(out, word)
		}
	}
	return out
}
