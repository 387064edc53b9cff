package picture

import (
	"encoding/xml"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"laurel/internal/golden"
	"laurel/internal/number"
)

func n(text string) number.Number { return number.MustParse(text) }

// drawn is what every picture can do.
type drawn interface{ Draw(width int) string }

func about(id string) Text {
	return Text{ID: id, Title: "A title", Description: `What one would see in it, & <who> "why".`}
}

var tiers = []Step{{Name: "500", From: n("500"), Says: "500 USD"}, {Name: "25K", From: n("25000"), Says: "25,000 USD"}, {Name: "50K", From: n("50000"), Says: "50,000 USD", Held: true},
	{Name: "100K", From: n("100000"), Says: "100,000 USD"}, {Name: "500K", From: n("500000"), Says: "500,000 USD"}, {Name: "1M", From: n("1000000"), Says: "1,000,000 USD"}}

func months() []Month {
	var out []Month
	running := number.Zero
	for i := range 20 {
		brought := number.FromInt(int64(2000 + i*i*137%9000))
		if i == 7 {
			brought = n("-1500")
		}
		m := Month{Name: fmt.Sprintf("%02d/26", i%12+1), Brought: brought, Counts: i >= 5 && i < 17, Leaves: i == 5, Ahead: i >= 17, Restated: i == 9}
		if m.Ahead {
			m.Brought = number.Zero
			running = running.Sub(out[i-12].Brought)
		} else {
			running = running.Add(brought)
		}
		m.Value = running
		out = append(out, m)
	}
	return out
}

var examples = map[string]drawn{
	"ladder":          Ladder{about("l"), tiers, n("64210"), "64,210 USD"},
	"ladder-below":    Ladder{about("l"), tiers, n("-5"), "-5 USD"},
	"ladder-above":    Ladder{about("l"), tiers, n("5000000"), "5,000,000 USD"},
	"ladder-no-tiers": Ladder{Text: about("l")},
	"sales":           Sales{about("s"), "Billed sales of the trailing twelve months", "Each month", "corrected since", months(), []Threshold{{"25K", n("25000"), false}, {"50K", n("50000"), true}, {"100K", n("100000"), false}}},
	"sales-close":     Sales{about("s"), "Billed sales", "Each month", "corrected since", months(), []Threshold{{"500", n("500"), false}, {"1K", n("1000"), false}, {"95K", n("95000"), false}, {"A level with a long name", n("100000"), true}, {"105K", n("105000"), false}}},
	"sales-none":      Sales{Text: about("s"), Running: "Billed sales", Monthly: "Each month"},
	"burn": Burn{about("b"), []Credit{{"Sponsorship for pilots", "3,200 USD left until 30 Jun 2027", n("5000"), n("1800"), n("0"), true},
		{"Sponsorship for deployment", "10,000 USD left until 31 Dec 2027", n("15000"), n("0"), n("5000"), false}}},
	"burn-none": Burn{Text: about("b")},
	"promises":  Promises{about("p"), []Due{{"Late", 2, true}, {"Mon 23", 7, false}, {"Tue 24", 0, false}, {"Wed 25", 3, false}, {"Thu 26", 12, false}}},
}

// TestPictures draws every example for a screen and for a phone. Look at the
// goldens with a browser.
func TestPictures(t *testing.T) {
	for name, picture := range examples {
		for _, width := range []int{720, 320} {
			file := filepath.Join("testdata", fmt.Sprintf("%s-%d.svg", name, width))
			got := strings.ReplaceAll(picture.Draw(width), "><", ">\n<") + "\n"
			golden.Check(t, file, got)
			checkPicture(t, name, got, width)
		}
	}
}

// failer is a test, of a table or of a property.
type failer interface {
	Errorf(format string, args ...any)
}

