// Command bench measures Laurel beside plain alternatives in one run and prints
// a table. Ratios are what counts: absolute times depend on the machine.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"laurel/internal/money"
)

var (
	partners = flag.Int("partners", 10_000, "how many partners the generated marketplace has")
	only     = flag.String("only", "", "measure only this section")
	on       = flag.String("engine", "", "load into this engine only: SQLite or PostgreSQL")
	calls    = flag.Int("calls", 200, "how many calls with 1,000 facts each are measured")
	kept     = flag.String("kept", "", "a directory in which the settled marketplace on SQLite is kept for another run of the same day")
	views    = flag.Int("views", 200, "how many pages are looked at in a second")
	beside   = flag.Bool("beside", true, "load beside a bare load")
)

var rateRule = money.Rule{Source: "bench", Dating: money.Fixed, Places: money.DefaultPlaces}

// sections is what can be measured, in the order of the table.
var sections = []struct {
	name    string
	measure func(*table)
}{
	{"conditions", conditions},
	{"evaluations", evaluations},
	{"imports", imports},
	{"command", command},
	{"facts by the API", ingest},
	{"standings", standings},
	{"pages", pages},
	{"clocks", clocks},
}

func main() {
	flag.Parse()
	t := &table{}
	for _, s := range sections {
		if *only == "" || *only == s.name {
			t.heading(s.name)
			s.measure(t)
		}
	}
	fmt.Print(t.String())
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// table is the results, as Markdown.
type table struct{ lines []string }

func (t *table) heading(name string) { t.lines = append(t.lines, fmt.Sprintf("| **%s** | | |", name)) }

func (t *table) add(what, measured, compared string) {
	t.lines = append(t.lines, fmt.Sprintf("| %s | %s | %s |", what, measured, compared))
}

// String is the table with the machine and the day.
func (t *table) String() string {
	head := fmt.Sprintf("%s, %d processors, %s, %s\n\n| what | measured | compared |\n|---|---|---|\n",
		machine(), runtime.NumCPU(), runtime.Version(), time.Now().Format(time.DateOnly))
	return head + strings.Join(t.lines, "\n") + "\n"
}

// machine is the processor's name, where the system tells it.
func machine() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	for _, line := range strings.Split(string(text), "\n") {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
