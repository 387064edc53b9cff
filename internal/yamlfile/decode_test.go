package yamlfile_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"laurel/internal/problem"
	"laurel/internal/yamlfile"
)

// TestDecode reads the archives testdata/decode_*.txtar as programs.
func TestDecode(t *testing.T) {
	runArchives(t, "testdata/decode_*.txtar", func(text []byte) string {
		var m problem.Mistakes
		var p program
		yamlfile.Decode(yamlfile.Parse("f", text, &m), &p, &m)
		filled, err := json.MarshalIndent(p, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		return report(nil, &m) + string(filled) + "\n"
	})
}

// program has a field of each sort that Decode fills.
type program struct {
	Place    problem.Place          `yaml:"-" json:"at"`
	ID       string                 `yaml:"id,required" json:",omitempty"`
	Since    month                  `yaml:"since" json:",omitempty"`
	Draft    bool                   `yaml:"draft" json:",omitempty"`
	Of       []string               `yaml:"of,one" json:",omitempty"`
	Metrics  yamlfile.Table[metric] `yaml:"metrics" json:",omitempty"`
	Ladders  map[string]*ladder     `yaml:"ladders" json:",omitempty"`
	Labels   map[word]word          `yaml:"labels" json:",omitempty"`
	Raw      *yamlfile.Node         `yaml:"raw" json:"-"`
	When     *condition             `yaml:"when" json:",omitempty"`
	Also     []condition            `yaml:"also,one" json:",omitempty"`
	Steps    []ladder               `yaml:"steps,one" json:",omitempty"`
	Short    int8                   `yaml:"short" json:",omitempty"`
	Untagged func()                 `json:"-"`
	hidden   int
	texts    `yaml:",inline"`
	Texts    *yamlfile.Table[*month] `yaml:"months" json:",omitempty"`
}

type texts struct {
	Place problem.Place `yaml:"-" json:"-"`
	Title string        `yaml:"title" json:",omitempty"`
	About string        `yaml:"about,required" json:",omitempty"`
}

type word string

type metric struct {
	Sum  string `yaml:"sum,required"`
	Last int    `yaml:"last"`
}

type ladder struct {
	Place problem.Place `yaml:"-" json:"at"`
	Tiers []string      `yaml:"tiers,required"`
}

// month is a TextUnmarshaler.
type month struct{ text string }

func (m *month) UnmarshalText(text []byte) error {
	switch m.text = string(text); {
	case m.text == "never":
		return errors.New("Never is no month.")
	case !strings.Contains(m.text, "-"):
		return problem.New(problem.Invalid, "%q is no month.", m.text).WithHint("Write 2023-08.")
	}
	return nil
}

func (m month) MarshalText() ([]byte, error) { return []byte(m.text), nil }

// condition is a Decodable whose mistakes lie inside a scalar.
type condition struct{ Left, Right string }

func (c *condition) DecodeYAML(n *yamlfile.Node, m *problem.Mistakes) {
	left, right, ok := strings.Cut(n.Text(), ">=")
	if !ok {
		m.Add(n.Place(), "No condition.")
	}
	if i := strings.Index(n.Text(), "?"); i >= 0 {
		m.Add(n.PlaceIn(i), "What?")
	}
	c.Left, c.Right = strings.TrimSpace(left), strings.TrimSpace(right)
}

func TestDecodeNeedsAPointer(t *testing.T) {
	for _, into := range []any{program{}, (*program)(nil), nil, new(chan int), new(any), new(float64),
		new(struct {
			A string `yaml:"a,odd"`
		}),
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Decode into %T did not panic", into)
				}
			}()
			var m problem.Mistakes
			yamlfile.Decode(yamlfile.Parse("f", []byte("{a: 1}"), &m), into, &m)
		}()
	}
}
