package scenario

import (
	"strings"

	"laurel/internal/fact"
	"laurel/internal/yamlfile"
)

// A teller reads one sort of line in a partner's block.
type teller struct {
	word    string
	example string
	tell    func(t *telling)
}

// tellers lists the words that begin a line about a partner. Any other word is
// the kind of an event.
func tellers() []teller {
	return []teller{
		{"publisher", "publisher contoso-eu joined 2024-01-01", (*telling).tellPublisher},
		{"offer", "offer shop transact, live 2024-02-10", (*telling).tellOffer},
		{"event", "event sale s1 2024-03-05 60_000 USD", (*telling).tellNamedEvent},
		{"state", "state installs 2024-03-01..2024-06-30 = 150 offer=shop", (*telling).tellState},
		{"mark", "mark s3 fraud=proven learned 2025-02-20", (*telling).tellMark},
		{"fraud", "fraud s3 learned 2025-02-20", (*telling).tellFraud},
		{"correct", "correct s1 59_000 USD learned 2024-04-02", (*telling).tellCorrection},
		{"retract", "retract s1 learned 2024-04-02", (*telling).tellRetraction},
		{"granted", "granted press_release 2024-03-06", deed(fact.Grant)},
		{"activated", "activated press_release 2024-03-10", deed(fact.Activation)},
		{"completed", "completed press_release 2024-04-02", deed(fact.Completion)},
		{"used", "used sponsorship 2024-05-01 500 USD", deed(fact.Use)},
		{"cancelled", "cancelled press_release 2024-03-12", deed(fact.Cancellation)},
		{"revoked", "revoked sponsorship 2024-05-01", deed(fact.Revocation)},
		{"override", `override hold_tier t2 2024-05-01..2024-08-31 because "appeal of May"`, (*telling).tellOverride},
	}
}

// telling is one line about a partner while it is being read.
type telling struct {
	*reader
	partner *partner
	at      word // the first word
}

// tell reads one line of a partner's block.
func (p *partner) tell(r *reader) {
	t := &telling{reader: r, partner: p, at: r.take()}
	for _, each := range tellers() {
		if t.at.is(each.word) {
			each.tell(t)
			t.done()
			return
		}
	}
	if t.begins(headingWords()) {
		return
	}
	t.tellEvent(t.at, false)
	t.done()
}

// begins refuses a word that begins a block of its own.
func (t *telling) begins(headings []string) bool {
	for _, word := range headings {
		if t.at.is(word) {
			t.fail(t.at, "Do not indent it.", "`%s` is not about one partner: it begins a line of its own.", word)
			return true
		}
	}
	return false
}

// add keeps a fact that was read without a mistake.
func (t *telling) add(f *told) {
	if t.failed {
		t.partner.unread = append(t.partner.unread, f.name.text)
		return
	}
	if f.fact.Recorded.IsZero() {
		f.fact.Recorded = f.fact.Happened
	}
	t.partner.told = append(t.partner.told, f)
}

// kind checks a word that names a kind of fact.
func (t *telling) kind(w word) string {
	if isName(w.text) && !w.quoted {
		return w.text
	}
	hint := "A kind of fact is a lower-case word like sale or teams_mau."
	if lower := strings.ToLower(w.text); isName(lower) && !w.quoted {
		hint = "Did you mean `" + lower + "`?"
	}
	t.fail(w, hint, "`%s` is not a kind of fact.", shorten(w.text))
	return ""
}

// misspelled reports whether a line that is no event begins with a word that is
// nearly one of the language's.
func (t *telling) misspelled(kind word) bool {
	if startsNumber(t.peek().text) || t.pos+1 < len(t.words) && startsNumber(t.words[t.pos+1].text) {
		return false
	}
	near := yamlfile.Suggest(kind.text, tellerWords())
	if near != "" {
		t.fail(kind, "Did you mean `"+near+"`?", "`%s` is not known here, and no date follows that would make it an event.", shorten(kind.text))
	}
	return near != ""
}

func tellerWords() []string {
	var words []string
	for _, each := range tellers() {
		words = append(words, each.word)
	}
	return words
}

// factName takes the name of a fact if one comes before its date.
func (t *telling) factName() word {
	w := t.peek()
	if !t.more() || startsNumber(w.text) || w.text == "=" || isRange(w.text) || w.isAttribute() {
		return word{}
	}
	t.pos++
	t.checkName(w)
	return w
}

func (t *telling) checkName(w word) {
	if w.quoted || !isFactName(w.text) {
		t.fail(w, "Names are made of letters, digits, - and _, and begin with a letter, like s1.", "`%s` is neither a date nor a name.", shorten(w.text))
	}
}

func isFactName(text string) bool {
	for i, r := range text {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f
		if !letter && (i == 0 || r != '-' && r != '_' && (r < '0' || r > '9')) {
			return false
		}
	}
	return text != "" && len(text) <= 100
}

// named takes the name of a fact that another line tells.
func (t *telling) named() word {
	w := t.a("The name of a fact")
	t.checkName(w)
	return w
}
