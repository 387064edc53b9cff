package scenario

import (
	"laurel/internal/calendar"
	"laurel/internal/fact"
)

// A heading reads a line that stands at the beginning of its line: it says
// something about the whole story, or begins a block.
type heading struct {
	word    string
	example string
	read    func(h *headline)
}

// headings lists the words that a line may begin with. A line may also begin
// with the name of a partner and one of at, restated and cases.
func headings() []heading {
	return []heading{
		{"program", "program ../program.yaml", (*headline).readProgram},
		{"rate", "rate 1 EUR = 1.10 USD on 2024-01-31", (*headline).readRate},
		{"rates", "rates ecb.csv", (*headline).readRates},
		{"partner", "partner Contoso country=DE", (*headline).readPartner},
		{"merge", "merge Fabrikam into Contoso on 2023-06-01", (*headline).readMerge},
		{"unmerge", "unmerge Fabrikam learned 2023-07-01", (*headline).readUnmerge},
		{"complete", "complete gcloud through 2024-06-30 learned 2024-07-12", (*headline).readComplete},
		{"issue", "issue on 2024-09-20", (*headline).readIssue},
		{"at", "at 2025-02-01, known 2025-02-21", (*headline).readMoment},
		{"restated", "restated between 2024-07-01 and 2024-08-01", (*headline).readRestated},
		{"cases", "cases at 2023-12-01", (*headline).readCases},
	}
}

func headingWords() []string {
	var words []string
	for _, h := range headings() {
		words = append(words, h.word)
	}
	return words
}

// headline is a heading while it is being read.
type headline struct {
	*reader
	parser *parser
	at     word   // the word that says what the line is
	whose  word   // the partner named in front of at, restated or cases
	keep   func() // keeps what was read, once the line is known to have no mistake
}

// readProgram reads program FILE [applied DATE].
func (h *headline) readProgram() {
	r := release{at: h.at, file: h.a("The name of the program's file").text}
	if h.accept("applied") {
		r.applied = h.moment("The day the version was applied")
	}
	h.keep = func() { h.parser.story.releases = append(h.parser.story.releases, r) }
}

// readPartner reads partner NAME [name=value …] and begins its block.
func (h *headline) readPartner() {
	name := h.a("The name of the partner")
	p := &partner{at: name, name: name.text}
	t := &telling{reader: h.reader, partner: p, at: h.at}
	for h.more() && h.peek().isAttribute() {
		t.setAttribute(&p.attributes, h.take())
	}
	if before := h.parser.story.partner(p.name); before != nil {
		h.fail(name, "", "The partner %q was told about in line %d.", p.name, before.at.line)
	}
	h.parser.block = func(r *reader) { h.parser.told(p, r) }
	h.keep = func() { h.parser.story.partners = append(h.parser.story.partners, p) }
}

// readMerge reads merge NAME into NAME on DATE [learned DATE].
func (h *headline) readMerge() {
	const example = "merge Fabrikam into Contoso on 2023-06-01"
	m := &merge{at: h.at, gone: h.a("The partner that was merged")}
	h.expect("into", example)
	m.into = h.a("The partner that it became part of")
	h.expect("on", example)
	m.on = h.day("The day of the merger")
	m.learned = calendar.On(m.on)
	if h.accept("learned") {
		m.learned = h.moment("The day it was learned")
	}
	h.keep = func() { h.parser.story.merges = append(h.parser.story.merges, m) }
}

// readUnmerge reads unmerge NAME [on DATE] learned DATE.
func (h *headline) readUnmerge() {
	u := undoing{at: h.at, gone: h.a("The partner that was merged")}
	if h.accept("on") {
		u.on = h.day("The day from which they are two again")
		u.learned = calendar.On(u.on)
	}
	if h.accept("learned") {
		u.learned = h.moment("The day it was learned")
	}
	if u.learned.IsZero() {
		h.fail(h.end, "Write learned with a date, and before it on with a date if the merger ended then instead of never having been.", "The line does not say when the merger was undone.")
	}
	h.keep = func() { h.parser.undoings = append(h.parser.undoings, u) }
}

// readComplete reads complete SOURCE through DATE [learned DATE].
func (h *headline) readComplete() {
	f := &told{at: h.at, fact: fact.Fact{Kind: fact.Complete, ID: fact.ID{Source: fact.Laurel}}}
	f.setText("source", h.a("The name of a source").text)
	h.expect("through", "complete gcloud through 2024-06-30")
	through := h.day("The last day that it told everything about")
	f.setText("through", through.String())
	f.fact.Happened = calendar.On(through)
	f.fact.Recorded = f.fact.Happened
	if h.accept("learned") {
		f.fact.Recorded = h.moment("The day it was learned")
	}
	h.keep = func() { h.parser.story.sources = append(h.parser.story.sources, f) }
}

// readIssue reads issue on DATE.
func (h *headline) readIssue() {
	h.expect("on", "issue on 2024-09-20")
	i := issue{at: h.at, day: h.lookedAt("The day on which grants are recorded")}
	h.keep = func() { h.parser.story.issues = append(h.parser.story.issues, i) }
}
