// Package letter holds every letter that Laurel sends, as text and as HTML, in
// the reader's language. A letter says what happened, what it means for the
// reader, what to do next, who owes what by when, and whom to ask. letters.go is
// the index; each kind has a file with what it is made from, and its words are a
// group of the same name in the catalogs, one file for each language. Nothing
// here sends anything.
package letter

import (
	"time"

	"laurel/internal/locale"
	"laurel/internal/problem"
)

// Letter is a letter ready to be sent to one reader. No text of it holds a line
// break or a control character where a header could begin.
type Letter struct {
	Kind      Kind   // what it is
	Language  string // the language it is written in, which is not always the reader's
	Subject   string // one line
	Preheader string // one line: what mail programs show beside the subject, and a digest shows
	Text      string // the plain part, wrapped at 78 columns; lines end in \n
	HTML      string // the other part, a whole page
	Link      string // the address that the letter opens; empty for none
	OptOut    string // the address that ends letters of this kind; only on promotional ones
}

// Reader is whom a letter is for.
type Reader struct {
	Name     string         // as the reader is greeted; may be empty
	Language string         // the preferred language, as a tag; empty means English
	Zone     *time.Location // in which times are written; nil means UTC
	OptOut   string         // the path that ends promotional letters for this reader
}

// Operator is who runs the program, and sends the letters.
type Operator struct {
	Name    string // as readers know it: "Fabrikam Marketplace Rewards"; "Laurel" when empty
	BaseURL string // where the portal is, with https:// and without a path of a page
	Help    string // an e-mail address or a page for readers who have no account; may be empty
	Color   string // of the button, as #1b5cb8, on which white is read; ours when empty
}

// Compose writes a letter. It fails with Invalid when the operator's address, or
// a link in the letter, is none. A language that lacks a word of the letter is
// passed over, and the letter says so.
func Compose(c Content, r Reader, o Operator) (Letter, error) {
	return compose(catalogs(), c, r, o)
}

func compose(from *locale.Catalogs, c Content, r Reader, o Operator) (Letter, error) {
	about, err := aboutOf(c)
	if err != nil {
		return Letter{}, err
	}
	base, err := baseOf(o.BaseURL)
	if err != nil {
		return Letter{}, err
	}
	var d *draft
	var p page
	for _, l := range candidates(from, r.Language) { // at least English
		d = &draft{about: about, locale: l, reader: r, operator: o, base: base, args: map[string]any{}}
		if p = d.compose(c); !d.lacking {
			break
		}
	}
	if len(d.refused) > 0 {
		return Letter{}, problem.New(problem.Invalid, "The letter %s has the link %q, which is no path of the portal.", about.Kind, problem.Excerpt(d.refused[0])).
			WithHint("Write a path such as /cases/act_1.")
	}
	return Letter{Kind: about.Kind, Language: p.Language, Subject: p.Subject, Preheader: p.Preheader,
		Text: p.text(), HTML: p.html(), Link: p.Button.URL, OptOut: p.OptOut.URL}, nil
}

// Languages are those that letters are written in, English first, for callers that
// put sentences of their own into one.
func Languages() []string { return catalogs().Languages() }
