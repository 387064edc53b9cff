package fact

import (
	"regexp"
	"strings"

	"laurel/internal/problem"
)

// emailPattern is an e-mail address anywhere in a text: something, an at sign
// (also as addresses of pages write it) and a domain with a dot, whose last part
// is of letters. So backup@eu and image@v1.2 are none.
var emailPattern = regexp.MustCompile(`[^\s@](@|%40)([\pL\pN-]+\.)+(xn--[a-z0-9-]+|\pL{2,})($|[^\pL\pN])`)

// HasEmail reports whether a text holds an e-mail address.
func HasEmail(text string) bool {
	return (strings.Contains(text, "@") || strings.Contains(text, "%40")) && emailPattern.MatchString(text)
}

// CheckID refuses what no id may be. An id is opaque: it is kept for ever, so it
// must mean a person to the sender's system alone, and never to a reader.
func CheckID(name, id string) error {
	if HasEmail(id) {
		return problem.New(problem.Invalid, "The e-mail address in %s is personal data, and what Laurel records is kept for ever.", name).
			WithHint("Use an opaque id, which means a person to your own system alone.")
	}
	return checkText(name, id)
}

// idAttributes are the attributes that hold ids, by kind.
var idAttributes = map[string][]string{
	ExternalID: {"id"},
	Merge:      {"merged"},
	Override:   {"author", "approver", "key"},
}

func checkIDs(f Fact) error {
	for _, l := range Levels() {
		if err := CheckID(string(l), f.Subject.ID(l)); err != nil {
			return err
		}
	}
	for _, name := range idAttributes[f.Kind] {
		if err := CheckID(name, f.Attributes.Get(name).String()); err != nil {
			return err
		}
	}
	return nil
}
