package scenario

import (
	"fmt"
	"slices"

	"laurel/internal/calendar"
	"laurel/internal/problem"
	"laurel/internal/standing"
)

// restated is how the tiers known on one day differ from those known on a later
// one.
type restated struct {
	at       word
	whose    word
	partner  *partner
	from, to calendar.Day
	expected []*restatement
	nothing  *expectation
}

// restatement is one line: [LADDER[KEY]] TIER was TIER from DATE to DATE.
type restatement struct {
	at         word
	said       string
	ladder     ladderWord
	now, was   word // empty text for no tier
	from, last calendar.Day
}

// readRestated reads [PARTNER] restated between DATE and DATE and begins its
// block.
func (h *headline) readRestated() {
	const example = "restated between 2024-07-01 and 2024-08-01"
	s := &restated{at: h.at, whose: h.whose}
	h.expect("between", example)
	s.from = h.lookedAt("The day of what was known before")
	h.expect("and", example)
	to := h.peek()
	if s.to = h.lookedAt("The day of what was known after"); !h.failed && s.to < s.from {
		h.fail(to, "Write the earlier day first.", "%s comes before %s.", s.to, s.from)
	}
	h.parser.block = s.line
	h.keep = func() { h.parser.story.restated = append(h.parser.story.restated, s) }
}

// line reads one line of the block: a stretch of days, or the word nothing.
func (s *restated) line(r *reader) {
	e := &restatement{at: r.peek(), said: r.written()}
	if r.accept("nothing") {
		if r.done(); !r.failed {
			s.nothing = &expectation{at: e.at, said: e.said}
		}
		return
	}
	e.now = r.optionalTier(&e.ladder)
	r.expect("was", "t2 was t1 from 2024-06-20 to 2024-07-01")
	e.was = r.optionalTier(nil)
	r.expect("from", "t2 was t1 from 2024-06-20 to 2024-07-01")
	e.from = r.day("The first day")
	r.expect("to", "t2 was t1 from 2024-06-20 to 2024-07-01")
	e.last = r.day("The last day")
	if r.done(); !r.failed {
		s.expected = append(s.expected, e)
	}
}

// optionalTier takes a tier, with a ladder in front where one may stand, or the
// words no tier.
func (r *reader) optionalTier(ladder *ladderWord) word {
	w := r.a("The name of a tier, or no tier,")
	if ladder != nil && !w.is("no") && !r.peek().is("was") {
		*ladder = r.ladderWord(w)
		w = r.a("The name of a tier, or no tier,")
	}
	if w.is("no") {
		r.expect("tier", "no tier was t1 from 2024-06-20 to 2024-07-01")
		return word{}
	}
	return w
}

func (s *restated) bind(n *names) {
	for _, e := range s.expected {
		n.bindLadder(&e.ladder, e.at)
		for _, tier := range []word{e.now, e.was} {
			if tier.text != "" {
				n.bindTier(tier, e.ladder.name)
			}
		}
	}
}

// check compares what is restated with the lines: all of it, and nothing else.
func (s *restated) check(w *world) []Check {
	lines, err := s.found(w)
	var out []Check
	add := func(at word, said string, held bool, found string) {
		c := Check{Place: w.story.place(at), Partner: s.partner.name, At: s.to, Known: s.to, Said: said, Held: held && err == nil, Found: found}
		if err != nil {
			c.Found = "nothing: " + problem.Of(err).Message
		}
		out = append(out, c)
	}
	all := listedOr(lines, "nothing")
	for _, e := range s.expected {
		add(e.at, e.said, slices.Contains(lines, e.text()), all)
	}
	switch {
	case s.nothing != nil:
		add(s.nothing.at, s.nothing.said, len(lines) == 0, all)
	case len(lines) != len(s.expected) && !slices.ContainsFunc(out, func(c Check) bool { return !c.Held }):
		add(s.at, "restated nothing else", false, all)
	}
	return out
}

func (s *restated) found(w *world) ([]string, error) {
	before, err := w.evaluate(s.partner, s.to, s.from)
	if err != nil {
		return nil, err
	}
	after, err := w.evaluate(s.partner, s.to, s.to)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, r := range standing.Restate(before, after, s.from) {
		for _, span := range r.Spans {
			found := restatement{now: word{text: span.After}, was: word{text: span.Before}, from: span.Span.From, last: span.Span.Last()}
			found.ladder = ladderWord{name: r.Ladder, key: offerName(r.Key.ID)}
			lines = append(lines, found.text())
		}
	}
	return lines, nil
}

func (e *restatement) text() string {
	ladder := e.ladder.name
	if e.ladder.key != "" {
		ladder += "[" + e.ladder.key + "]"
	}
	return fmt.Sprintf("%s %s was %s from %s to %s", ladder, orNoTier(e.now.text), orNoTier(e.was.text), e.from, e.last)
}

func orNoTier(tier string) string {
	if tier == "" {
		return "no tier"
	}
	return tier
}

func listedOr(lines []string, otherwise string) string {
	if len(lines) == 0 {
		return otherwise
	}
	return listed(lines)
}
