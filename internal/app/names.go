package app

import (
	"slices"
	"strings"

	"laurel/internal/program"
)

// eachTier tells every tier of every version, with its ladder.
func eachTier(histories []program.History, do func(ladder, tier string)) {
	for _, h := range histories {
		for i := range h {
			for _, row := range h[i].Ladders {
				for _, t := range row.Value.Tiers {
					do(row.Name, t.ID)
				}
			}
		}
	}
}

// tiersIn lists the tiers of all versions as a person writes them, sorted.
func tiersIn(histories []program.History) []string {
	var names []string
	eachTier(histories, func(ladder, tier string) { names = append(names, ladder+"."+tier) })
	slices.Sort(names)
	return slices.Compact(names)
}

// laddersIn lists the ladders of all versions, sorted.
func laddersIn(histories []program.History) []string {
	var names []string
	eachTier(histories, func(ladder, _ string) { names = append(names, ladder) })
	slices.Sort(names)
	return slices.Compact(names)
}

// metricsIn lists the metrics of all versions, sorted.
func metricsIn(histories []program.History) []string {
	var names []string
	for _, h := range histories {
		for i := range h {
			for _, d := range h[i].Set.Definitions {
				names = append(names, d.Name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// thereAre is the hint that lists what could have been named.
func thereAre(names []string) string {
	if len(names) == 0 {
		return "There is none."
	}
	return "There are: " + strings.Join(names, ", ") + "."
}
