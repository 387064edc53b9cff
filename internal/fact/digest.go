package fact

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"hash"
	"strings"
)

// Digest is a hash of what a fact says, without its ID and without when it was
// recorded or received: the same delivery on another day is the same content.
// Digests decide "repeated" against "conflict", and match the keyless rows of
// snapshots; they never identify a fact.
func (f Fact) Digest() string {
	h := sha256.New()
	write(h, f.Kind, flags(f), f.Replaces, f.Marks.Source, f.Marks.Key)
	for _, l := range Levels() {
		write(h, f.Subject.ID(l))
	}
	write(h, f.Happened.String(), f.Until.String(), f.Amount.Currency, f.Amount.Value.String(), f.Quantity.String())
	for _, a := range f.Attributes {
		write(h, a.Name, string(rune('0'+a.Value.kind)), a.Value.String())
	}
	return shortHash(h)
}

func flags(f Fact) string {
	letters := []byte("---")
	for i, set := range []bool{f.State, f.Counted, f.Retracts} {
		if set {
			letters[i] = 'x'
		}
	}
	return string(letters)
}

// write puts length-prefixed texts into the hash, so that "ab","c" and
// "a","bc" differ.
func write(h hash.Hash, texts ...string) {
	var length [4]byte
	for _, t := range texts {
		binary.BigEndian.PutUint32(length[:], uint32(len(t)))
		h.Write(length[:])
		h.Write([]byte(t))
	}
}

// Opaque is a short id that follows from the parts alone: the same parts give
// the same id on every machine. The id does not show the parts, but who guesses
// them can tell that the guess is right.
func Opaque(prefix string, parts ...string) string {
	h := sha256.New()
	write(h, parts...)
	return prefix + shortHash(h)
}

// shortHash keeps 120 bits, in lower-case letters and digits.
func shortHash(h hash.Hash) string {
	return strings.ToLower(base32.StdEncoding.EncodeToString(h.Sum(nil)[:15]))
}
