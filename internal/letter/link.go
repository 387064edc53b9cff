package letter

import (
	"net/url"
	"strings"

	"laurel/internal/problem"
)

// The pages of the portal that letters open. A test of the portal asks for each.
const (
	pathBenefits = "/benefits"
	pathStanding = "/standing"
	pathContacts = "/contacts"
	pathTerms    = "/terms"
	pathKeys     = "/keys"
	pathPassword = "/password"
	pathOptions  = "/letters"
	pathReviews  = "/reviews"
	pathTicket   = "/tickets/new"
)

func pathOfCase(id string) string     { return "/cases/" + url.PathEscape(id) }
func pathOfProposal(id string) string { return "/proposals/" + url.PathEscape(id) }
func pathOfOffer(id string) string    { return "/offers/" + url.PathEscape(id) }

// baseOf is the address of the portal without a slash at its end.
func baseOf(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || !isWeb(u) || u.RawQuery != "" || u.Fragment != "" || u.User != nil || !isPlain(text) {
		return "", problem.New(problem.Invalid, "%q is not the address of a portal.", problem.Excerpt(text)).
			WithHint("Write where readers find it, like https://rewards.example.com.")
	}
	return strings.TrimRight(text, "/"), nil
}

// isPath reports whether a text is a path below the portal, and cannot be read
// as anything else.
func isPath(text string) bool {
	u, err := url.Parse(text)
	return err == nil && strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//") && u.Host == "" && u.Scheme == "" && isPlain(text)
}

// webAddress is an address that somebody typed, when it is one of the web;
// empty otherwise, so that no other scheme is ever a link.
func webAddress(typed string) string {
	u, err := url.Parse(strings.TrimSpace(typed))
	if err != nil || !isWeb(u) || u.User != nil || len(typed) > 2*longestLine {
		return ""
	}
	if text := u.String(); isPlain(text) {
		return text
	}
	return ""
}

func isWeb(u *url.URL) bool { return (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" }

// isPlain reports whether an address has only characters that no mail program
// reads otherwise.
func isPlain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`"<>\^{|}`+"`", r) })
}
