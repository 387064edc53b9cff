package scenario

import "strings"

// ladderWord is a ladder as a story writes it: transact, or regional[US] for
// one key of it.
type ladderWord struct {
	at        word
	name, key string
}

// tierWord is a tier as an override writes it: usd_1m, transact.usd_1m or
// regional[US].platinum.
type tierWord struct {
	at     word
	ladder ladderWord
	tier   string
}

// ladderWord takes a ladder's name apart.
func (r *reader) ladderWord(w word) ladderWord {
	name, key, keyed := strings.Cut(w.text, "[")
	if keyed && (!strings.HasSuffix(key, "]") || name == "" || len(key) < 2) {
		r.fail(w, "Write it like regional[US].", "`%s` is not one key of a ladder.", shorten(w.text))
	}
	return ladderWord{at: w, name: name, key: strings.TrimSuffix(key, "]")}
}

// tierWord takes a tier with its ladder apart.
func (r *reader) tierWord(w word) tierWord {
	dot := strings.LastIndexByte(w.text, '.')
	if dot < 0 {
		return tierWord{at: w, tier: w.text}
	}
	ladder := w
	ladder.text = w.text[:dot]
	return tierWord{at: w, ladder: r.ladderWord(ladder), tier: w.text[dot+1:]}
}
