// Package label holds names and sentences that the author of a program wrote,
// in one language or in several.
package label

import (
	"maps"
	"slices"

	"golang.org/x/text/language"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// Text is a text by language tag. The empty tag holds a text that its author
// wrote only once, for every language.
type Text map[string]string

// Of is a text that is the same in every language.
func Of(s string) Text { return Text{"": s} }

// IsZero reports whether nothing was written.
func (t Text) IsZero() bool { return len(t) == 0 }

// In is the text for a reader of a language: the best match among the languages
// written, else the text for every language, else English, else the first by
// tag.
func (t Text) In(lang string) string {
	if exact, ok := t[lang]; ok {
		return exact
	}
	all, always := t[""]
	if len(t) == 0 || always && len(t) == 1 {
		return all
	}
	names := t.languages()
	tags := make([]language.Tag, len(names))
	for i, name := range names {
		tags[i] = language.Make(name)
	}
	_, best, confidence := language.NewMatcher(tags).Match(language.Make(lang))
	switch {
	case confidence > language.No:
		return t[names[best]]
	case always:
		return all
	default:
		return t[names[0]]
	}
}

// languages lists what is written, English first because it serves when nothing
// matches.
func (t Text) languages() []string {
	names := slices.Sorted(maps.Keys(t))
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	if i := slices.Index(names, "en"); i > 0 {
		copy(names[1:i+1], names[:i])
		names[0] = "en"
	}
	return names
}

// DecodeYAML reads one string, or a map from language tags to strings.
func (t *Text) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	if n.Kind() == yamlfile.Scalar {
		*t = Of(n.Text())
		return
	}
	texts := map[string]string{}
	yamlfile.Decode(n, &texts, m)
	for _, e := range n.Entries() {
		tag, err := language.Parse(e.Key)
		if err != nil || tag.String() != e.Key {
			m.AddWithHint(e.KeyPlace, "Use a tag such as en or zh-CN.", "%q is not a language.", e.Key)
		}
	}
	*t = texts
}
