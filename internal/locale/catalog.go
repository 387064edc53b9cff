package locale

import (
	"io/fs"
	"maps"
	"path"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"laurel/internal/problem"
)

// Catalogs are the messages of every language. English is always the first: it
// is what a reader of no other language gets.
type Catalogs struct {
	bundle  *i18n.Bundle
	matcher language.Matcher
	tags    []language.Tag
	made    sync.Map // locales by tag, region included
}

// Read takes in every catalog of a directory: one file for each language, named
// by its tag, such as zh-CN.yaml.
func Read(dir fs.FS) (*Catalogs, error) {
	c := &Catalogs{bundle: i18n.NewBundle(language.English)}
	c.bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	names, _ := fs.Glob(dir, "*.yaml") // fails only for a bad pattern
	for _, name := range names {
		if err := c.add(dir, name); err != nil {
			return nil, problem.Wrap(err, "read catalog %s", name)
		}
	}
	c.tags = c.bundle.LanguageTags()
	c.matcher = language.NewMatcher(c.tags)
	return c, nil
}

func (c *Catalogs) add(dir fs.FS, name string) error {
	tag := strings.TrimSuffix(path.Base(name), ".yaml")
	if parsed, err := language.Parse(tag); err != nil || parsed.String() != tag {
		return problem.New(problem.Invalid, "%q is not the tag of a language.", tag).WithHint("Name the file like zh-CN.yaml.")
	}
	text, err := fs.ReadFile(dir, name)
	if err != nil {
		return err
	}
	_, err = c.bundle.ParseMessageFileBytes(text, name)
	return err
}

// Languages lists the tags of the catalogs, English first.
func (c *Catalogs) Languages() []string {
	names := make([]string, len(c.tags))
	for i, tag := range c.tags {
		names[i] = tag.String()
	}
	return names
}

// Match is the locale for a reader who prefers these languages, as the
// function Match does it with the shipped catalogs.
func (c *Catalogs) Match(preferred ...string) *Locale {
	var wanted []language.Tag
	for _, text := range preferred {
		tags, _, err := language.ParseAcceptLanguage(text)
		if err == nil {
			wanted = append(wanted, tags...)
		}
	}
	matched, i, _ := c.matcher.Match(wanted...)
	return c.locale(c.tags[i].String(), strings.ToUpper(strings.TrimSuffix(matched.TypeForKey("rg"), "zzzz")))
}

// locale makes a locale once for each language and region.
func (c *Catalogs) locale(language, region string) *Locale {
	tag := at(language, region)
	if found, ok := c.made.Load(tag); ok {
		return found.(*Locale)
	}
	made := &Locale{Language: language, messages: i18n.NewLocalizer(c.bundle, language), digits: digitsOf(tag), dates: datesOf(tag)}
	c.made.Store(tag, made)
	return made
}

// Args are the named arguments of a message. An int named Count chooses the
// plural form and is written as a number.
type Args map[string]any

// Say is a message with its arguments put in. A message that the language lacks
// comes in English; one that no catalog has is its own id.
func (l *Locale) Say(id string, args Args) string {
	config := &i18n.LocalizeConfig{MessageID: id, TemplateData: args}
	if n, ok := args["Count"].(int); ok {
		data := maps.Clone(args)
		data["Count"] = l.Int(n)
		config.TemplateData, config.PluralCount = data, n
	}
	if text, _ := l.messages.Localize(config); text != "" {
		return text
	}
	return id
}
