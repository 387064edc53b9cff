package web

import (
	"slices"
	"strconv"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/store"
)

// Input is a field as a template shows it.
type Input struct {
	Name, Kind, Complete string
	Suffix               string // of its id, where several forms of a page have the field
	Label, Hint, Text    string
	Optional             string   // beside the label, of a field that a program asks for
	Value                string   // the first of the values
	Values               []string // all of them
	Ticked               string   // of a box: what a tick stands for
	Required, Wrong      bool
	Any                  bool // a number that may be broken
	Options              []option
	Begins               string // the group that begins with it
	Ends                 bool   // its group ends with it
	Group                string // the id of that group, of a list of groups
	More                 string // behind it one more group of this list can be asked for
	Next                 string // the id of that group
	Accept, Keep         string // of files: those that are taken, and what a tick means
	Many                 bool
	Kept                 []store.Attachment // files that were sent before
}

// ID is the id of the element.
func (i Input) ID() string { return i.Name + i.Suffix }

// Described are the ids of what is said about the input beside its label.
func (i Input) Described() string {
	var ids []string
	if i.Hint != "" {
		ids = append(ids, i.ID()+"-hint")
	}
	if i.Wrong {
		ids = append(ids, i.ID()+"-error")
	}
	return strings.Join(ids, " ")
}

// Has reports whether a value was chosen.
func (i Input) Has(value string) bool { return slices.Contains(i.Values, value) }

// Inputs are the fields of the page's form that one can see, in order. What was
// typed stays, except passwords.
func (v *view) Inputs() []Input {
	shown := slices.DeleteFunc(v.call.fields(), func(f field) bool { return f.kind == "hidden" || f.list != "" && f.item >= v.call.shownOf(f.list) })
	out := make([]Input, len(shown))
	for i, f := range shown {
		out[i] = v.input(f)
		if f.group != "" && (i == 0 || shown[i-1].group != f.group) {
			out[i].Begins = f.group
		}
		out[i].Ends = f.group != "" && (i+1 == len(shown) || shown[i+1].group != f.group)
		if f.list == "" {
			continue
		}
		out[i].Group = f.list + "-" + strconv.Itoa(f.item)
		if last := i+1 == len(shown) || shown[i+1].list != f.list; last && f.item+1 < v.call.mostOf(f.list) {
			out[i].More, out[i].Next = addGroup+f.list, f.list+"-"+strconv.Itoa(f.item+1)
		}
	}
	return out
}

// Repeats reports whether the form has lists of groups, whose buttons come before the
// one that a browser presses when somebody ends a line.
func (v *view) Repeats() bool { return len(v.call.lists()) > 0 }

// One is one of the page's fields.
func (v *view) One(name string) Input { return v.input(v.call.field(name)) }

// Programs reports whether one must say which program is meant.
func (v *view) Programs() bool { return len(v.call.field("program").options) > 0 }

func (v *view) input(f field) Input {
	in := Input{Name: f.name, Kind: f.kind, Complete: f.complete, Label: f.label, Required: !f.optional, Options: f.options, Ticked: or(f.value, "yes"), Many: f.many, Any: f.number}
	if f.label == "" {
		in.Label = v.Say("label." + f.name)
	}
	if strings.HasPrefix(f.name, formPrefix) && f.optional && !f.needed {
		in.Optional = v.Say("frame.optional")
	}
	in.Hint = v.hint(f)
	if f.kind != "password" {
		in.Values = v.call.holds(f.name)
		if len(in.Values) > 0 {
			in.Value = in.Values[0]
		}
	}
	in.Text, in.Wrong = v.call.isWrong(f.name)
	if f.kind == "file" {
		v.files(&in, f)
	}
	return in
}

// hint is what is said about a field before anybody fills it in.
func (v *view) hint(f field) string {
	text := f.hint
	if _, has := v.call.locale.Takes("hint." + f.name + "-" + f.complete); has {
		text = v.Say("hint." + f.name + "-" + f.complete)
	}
	if f.kind == "date" {
		text = strings.TrimSpace(text + " " + v.DayHint())
	}
	if f.files != nil {
		text = strings.TrimSpace(text + " " + v.call.says(f.files))
	}
	return strings.TrimSpace(text + " " + f.limits)
}

// DayHint says how a day is typed where the browser has no calendar for it.
func (v *view) DayHint() string {
	return v.Say("frame.day-hint", "Day", calendar.At(v.call.Now()).Day(v.call.zone).String())
}

// files says which files a field takes, and which it has.
func (v *view) files(in *Input, f field) {
	c := v.call
	in.Accept, in.Keep = strings.Join(append(slices.Clone(f.files.Types), f.files.endings()...), ","), v.Say("file.keep")
	in.Kept, _ = c.App.AttachmentsNamed(c.ctx(), c.who, c.partner.ID, in.Values...) // what cannot be named is not kept either
}

// holds is what a field holds: what was typed, else what it held before.
func (c *call) holds(name string) []string {
	if c.form != nil {
		return c.form[name]
	}
	return c.before[name]
}

// Enctype is how the form is sent.
func (v *view) Enctype() string {
	if v.call.takesFiles() {
		return "multipart/form-data"
	}
	return formType
}

const formType = "application/x-www-form-urlencoded"
