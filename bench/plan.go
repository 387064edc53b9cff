package main

import (
	"fmt"
	"os"
)

// The version that a plan compares with what is published.
const planned = "../programs/microsoft-marketplace-rewards/2023-12.yaml"

// plan measures a plan over all partners of a marketplace that is loaded, as a
// user would see it: from the start of the command to its end.
func plan(t *table, e engine, m marketplace) {
	dir, err := os.MkdirTemp("", "bench")
	must(err)
	defer os.RemoveAll(dir)
	b := buildBinary(dir)
	b.run("program", "apply", published, "--effective", firstDay.String(), "--db", e.own)
	all := b.run("standings", "--at", planDay, "--json", "--db", e.own)
	t.add(fmt.Sprintf("standings of %d partners, %d facts, %s", m.partners, m.facts(), e.name), all.text(), "")
	both := b.run("plan", planned, "--at", planDay, "--json", "--db", e.own)
	t.add(fmt.Sprintf("plan over %d partners, %d facts, %s", m.partners, m.facts(), e.name), both.text(), "")
}

const planDay = "2024-01-31"

func (r ran) text() string {
	return fmt.Sprintf("%.1f s, %d MiB at most", r.took.Seconds(), r.memory>>20)
}
