package scenario

// saidWords are words that must stand in a reason: in the one that everybody
// reads, and in the one that only operators do.
type saidWords struct{ because, operators string }

// saidWords takes [because WORDS] [operators WORDS].
func (a *asking) saidWords() saidWords {
	var w saidWords
	if a.accept("because") {
		w.because = a.wordsUntil("operators")
	}
	if a.accept("operators") {
		w.operators = a.reasonText()
	}
	return w
}

// in reports whether the words stand in the reasons of two readers.
func (w saidWords) in(because, operators string) bool {
	return mentions(because, w.because) && mentions(operators, w.operators)
}

// saidText is a reason as a line would ask for it.
func saidText(because, operators string) string {
	if operators == "" {
		return "because " + because
	}
	return "because " + because + " operators " + operators
}

// reasonText takes the words behind because: one text in quotes, or the rest of
// the line.
func (r *reader) reasonText() string { return r.wordsUntil("") }

// wordsUntil takes words up to one of the language's own: one text in quotes, or
// everything before it.
func (r *reader) wordsUntil(end string) string {
	from := r.pos
	for r.more() && (end == "" || !r.peek().is(end)) {
		r.pos++
	}
	words := r.words[from:r.pos]
	switch {
	case r.failed:
		return ""
	case len(words) == 0:
		r.fail(r.peek(), "", "The reason is missing here.")
		return ""
	case len(words) == 1 && words[0].quoted && words[0].name == "":
		return words[0].text
	default:
		return written(words)
	}
}
