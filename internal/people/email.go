package people

import (
	"net/mail"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"laurel/internal/problem"
)

// longestEmail is the most that a mail server takes, by RFC 5321.
const longestEmail = 254

// Email is the address that a text is: trimmed, the domain in lower case and in
// the letters of its owner. A problem of kind Invalid says what is wrong.
func Email(text string) (string, error) {
	text = strings.TrimSpace(text)
	wrong := problem.New(problem.Invalid, "%q is not an e-mail address.", problem.Excerpt(text)).WithHint("Write it like anna@contoso.com.")
	if text == "" || len(text) > longestEmail || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
		return "", wrong
	}
	parsed, err := mail.ParseAddress(text)
	if err != nil || parsed.Address != text {
		return "", wrong
	}
	at := strings.LastIndexByte(text, '@')
	domain, err := idna.Lookup.ToASCII(text[at+1:])
	if err != nil || !strings.Contains(domain, ".") {
		return "", wrong
	}
	return text[:at+1] + domain, nil
}

// Folded is an address as it is compared: nobody has two that differ in case.
func Folded(email string) string { return strings.ToLower(email) }

// MailRule says which addresses a marketing contact may have.
type MailRule struct {
	RefuseRole bool // no info@, no marketing@: nobody reads them for sure
	RefuseFree bool // no address of a free mail service: it is not the company's
}

// CheckContact refuses an address that no contact of the partner may have: the
// one of its account, which others read, and what the rule excludes.
func (r MailRule) CheckContact(email, account string) error {
	local, domain, _ := strings.Cut(Folded(email), "@")
	switch {
	case account != "" && Folded(email) == Folded(account):
		return problem.New(problem.Invalid, "%s is the e-mail address of the company's account.", email).
			WithHint("A marketing contact needs an address of its own, so that instructions reach a person.")
	case r.RefuseRole && slices.Contains(roleNames, local):
		return problem.New(problem.Invalid, "%s belongs to a role and not to a person.", email).WithHint("Give the address of a person.")
	case r.RefuseFree && IsFreeMail(domain):
		return problem.New(problem.Invalid, "%s is an address of a free mail service.", email).WithHint("Give an address of the company.")
	}
	return nil
}

// IsFreeMail reports whether anybody gets an address in a domain.
func IsFreeMail(domain string) bool { return slices.Contains(freeDomains, strings.ToLower(domain)) }

// roleNames are local parts that stand for a role, the first ones by RFC 2142.
var roleNames = []string{"info", "marketing", "sales", "support", "abuse", "noc", "security", "postmaster", "hostmaster", "usenet", "news",
	"webmaster", "www", "uucp", "ftp", "admin", "administrator", "billing", "contact", "hello", "help", "hr", "jobs", "mail", "no-reply",
	"noreply", "office", "partner", "partners", "press", "root", "service", "team"}

// freeDomains are services where anybody gets an address.
var freeDomains = []string{"126.com", "163.com", "aol.com", "foxmail.com", "gmail.com", "gmx.com", "gmx.de", "gmx.net", "googlemail.com",
	"hotmail.co.uk", "hotmail.com", "hotmail.fr", "icloud.com", "live.com", "mail.com", "mail.ru", "me.com", "msn.com", "naver.com",
	"orange.fr", "outlook.com", "proton.me", "protonmail.com", "qq.com", "sina.com", "sohu.com", "t-online.de", "tutanota.com", "web.de",
	"yahoo.co.jp", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.fr", "yandex.ru", "yeah.net", "zoho.com"}
