package cli

import (
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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

	listen, metrics, baseURL, certificate, certificateKey, proxies, rateLimit, traces setting

	providers, operator, help, smtp, mailFrom, mailReplyTo, smtpCA, dkimKey, dkimSelector setting
}

func newSettings() *settings {
	return &settings{
		db:   setting{name: "db", value: "laurel.db", help: "`database`: a path, or postgres://…"},
		lang: setting{name: "lang", value: "en", help: "`language` of explanations: " + strings.Join(locale.Languages(), " or ")},

		listen:         setting{name: "listen", value: "127.0.0.1:8080", help: "`address` to listen on"},
		metrics:        setting{name: "metrics", value: "127.0.0.1:8081", help: "`address` of the metrics for Prometheus, or off"},
		baseURL:        setting{name: "base-url", help: "`address` by which people reach the server, such as https://rewards.example (default: http:// and what it listens on)"},
		certificate:    setting{name: "tls-cert", help: "`file` of the certificate and its chain, in PEM, to serve https (default: http)"},
		certificateKey: setting{name: "tls-key", help: "`file` of the certificate's key, in PEM"},
		proxies:        setting{name: "trusted-proxies", help: "`networks` of proxies that may say for which client they ask, with commas between them (default: none)"},
		rateLimit:      setting{name: "rate-limit", value: "100", help: "how many `requests` each second of one caller are answered, twice as many at once; 0 for no limit"},
		traces:         setting{name: "traces", help: "`address` to which traces are sent by OTLP, such as http://localhost:4318/v1/traces (default: none are)"},

		providers:    setting{name: "providers", help: "`file` of the identity providers with which people sign in (default: passwords alone)"},
		operator:     setting{name: "operator", help: "`name` of who runs the programs, as letters and pages say it (default: Laurel)"},
		help:         setting{name: "help-address", help: "e-mail `address` or page for readers who have no account"},
		smtp:         setting{name: "smtp", help: "mail `server` for letters: smtp://user:password@host:587?tls=starttls, or implicit, or none (default: letters are kept, and read with laurel letters)"},
		mailFrom:     setting{name: "mail-from", help: "e-mail `address` that letters come from"},
		mailReplyTo:  setting{name: "mail-reply-to", help: "e-mail `address` that answers go to (default: where letters come from)"},
		smtpCA:       setting{name: "smtp-ca", help: "`file` of the authorities that the mail server's certificate is checked by, in PEM (default: the machine's)"},
		dkimKey:      setting{name: "dkim-key", help: "`file` of the private key that signs letters, in PEM (default: they are not signed)"},
		dkimSelector: setting{name: "dkim-selector", help: "`name` under which the public key is in DNS"},
	}
}

// shared are the settings of every command.
func (s *settings) shared() []*setting { return []*setting{&s.db, &s.lang} }

// ofServer are the settings of `laurel serve`.
func (s *settings) ofServer() []*setting {
	return append([]*setting{&s.listen, &s.metrics, &s.baseURL, &s.certificate, &s.certificateKey, &s.proxies, &s.rateLimit, &s.traces, &s.providers}, s.ofLetters()...)
}

// ofLetters are the settings of how letters are written and leave, but for the
// address by which people reach the server.
func (s *settings) ofLetters() []*setting {
	return []*setting{&s.operator, &s.help, &s.smtp, &s.mailFrom, &s.mailReplyTo, &s.smtpCA, &s.dkimKey, &s.dkimSelector}
}

func (s *settings) list() []*setting { return append(s.shared(), s.ofServer()...) }

// attach makes flags of settings.
func (s *settings) attach(flags *pflag.FlagSet, list []*setting) {
	for _, each := range list {
		flags.String(each.name, each.value, each.help+" ($"+each.env()+")")
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
