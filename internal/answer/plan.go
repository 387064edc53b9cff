package answer

import (
	"laurel/internal/calendar"
	"laurel/internal/number"
)

// Plan is what a program file would change.
type Plan struct {
	Program   string                   `json:"program"`            // the program
	Version   string                   `json:"version"`            // the version in the file
	Effective calendar.Day             `json:"effective"`          // the day from which it is in force
	At        calendar.Day             `json:"at"`                 // the day that is compared
	Partners  int                      `json:"partners"`           // how many partners were compared
	Moves     []Move                   `json:"moves"`              // who changes tier, by name
	Matrix    []Cell                   `json:"matrix"`             // how many standings go from where to where, those that stay included
	Grants    []GrantChange            `json:"grants"`             // what becomes of each benefit
	Before    map[string]number.Number `json:"outstanding_before"` // credits outstanding under the rules as they are, by currency
	After     map[string]number.Number `json:"outstanding_after"`  // and under the new version
}

// Direction is which way a standing moves. A tier that takes the place of
// another at the same height is neither up nor down.
type Direction string

// The directions.
const (
	Up   Direction = "up"
	Down Direction = "down"
	Same Direction = "same"
)

// Move is one standing whose tier differs.
type Move struct {
	Partner   string    `json:"partner"`       // the id of the partner
	Name      string    `json:"name"`          // its name
	Ladder    string    `json:"ladder"`        // the ladder
	Key       string    `json:"key,omitempty"` // the offer or region that holds the tier
	From      *string   `json:"from"`          // the tier as things are; null for none
	To        *string   `json:"to"`            // the tier under the new version; null for none
	Direction Direction `json:"direction"`     // which way it goes
	// Missing is what is missing under the new version to the tier as things are,
	// where that is lost: each way alone is enough.
	Missing [][]Missing `json:"missing,omitempty"`
}

// Cell is how many standings go from one tier to another.
type Cell struct {
	Ladder    string    `json:"ladder"`    // the ladder
	From      *string   `json:"from"`      // the tier as things are; null for none
	To        *string   `json:"to"`        // the tier under the new version; null for none
	Direction Direction `json:"direction"` // which way they go
	Count     int       `json:"count"`     // how many standings
}

// GrantChange is what becomes of the grants of one benefit.
type GrantChange struct {
	Benefit string                   `json:"benefit"`            // the benefit
	Appear  int                      `json:"appear"`             // how many grants are new
	End     int                      `json:"end"`                // how many end
	Kept    int                      `json:"kept"`               // how many stay
	Before  map[string]number.Number `json:"outstanding_before"` // credits outstanding as things are, by currency
	After   map[string]number.Number `json:"outstanding_after"`  // and under the new version
}
