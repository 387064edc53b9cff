package answer

// Received is what became of facts that were sent.
type Received struct {
	New       int       `json:"new"`       // how many facts are new
	Repeated  int       `json:"repeated"`  // how many were there already
	Corrected int       `json:"corrected"` // how many take the place of another
	Retracted int       `json:"retracted"` // how many take another back
	Conflicts int       `json:"conflicts"` // how many came again with other content, which does not count
	Rejected  int       `json:"rejected"`  // how many are no facts that can be kept
	Items     []Outcome `json:"items"`     // what became of each, in the order in which they were sent
}

// Outcome is what became of one fact.
type Outcome struct {
	Index  int     `json:"index"`             // its place among those that were sent, from 0
	Source string  `json:"source,omitempty"`  // its feed; missing where it was rejected
	ID     string  `json:"id,omitempty"`      // its id in the feed; missing where it was rejected
	Fate   Fate    `json:"outcome"`           // what became of it
	Faults []Fault `json:"reasons,omitempty"` // why it was rejected
}

// Fate is what became of a fact that was sent.
type Fate string

// The fates.
const (
	New       Fate = "new"       // it is kept
	Repeated  Fate = "repeated"  // it was there already
	Corrected Fate = "corrected" // it takes the place of another
	Retracted Fate = "retracted" // it takes another back
	Disputed  Fate = "conflict"  // its id is there with other content; it waits for review
	Rejected  Fate = "rejected"  // it cannot be kept
)

// Fault is one thing that is wrong with a fact.
type Fault struct {
	Field  string `json:"field,omitempty"` // the field; missing where the fact as a whole is meant
	Reason string `json:"reason"`          // a sentence, with what would be right
}

// Add counts an outcome, and lists it.
func (r *Received) Add(o Outcome) {
	switch o.Fate {
	case New:
		r.New++
	case Repeated:
		r.Repeated++
	case Corrected:
		r.Corrected++
	case Retracted:
		r.Retracted++
	case Disputed:
		r.Conflicts++
	case Rejected:
		r.Rejected++
	}
	r.Items = append(r.Items, o)
}
