package storetest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Nicknames stand in a text for ids and secrets that differ in every run: per_1
// for the first person that is met, lk_1 for the first key.
type Nicknames map[string]string

// MadeID is an id, or a secret, that was made up in a run.
var MadeID = regexp.MustCompile(`\b([a-z]{2,5})_([0-9a-z]{26})\b|\bl[kl]_[0-9A-Za-z_-]{43}`)

// Given is what came out, with the nicknames of its ids.
func (n Nicknames) Given(lines []string) []string {
	for i, line := range lines {
		lines[i] = MadeID.ReplaceAllStringFunc(line, n.of)
	}
	return lines
}

// of is the nickname of an id, a new one for one that is met first.
func (n Nicknames) of(id string) string {
	if n[id] != "" {
		return n[id]
	}
	prefix, _, _ := strings.Cut(id, "_")
	count := 1
	for _, name := range n {
		if strings.HasPrefix(name, prefix+"_") {
			count++
		}
	}
	n[id] = fmt.Sprintf("%s_%d", prefix, count)
	return n[id]
}

// Meant is what goes in, with the ids that its nicknames stand for.
func (n Nicknames) Meant(lines []string) []string {
	out := slices.Clone(lines)
	for id, name := range n {
		for i := range out {
			out[i] = regexp.MustCompile(`\b`+name+`\b`).ReplaceAllLiteralString(out[i], id)
		}
	}
	return out
}
