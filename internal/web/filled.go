package web

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"laurel/internal/fulfillment"
	"laurel/internal/program"
	"laurel/internal/store"
)

// filledIn is a field of what was handed in, in words.
type filledIn struct {
	Label  string
	Values []string
	Files  []fileLink
	Group  string // of several fields that belong together
}

// fileLink leads to a file.
type fileLink struct{ Name, Size, Path string }

// formOf is what was filled in, without making floating point of its numbers.
func formOf(k *fulfillment.Case) (map[string]any, error) {
	var out map[string]any
	d := json.NewDecoder(bytes.NewReader(k.Form))
	d.UseNumber()
	return out, d.Decode(&out)
}

// filledIn is the form of a case as it was handed in, in the order of the form: each
// field by its title, what was chosen by its name, files by theirs.
func (c *call) filledIn(p *program.Program, k *fulfillment.Case, held []store.Attachment) ([]filledIn, error) {
	out := c.claimIn(k)
	d := p.DeliveryOf(k.Benefit)
	if k.Form == nil || d == nil || d.Form == nil {
		return out, nil
	}
	form, err := formOf(k)
	if err != nil {
		return nil, err
	}
	a, err := c.asking(d.Form)
	if err != nil {
		return nil, err
	}
	for _, f := range a.fields(a.root, "", "", true) {
		if value := valueAt(form, strings.TrimPrefix(f.name, formPrefix)); value != nil {
			out = append(out, c.inWords(f, value, k, held))
		}
	}
	return out, nil
}

// inWords is a value of a field.
func (c *call) inWords(f field, value any, k *fulfillment.Case, held []store.Attachment) filledIn {
	out := filledIn{Label: f.label, Group: f.group}
	list, several := value.([]any)
	if !several {
		list = []any{value}
	}
	for _, each := range list {
		text := plainText(each)
		i := slices.IndexFunc(f.options, func(o option) bool { return o.Value == text })
		j := slices.IndexFunc(held, func(a store.Attachment) bool { return a.ID == text })
		switch {
		case f.kind == "checkbox":
			text = c.locale.Say(map[bool]string{true: "case.yes", false: "case.no"}[each == true], nil)
		case f.kind == "file" && j >= 0:
			out.Files = append(out.Files, c.fileLink(k.ID, held[j]))
			continue
		case i >= 0:
			text = f.options[i].Name
		}
		out.Values = append(out.Values, text)
	}
	return out
}

// fileLink leads to a file of a case.
func (c *call) fileLink(id string, a store.Attachment) fileLink {
	return fileLink{Name: a.Name, Size: c.fileSize(a.Size), Path: "/cases/" + id + "/files/" + a.ID}
}

// fileSize is how large a file is, rounded up.
func (c *call) fileSize(n int64) string {
	if n < 1_000_000 {
		return c.wholeSize(n + 999)
	}
	return c.wholeSize(n + 999_999)
}

// wholeSize is a size in whole units.
func (c *call) wholeSize(n int64) string {
	if n < 1_000_000 {
		return c.locale.Int(int(n/1_000)) + " KB"
	}
	return c.locale.Int(int(n/1_000_000)) + " MB"
}

// claimIn is what is claimed, in words.
func (c *call) claimIn(k *fulfillment.Case) []filledIn {
	var out []filledIn
	add := func(id, value string) {
		if value != "" {
			out = append(out, filledIn{Label: c.locale.Say("claim."+id, nil), Values: []string{value}})
		}
	}
	if !k.Amount.IsZero() {
		add("worth", c.locale.Money(k.Amount))
	}
	if k.Credit == nil {
		return out
	}
	if k.Credit.Country != "" {
		add("country", c.regionName(k.Credit.Country))
	}
	if k.Credit.Agreement != "" {
		add("agreement", c.agreementName(k.Credit.Agreement))
	}
	add("target", k.Credit.Target)
	if k.Credit.Overage != "" {
		add("overage", c.locale.Say("claim.paid-"+k.Credit.Overage, nil))
	}
	add("external", k.Credit.External)
	return out
}
