package program

import (
	"strconv"
	"strings"

	"laurel/internal/calendar"
	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

type promiseFields Promise

// DecodeYAML reads an allowance of time, or a map with within.
func (p *Promise) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	defer func() { p.Place = n.Place() }()
	if n.Kind() == yamlfile.Scalar {
		yamlfile.Decode(n, &p.Within, m)
		return
	}
	yamlfile.Decode(n, (*promiseFields)(p), m)
}

// Size is a size of a file in bytes.
type Size int64

// sizes are the units of sizes of files, in bytes.
var sizes = map[string]Size{"KB": 1_000, "MB": 1_000_000}

// LargestFile bounds a file that a form takes, and any other that is kept.
const LargestFile Size = 20 * 1_000_000

// UnmarshalText reads a size such as 5 MB.
func (s *Size) UnmarshalText(text []byte) error {
	number, unit, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	n, err := strconv.ParseInt(number, 10, 32)
	bytes := Size(n) * sizes[strings.TrimSpace(unit)]
	if err != nil || n < 1 || bytes == 0 || bytes > LargestFile {
		return problem.New(problem.Invalid, "%q is not a size of a file.", problem.Excerpt(string(text))).WithHint("Write a whole number of KB or MB, at most %s, like 5 MB.", LargestFile)
	}
	*s = bytes
	return nil
}

// String writes 5 MB.
func (s Size) String() string {
	if s%sizes["MB"] == 0 {
		return strconv.FormatInt(int64(s/sizes["MB"]), 10) + " MB"
	}
	return strconv.FormatInt(int64(s/sizes["KB"]), 10) + " KB"
}

// shorter reports whether one allowance is sure to be over before another that
// begins with it; true where they cannot be compared.
func shorter(a, b calendar.Allowance) bool { return a.Unit != b.Unit || a.N < b.N }
