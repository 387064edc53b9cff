package metric

// Said is the reason that a person gave for a decision: one that everybody may
// read and, where needed, one that only operators read in its place. The zero
// Said means that nobody decided.
type Said struct {
	Because string
	Private string
}

// IsZero reports whether nobody gave a reason.
func (s Said) IsZero() bool { return s == Said{} }

// For is the reason as a reader may know it.
func (s Said) For(operator bool) string {
	if operator && s.Private != "" {
		return s.Private
	}
	return s.Because
}
