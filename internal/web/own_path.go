package web

import (
	"net/url"
	"path"
	"strings"
)

// ownPath is a path of ours that somebody may be sent to; otherwise the first
// page. Whatever a browser could read as the address of another site is none.
func ownPath(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" || !strings.HasPrefix(text, "/") || len(text) > returnField.most {
		return "/"
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || r == '\\' }) || u.Path != path.Clean(u.Path) {
		return "/"
	}
	return text
}
