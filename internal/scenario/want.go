package scenario

import (
	"slices"

	"laurel/internal/calendar"
)

// want is one line of what must be true at a moment.
type want interface {
	// bind checks the names that the line uses and fills in what it leaves out.
	bind(n *names)
	// check compares the line with what is so.
	check(v *view) finding
}

// finding is what was found, in the words of the line that asked.
type finding struct {
	held    bool
	found   string
	reasons []string // why it is so; only where it is not as wanted
}

// wanting is one sort of line below a moment.
type wanting struct {
	word    string // the first word, behind no or not
	example string
	denied  string // the word that may stand in front: no or not; empty for neither
	read    func(a *asking) want
}

// wants lists the words that begin a line below a moment. Any other word is the
// name of a metric.
func wants() []wanting {
	return []wanting{
		{"tier", "tier t1", "no", (*asking).tier},
		{"state", "state in-grace", "", (*asking).state},
		{"since", "since 2024-03-06", "", (*asking).since},
		{"evaluated", "evaluated 2024-02-29", "not", (*asking).evaluated},
		{"safe", "safe until 2025-02-28", "not", (*asking).safe},
		{"grace", "grace until 2024-05-31", "no", (*asking).grace},
		{"counted", "counted s1 s2 for billed_sales", "", (*asking).counted},
		{"excluded", "excluded s3 because fraud", "", (*asking).excluded},
		{"reason", "reason billed_sales >= 25_000 USD fails", "", (*asking).reason},
		{"next", "next t3, missing 870_000 USD", "no", (*asking).next},
		{"forecast", "forecast t1 on 2025-03-05 because s1 leaves the window", "no", (*asking).forecast},
		{"at", "at risk", "not", (*asking).atRisk},
		{"grant", "grant sponsorship 2_000 USD available ends 2025-03-06", "no", (*asking).grant},
		{"grants", "grants 9 available", "no", (*asking).grants},
		{"outstanding", "outstanding 17_000 USD", "", (*asking).outstanding},
		{"first", "first benefit 2024-03-06", "no", (*asking).firstBenefit},
		{"provisional", "provisional because source", "not", (*asking).provisional},
		{"version", "version 2023-08", "no", (*asking).version},
		{"override", `override because "appeal of May"`, "no", (*asking).override},
	}
}

// asking is one line below a moment while it is being read.
type asking struct {
	*reader
	at     word
	denied bool // no or not stands in front
}

// expectation is one line of what must be true, with how it was written.
type expectation struct {
	at   word
	said string
	want want
}

// scene is a moment with what must be true then.
type scene struct {
	at         word
	whose      word // as written; empty text where there is one partner
	partner    *partner
	day, known calendar.Day
	expected   []*expectation
}

// readMoment reads [PARTNER] at DATE [, known DATE] and begins its block.
func (h *headline) readMoment() {
	s := &scene{at: h.at, whose: h.whose}
	s.day, s.known = h.atKnown()
	h.parser.block = s.expect
	h.keep = func() { h.parser.story.scenes = append(h.parser.story.scenes, s) }
}

// expect reads one line below a moment.
func (s *scene) expect(r *reader) {
	if e := readExpectation(r); e != nil {
		s.expected = append(s.expected, e)
	}
}

func readExpectation(r *reader) *expectation {
	a := &asking{reader: r}
	e := &expectation{at: r.peek(), said: r.written()}
	denial := r.peek()
	a.denied = r.more() && (r.accept("no") || r.accept("not"))
	a.at = a.a("What must be true")
	e.want = a.wanted(denial.text)
	if a.done(); a.failed {
		return nil
	}
	return e
}

// wanted reads the line by its first word.
func (a *asking) wanted(denial string) want {
	for _, each := range wants() {
		if !a.at.is(each.word) {
			continue
		}
		if a.denied && each.denied != denial {
			a.fail(a.at, "Write it like "+each.example+".", "`%s` cannot stand behind `%s`.", each.word, denial)
		}
		return each.read(a)
	}
	if a.denied {
		a.fail(a.at, suggestion(a.at.text, deniedWords()), "`%s` cannot stand behind `%s`.", shorten(a.at.text), denial)
		return nil
	}
	return a.metric()
}

// denial is the word by which a line that begins with a word is denied, or the
// word itself where it denies.
func denial(first word) string {
	if first.is("no") || first.is("not") {
		return first.text
	}
	for _, each := range wants() {
		if first.is(each.word) && each.denied != "" {
			return each.denied
		}
	}
	return "no"
}

func deniedWords() []string {
	var words []string
	for _, each := range wants() {
		if each.denied != "" {
			words = append(words, each.word)
		}
	}
	return words
}

func wantWords() []string {
	var words []string
	for _, each := range wants() {
		words = append(words, each.word)
	}
	return words
}

// optionalLadder takes the name of a ladder where one stands in front of what
// the line is about.
func (a *asking) optionalLadder(isAbout func(word) bool) ladderWord {
	if w := a.peek(); a.more() && !isAbout(w) {
		a.pos++
		return a.ladderWord(w)
	}
	return ladderWord{}
}

// isOneOf makes a test for words.
func isOneOf(words ...string) func(word) bool {
	return func(w word) bool { return slices.Contains(words, w.text) }
}

func startsWithDigit(w word) bool { return startsNumber(w.text) }
