package standing

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
	"laurel/internal/metric"
)

// LiveOffer is an offer that customers can get on a day.
type LiveOffer struct {
	Key   metric.Key
	Since calendar.Day // it has been live since without a break
}

// LiveOffers lists the partner's offers that are live on a day and that a filter
// lets pass, in the order of their keys.
func (t *Timeline) LiveOffers(day calendar.Day, where metric.Filter) []LiveOffer {
	s := t.segmentOn(day)
	if s == nil || s.merged != "" {
		return nil
	}
	frame := s.reader.Frame(metric.Scope{}, day)
	var out []LiveOffer
	for _, key := range s.reader.Keys(fact.Offer, "", metric.Filter{}, day) {
		if since, live := t.liveSince(key, day); live && where.Match(frame.Profile(key)) {
			out = append(out, LiveOffer{Key: key, Since: since})
		}
	}
	return out
}

// liveSince is the day on which an offer went live last; false when it is not live.
func (t *Timeline) liveSince(key metric.Key, day calendar.Day) (since calendar.Day, live bool) {
	var ends calendar.Day
	for i := range t.history.entries {
		e := &t.history.entries[i]
		if e.Kind != string(fact.Offer) || !e.State || e.Day > day || metric.KeyOf(fact.Offer, e) != key {
			continue
		}
		now := e.Attribute("status").String() == "live"
		if now && (!live || ends < e.Day-1) {
			since = e.Day
		}
		live, ends = now, e.Ends
	}
	return since, live && day <= ends
}

// Learned reports whether a fact, or a mark of one, that was recorded on a day or
// later says something.
func (t *Timeline) Learned(day calendar.Day, says func(*fact.Fact) bool) bool {
	for i := range t.history.entries {
		e := &t.history.entries[i]
		for _, f := range append([]*fact.Fact{e.Fact}, e.Marks...) {
			if f.Recorded.Day(t.history.zone) >= day && says(f) {
				return true
			}
		}
	}
	return false
}
