package post

import (
	"errors"
	"net/textproto"
	"regexp"
	"slices"
	"strings"
)

// Outcome is what became of an attempt.
type Outcome string

// The outcomes. Only after Deferred and Unreachable may a letter be tried again
// by itself.
const (
	Accepted    Outcome = "accepted"    // the server took it
	BadAddress  Outcome = "bad-address" // refused for ever, because there is no such mailbox: a hard bounce
	Refused     Outcome = "refused"     // refused for ever for another reason
	Deferred    Outcome = "deferred"    // refused for now
	Unreachable Outcome = "unreachable" // nothing was handed in: no connection, no encryption, no sign-in, or it broke off
	Unknown     Outcome = "unknown"     // all was handed in, and the answer was lost: repeating it might send it twice
)

// Again reports whether the letter may be tried again by itself.
func (o Outcome) Again() bool { return o == Deferred || o == Unreachable }

// Receipt is what the server said. The answer may name the reader's address: it
// belongs to the delivery log of that person, and into no other.
type Receipt struct {
	Outcome Outcome `json:"outcome"`
	Code    int     `json:"code,omitzero"` // the server's, such as 250 or 550; zero without an answer
	Answer  string  `json:"answer"`        // its words, on one line; or why there are none
}

// stage is how far a conversation with the server is.
type stage int

const (
	greeting  stage = iota // connecting, encrypting, signing in
	sender                 // MAIL FROM
	recipient              // RCPT TO
	content                // DATA, until its end
	ended                  // the end was sent
)

// receipt is what an error at a stage means for the letter.
func (p *Post) receipt(at stage, err error) Receipt {
	r := Receipt{Outcome: Unreachable, Answer: p.answer(err)}
	var answer *textproto.Error
	if errors.As(err, &answer) {
		r.Code = answer.Code
	}
	switch {
	case errors.Is(err, errNarrow):
		r.Outcome = Refused
	case at == ended && r.Code/100 == 2:
		r.Outcome = Accepted
	case at == ended && r.Code/100 != 4 && r.Code/100 != 5:
		r.Outcome = Unknown
	case at == greeting || r.Code == 0:
		r.Outcome = Unreachable
	case r.Code/100 == 4:
		r.Outcome = Deferred
	case isAboutAddress(at, r.Code, r.Answer):
		r.Outcome = BadAddress
	default:
		r.Outcome = Refused
	}
	return r
}

// enhanced is a status code of RFC 3463 at the beginning of an answer.
var enhanced = regexp.MustCompile(`^5\.(\d{1,3}\.\d{1,3})\b`)

// mailboxes are the status codes that say that an address does not work: no such
// mailbox or domain, moved away, not used any more.
var mailboxes = []string{"1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "2.0", "2.1"}

// isAboutAddress reports whether a refusal for ever is because of the address.
// Without a status code, the codes for recipients are taken for that.
func isAboutAddress(at stage, code int, answer string) bool {
	if found := enhanced.FindStringSubmatch(answer); found != nil {
		return slices.Contains(mailboxes, found[1])
	}
	return at == recipient && (code == 550 || code == 551 || code == 553)
}

// answer is what went wrong in one line, without the password.
func (p *Post) answer(err error) string {
	text := err.Error()
	var answer *textproto.Error
	if errors.As(err, &answer) {
		text = answer.Msg
	}
	return p.hushed(text)
}

// hushed is a text of the server's on one line, cut, and without the password,
// which a server may repeat.
func (p *Post) hushed(text string) string {
	if p.server.password != "" {
		text = strings.ReplaceAll(text, p.server.password, "…")
	}
	if runes := []rune(plain(text)); len(runes) > longestAnswer {
		return string(runes[:longestAnswer]) + "…"
	}
	return plain(text)
}

// longestAnswer is how much of an answer is kept.
const longestAnswer = 500
