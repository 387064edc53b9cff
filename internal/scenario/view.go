package scenario

import (
	"slices"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
	"laurel/internal/problem"
	"laurel/internal/program"
	"laurel/internal/standing"
)

// view is one partner at one moment, as worked out.
type view struct {
	world     *world
	partner   *partner
	at, known calendar.Day
	timeline  *standing.Timeline
	explained []standing.Explanation
	err       error // why nothing could be worked out; then there is no timeline
}

// check compares one line with what is so. Where nothing could be worked out, no
// line holds but the one that says so.
func (v *view) check(w want) finding {
	if _, expected := w.(*wantNoEvaluation); v.err != nil && !expected {
		return finding{found: "nothing: " + problem.Of(v.err).Message}
	}
	return w.check(v)
}

// metricReason is a condition with what it found.
type metricReason = metric.Reason

// release is the version in force; nil when none is.
func (v *view) release() *program.Release { return v.timeline.Release(v.at) }

// find is the standing in a ladder; nil when nobody stands there.
func (v *view) find(l ladderWord) *standing.Explanation {
	id := v.world.ledger.offerID(v.partner, l.key)
	for i := range v.explained {
		if e := &v.explained[i]; e.Ladder == l.name && (e.Key.ID == id || e.Key.ID == l.key) {
			return e
		}
	}
	key, ok := v.short(l.key)
	for i := range v.explained {
		if e := &v.explained[i]; ok && e.Ladder == l.name && e.Key == key {
			return e
		}
	}
	return nil
}

// several names the keys of a ladder that end with one name, where that does not
// say which is meant; empty where it does.
func (v *view) several(l ladderWord) string {
	var ids []string
	for i := range v.explained {
		if e := &v.explained[i]; l.key != "" && e.Ladder == l.name && strings.HasSuffix(e.Key.ID, "/"+l.key) {
			ids = append(ids, e.Key.ID)
		}
	}
	if len(ids) < 2 {
		return ""
	}
	return l.key + " is several: " + strings.Join(ids, ", ")
}

// short is the one key that ends with a name: the offer of a merged partner, or
// a plan without its publisher and its offer. False where there are several.
func (v *view) short(name string) (found metric.Key, ok bool) {
	for i := range v.explained {
		k := v.explained[i].Key
		if name == "" || !strings.HasSuffix(k.ID, "/"+name) || ok && k == found {
			continue
		}
		if ok {
			return metric.Key{}, false
		}
		found, ok = k, true
	}
	return found, ok
}

// nothing says why there is nothing to be found.
func (v *view) nothing(l ladderWord) string {
	switch {
	case v.release() == nil:
		return "nothing: no version of the program is in force on " + v.at.String()
	case l.key != "":
		return "nothing: there is no " + l.key + " on " + v.at.String()
	default:
		return "nothing: the version in force has no such name"
	}
}

// measured lists the program's metrics, for the whole partner or for one offer
// or region of it.
func (v *view) measured(key string) []metric.Measured {
	if k, ok := v.key(key); ok {
		return v.timeline.Metrics(k, v.at)
	}
	return nil
}

func (v *view) key(name string) (metric.Key, bool) {
	if name == "" {
		return metric.Key{}, true
	}
	id := v.world.ledger.offerID(v.partner, name)
	for i := range v.explained {
		if k := v.explained[i].Key; k.ID == id || k.ID == name {
			return k, true
		}
	}
	if k, ok := v.short(name); ok {
		return k, true
	}
	return metric.Key{Level: fact.Offer, ID: id}, id != name || strings.Contains(name, "/")
}

func (v *view) measure(m ladderWord) *metric.Measured {
	all := v.measured(m.key)
	i := slices.IndexFunc(all, func(each metric.Measured) bool { return each.Metric.Name == m.name })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// name is what the story calls a fact.
func (v *view) name(id fact.ID) string { return v.world.ledger.names[id] }

// offerName is the id of an offer without its publisher; any other id stays.
func offerName(id string) string {
	if _, name, ok := strings.Cut(id, "/"); ok {
		return name
	}
	return id
}
