package fact

import (
	"cmp"
	"slices"
	"time"

	"laurel/internal/calendar"
)

// thing is what a fact and everything that replaces it, directly or through
// others, are versions of.
type thing struct {
	versions []*version
	chosen   bool
	current  *Fact // the version that counts, once chosen; nil when it was retracted
}

// version is a fact as one statement about a thing.
type version struct {
	fact  *Fact
	thing *thing
	said  calendar.Moment // when it was recorded, or what it replaces if that was later
	depth int             // how many versions it goes back to
}

// things are all things of which more is known than one plain fact.
type things struct {
	replaced map[ID]*Fact // what is replaced; nil for a fact that is not known
	versions map[ID]*version
	byID     map[ID]*thing // by every ID of a version, and by that of the first, known or not
	circle   thing         // versions that go back to themselves, so that none is the first
}

// thingsOf finds out what belongs together. Most facts stand alone: they are
// looked at and left out.
func thingsOf(facts []*Fact) *things {
	ts := &things{}
	if !slices.ContainsFunc(facts, func(f *Fact) bool { return f.Replaces != "" }) {
		return ts
	}
	ts.replaced, ts.versions, ts.byID = map[ID]*Fact{}, map[ID]*version{}, map[ID]*thing{}
	for _, f := range facts {
		if f.Replaces != "" {
			ts.replaced[f.replaces()] = nil
		}
	}
	for _, f := range facts {
		if _, ok := ts.replaced[f.ID]; ok {
			ts.replaced[f.ID] = f
		}
	}
	for _, f := range facts {
		if ts.replaced[f.ID] != nil || f.Replaces != "" {
			v := ts.version(f)
			v.thing.versions = append(v.thing.versions, v)
		}
	}
	for _, t := range ts.byID {
		t.choose(ts)
	}
	return ts
}

// replaces names the fact that this one corrects or retracts.
func (f *Fact) replaces() ID { return ID{Source: f.ID.Source, Key: f.Replaces} }

// version finds the thing of a fact by going back to the first version.
func (ts *things) version(f *Fact) *version {
	if v := ts.versions[f.ID]; v != nil {
		return v
	}
	v := &version{fact: f, said: f.Recorded}
	ts.versions[f.ID] = v
	before := ts.replaced[f.replaces()]
	switch {
	case f.Replaces == "":
		v.thing = ts.thing(f.ID)
	case before == nil:
		v.thing = ts.thing(f.replaces())
	default:
		older := ts.version(before)
		v.thing, v.depth = cmp.Or(older.thing, &ts.circle), older.depth+1
		if v.said.Before(older.said) {
			v.said = older.said
		}
	}
	ts.byID[f.ID] = v.thing
	return v
}

// thing is the thing whose first version has this ID.
func (ts *things) thing(first ID) *thing {
	if ts.byID[first] == nil {
		ts.byID[first] = &thing{}
	}
	return ts.byID[first]
}

// choose finds the version that counts: the one said last, unless a retraction
// said after it takes back this version or one that it goes back to.
func (t *thing) choose(ts *things) {
	if t.chosen || t == &ts.circle {
		return
	}
	t.chosen = true
	slices.SortFunc(t.versions, saidEarlier)
	for _, v := range slices.Backward(t.versions) {
		if !v.fact.Retracts {
			t.current = v.fact
			break
		}
	}
	for _, v := range slices.Backward(t.versions) {
		switch {
		case v.fact == t.current:
			return
		case v.fact.Retracts && ts.goesBackTo(t.current, v.fact.replaces()):
			t.current = nil
			return
		}
	}
}

// saidEarlier orders versions. Of what was said at one moment a correction
// stands above a retraction, unless the retraction is of the correction.
func saidEarlier(a, b *version) int {
	return cmp.Or(a.said.Compare(b.said), cmp.Compare(a.depth, b.depth), cmp.Compare(a.weight(), b.weight()), a.fact.ID.compare(b.fact.ID))
}

func (v *version) weight() int {
	if v.fact.Retracts {
		return 0
	}
	return 1
}

// Newest is the version that a further one, recorded at a moment, has to replace
// to have the last word about what a fact is a version of: the one said last by
// then. A retraction is named only when it was said later on that day; above
// others the correction stands anyway.
func Newest(facts []Fact, of ID, at calendar.Moment) ID {
	var known []*Fact
	for i := range facts {
		if facts[i].Recorded.By(at) {
			known = append(known, &facts[i])
		}
	}
	t := thingsOf(known).byID[of]
	if t == nil || !t.chosen {
		return of
	}
	for _, v := range slices.Backward(t.versions) {
		if !v.fact.Retracts || at.Before(v.said) {
			return v.fact.ID
		}
	}
	return of
}

func (ts *things) goesBackTo(f *Fact, id ID) bool {
	for f != nil {
		if f.ID == id || f.Replaces != "" && f.replaces() == id {
			return true
		}
		f = ts.replaced[f.replaces()]
	}
	return false
}

// counts reports whether a fact is the version of its thing that counts.
func (ts *things) counts(f *Fact) bool {
	t := ts.byID[f.ID]
	return t == nil || t.current == f
}

// learned is when something was recorded first of what a fact is a version of.
func (ts *things) learned(f *Fact) calendar.Moment {
	first := f.Recorded
	if t := ts.byID[f.ID]; t != nil {
		for _, v := range t.versions {
			if v.fact.Recorded.Before(first) {
				first = v.fact.Recorded
			}
		}
	}
	return first
}

// marks are the marks that count, oldest first, by the ID of the version that
// counts of what they mark.
func (ts *things) marks(facts []*Fact) map[ID][]*Fact {
	marks := map[ID][]*Fact{}
	for _, f := range facts {
		if f.Marks.IsZero() || !ts.counts(f) {
			continue
		}
		id := f.Marks
		if t := ts.byID[id]; t != nil && t.current != nil {
			id = t.current.ID
		}
		marks[id] = append(marks[id], f)
	}
	for _, list := range marks {
		slices.SortFunc(list, func(a, b *Fact) int { return cmp.Or(a.Recorded.Compare(b.Recorded), a.ID.compare(b.ID)) })
	}
	return marks
}

// knownOn are the facts recorded by the close of a day.
func knownOn(facts []Fact, day calendar.Day, zone *time.Location) []*Fact {
	known := make([]*Fact, 0, len(facts))
	for i := range facts {
		if facts[i].KnownOn(day, zone) {
			known = append(known, &facts[i])
		}
	}
	return known
}
