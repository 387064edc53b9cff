package fulfillment

// Candidate is somebody to whom a case could be given.
type Candidate struct {
	Person  string
	Manager bool // is the engagement manager of the partner
}

// Staff is how busy people are, and who is away.
type Staff struct {
	Loads map[string]int    // how many cases that are not over a person has
	Away  map[string]string // who is away, and who does their work; empty for nobody
}

// Pick chooses who gets a case: the partner's engagement manager, else who has
// least to do, else who comes first. Somebody who is away is stood in for, or
// passed over. Empty when nobody is there.
func (s Staff) Pick(candidates []Candidate) string {
	best, byManager := "", false
	for _, c := range candidates {
		person := StandIn(s.Away, c.Person)
		switch {
		case person == "":
		case best == "", c.Manager && !byManager, c.Manager == byManager && s.Loads[person] < s.Loads[best]:
			best, byManager = person, c.Manager
		}
	}
	return best
}

// StandIn is who does the work of a person when those who are away have a cover
// each: who covers may be away as well. Empty when nobody of them is there.
func StandIn(away map[string]string, person string) string {
	for range len(away) + 1 {
		cover, gone := away[person]
		if !gone {
			return person
		}
		person = cover
	}
	return "" // they cover for each other
}
