package web

import (
	"net/url"
	"slices"
	"strings"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/label"
)

// deskFilter is which of the cases of a queue are shown, and the form that chooses
// them.
type deskFilter struct {
	Inputs []Input
	Hidden []option // what the form does not ask for
	Chosen []chosenFilter
	Open   bool // the form is unfolded
	All    string
}

// chosenFilter is what was chosen, with the path of the desk without it.
type chosenFilter struct{ Label, Value, Path string }

// deskFilter is the form for the filter of a view.
func (c *call) deskFilter(view deskView, choices app.CaseChoices) deskFilter {
	q, all := view.query(), url.Values{"queue": {string(view.Queue)}}
	out := deskFilter{Hidden: []option{{Value: string(view.Queue), Name: "queue"}}, Open: len(c.wrong) > 0, All: "/desk?" + all.Encode()}
	for _, f := range c.filterFields(choices) {
		value := q.Get(f.name)
		if len(f.options) > 0 || f.kind == "text" || value != "" {
			out.Inputs = append(out.Inputs, c.filterInput(f, value))
		}
		q.Del(f.name)
		if value != "" {
			out.Chosen = append(out.Chosen, c.chosenPart(view, f, value))
		}
	}
	for _, name := range []string{"partner", "offer", "grant"} {
		if value := q.Get(name); value != "" {
			out.Hidden = append(out.Hidden, option{Value: value, Name: name})
			out.Chosen = append(out.Chosen, c.chosenPart(view, field{name: name}, value))
		}
	}
	return out
}

// filterFields are what the form asks for: what can be chosen by its name.
func (c *call) filterFields(choices app.CaseChoices) []field {
	list := func(name string, options []option) field {
		return field{name: name, kind: "select", options: options}
	}
	programs, benefits := c.benefitsOfAll(choices)
	if len(programs) == 1 {
		programs = nil
	}
	return []field{list("kind", wordOptions(fulfillment.Kinds(), func(k fulfillment.Kind) string { return c.locale.Say("case-kind."+string(k), nil) })),
		list("state", wordOptions(fulfillment.States(), func(s fulfillment.State) string { return c.stateOf(&fulfillment.Case{State: s}) })),
		list("program", programs), list("benefit", benefits), list("assignee", namedOptions(choices.Colleagues)),
		list("region", wordOptions(choices.Regions, strings.Clone)), list("portfolio", wordOptions(choices.Portfolios, strings.Clone)),
		{name: "stage", kind: "text"}}
}

// wordOptions are words with what they are called.
func wordOptions[T ~string](words []T, called func(T) string) []option {
	out := make([]option, len(words))
	for i, w := range words {
		out[i] = option{Value: string(w), Name: called(w)}
	}
	return out
}

func namedOptions(list []app.Named) []option {
	out := make([]option, len(list))
	for i, p := range list {
		out[i] = option{Value: p.ID, Name: p.Name}
	}
	return out
}

// benefitsOfAll are the programs, and their benefits that have cases: each name once.
func (c *call) benefitsOfAll(choices app.CaseChoices) (programs, benefits []option) {
	for _, p := range choices.Programs {
		programs = append(programs, option{Value: p.ID, Name: c.labelOr(p.Label, p.ID)})
		for _, row := range p.Benefits {
			known := slices.ContainsFunc(benefits, func(o option) bool { return o.Value == row.Name })
			if p.DeliveryOf(row.Name) != nil && !known {
				benefits = append(benefits, option{Value: row.Name, Name: c.labelOr(row.Value.Label, row.Name)})
			}
		}
	}
	slices.SortStableFunc(benefits, func(a, b option) int { return strings.Compare(a.Name, b.Name) })
	return programs, benefits
}

// labelOr is what something is called in the reader's language, else its name in the
// file.
func (c *call) labelOr(l label.Text, name string) string { return or(l.In(c.locale.Language), name) }

// filterInput is a field of the filter with what was chosen; what is not among its
// options stays as it was written.
func (c *call) filterInput(f field, value string) Input {
	in := Input{Name: f.name, Kind: f.kind, Complete: "off", Label: c.filterLabel(f.name), Options: f.options, Value: value}
	if in.Kind == "select" && value != "" && !slices.ContainsFunc(f.options, func(o option) bool { return o.Value == value }) {
		in.Options = append(slices.Clone(f.options), option{Value: value, Name: value})
	}
	in.Text, in.Wrong = c.isWrong(f.name)
	return in
}

func (c *call) filterLabel(name string) string { return c.locale.Say("desk.filter-"+name, nil) }

// chosenPart is one part of the filter in words.
func (c *call) chosenPart(view deskView, f field, value string) chosenFilter {
	q := view.query()
	q.Del(f.name)
	out := chosenFilter{Label: c.filterLabel(f.name), Value: value, Path: "/desk?" + q.Encode()}
	if i := slices.IndexFunc(f.options, func(o option) bool { return o.Value == value }); i >= 0 {
		out.Value = f.options[i].Name
	}
	if f.name == "partner" {
		names, err := c.App.PartnersNamed(c.ctx(), value)
		if err == nil && names[value] != "" {
			out.Value = names[value]
		}
	}
	return out
}
