package yamlfile

// MendNumbers writes the numbers of a text without commas, as a file can hold
// them: 2_000 for 2,000 and 1250.5 for 1.250,5. A text without such numbers
// stays as it is.
func MendNumbers(text string) string { return mendNumber(text) }
