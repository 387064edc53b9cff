package fact

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
)

// Digest is a hash of what a fact says, without its ID and without when it was
// recorded or received: the same delivery on another day is the same content.
// Digests decide "repeated" against "conflict", and match the keyless rows of
// snapshots; they never identify a fact.
func (f Fact) Digest() string {
	told := join(make([]byte, 0, 512), f.Kind, flags(f), f.Replaces, f.Marks.Source, f.Marks.Key)
	for _, l := range Levels() {
		told = join(told, f.Subject.ID(l))
	}
	told = join(told, f.Happened.String(), f.Until.String(), f.Amount.Currency, f.Amount.Value.String(), f.Quantity.String())
	for _, a := range f.Attributes {
		told = join(told, a.Name, string(rune('0'+a.Value.kind)), a.Value.String())
	}
	return shortHash(told)
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

// join adds length-prefixed texts, so that "ab","c" and "a","bc" differ.
func join(to []byte, texts ...string) []byte {
	for _, t := range texts {
		to = append(binary.BigEndian.AppendUint32(to, uint32(len(t))), t...)
	}
	return to
}

// Opaque is a short id that follows from the parts alone: the same parts give
// the same id on every machine. The id does not show the parts, but who guesses
// them can tell that the guess is right.
func Opaque(prefix string, parts ...string) string {
	return prefix + shortHash(join(make([]byte, 0, 256), parts...))
}

var lowerCase = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567")

// shortHash keeps 120 bits, in lower-case letters and digits.
func shortHash(told []byte) string {
	sum := sha256.Sum256(told)
	return lowerCase.EncodeToString(sum[:15])
}
