package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/locale"
	"laurel/internal/standing/sentence"
)

// audienceFlag lets a command that explains say for whom.
func audienceFlag(c *cobra.Command, audience *string) {
	c.Flags().StringVar(audience, "for", string(sentence.ForOperator), "`who` reads: partner or operator")
}

// readerOf is who reads, as the flags --for and --lang say.
func readerOf(audience, lang string) (sentence.Reader, error) {
	reader := sentence.Reader{Locale: locale.Match(lang), Audience: sentence.Audience(audience)}
	base, _, _ := strings.Cut(lang, "-")
	spoken := slices.ContainsFunc(locale.Languages(), func(tag string) bool { return strings.HasPrefix(tag, base) })
	switch {
	case reader.Audience != sentence.ForPartner && reader.Audience != sentence.ForOperator:
		return reader, usage("--for is %q; it can be partner or operator.", audience)
	case !spoken:
		return reader, usage("There is no language %q. There are: %s.", lang, strings.Join(locale.Languages(), ", "))
	}
	return reader, nil
}
