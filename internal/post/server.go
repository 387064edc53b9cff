package post

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"

	"laurel/internal/problem"
)

// How a connection is encrypted.
const (
	startTLS    = "starttls" // after the greeting; a server that cannot is not used
	implicitTLS = "implicit" // from the first byte
	noTLS       = "none"     // not at all
)

// ports are the usual ones.
var ports = map[string]int{startTLS: 587, implicitTLS: 465, noTLS: 25}

// server is where letters are handed in.
type server struct {
	host     string
	port     int
	tls      string
	user     string
	password string
}

// String is the server without the password.
func (s server) String() string {
	return net.JoinHostPort(s.host, strconv.Itoa(s.port)) + " (" + s.tls + ")"
}

const addressHint = "Write it like smtp://user:password@mail.example.com:587?tls=starttls; what is special in a password is written as %40 for @."

// parseServer reads an address. No part of it is repeated in a mistake: it may
// hold the password.
func parseServer(text string, m *problem.Mistakes) server {
	at := setting("address")
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "smtp" || u.Hostname() == "" || u.Path != "" && u.Path != "/" || u.Fragment != "" {
		m.AddWithHint(at, addressHint, "This is not the address of a mail server.")
		return server{}
	}
	s := server{host: u.Hostname(), user: u.User.Username()}
	s.password, _ = u.User.Password()
	s.encryption(u, m)
	if s.password != "" && s.tls == noTLS && !isLoopback(s.host) {
		m.AddWithHint(at, "Use tls=starttls or tls=implicit.", "The password would go to %s without encryption.", s.host)
	}
	return s
}

// encryption finds out the port from the encryption, or the other way round.
func (s *server) encryption(u *url.URL, m *problem.Mistakes) {
	for name := range u.Query() {
		if name != "tls" {
			m.AddWithHint(setting("address"), "The only one is tls.", "There is no parameter %q.", problem.Excerpt(name))
		}
	}
	s.port, _ = strconv.Atoi(u.Port()) // the parser lets only digits pass
	s.tls = u.Query().Get("tls")
	if s.tls == "" && s.port == ports[implicitTLS] {
		s.tls = implicitTLS
	} else if s.tls == "" {
		s.tls = startTLS
	}
	if !slices.Contains([]string{startTLS, implicitTLS, noTLS}, s.tls) {
		m.AddWithHint(setting("address"), "Write starttls, implicit or none.", "%q is no kind of encryption.", problem.Excerpt(s.tls))
	}
	if u.Port() == "" {
		s.port = ports[s.tls]
	}
	if s.port > 65535 {
		m.Add(setting("address"), "There is no port %d.", s.port)
	}
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// trusted is how the server's certificate is checked.
func trusted(host, file string, m *problem.Mistakes) *tls.Config {
	config := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if file == "" {
		return config
	}
	text, err := os.ReadFile(file)
	if err != nil {
		m.Add(setting("ca-file"), "The file %s cannot be read.", file)
		return config
	}
	config.RootCAs = x509.NewCertPool()
	if !config.RootCAs.AppendCertsFromPEM(text) {
		m.Add(setting("ca-file"), "The file %s has no certificate in it.", file)
	}
	return config
}