// checkPicture wants well-formed SVG that says what it is, with no style of its
// own, and with every mark inside.
func checkPicture(t failer, name, svg string, width int) {
	d := xml.NewDecoder(strings.NewReader(svg))
	seen := map[string]int{}
	height := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Errorf("%s is not well-formed: %v", name, err)
			return
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		seen[e.Name.Local]++
		for _, a := range e.Attr {
			v, err := strconv.Atoi(a.Value)
			switch a.Name.Local {
			case "style", "fill", "stroke":
				t.Errorf("%s has the attribute %s, which a strict policy forbids", name, a.Name.Local)
			case "height":
				if e.Name.Local == "svg" {
					height = v
				}
			case "x", "x1", "x2", "cx":
				if err != nil || v < 0 || v > width {
					t.Errorf("%s: %s=%q of %s lies outside of %d", name, a.Name.Local, a.Value, e.Name.Local, width)
				}
			case "y", "y1", "y2", "cy":
				if err != nil || v < 0 || v > height {
					t.Errorf("%s: %s=%q of %s lies outside of %d", name, a.Name.Local, a.Value, e.Name.Local, height)
				}
			}
		}
	}
	if seen["title"] != 1 || seen["desc"] != 1 {
		t.Errorf("%s says its title %d times and its description %d times", name, seen["title"], seen["desc"])
	}
}

// TestNamesOfThresholdsDoNotMeet wants a line of room between any two names, the
// name of the tier that is held among them, and no line through a name.
func TestNamesOfThresholdsDoNotMeet(t *testing.T) {
	names := regexp.MustCompile(`<text class="threshold( held)?" x="(\d+)" y="(\d+)"`)
	lines := regexp.MustCompile(` x2="(\d+)"`)
	for name, picture := range examples {
		for _, width := range []int{320, 760} {
			svg, held, ys, right := picture.Draw(width), 0, []int{}, width
			for _, m := range names.FindAllStringSubmatch(svg, -1) {
				held += len(m[1])
				right = min(right, atoi(m[2]))
				for _, y := range ys {
					if gap := y - atoi(m[3]); gap*gap < 12*12 {
						t.Errorf("%s at %d: names stand at %d and at %s", name, width, y, m[3])
					}
				}
				ys = append(ys, atoi(m[3]))
			}
			for _, m := range lines.FindAllStringSubmatch(svg, -1) {
				if len(ys) > 0 && atoi(m[1]) >= right {
					t.Errorf("%s at %d: a line goes to %s, and names begin at %d", name, width, m[1], right)
				}
			}
			if len(ys) > 0 && held == 0 {
				t.Errorf("%s at %d: the tier that is held has no name", name, width)
			}
		}
	}
}

func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// TestAnyValuesCanBeDrawn draws values of every size.
func TestAnyValuesCanBeDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Custom(func(t *rapid.T) number.Number {
			return number.Fraction(rapid.Int64Range(-1e15, 1e15).Draw(t, "over"), rapid.Int64Range(1, 1000).Draw(t, "under"))
		})
		width := rapid.IntRange(280, 1120).Draw(t, "width")
		words := rapid.SampledFrom([]string{"", "50K", "高级合作伙伴等级", "A tier with a very long name that nobody would give to one"})
		l := Ladder{Text: about("l"), Value: value.Draw(t, "value"), Here: words.Draw(t, "here")}
		s := Sales{Text: about("s")}
		b := Burn{Text: about("b")}
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			l.Steps = append(l.Steps, Step{words.Draw(t, "name"), value.Draw(t, "from"), words.Draw(t, "says"), rapid.Bool().Draw(t, "held")})
			s.Thresholds = append(s.Thresholds, Threshold{words.Draw(t, "name"), value.Draw(t, "threshold"), false})
			s.Months = append(s.Months, Month{Name: words.Draw(t, "month"), Brought: value.Draw(t, "brought"), Value: value.Draw(t, "running"), Counts: rapid.Bool().Draw(t, "counts")})
			b.Grants = append(b.Grants, Credit{words.Draw(t, "name"), words.Draw(t, "says"), value.Draw(t, "full"), value.Draw(t, "used"), value.Draw(t, "kept"), false})
		}
		for name, p := range map[string]drawn{"ladder": l, "sales": s, "burn": b} {
			checkPicture(t, name, p.Draw(width), width)
		}
	})
}
