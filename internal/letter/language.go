package letter

import (
	"embed"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"laurel/internal/locale"
)

//go:embed *.yaml
var files embed.FS

// catalogs are those of this directory beside the shipped ones. A test reads
// them, so they cannot fail in a binary that passed.
var catalogs = sync.OnceValue(func() *locale.Catalogs {
	c, err := locale.With(files)
	if err != nil {
		panic("letter: " + err.Error())
	}
	return c
})

// candidates are the languages to write to a reader in, the best first and
// English last: the reader's own, then the one it is a kind of.
func candidates(from *locale.Catalogs, preferred string) []*locale.Locale {
	tag := language.Make(preferred)
	base, _ := tag.Base()
	found := []*locale.Locale{from.Match(preferred)}
	for _, next := range []string{base.String(), "en"} {
		if l := from.Match(next); l.Language != found[len(found)-1].Language {
			found = append(found, l)
		}
	}
	return found
}

// isReaders reports whether somebody who prefers a language reads the one that
// a letter is written in as their own.
func isReaders(preferred, written string) bool {
	if preferred == "" {
		return true
	}
	wanted, have := language.Make(preferred), language.Make(written)
	a, _ := wanted.Base()
	b, _ := have.Base()
	_, _, confidence := language.NewMatcher([]language.Tag{have}).Match(wanted)
	return a == b && confidence >= language.High
}

// ownName is what a language calls itself; its tag where that is not known.
func ownName(preferred string) string {
	if name := display.Self.Name(language.Make(preferred)); name != "" {
		return name
	}
	return preferred
}
