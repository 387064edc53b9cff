// Package signin finds out who somebody is: by a password, by a secret that only
// they have, or by what an identity provider says of them.
package signin

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"laurel/internal/problem"
)

// The parameters of argon2id, as OWASP's cheat sheet recommends them: memory in
// KiB, passes, lanes.
const (
	hashMemory = 19 * 1024
	hashPasses = 2
	hashLanes  = 1
	hashLength = 32
	saltLength = 16
)

// hashing bounds how many passwords are looked at at the same time: each takes
// 19 MiB and a processor.
var hashing = make(chan struct{}, max(1, runtime.GOMAXPROCS(0)))

// The shortest and the longest password, in characters.
const (
	ShortestPassword = 12
	LongestPassword  = 256
)

// CheckPassword refuses what is no good as a password. Length is what counts; no
// kinds of characters are asked for.
func CheckPassword(password, email string) error {
	length := utf8.RuneCountInString(password)
	switch {
	case length < ShortestPassword:
		return problem.New(problem.Invalid, "The password has %d characters; it needs %d.", length, ShortestPassword).WithHint("A few words that belong to no known sentence are good.")
	case length > LongestPassword:
		return problem.New(problem.Invalid, "The password has %d characters; it may have %d.", length, LongestPassword).WithHint("Use a shorter one.")
	case email != "" && strings.Contains(strings.ToLower(password), strings.ToLower(email)):
		return problem.New(problem.Invalid, "The password holds the e-mail address.").WithHint("Use one that says nothing about its owner.")
	case strings.Count(password, password[:1]) == len(password):
		return problem.New(problem.Invalid, "The password is one character over and over.").WithHint("A few words that belong to no known sentence are good.")
	}
	return nil
}

// Hash is a password as it is stored, in the form of the argon2 reference
// implementation, with a salt of its own.
func Hash(password string) string {
	salt := make([]byte, saltLength)
	rand.Read(salt) // never fails
	return encoded(salt, derive(password, salt))
}

func encoded(salt, key []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashPasses, hashLanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key))
}

func derive(password string, salt []byte) []byte {
	hashing <- struct{}{}
	defer func() { <-hashing }()
	return argon2.IDKey([]byte(password), salt, hashPasses, hashMemory, hashLanes, hashLength)
}

// Matches reports whether a password is the stored one. It takes as long when
// there is none, so that nobody learns which addresses have one.
func Matches(stored, password string) bool {
	parts := strings.Split(stored, "$")
	salt := make([]byte, saltLength)
	known := len(parts) == 6 && len(password) <= 4*LongestPassword
	if known {
		decoded, err := base64.RawStdEncoding.DecodeString(parts[4])
		known = err == nil
		salt = decoded
	}
	if !known {
		derive("", make([]byte, saltLength))
		return false
	}
	return subtle.ConstantTimeCompare([]byte(encoded(salt, derive(password, salt))), []byte(stored)) == 1
}

// NewSecret is a new random secret that begins with what it is, such as lk_: 256
// bits, which nobody guesses.
func NewSecret(prefix string) string {
	bits := make([]byte, 32)
	rand.Read(bits) // never fails
	return prefix + base64.RawURLEncoding.EncodeToString(bits)
}
