package locale

// And joins words into a list of which everything is meant: a, b and c.
func (l *Locale) And(words []string) string { return l.joined(words, "list.and") }

// Or joins words into a list of which one is meant: a, b or c.
func (l *Locale) Or(words []string) string { return l.joined(words, "list.or") }

func (l *Locale) joined(words []string, last string) string {
	if len(words) == 0 {
		return ""
	}
	text := words[0]
	for i, word := range words[1:] {
		id := "list.comma"
		if i == len(words)-2 {
			id = last
		}
		text = l.Say(id, Args{"List": text, "Word": word})
	}
	return text
}
