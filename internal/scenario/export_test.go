package scenario

import "slices"

// Words lists the words that a line may begin with.
func Words() []string { return slices.Concat(headingWords(), tellerWords(), wantWords()) }
