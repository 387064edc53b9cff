package web

import (
	"encoding/json"
	"slices"
	"strings"

	"laurel/internal/app"
	"laurel/internal/fulfillment"
	"laurel/internal/number"
	"laurel/internal/problem"
	"laurel/internal/program"
)

// benefitPage is one benefit, and what it takes to use it.
type benefitPage struct {
	benefitCard
	Terms        *program.Terms // to be accepted; nil when there are none
	TermsText    string
	Instructions string
}

// benefitAsked is the benefit that the path is about, in the version in force.
func (c *call) benefitAsked() (*program.Program, *program.Benefit, error) {
	p, err := c.App.ProgramInForce(c.ctx(), c.r.PathValue("program"))
	if err != nil {
		return nil, nil, err
	}
	b, ok := p.Benefit(c.r.PathValue("benefit"))
	if !ok {
		return nil, nil, problem.New(problem.NotFound, "The program has no benefit %q.", problem.Excerpt(c.r.PathValue("benefit")))
	}
	return p, b, nil
}

func showBenefit(c *call) (answer, error) {
	p, b, err := c.benefitAsked()
	if err != nil {
		return answer{}, err
	}
	timelines, err := c.timelines(app.View{Program: p.ID})
	if err != nil {
		return answer{}, err
	}
	page := benefitPage{benefitCard: c.benefitCard(timelines[0], b)}
	if d := p.DeliveryOf(b.Name); d != nil {
		page.Terms, page.Instructions = d.Terms, d.Note.In(c.locale.Language)
		if d.Terms != nil {
			page.TermsText = d.Terms.Text.In(c.locale.Language)
		}
	}
	return c.showing(page)
}

// activate begins the use of a benefit, and shows the case.
func activate(c *call) (answer, error) {
	p, b, err := c.benefitAsked()
	if err != nil {
		return answer{}, err
	}
	in := app.OpenInput{Program: p.ID, Partner: c.partner.ID, Benefit: b.Name, Submit: true, Input: fulfillment.Input{Terms: c.value("terms")}}
	if d := p.DeliveryOf(b.Name); d != nil && d.Form != nil {
		if in.Form, err = json.Marshal(c.formValues()); err != nil {
			return answer{}, err
		}
	}
	done, err := c.App.OpenCase(c.ctx(), c.who, in)
	if err != nil {
		return answer{}, err
	}
	return goTo("/cases/" + done.ID)
}

// formPrefix is before the names of the fields that a program asks for.
const formPrefix = "form-"

// schema is what this page reads of a form.
type schema struct {
	Title       string            `json:"title"`
	Description string            `json:"description"`
	Type        string            `json:"type"`
	Format      string            `json:"format"`
	MaxLength   int               `json:"maxLength"`
	Enum        []string          `json:"enum"`
	OneOf       []schemaChoice    `json:"oneOf"`
	Required    []string          `json:"required"`
	Properties  map[string]schema `json:"properties"`
	File        json.RawMessage   `json:"x-file"`
}

type schemaChoice struct {
	Const string `json:"const"`
	Title string `json:"title"`
}

// asked are the fields of the form that the benefit's delivery asks for, those
// that must be filled in first.
func asked(c *call) ([]field, error) {
	p, b, err := c.benefitAsked()
	if err != nil {
		return nil, err
	}
	d := p.DeliveryOf(b.Name)
	if d == nil || d.Form == nil {
		return nil, nil
	}
	var s schema
	if err := json.Unmarshal(d.Form.Schema(c.locale.Language), &s); err != nil {
		return nil, err
	}
	var out []field
	for name, each := range s.Properties {
		if each.File == nil {
			out = append(out, each.field(name, !slices.Contains(s.Required, name)))
		}
	}
	slices.SortFunc(out, func(a, b field) int {
		if a.optional != b.optional {
			return map[bool]int{false: -1, true: 1}[a.optional]
		}
		return strings.Compare(a.name, b.name)
	})
	return out, nil
}

// inputKinds are the inputs for the types and formats of a schema.
var inputKinds = map[string]string{"integer": "number", "number": "number", "date": "date", "email": "email", "uri": "url"}

func (s schema) field(name string, optional bool) field {
	f := field{name: formPrefix + name, kind: "text", label: s.Title, hint: s.Description, most: 4000, optional: optional}
	if f.label == "" {
		f.label = name
	}
	if kind := inputKinds[s.Format]; kind != "" {
		f.kind = kind
	} else if kind := inputKinds[s.Type]; kind != "" {
		f.kind = kind
	}
	f.number = s.Type == "integer" || s.Type == "number"
	switch {
	case s.Type == "boolean":
		f.kind, f.optional = "checkbox", true
	case len(s.OneOf) > 0 || len(s.Enum) > 0:
		f.kind = "select"
		for _, value := range s.Enum {
			f.options = append(f.options, option{value, value})
		}
		for _, each := range s.OneOf {
			f.options = append(f.options, option{each.Const, each.Title})
		}
	case f.kind == "text" && (s.MaxLength == 0 || s.MaxLength > 200):
		f.kind = "textarea"
	}
	return f
}

// formValues is what was filled in, as JSON has it.
func (c *call) formValues() map[string]any {
	out := map[string]any{}
	for _, f := range c.asked {
		text := c.value(f.name)
		switch name := strings.TrimPrefix(f.name, formPrefix); {
		case f.kind == "checkbox":
			out[name] = text != ""
		case text == "":
		case f.number:
			if _, err := number.Parse(text); err == nil {
				out[name] = json.Number(text)
			} else {
				out[name] = text
			}
		default:
			out[name] = text
		}
	}
	return out
}
