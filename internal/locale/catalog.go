package locale

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"laurel/internal/problem"
)

// Catalogs are the messages of every language. English is always the first: it
// is what a reader of no other language gets.
type Catalogs struct {
	matcher  language.Matcher
	tags     []language.Tag
	messages map[language.Tag]messages
	made     sync.Map // locales by tag, region included
}

// Read takes in every catalog of some directories: one file for each language in
// each, named by its tag, such as zh-CN.yaml.
func Read(dirs ...fs.FS) (*Catalogs, error) {
	c := &Catalogs{tags: []language.Tag{language.English}, messages: map[language.Tag]messages{language.English: {}}}
	for _, dir := range dirs {
		names, _ := fs.Glob(dir, "*.yaml") // fails only for a bad pattern
		for _, name := range names {
			if err := c.add(dir, name); err != nil {
				return nil, problem.Wrap(err, "read catalog %s", name)
			}
		}
	}
	for _, own := range c.messages {
		own.complete(c.messages[language.English])
	}
	c.matcher = language.NewMatcher(c.tags)
	return c, nil
}

func (c *Catalogs) add(dir fs.FS, name string) error {
	text := strings.TrimSuffix(path.Base(name), ".yaml")
	tag, err := language.Parse(text)
	if err != nil || tag.String() != text {
		return problem.New(problem.Invalid, "%q is not the tag of a language.", text).WithHint("Name the file like zh-CN.yaml.")
	}
	file, err := fs.ReadFile(dir, name)
	if err != nil {
		return err
	}
	read, err := readMessages(tag, name, file)
	if err != nil {
		return err
	}
	if c.messages[tag] == nil {
		c.tags, c.messages[tag] = append(c.tags, tag), messages{}
	}
	return c.messages[tag].take(read)
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
	return c.locale(c.tags[i], strings.ToUpper(strings.TrimSuffix(matched.TypeForKey("rg"), "zzzz")))
}

// locale makes a locale once for each language and region.
func (c *Catalogs) locale(tagged language.Tag, region string) *Locale {
	language := tagged.String()
	tag := at(language, region)
	if found, ok := c.made.Load(tag); ok {
		return found.(*Locale)
	}
	made := &Locale{Language: language, messages: c.messages[tagged], digits: digitsOf(tag), dates: datesOf(tag)}
	c.made.Store(tag, made)
	return made
}

// Args are the named arguments of a message. An int named Count chooses the
// plural form and is written as a number.
type Args map[string]any

// Has reports whether the language has a message of its own, in place of
// English.
func (l *Locale) Has(id string) bool {
	m := l.messages[id]
	return m != nil && m.tag.String() == l.Language
}

// Takes lists the arguments that a message puts in, each once, in their order;
// false when no catalog has the message.
func (l *Locale) Takes(id string) ([]string, bool) {
	m := l.messages[id]
	if m == nil {
		return nil, false
	}
	var names []string
	for _, p := range m.other {
		if p.name != "" && !slices.Contains(names, p.name) {
			names = append(names, p.name)
		}
	}
	return names, true
}

// Say is a message with its arguments put in. A message that the language lacks
// comes in English; one that no catalog has is its own id.
func (l *Locale) Say(id string, args Args) string {
	m := l.messages[id]
	if m == nil {
		return id
	}
	n, counted := args["Count"].(int)
	if !counted {
		return m.other.write(args, "")
	}
	return m.form(n).write(args, l.Int(n))
}
