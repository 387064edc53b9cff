package cli

import (
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"laurel/internal/locale"
)

// setting is one thing that can be configured: by a flag, else by the
// environment, else it has a default that works.
type setting struct {
	name  string // of the flag; the environment has LAUREL_ and the name in capitals
	value string // the default, then what is in force
	help  string
	from  string // where the value came from
}

func (s *setting) env() string {
	return "LAUREL_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}

// settings is everything that can be configured, in the order it is shown.
type settings struct {
	db   setting
	lang setting
}

func newSettings() *settings {
	return &settings{
		db:   setting{name: "db", value: "laurel.db", help: "`database`: a path, or postgres://…"},
		lang: setting{name: "lang", value: "en", help: "`language` of explanations: " + strings.Join(locale.Languages(), " or ")},
	}
}

func (s *settings) list() []*setting { return []*setting{&s.db, &s.lang} }

// attach makes flags of the settings.
func (s *settings) attach(root *cobra.Command) {
	for _, each := range s.list() {
		root.PersistentFlags().String(each.name, each.value, each.help+" ($"+each.env()+")")
	}
}

// read finds what is in force: flags first, then the environment.
func (s *settings) read(cmd *cobra.Command, getenv func(string) string) {
	for _, each := range s.list() {
		each.from = "default"
		if v := getenv(each.env()); v != "" {
			each.value, each.from = v, "$"+each.env()
		}
		if flag := cmd.Flag(each.name); flag != nil && flag.Changed {
			each.value, each.from = flag.Value.String(), "--"+each.name
		}
	}
}

// shown is the value with secrets hidden: passwords in a database address.
func (s *setting) shown() string {
	shown := passwordWord.ReplaceAllString(s.value, "${1}***")
	scheme, rest, isURL := strings.Cut(shown, "://")
	at := strings.LastIndex(rest, "@")
	if !isURL || at < 0 {
		return shown
	}
	user, _, hasPassword := strings.Cut(rest[:at], ":")
	if !hasPassword {
		return shown
	}
	return scheme + "://" + user + ":***" + rest[at:]
}

// passwordWord is a password as a word of an address: password=, sslpassword=.
var passwordWord = regexp.MustCompile(`(?i)(password\s*=\s*)('[^']*'|[^&\s]*)`)
