// Package locale holds how a reader's language writes things: messages from
// catalogs, numbers, money, dates and lengths of time. A language is one
// catalog file in this directory and no Go. A room that says much has a
// directory of catalogs of its own.
package locale

import (
	"embed"
	"io/fs"
	"strings"
	"sync"

	"github.com/go-playground/locales"
)

// Locale is one reader's way of writing. Its methods may be called from several
// goroutines.
type Locale struct {
	// Language is the tag of the catalog, such as en or zh-CN. Texts of a
	// program are asked for in it.
	Language string

	messages messages
	digits   digits
	dates    locales.Translator // nil: dates are written as 2024-03-05
}

//go:embed *.yaml
var files embed.FS

// shipped are the catalogs of this directory. A test reads them, so they cannot
// fail in a binary that passed.
var shipped = sync.OnceValue(func() *Catalogs {
	c, err := Read(files)
	if err != nil {
		panic("locale: " + err.Error())
	}
	return c
})

// With are the shipped catalogs together with those of a room that says more:
// one file for each language there, too.
func With(dir fs.FS) (*Catalogs, error) { return Read(files, dir) }

// Match is the locale for a reader who prefers these languages, the most
// preferred first: tags (zh-Hans-SG) or Accept-Language headers. English serves
// when nothing matches.
func Match(preferred ...string) *Locale { return shipped().Match(preferred...) }

// Languages lists the tags of the catalogs, English first.
func Languages() []string { return shipped().Languages() }

// at is the tag with a region, when the reader named one: en-US.
func at(language, region string) string {
	if region == "" || strings.Contains(language, "-") {
		return language
	}
	return language + "-" + region
}
