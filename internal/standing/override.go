package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
)

// Act is what an override does.
type Act string

// The acts. Each is an attribute "act" of a fact of kind override.
const (
	SetTier  Act = "set_tier"  // the tier is this one while it lasts, and until the rules change it again
	HoldTier Act = "hold_tier" // the tier is at least this one while it lasts
	Waive    Act = "waive"     // conditions on a metric hold while it lasts
	Exclude  Act = "exclude"   // a fact does not count
	Credit   Act = "credit"    // a metric has so much more
	Freeze   Act = "freeze"    // nothing is evaluated: an appeal is open

	KeepGrant   Act = "keep_grant"   // a grant that a correction put under review stays
	RevokeGrant Act = "revoke_grant" // … or ends
)

// override is a person's decision that stands above the rules.
type override struct {
	id        fact.ID
	act       Act
	program   string
	ladder    string
	tier      string
	metric    string
	fact      string // source/key, for Exclude
	because   string // for everybody
	benefit   string // of a grant under review
	grant     string // its id; empty for every one of the benefit
	private   string // for operators only, in place of because
	author    string // an opaque id
	retention bool   // counts for keeping a tier, not only for reaching one
	span      calendar.Span
	entry     *fact.Entry
}

func (o *override) said() metric.Said {
	return metric.Said{Because: o.because, Private: o.private}
}

func overrideOf(e *fact.Entry) override {
	text := func(name string) string { return e.Attribute(name).String() }
	retention, given := e.Attribute("counts_for_retention").Bool()
	return override{
		id: e.ID, act: Act(text("act")), program: text("program"), ladder: text("ladder"), tier: text("tier"),
		metric: text("metric"), fact: text("fact"), benefit: text("benefit"), grant: text("grant"), because: text("because"), private: text("private"), author: text("author"),
		retention: retention || !given, span: calendar.Span{From: e.Day, Until: e.Ends + 1}, entry: e,
	}
}

func (o *override) concerns(program, ladder string) bool {
	return (o.program == "" || o.program == program) && (o.ladder == "" || o.ladder == ladder)
}

// barred lists the facts that overrides leave out of a program on a day. An
// override that names a fact means its corrections too.
func (h *history) barred(program string, day calendar.Day) map[fact.ID]metric.Barred {
	out := map[fact.ID]metric.Barred{}
	for i := range h.override {
		o := &h.override[i]
		if o.act != Exclude || !o.concerns(program, "") || !o.span.Has(day) {
			continue
		}
		versions := h.versionsOf(o.fact)
		for j := range h.entries {
			if id := h.entries[j].ID; versions[id.String()] {
				out[id] = metric.Barred{By: o.id, Said: o.said(), Since: o.span.From, Until: o.span.Last()}
			}
		}
	}
	return out
}

// versionsOf is a fact and everything that replaces it, directly or through
// others, as source/key.
func (h *history) versionsOf(id string) map[string]bool {
	versions := map[string]bool{id: true}
	for more := true; more; {
		more = false
		for i := range h.in.Facts {
			f := &h.in.Facts[i]
			if f.Replaces != "" && versions[fact.ID{Source: f.ID.Source, Key: f.Replaces}.String()] && !versions[f.ID.String()] {
				versions[f.ID.String()], more = true, true
			}
		}
	}
	return versions
}

// credits lists what overrides add to metrics of a program.
func (h *history) credits(program string) map[string][]*fact.Entry {
	out := map[string][]*fact.Entry{}
	for i := range h.override {
		if o := &h.override[i]; o.act == Credit && o.concerns(program, "") {
			out[o.metric] = append(out[o.metric], o.entry)
		}
	}
	return out
}

// frozen reports whether an appeal stops all evaluation of a ladder and key on a
// day, and why. What no ladder decides stops with the whole partner only.
func (h *history) frozen(program, ladder, key string, day calendar.Day) (metric.Said, bool) {
	for i := range h.override {
		o := &h.override[i]
		about := o.entry.Attribute("key").String()
		if o.act == Freeze && o.span.Has(day) && (o.program == "" || o.program == program) &&
			(o.ladder == "" || o.ladder == ladder) && (about == "" || about == key) {
			return o.said(), true
		}
	}
	return metric.Said{}, false
}

// nextFreeze tells the days on which appeals begin and end.
func (h *history) nextFreeze(sooner func(calendar.Day)) {
	for i := range h.override {
		if o := &h.override[i]; o.act == Freeze {
			sooner(o.span.From)
			sooner(o.span.Until)
		}
	}
}
